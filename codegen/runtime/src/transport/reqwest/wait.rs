//! Waiting for a call on a tokio runtime of the client's own.

use std::io;
use std::panic::resume_unwind;
use std::pin::pin;
use std::sync::OnceLock;
use std::task::{Context, Waker};
use std::thread;

use tokio::runtime::{Builder, Handle, Runtime};
use tokio::task::coop::consume_budget;
use tokio::task::yield_now;

use super::super::super::blocking::{Wait, Work};
use super::super::super::error::{BoxError, Error, ErrorKind};

/// A runtime that is made when it is first needed, and runs on the threads that wait.
#[derive(Default)]
pub(super) struct OnRuntime {
    runtime: OnceLock<Runtime>,
}

impl Wait for OnRuntime {
    fn run(&self, work: Work<'_>) -> Result<(), Error> {
        if Handle::try_current().is_err() {
            return self.block_on(work);
        }
        if in_async_task() {
            return Err(Error::new(
                ErrorKind::BlockingInAsync,
                "`send_blocking` would hold up all tasks of this thread: await `send` instead",
            ));
        }
        // Most likely a thread of `spawn_blocking`, which may wait. One runtime cannot run inside another, and whether
        // one does runs here is not for us to know: a thread without any is safe in every case.
        thread::scope(
            |scope| match thread::Builder::new().spawn_scoped(scope, || self.block_on(work)) {
                Ok(thread) => thread.join().unwrap_or_else(|panic| resume_unwind(panic)),
                Err(error) => Err(no_runtime(error)),
            },
        )
    }
}

impl OnRuntime {
    fn block_on(&self, work: Work<'_>) -> Result<(), Error> {
        let runtime = if let Some(runtime) = self.runtime.get() {
            runtime
        } else {
            let new = Builder::new_current_thread().enable_all().build().map_err(no_runtime)?;
            self.runtime.get_or_init(|| new)
        };
        runtime.block_on(async {
            // Nothing has run since the last call: kept connections have to learn first that the server has closed
            // them meanwhile. The first turn hears of it, the second lets them act on it.
            yield_now().await;
            yield_now().await;
            work.await;
        });
        Ok(())
    }
}

/// A client may be dropped by an async task, where waiting for the runtime to end would panic.
impl Drop for OnRuntime {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

fn no_runtime(error: io::Error) -> Error {
    Error::new(ErrorKind::Transport, "no runtime to wait on").caused_by(BoxError::from(error))
}

/// Whether an async task runs here: only they have a budget, which tokio gives them so that they take turns.
fn in_async_task() -> bool {
    let mut context = Context::from_waker(Waker::noop());
    (0..=u8::MAX).any(|_| pin!(consume_budget()).poll(&mut context).is_pending())
}
