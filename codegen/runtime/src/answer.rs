//! The answer of a server, before it is read as what its status says.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use http::{HeaderMap, StatusCode, Uri};

use super::api::OperationInfo;
use super::cache::is_from_cache;
use super::call::Call;
use super::charset;
use super::head::Head;
use super::header;
use super::operation::Operation;
use super::rate_limit::RateLimitHeaders;
use super::stream::ByteStream;
use super::wire::{DecodeError, Slot, from_json};

/// What the answer to an operation is read as.
pub type Decoded<O> = Result<<O as Operation>::Output, Failure<<O as Operation>::ErrorBody>>;

/// How the body of an answer is read, such as [`Answer::json`].
pub type Read<T> = fn(&Answer) -> Result<T, DecodeError>;

/// The answer of a server: as a whole, within the client's limit, or its head and the stream that follows.
pub struct Answer {
    pub(super) info: &'static OperationInfo,
    pub(super) url: Option<Uri>,
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    pub(super) attempts: u32,
    pub(super) is_from_cache: bool,
    pub(super) rate_limit_headers: &'static RateLimitHeaders,
    /// What follows, and the call that it is the answer to. It can be taken once.
    pub(super) stream: Mutex<Option<(ByteStream, Option<Call>)>>,
}

/// What an answer is read as when it is no success; it becomes an [`Error`](super::Error).
#[derive(Debug)]
pub enum Failure<E> {
    /// A success whose body is not as described.
    Output(DecodeError),
    /// An error answer.
    Answer {
        /// Its body, where it is documented and as described.
        body: Option<E>,
        /// Why its body is not as described.
        mismatch: Option<DecodeError>,
    },
}

impl Answer {
    pub(super) fn new(info: &'static OperationInfo, url: Option<Uri>, response: http::Response<Bytes>) -> Self {
        let (parts, body) = response.into_parts();
        Self {
            info,
            url,
            status: parts.status,
            headers: parts.headers,
            body,
            attempts: 1,
            is_from_cache: is_from_cache(&parts.extensions),
            rate_limit_headers: &info.api.rate_limit,
            stream: Mutex::default(),
        }
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The status as a number, to match on.
    #[must_use]
    pub fn code(&self) -> u16 {
        self.status.as_u16()
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Whether the body is in one of these media types: `text/csv`, `image/*`, or `*/*` where a media type is named at
    /// all. The first that fits decides; behind a `!`, against it.
    ///
    /// Parameters do not count, and `application/json` fits whatever is built on JSON.
    #[must_use]
    pub fn is_in(&self, patterns: &[&str]) -> bool {
        self.head().is_in(patterns)
    }

    pub(super) fn head(&self) -> Head<'_> {
        Head::new(self.status, &self.headers)
    }

    /// The body as it came; empty where it is a stream.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body as JSON.
    ///
    /// # Errors
    ///
    /// Where it is no JSON document, or not one that the type can hold.
    #[inline]
    pub fn json<T: Slot>(&self) -> Result<T, DecodeError> {
        from_json(self.plain()?)
    }

    /// The body as text, in the charset that the answer names, or in UTF-8.
    ///
    /// # Errors
    ///
    /// Where it is not in that charset, or the charset is another than UTF-8, US-ASCII and ISO-8859-1.
    pub fn text(&self) -> Result<String, DecodeError> {
        charset::decode(self.plain()?, &self.headers)
    }

    /// The body as it came, as a value of its own: compressed, where the transport has not undone that.
    ///
    /// # Errors
    ///
    /// None.
    pub fn bytes(&self) -> Result<Bytes, DecodeError> {
        Ok(self.body.clone())
    }

    /// The body as it comes: compressed, where the transport does not undo that.
    ///
    /// # Errors
    ///
    /// None.
    pub fn stream(&self) -> Result<ByteStream, DecodeError> {
        Ok(self.stream_and_call().0)
    }

    /// What follows the head of the answer, if it is a stream.
    pub(super) fn take_stream(&self) -> Option<(ByteStream, Option<Call>)> {
        let mut stream = self.stream.lock().unwrap_or_else(PoisonError::into_inner);
        stream.take()
    }

    /// Whole bytes are a stream too, if a short one.
    pub(super) fn stream_and_call(&self) -> (ByteStream, Option<Call>) {
        self.take_stream()
            .unwrap_or_else(|| (ByteStream::new(self.body.clone().into()), None))
    }

    /// A success.
    ///
    /// # Errors
    ///
    /// Where the body is not as described.
    #[inline]
    pub fn success<T, E>(&self, read: Read<T>) -> Result<T, Failure<E>> {
        read(self).map_err(Failure::Output)
    }

    /// A success, as one of the shapes that success can take.
    ///
    /// # Errors
    ///
    /// Where the body is not as described.
    #[inline]
    pub fn success_with<S, T, E>(&self, read: Read<S>, wrap: fn(S) -> T) -> Result<T, Failure<E>> {
        self.success(read).map(wrap)
    }

    /// A success without a body; one that came all the same is not looked at.
    ///
    /// # Errors
    ///
    /// None.
    #[inline]
    pub fn empty<T, E>(&self, value: T) -> Result<T, Failure<E>> {
        Ok(value)
    }

    /// A documented error.
    ///
    /// # Errors
    ///
    /// Always: the error is the result.
    #[inline]
    pub fn failure<T, E>(&self, read: Read<E>) -> Result<T, Failure<E>> {
        self.failure_with(read, |body| body)
    }

    /// A documented error, as one of the shapes that errors can take.
    ///
    /// # Errors
    ///
    /// Always: the error is the result.
    #[inline]
    pub fn failure_with<T, S, E>(&self, read: Read<S>, wrap: fn(S) -> E) -> Result<T, Failure<E>> {
        let (body, mismatch) = match read(self) {
            Ok(body) => (Some(wrap(body)), None),
            Err(mismatch) => (None, Some(mismatch)),
        };
        Err(Failure::Answer { body, mismatch })
    }

    /// A status that the description does not name, or an error without a body.
    ///
    /// # Errors
    ///
    /// Always: the error is the result.
    #[inline]
    pub fn undocumented<T, E>(&self) -> Result<T, Failure<E>> {
        Err(Failure::Answer {
            body: None,
            mismatch: None,
        })
    }
}

/// Neither header values nor the body.
impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("operation", &self.info.id)
            .field("status", &self.status)
            .field("headers", &header::names(&self.headers))
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}
