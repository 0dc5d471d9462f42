//! Answers that are read as they come: bytes, and what they are split into.

#[cfg(feature = "items")]
mod event_source;
#[cfg(feature = "items")]
mod event_stream;
#[cfg(feature = "items")]
mod events;
#[cfg(feature = "items")]
mod items;
#[cfg(feature = "items")]
mod json_lines;
#[cfg(feature = "items")]
mod split;
#[cfg(feature = "items")]
mod texts;

use std::fmt;
use std::future::poll_fn;
use std::io::{self, Read};
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::Uri;

#[cfg(feature = "items")]
pub use self::event_stream::{Event, EventStream};
#[cfg(feature = "items")]
pub use self::json_lines::JsonLines;
use super::api::OperationInfo;
use super::blocking::{Park, Wait, wait_for};
use super::body::Body;
use super::error::{Error, ErrorKind};
use super::transport::TransportError;

/// How much of an item is kept at most, unless the client says otherwise: as much as of a whole answer.
const MAX_ITEM_BYTES: usize = 64 << 20;

/// The body of an answer, read as it comes: no more than a piece of it is in memory, however large it is.
///
/// An answer of `send` is read by [`next`](ByteStream::next). One of `send_blocking` is read by
/// [`next_blocking`](ByteStream::next_blocking), as an [`io::Read`], or by a `for` loop.
pub struct ByteStream {
    body: Body,
    /// What is left of a piece that was read in part.
    rest: Bytes,
    origin: Origin,
    /// Nothing more comes.
    has_ended: bool,
}

/// Where a stream comes from, and so how it can be read.
pub(super) struct Origin {
    pub(super) call: Option<(&'static OperationInfo, Option<Uri>)>,
    pub(super) way: Way,
    pub(super) max_item_bytes: usize,
}

/// How a stream can be read: a connection lives on the runtime that opened it.
#[derive(Clone)]
pub(super) enum Way {
    /// As one likes: there is no connection.
    Either,
    /// By whoever awaits it.
    Awaited,
    /// By whoever waits for it.
    WaitedFor(Arc<dyn Wait>),
}

impl Default for Origin {
    fn default() -> Self {
        Self {
            call: None,
            way: Way::Either,
            max_item_bytes: MAX_ITEM_BYTES,
        }
    }
}

impl ByteStream {
    /// The bytes of a body.
    #[must_use]
    pub fn new(body: Body) -> Self {
        Self::of(body, Origin::default())
    }

    pub(super) fn of(body: Body, origin: Origin) -> Self {
        Self {
            body,
            rest: Bytes::new(),
            origin,
            has_ended: false,
        }
    }

    /// The next piece, as soon as it is there; none at the end, and after an error.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error>> {
        if let Err(error) = self.may_be_awaited() {
            return Some(Err(error));
        }
        poll_fn(|context| self.poll_next(context)).await
    }

    /// As [`next`](ByteStream::next), for programs that wait.
    pub fn next_blocking(&mut self) -> Option<Result<Bytes, Error>> {
        let way = self.origin.way.clone();
        way.wait_for(poll_fn(|context| self.poll_next(context)))
    }

    /// All that is still to come, if that is no more than the client takes of a whole answer.
    ///
    /// # Errors
    ///
    /// Where the connection breaks, or more comes.
    pub async fn into_bytes(mut self) -> Result<Bytes, Error> {
        let mut all = Vec::new();
        while let Some(piece) = self.next().await {
            self.keep(&mut all, &piece?)?;
        }
        Ok(all.into())
    }

    /// As [`into_bytes`](ByteStream::into_bytes), for programs that wait.
    ///
    /// # Errors
    ///
    /// As there.
    pub fn into_bytes_blocking(mut self) -> Result<Bytes, Error> {
        let mut all = Vec::new();
        while let Some(piece) = self.next_blocking() {
            self.keep(&mut all, &piece?)?;
        }
        Ok(all.into())
    }

    fn keep(&self, all: &mut Vec<u8>, piece: &Bytes) -> Result<(), Error> {
        let limit = self.origin.max_item_bytes;
        if piece.len() > limit.saturating_sub(all.len()) {
            let error = TransportError::too_large(limit);
            return Err(self.origin.failure(error.into()));
        }
        all.extend_from_slice(piece);
        Ok(())
    }

    /// How many bytes are still to come, where the server said so.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.body.length()
    }

    /// What is still to come, as a body to be sent elsewhere.
    #[must_use]
    pub fn into_body(mut self) -> Body {
        if self.rest.is_empty() {
            return self.body;
        }
        Body::from_poll(move |context| self.poll_next(context))
    }

    /// As [`next`](ByteStream::next), for whoever makes a stream of another kind of it.
    pub fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        if !self.rest.is_empty() {
            return Poll::Ready(Some(Ok(std::mem::take(&mut self.rest))));
        }
        if self.has_ended {
            return Poll::Ready(None);
        }
        let piece = ready!(self.body.poll_chunk(context));
        self.has_ended = !matches!(piece, Some(Ok(_)));
        Poll::Ready(piece.map(|piece| piece.map_err(|error| self.origin.failure(error.into()))))
    }

    fn may_be_awaited(&mut self) -> Result<(), Error> {
        if matches!(self.origin.way, Way::WaitedFor(_)) && !self.has_ended {
            self.has_ended = true;
            return Err(self.origin.failure(Error::new(
                ErrorKind::Configuration,
                "an answer of `send_blocking` cannot be awaited: read it by `next_blocking`",
            )));
        }
        Ok(())
    }
}

impl Origin {
    /// Says of an error what was called.
    fn failure(&self, error: Error) -> Error {
        match &self.call {
            Some((info, url)) => error.about(info, url.clone()),
            None => error,
        }
    }
}

impl Way {
    /// Waits for the next of a stream.
    fn wait_for<T: Send>(
        &self,
        next: impl Future<Output = Option<Result<T, Error>>> + Send,
    ) -> Option<Result<T, Error>> {
        let outcome = match self {
            Self::Either => wait_for(&Park, next),
            Self::WaitedFor(wait) => wait_for(&**wait, next),
            Self::Awaited => Err(Error::new(
                ErrorKind::Configuration,
                "an answer of `send` cannot be waited for: await `next`, or call `send_blocking`",
            )),
        };
        outcome.unwrap_or_else(|error| Some(Err(error)))
    }
}

/// For programs that wait.
impl IntoIterator for ByteStream {
    type Item = Result<Bytes, Error>;
    type IntoIter = BlockingIter<Self>;

    fn into_iter(self) -> BlockingIter<Self> {
        BlockingIter(self)
    }
}

/// Reads a stream one after the other, and waits for each: what a `for` loop makes of it.
#[derive(Debug)]
pub struct BlockingIter<S>(pub(super) S);

impl Iterator for BlockingIter<ByteStream> {
    type Item = Result<Bytes, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next_blocking()
    }
}

/// For programs that wait.
impl Read for ByteStream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.rest.is_empty() {
            self.rest = match self.next_blocking() {
                Some(piece) => piece.map_err(io::Error::other)?,
                None => return Ok(0),
            };
        }
        let length = (&*self.rest).read(buffer)?;
        self.rest = self.rest.slice(length..);
        Ok(length)
    }
}

/// Nothing of what it holds.
impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteStream")
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}
