//! The bodies of messages, on their way into reqwest and out of it.

use std::pin::{Pin, pin};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use tokio::runtime::Handle;
use tokio::time::{Sleep, sleep};

use super::super::super::body::Body;
use super::super::super::error::ErrorKind;
use super::super::{Limits, TransportError};
use super::{failure, no_runtime};

/// A body that is sent.
pub(super) fn sent(body: Body) -> reqwest::Body {
    match body.as_bytes() {
        Some(bytes) => bytes.clone().into(),
        None => reqwest::Body::wrap(body),
    }
}

/// An answer that is received, without what reqwest notes down beside it.
pub(super) fn received(mut answer: reqwest::Response, limits: Limits) -> http::Response<Body> {
    let (status, version) = (answer.status(), answer.version());
    let headers = std::mem::take(answer.headers_mut());
    // Reqwest itself knows of the time that an answer may take as a whole.
    let patience = limits.timeout.filter(|_| limits.streamed);
    let mut received = http::Response::new(Body::new(Received {
        answer,
        patience,
        waiting: None,
    }));
    *received.status_mut() = status;
    *received.version_mut() = version;
    *received.headers_mut() = headers;
    received
}

/// A body whose errors are ours, and that does not keep its reader waiting for ever.
struct Received {
    answer: reqwest::Response,
    /// How long each piece may take.
    patience: Option<Duration>,
    /// When the piece that is waited for has taken longer.
    waiting: Option<Pin<Box<Sleep>>>,
}

impl http_body::Body for Received {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        // A piece that is waited for is asked for anew each time: nothing is lost with what asks.
        let chunk = pin!(self.answer.chunk()).poll(context);
        if let Poll::Ready(chunk) = chunk {
            // The time until the next is asked for is not the server's.
            self.waiting = None;
            return Poll::Ready(chunk.transpose().map(|chunk| chunk.map(Frame::data).map_err(failure)));
        }
        let Some(patience) = self.patience else {
            return Poll::Pending;
        };
        if Handle::try_current().is_err() {
            return Poll::Ready(Some(Err(no_runtime())));
        }
        let end = self.waiting.get_or_insert_with(|| Box::pin(sleep(patience)));
        ready!(end.as_mut().poll(context));
        Poll::Ready(Some(Err(too_slow(patience))))
    }

    fn size_hint(&self) -> SizeHint {
        self.answer
            .content_length()
            .map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

pub(super) fn too_slow(timeout: Duration) -> TransportError {
    TransportError::new(ErrorKind::Timeout, format!("nothing came for {timeout:?}"))
}
