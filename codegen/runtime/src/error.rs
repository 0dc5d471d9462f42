//! The one error type of a client.

mod display;
mod kind;

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, Uri};

pub use self::kind::ErrorKind;
use super::answer::{Answer, Failure};
use super::api::OperationInfo;
use super::rate_limit::{RateLimit, RateLimitHeaders};
use super::response::request_id;
use super::retry::{Fault, RetryPolicy, retry_after};
use super::transport::TransportError;
use super::wire::{DecodeError, Slot};

/// Any error, as [`Transport`](super::Transport)s and [`CredentialProvider`](super::CredentialProvider)s give it.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// Why a call failed.
///
/// [`kind`](Error::kind) says who is at fault and what can be done. Where the server answered,
/// [`status`](Error::status) and [`headers`](Error::headers) are there, and [`body`](Error::body) where the answer is
/// one that the description documents: `B` is its type.
///
/// `Error` without a type stands for the error of any operation: `?` turns the others into it.
pub struct Error<B = Untyped> {
    pub(super) details: Box<Details>,
    body: Option<Box<B>>,
}

/// The body type of an [`Error`] that stands for those of any operation: there is no such body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Untyped {}

/// What an error answer of an operation can hold: implemented for each such type.
///
/// It lets `?` turn an error of one operation into an [`Error`] without a type.
pub trait ErrorBody: fmt::Debug + Send + Sync + 'static {}

/// Whatever a body can be read into; an enum of several such types is one by its own word.
impl<T: Slot + fmt::Debug + Send + Sync + 'static> ErrorBody for T {}

impl ErrorBody for Bytes {}

/// What does not depend on the operation.
pub(super) struct Details {
    kind: ErrorKind,
    /// What is wrong; empty where the answer says it.
    message: String,
    operation: Option<&'static OperationInfo>,
    url: Option<Uri>,
    attempts: u32,
    answer: Option<Received>,
    pub(super) mismatch: Option<DecodeError>,
    pub(super) source: Option<BoxError>,
}

/// An answer that is an error, or became one.
struct Received {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    rate_limit_headers: &'static RateLimitHeaders,
}

impl<B> Error<B> {
    /// What kind of failure this is: who is at fault, and what can be done.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.details.kind
    }

    /// The status of the answer, where there was one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.details.answer.as_ref().map(|answer| answer.status)
    }

    /// The headers of the answer.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.details.answer.as_ref().map(|answer| &answer.headers)
    }

    /// The body of an error answer that the description documents.
    #[must_use]
    pub fn body(&self) -> Option<&B> {
        self.body.as_deref()
    }

    /// As [`body`](Error::body), taken out.
    #[must_use]
    pub fn into_body(self) -> Option<B> {
        self.body.map(|body| *body)
    }

    /// The body of the answer as it came. It may hold secrets that the error does not print.
    #[must_use]
    pub fn raw_body(&self) -> Option<&[u8]> {
        self.details.answer.as_ref().map(|answer| &*answer.body)
    }

    /// The id that the server gave the request; its operators will ask for it.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        request_id(self.headers()?)
    }

    /// How long the server asks to wait before the next request: by `Retry-After`, or else until a rate limit that is
    /// reached is lifted.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        let asked = self.fault().and_then(|fault| fault.asked);
        asked.or_else(|| retry_after(self.headers()?))
    }

    /// How many requests the server still takes, where it says so.
    #[must_use]
    pub fn rate_limit(&self) -> Option<RateLimit> {
        let answer = self.details.answer.as_ref()?;
        RateLimit::read(&answer.headers, answer.rate_limit_headers)
    }

    /// How often the call was tried: not at all where no message can be made of the request. An attempt begins with the
    /// credential.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.details.attempts
    }

    /// Whether the same call may succeed later, by what it failed of: that is what retries go by, if the operation may
    /// be repeated.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.fault().is_some()
    }

    fn fault(&self) -> Option<Fault> {
        match &self.details.answer {
            Some(answer) => Fault::of_answer(
                &RetryPolicy::new(),
                answer.status,
                &answer.headers,
                answer.rate_limit_headers,
            ),
            None => Fault::of_error(self.kind()),
        }
    }

    /// The name of the operation that was called.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.details.operation.map(|operation| operation.id)
    }

    /// The URL that was called, without its query.
    #[must_use]
    pub fn url(&self) -> Option<String> {
        self.details.url.as_ref().map(display::without_query)
    }

    /// Why the body of the answer could not be read.
    #[must_use]
    pub fn decode_error(&self) -> Option<&DecodeError> {
        self.details.mismatch.as_ref()
    }

    /// Whether the call took longer than it may.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.kind() == ErrorKind::Timeout
    }

    /// Whether the server was not reached, so that it has done nothing.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        matches!(self.kind(), ErrorKind::Dns | ErrorKind::Connect | ErrorKind::Tls)
    }

    /// Whether the server answered that there is no such thing (404).
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.status() == Some(StatusCode::NOT_FOUND)
    }

    /// Whether the server did not accept the credential (401).
    #[must_use]
    pub fn is_unauthorized(&self) -> bool {
        self.status() == Some(StatusCode::UNAUTHORIZED)
    }

    /// Whether the credential does not allow this (403).
    #[must_use]
    pub fn is_forbidden(&self) -> bool {
        self.status() == Some(StatusCode::FORBIDDEN)
    }

    /// Whether the server failed (5xx).
    #[must_use]
    pub fn is_server_error(&self) -> bool {
        self.status().is_some_and(|status| status.is_server_error())
    }

    /// The error that a failed reading of an answer becomes.
    pub(super) fn from_answer(answer: Answer, failure: Failure<B>) -> Self {
        let (kind, body, mismatch) = match failure {
            Failure::Output(mismatch) => (ErrorKind::Decode, None, Some(mismatch)),
            Failure::Answer { body, mismatch } => (ErrorKind::of_status(answer.status()), body, mismatch),
        };
        let mut error = Error::new(kind, String::new()).about(answer.info, answer.url);
        error.details.attempts = answer.attempts;
        error.details.answer = Some(Received {
            status: answer.status,
            headers: answer.headers,
            body: answer.body,
            rate_limit_headers: answer.rate_limit_headers,
        });
        error.details.mismatch = mismatch;
        Self {
            details: error.details,
            body: body.map(Box::new),
        }
    }
}

impl Error {
    /// An error of this client's own.
    pub(super) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        let details = Details {
            kind,
            message: message.into(),
            operation: None,
            url: None,
            attempts: 0,
            answer: None,
            mismatch: None,
            source: None,
        };
        Self {
            details: Box::new(details),
            body: None,
        }
    }

    /// Says what was called, where that is not known yet.
    pub(super) fn about(mut self, operation: &'static OperationInfo, url: Option<Uri>) -> Self {
        self.details.operation = Some(operation);
        self.details.url = self.details.url.take().or(url);
        self
    }

    /// Says how often the call was tried.
    pub(super) fn after(mut self, attempts: u32) -> Self {
        self.details.attempts = attempts;
        self
    }

    /// Says what caused it.
    pub(super) fn caused_by(mut self, source: BoxError) -> Self {
        self.details.source = Some(source);
        self
    }

    /// The same error, as that of an operation.
    pub(super) fn typed<B>(self) -> Error<B> {
        Error {
            details: self.details,
            body: None,
        }
    }
}

impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        let message = error.to_string();
        Self::new(error.kind(), message).caused_by(error.into_source())
    }
}

impl<B: ErrorBody> From<Error<B>> for Error {
    fn from(error: Error<B>) -> Self {
        Self {
            details: error.details,
            body: None,
        }
    }
}

impl<B: fmt::Debug> StdError for Error<B> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let Details { source, mismatch, .. } = &*self.details;
        match (source, mismatch) {
            (Some(source), _) => Some(&**source),
            (None, Some(mismatch)) => Some(mismatch),
            (None, None) => None,
        }
    }
}
