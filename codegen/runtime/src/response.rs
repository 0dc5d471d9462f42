//! What a successful call gives.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::time::Duration;

use http::{HeaderMap, StatusCode};

use super::answer::Answer;
use super::conditional::Validators;
use super::error::{Error, ErrorKind};
use super::rate_limit::{RateLimit, RateLimitHeaders};
use super::retry::retry_after;
use super::wire::{Model, read_texts};

/// The value that a call gives, with the status and the headers that it came with.
///
/// It can be used as the value itself. `H` has the headers that the description declares, if it declares any.
#[derive(Clone)]
pub struct Response<T, H = ()> {
    value: T,
    status: StatusCode,
    headers: HeaderMap,
    is_from_cache: bool,
    rate_limit_headers: &'static RateLimitHeaders,
    declared: PhantomData<fn() -> H>,
}

impl<T, H: Model> Response<T, H> {
    /// The headers that the description declares, as what it declares them to be.
    ///
    /// # Errors
    ///
    /// Where one is missing that must be there, or is not as described; [`headers`](Self::headers) has them all as they
    /// came.
    #[inline]
    pub fn declared_headers(&self) -> Result<H, Error> {
        let mut declared = H::blank();
        self.read_headers(&mut declared)?;
        Ok(declared)
    }
}

impl<T, H> Response<T, H> {
    #[inline]
    pub(super) fn new(value: T, answer: Answer) -> Self {
        Self {
            value,
            status: answer.status,
            headers: answer.headers,
            is_from_cache: answer.is_from_cache,
            rate_limit_headers: answer.rate_limit_headers,
            declared: PhantomData,
        }
    }

    fn read_headers(&self, declared: &mut dyn Model) -> Result<(), Error> {
        let texts = |name: &str| {
            let values = self.headers.get_all(name).iter();
            let texts = values.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
            texts.collect()
        };
        read_texts(declared, &texts).map_err(|message| Error::new(ErrorKind::Decode, format!("the header {message}")))
    }

    /// The value alone.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.value
    }

    /// The status of the answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers of the answer.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// What tells this state from another, where the server says so: for
    /// [`if_changed_since`](super::Operation::if_changed_since), or, of a request that writes, the header `If-Match`.
    #[must_use]
    pub fn validators(&self) -> Validators {
        Validators::from(&self.headers)
    }

    /// Whether the body is the one that the client's [cache](super::Cache) has kept: the server has sent no more than
    /// headers, which say that it still holds.
    #[must_use]
    pub fn is_from_cache(&self) -> bool {
        self.is_from_cache
    }

    /// How many requests the server still takes, where it says so.
    #[must_use]
    pub fn rate_limit(&self) -> Option<RateLimit> {
        RateLimit::read(&self.headers, self.rate_limit_headers)
    }

    /// How long the server asks to wait (`Retry-After`), in seconds or until a date, such as before asking what has become
    /// of what it has accepted (202).
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after(&self.headers)
    }

    /// The id that the server gave the request; its operators will ask for it.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }
}

impl<T, H> Deref for Response<T, H> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T, H> DerefMut for Response<T, H> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

/// Header values may hold secrets, such as cookies, and are left out.
impl<T: fmt::Debug, H> fmt::Debug for Response<T, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("request_id", &self.request_id())
            .field("value", &self.value)
            .finish_non_exhaustive()
    }
}

/// The id that a server gives a request, under the names in use for it.
pub(super) fn request_id(headers: &HeaderMap) -> Option<&str> {
    ["x-github-request-id", "x-request-id"]
        .iter()
        .find_map(|name| headers.get(*name)?.to_str().ok())
}
