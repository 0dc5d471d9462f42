//! What carries messages to a server and back.

#[cfg(feature = "reqwest")]
pub(super) mod reqwest;

use std::fmt;
use std::time::Duration;

use bytes::Bytes;

use super::error::{BoxError, ErrorKind};
use super::sending::BoxFuture;

/// Carries one message to a server and its answer back.
///
/// It does nothing else: redirects are not followed, no header is added that says who calls, a status that is an
/// error is an answer like any other. The client does all that, whatever the transport.
pub trait Transport: Send + Sync + 'static {
    /// Sends a message and reads the whole answer, within the limits.
    fn send(
        &self,
        message: http::Request<Bytes>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>>;
}

/// As [`Transport`], for programs that wait. A closure is one too.
pub trait BlockingTransport: Send + Sync + 'static {
    /// Sends a message and reads the whole answer, within the limits.
    ///
    /// # Errors
    ///
    /// Where there is no whole answer.
    fn send(
        &self,
        message: http::Request<Bytes>,
        limits: Limits,
    ) -> Result<http::Response<Bytes>, TransportError>;
}

impl<F> BlockingTransport for F
where
    F: Fn(http::Request<Bytes>, Limits) -> Result<http::Response<Bytes>, TransportError>
        + Send
        + Sync
        + 'static,
{
    fn send(
        &self,
        message: http::Request<Bytes>,
        limits: Limits,
    ) -> Result<http::Response<Bytes>, TransportError> {
        self(message, limits)
    }
}

/// What one exchange may take.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Limits {
    /// The time from connecting to the last byte of the answer.
    pub timeout: Option<Duration>,
    /// The size of the answer's body. Reading stops where it is passed.
    pub max_body_bytes: usize,
}

/// Why there is no whole answer.
#[derive(Debug)]
pub struct TransportError {
    kind: ErrorKind,
    source: BoxError,
}

impl TransportError {
    /// An error of one of the kinds that come from a transport, such as [`ErrorKind::Connect`]; any other is taken as
    /// [`ErrorKind::Transport`].
    pub fn new(kind: ErrorKind, source: impl Into<BoxError>) -> Self {
        let kind = if kind.is_of_transport() {
            kind
        } else {
            ErrorKind::Transport
        };
        Self {
            kind,
            source: source.into(),
        }
    }

    /// What kind of failure this is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    pub(super) fn into_source(self) -> BoxError {
        self.source
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            ErrorKind::Configuration | ErrorKind::BlockingInAsync => {
                "the call cannot be made from here"
            }
            ErrorKind::Dns => "the server's name was not found",
            ErrorKind::Connect => "no connection to the server",
            ErrorKind::Tls => "no secure connection to the server",
            ErrorKind::Timeout => "the call took too long",
            ErrorKind::Interrupted => "the connection broke before the whole answer was here",
            ErrorKind::BodyTooLarge => "the answer is too large",
            _ => "the transport failed",
        })
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}
