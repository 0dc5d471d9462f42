//! How many retries a client has in hand, so that many clients do not turn a hiccup into an outage.

use std::sync::atomic::{AtomicU32, Ordering};

/// What a retry costs, and gets back where it succeeds; a call that succeeds at once brings one.
///
/// So a client goes on retrying while most of what it sends is answered, and hardly any where nothing is.
const COST: u32 = 5;

/// A bucket of tokens, which all calls of a client share.
#[derive(Debug)]
pub(in super::super) struct Budget {
    tokens: AtomicU32,
    most: u32,
}

impl Budget {
    /// Enough for this many retries in a row.
    pub(in super::super) fn of(retries: u32) -> Self {
        let most = retries.saturating_mul(COST);
        Self {
            tokens: AtomicU32::new(most),
            most,
        }
    }

    /// Pays for a retry, if there is enough.
    pub(in super::super) fn pay(&self) -> bool {
        let pay = |tokens: u32| tokens.checked_sub(COST);
        let (order, fetch) = (Ordering::Relaxed, Ordering::Relaxed);
        self.tokens.fetch_update(order, fetch, pay).is_ok()
    }

    /// Hears that a call was answered, at this attempt.
    pub(in super::super) fn earn(&self, number: u32) {
        let earned = if number > 1 { COST } else { 1 };
        let earn = |tokens: u32| {
            let sum = tokens.saturating_add(earned).min(self.most);
            (sum != tokens).then_some(sum)
        };
        // Nothing is written where it is full, as it nearly always is.
        let _ = self.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, earn);
    }
}
