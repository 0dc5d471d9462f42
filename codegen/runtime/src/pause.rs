//! Waiting for a while, whatever runs the code that waits.

use std::future::{pending, poll_fn};
use std::pin::{Pin, pin};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::{Duration, Instant};

use super::clock;

/// Waits this long.
///
/// One thread keeps the time for all who wait, so that no kind of runtime is needed; it ends where nobody waits.
pub(super) async fn pause(duration: Duration) {
    // Where nothing keeps the time, a wait that never ends would be worse than none.
    let Some(now) = clock::now() else {
        return;
    };
    match now.checked_add(duration) {
        Some(end) => Pause { end, key: None }.await,
        None => pending().await,
    }
}

/// What a future gives, if it does so while there is time left; how much that is, is asked where it has to be waited for.
pub(super) async fn in_time<T>(future: impl Future<Output = T>, left: impl Fn() -> Option<Duration>) -> Option<T> {
    let (mut future, mut end) = (pin!(future), None);
    poll_fn(|context| {
        if let Poll::Ready(value) = future.as_mut().poll(context) {
            return Poll::Ready(Some(value));
        }
        let end = end.get_or_insert_with(|| {
            // Where nothing keeps the time, none is over.
            let left = left().filter(|_| clock::now().is_some());
            Box::pin(async move {
                match left {
                    Some(left) => pause(left).await,
                    None => pending().await,
                }
            })
        });
        end.as_mut().poll(context).map(|()| None)
    })
    .await
}

/// Who is waiting, by when that ends and in which order they came.
static WAITING: Mutex<Waiting> = Mutex::new(Waiting {
    wakers: Vec::new(),
    came: 0,
    is_kept: false,
});

/// That the first who waits is another.
static CHANGED: Condvar = Condvar::new();

struct Waiting {
    /// The first whose wait ends is the last here.
    wakers: Vec<(Key, Waker)>,
    came: u64,
    /// Whether a thread keeps the time.
    is_kept: bool,
}

impl Waiting {
    /// Where somebody is, or would have to be.
    fn place(&self, key: &Key) -> Result<usize, usize> {
        self.wakers.binary_search_by(|(other, _)| key.cmp(other))
    }
}

type Key = (Instant, u64);

/// A wait that ends at some time.
struct Pause {
    end: Instant,
    key: Option<Key>,
}

impl Future for Pause {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.end <= Instant::now() {
            return Poll::Ready(());
        }
        let mut waiting = waiting();
        let key = self.key.unwrap_or((self.end, waiting.came));
        waiting.came += 1;
        // Whoever polls last is woken.
        let waker = context.waker().clone();
        match waiting.place(&key) {
            Ok(place) => waiting.wakers[place].1 = waker,
            Err(place) => waiting.wakers.insert(place, (key, waker)),
        }
        self.key = Some(key);
        if !waiting.is_kept {
            let thread = thread::Builder::new().name("pause".to_owned());
            waiting.is_kept = thread.spawn(keep_time).is_ok();
        }
        if !waiting.is_kept {
            // Nobody else looks at the clock.
            context.waker().wake_by_ref();
        }
        CHANGED.notify_one();
        Poll::Pending
    }
}

/// A wait that is given up leaves nothing behind.
impl Drop for Pause {
    fn drop(&mut self) {
        if let Some(key) = self.key {
            let mut waiting = waiting();
            if let Ok(place) = waiting.place(&key) {
                waiting.wakers.remove(place);
            }
            CHANGED.notify_one();
        }
    }
}

/// Wakes each when it is time.
fn keep_time() {
    let mut waiting = waiting();
    while let Some(((end, _), _)) = waiting.wakers.last() {
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            let first = waiting.wakers.pop();
            drop(waiting);
            if let Some((_, waker)) = first {
                waker.wake();
            }
            waiting = self::waiting();
        } else {
            let changed = CHANGED.wait_timeout(waiting, left);
            waiting = changed.unwrap_or_else(PoisonError::into_inner).0;
        }
    }
    waiting.is_kept = false;
}

fn waiting() -> MutexGuard<'static, Waiting> {
    // Nothing can fail while it is held.
    WAITING.lock().unwrap_or_else(PoisonError::into_inner)
}
