//! Waiting for a while, whatever runs the code that waits.

use std::future::{pending, poll_fn};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};
use std::thread;
use std::time::{Duration, Instant};

/// Waits this long.
///
/// A thread of its own sleeps so that no kind of runtime is needed; nobody waits often enough for that to matter.
pub(super) async fn pause(duration: Duration) {
    let Some(end) = Instant::now().checked_add(duration) else {
        return pending().await;
    };
    // Whoever polls last is woken.
    let waiting: Arc<Mutex<Option<Waker>>> = Arc::default();
    poll_fn(|context| {
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Poll::Ready(());
        }
        let waker = context.waker().clone();
        if lock(&waiting).replace(waker).is_none() {
            let waiting = Arc::clone(&waiting);
            thread::spawn(move || {
                thread::sleep(left);
                if let Some(waker) = lock(&waiting).take() {
                    waker.wake();
                }
            });
        }
        Poll::Pending
    })
    .await;
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
