//! Calls that are waited for.

use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Duration;

use super::body::Body;
use super::error::{Error, ErrorKind};
use super::sending::BoxFuture;
use super::transport::{BlockingTransport, Limits, Transport, TransportError};

/// How a client waits: a call runs the same code either way.
pub(super) struct Blocking {
    pub(super) transport: Arc<dyn Transport>,
    pub(super) wait: Arc<dyn Wait>,
}

/// Runs work to its end.
pub(super) trait Wait: Send + Sync {
    fn run(&self, work: Work<'_>) -> Result<(), Error>;
}

/// What a thread can wait for.
pub(super) type Work<'a> = Pin<&'a mut (dyn Future<Output = ()> + Send)>;

/// Waits for what work comes to.
pub(super) fn wait_for<T: Send>(wait: &dyn Wait, work: impl Future<Output = T> + Send) -> Result<T, Error> {
    let mut outcome = None;
    wait.run(pin!(async { outcome = Some(work.await) }))?;
    outcome.ok_or_else(|| Error::new(ErrorKind::Transport, "the wait ended too early"))
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
        message: http::Request<Body>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move { self.0.send(message, limits) })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async move { self.0.sleep(duration) })
    }
}

/// Sleeps until the work can go on: only a credential provider, or a body made of others' work, has to be waited for.
pub(super) struct Park;

impl Wait for Park {
    fn run(&self, work: Work<'_>) -> Result<(), Error> {
        park_until(work);
        Ok(())
    }
}

/// Sleeps until a future is ready.
pub(super) fn park_until<T>(future: impl Future<Output = T>) -> T {
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(value) => return value,
            Poll::Pending => thread::park(),
        }
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}
