//! One after the other: what only one call may do at a time, without blocking its thread.

use std::pin::Pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

/// Gives turns, on any runtime.
#[derive(Default)]
pub(super) struct Turns {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    is_taken: bool,
    waiting: Vec<Waker>,
}

impl Turns {
    /// Waits until nobody else has a turn; it ends when what this gives is dropped.
    pub(super) fn next(&self) -> NextTurn<'_> {
        NextTurn(self)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing can fail while it is held.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Waits for a turn.
pub(super) struct NextTurn<'a>(&'a Turns);

impl<'a> Future for NextTurn<'a> {
    type Output = Turn<'a>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Turn<'a>> {
        let mut state = self.0.state();
        if state.is_taken {
            let waker = context.waker();
            if !state.waiting.iter().any(|known| known.will_wake(waker)) {
                state.waiting.push(waker.clone());
            }
            return Poll::Pending;
        }
        state.is_taken = true;
        Poll::Ready(Turn(self.0))
    }
}

/// A turn, until it is dropped.
pub(super) struct Turn<'a>(&'a Turns);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.is_taken = false;
        let waiting = std::mem::take(&mut state.waiting);
        drop(state);
        // All of them: the one that waits longest may have been given up.
        waiting.into_iter().for_each(Waker::wake);
    }
}
