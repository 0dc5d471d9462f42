//! How long to wait where the server does not say.

use std::time::Duration;

/// Exponential backoff with full jitter: each wait is any time up to a bound that doubles, so that clients which failed
/// together do not come back together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Backoff {
    /// The bound of the first wait.
    pub(super) first: Duration,
    /// What no bound exceeds.
    pub(super) longest: Duration,
}

impl Backoff {
    /// The wait behind this attempt, the first of which is 1: this fraction of the bound.
    pub(super) fn wait(self, number: u32, fraction: f64) -> Duration {
        let factor = 1_u32.checked_shl(number.saturating_sub(1));
        let bound = self.first.saturating_mul(factor.unwrap_or(u32::MAX));
        let bound = bound.min(self.longest);
        let seconds = bound.as_secs_f64() * fraction.clamp(0.0, 1.0);
        // What is no number is no reason to come back earlier.
        Duration::try_from_secs_f64(seconds).unwrap_or(bound)
    }
}
