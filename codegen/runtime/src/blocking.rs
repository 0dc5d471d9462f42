//! Calls that are waited for.

use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use bytes::Bytes;

use super::sending::{BoxFuture, Outcome};
use super::transport::{BlockingTransport, Limits, Transport, TransportError};

/// How a client waits: a call runs the same code either way.
pub(super) struct Blocking {
    pub(super) transport: Arc<dyn Transport>,
    pub(super) wait: Arc<dyn Wait>,
}

/// Runs a call to its end.
pub(super) trait Wait: Send + Sync {
    fn wait(&self, call: BoxFuture<'static, Outcome>) -> Outcome;
}

impl Blocking {
    /// By a transport that waits itself.
    pub(super) fn by(transport: impl BlockingTransport) -> Self {
        Self {
            transport: Arc::new(Immediate(transport)),
            wait: Arc::new(Park),
        }
    }
}

/// A transport whose answer is there as soon as it is asked for.
struct Immediate<T>(T);

impl<T: BlockingTransport> Transport for Immediate<T> {
    fn send(
        &self,
        message: http::Request<Bytes>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(async move { self.0.send(message, limits) })
    }
}

/// Sleeps until a call can go on: only a credential provider may have to be waited for.
struct Park;

impl Wait for Park {
    fn wait(&self, mut call: BoxFuture<'static, Outcome>) -> Outcome {
        let waker = Waker::from(Arc::new(Unpark(thread::current())));
        let mut context = Context::from_waker(&waker);
        loop {
            match call.as_mut().poll(&mut context) {
                Poll::Ready(outcome) => return outcome,
                Poll::Pending => thread::park(),
            }
        }
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}
