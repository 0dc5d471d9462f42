//! The bodies of messages, on their way into reqwest and out of it.

use std::pin::{Pin, pin};
use std::task::{Context, Poll, ready};

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
pub(super) fn received(mut answer: reqwest::Response, patience: Patience) -> http::Response<Body> {
    let (status, version) = (answer.status(), answer.version());
    let headers = std::mem::take(answer.headers_mut());
    let mut received = http::Response::new(Body::new(Received { answer, patience }));
    *received.status_mut() = status;
    *received.version_mut() = version;
    *received.headers_mut() = headers;
    received
}

/// A body whose errors are ours, and that does not keep its reader waiting for ever.
struct Received {
    answer: reqwest::Response,
    patience: Patience,
}

impl http_body::Body for Received {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let Self { answer, patience } = &mut *self;
        // A piece that is waited for is asked for anew each time: nothing is lost with what asks.
        let chunk = patience.poll(pin!(answer.chunk()), context);
        chunk.map(|chunk| chunk.transpose().map(|chunk| chunk.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        self.answer
            .content_length()
            .map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

/// How long an answer is waited for, or each part of one that is streamed: to tell reqwest would take longer.
pub(super) struct Patience {
    pub(super) limits: Limits,
    /// When what is waited for has taken too long.
    pub(super) end: Option<Pin<Box<Sleep>>>,
}

impl Patience {
    /// What reqwest gives, if it does so in time.
    pub(super) fn poll<T>(
        &mut self,
        wanted: Pin<&mut impl Future<Output = reqwest::Result<T>>>,
        context: &mut Context<'_>,
    ) -> Poll<Result<T, TransportError>> {
        if let Poll::Ready(outcome) = wanted.poll(context) {
            if self.limits.streamed {
                // The time until the next part is asked for is not the server's.
                self.end = None;
            }
            return Poll::Ready(outcome.map_err(failure));
        }
        let Some(timeout) = self.limits.timeout else {
            return Poll::Pending;
        };
        if self.end.is_none() && Handle::try_current().is_err() {
            return Poll::Ready(Err(no_runtime()));
        }
        let end = self.end.get_or_insert_with(|| Box::pin(sleep(timeout)));
        ready!(end.as_mut().poll(context));
        let fault = match self.limits.streamed.then_some(timeout) {
            Some(timeout) => format!("nothing came for {timeout:?}"),
            None => "not all of the answer came in time".to_owned(),
        };
        Poll::Ready(Err(TransportError::new(ErrorKind::Timeout, fault)))
    }
}
