//! Answers that are kept, so that a server need not send them again.

mod callers;
mod lookup;
mod memory;

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::HeaderMap;

use self::callers::Callers;
pub(super) use self::lookup::{Lookup, is_from_cache};
pub use self::memory::MemoryCache;
use super::client::ClientBuilder;
use super::header;

/// Keeps answers: set for a client by `ClientBuilder::cache`. [`MemoryCache`] is one.
///
/// What is kept are answers to `GET` that are not streams, have status 200, tell their state (`ETag`, or a
/// `Last-Modified` that is older than the answer) and do not forbid it (`Cache-Control: no-store`, `Vary: *`). None is
/// given out before the server has said that it still holds (304; RFC 9111, section 4.3): there is no stale answer.
///
/// It is asked by the thread that sends, and should not keep it waiting.
pub trait Cache: Send + Sync + 'static {
    /// What was put last for this key, if it is still there.
    ///
    /// The key tells the URL and the media types that are accepted, of one client and one credential, which is not in
    /// it: no caller gets what another one was given. Every client, each time it is made, has keys of its own.
    fn get(&self, key: &str) -> Option<Stored>;

    /// Keeps an answer, in place of what was there. It may hold secrets, as every answer may.
    fn put(&self, key: &str, stored: Stored);
}

impl<C: Cache + ?Sized> Cache for Arc<C> {
    fn get(&self, key: &str) -> Option<Stored> {
        (**self).get(key)
    }

    fn put(&self, key: &str, stored: Stored) {
        (**self).put(key, stored);
    }
}

/// An answer that is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Stored {
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Bytes,
    /// What the request had in those headers that the answer depends on (`Vary`).
    pub varied: HeaderMap,
}

/// Neither header values nor the body.
impl fmt::Debug for Stored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stored")
            .field("headers", &header::names(&self.headers))
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// A cache, and who asks it.
pub(super) struct Caching {
    cache: Box<dyn Cache>,
    callers: Callers,
}

impl ClientBuilder {
    /// Keeps answers that tell their state, and asks the server only whether they still hold: [`Cache`] says which.
    pub fn cache(mut self, cache: impl Cache) -> Self {
        self.cache = Some(Caching {
            cache: Box::new(cache),
            callers: Callers::default(),
        });
        self
    }
}
