//! What carries messages to a server and back.

#[cfg(feature = "reqwest")]
pub(super) mod reqwest;
#[cfg(feature = "tower")]
pub(super) mod tower;

use std::fmt;
use std::thread;
use std::time::Duration;

use super::body::Body;
use super::error::{BoxError, ErrorKind};
use super::pause::pause;
use super::sending::BoxFuture;

/// Carries one message to a server and its answer back.
///
/// It does nothing else: redirects are not followed, no header is added that says who calls, a status that is an
/// error is an answer like any other. The client does all that, whatever the transport.
pub trait Transport: Send + Sync + 'static {
    /// Sends a message and gives the answer, whose body may still be on its way.
    ///
    /// One that deals in whole bytes reads `message.into_body().into_bytes().await?` and gives `Body::from(bytes)`.
    fn send(
        &self,
        message: http::Request<Body>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;

    /// Waits this long: between two attempts, and before a stream is asked for again.
    ///
    /// A thread that all share keeps the time, unless the transport knows better. On `wasm32-unknown-unknown`, which has
    /// neither threads nor a clock, it should: there is no wait otherwise, and no timeout.
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(pause(duration))
    }
}

/// As [`Transport`], for programs that wait. A closure is one too.
pub trait BlockingTransport: Send + Sync + 'static {
    /// Sends a message and gives the answer, whose body may still be on its way.
    ///
    /// One that deals in whole bytes reads `message.into_body().into_bytes_blocking()?` and gives `Body::from(bytes)`.
    ///
    /// # Errors
    ///
    /// Where there is no answer.
    fn send(&self, message: http::Request<Body>, limits: Limits) -> Result<http::Response<Body>, TransportError>;

    /// Waits this long: between two attempts, and before a stream is asked for again.
    fn sleep(&self, duration: Duration) {
        thread::sleep(duration);
    }
}

impl<F> BlockingTransport for F
where
    F: Fn(http::Request<Body>, Limits) -> Result<http::Response<Body>, TransportError> + Send + Sync + 'static,
{
    fn send(&self, message: http::Request<Body>, limits: Limits) -> Result<http::Response<Body>, TransportError> {
        self(message, limits)
    }
}

/// What one exchange may take.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Limits {
    /// The time from connecting to the last byte of the answer; of one that is streamed, the time that it may keep its
    /// reader waiting: for its head, and for each piece of its body.
    pub timeout: Option<Duration>,
    /// The size of the answer's body, unless it is streamed. The client stops reading where it is passed.
    pub max_body_bytes: usize,
    /// Whether the body of a successful answer is read as it comes, however long that takes.
    pub streamed: bool,
}

/// Why there is no answer, or not all of it.
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

    /// An error of one of these kinds, unless it has a kind already.
    pub(super) fn of(kind: ErrorKind, source: BoxError) -> Self {
        match source.downcast() {
            Ok(error) => *error,
            Err(source) => Self::new(kind, source),
        }
    }

    /// The error of a body that passes the limit.
    pub(super) fn too_large(limit: usize) -> Self {
        Self::new(
            ErrorKind::BodyTooLarge,
            format!("more than {limit} bytes (`ClientBuilder::max_body_bytes` sets the limit)"),
        )
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
            ErrorKind::Configuration | ErrorKind::BlockingInAsync => "the call cannot be made from here",
            ErrorKind::Dns => "the server's name was not found",
            ErrorKind::Connect => "no connection to the server",
            ErrorKind::Tls => "no secure connection to the server",
            ErrorKind::Timeout => "the call took too long",
            ErrorKind::Interrupted => "the connection broke before the whole answer was here",
            ErrorKind::RequestBody => "the body to be sent could not be read",
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
