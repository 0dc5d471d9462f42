//! How often a call is tried, and how long is waited in between.

use std::time::Duration;

use super::super::random;
use super::Fault;
use super::backoff::Backoff;

/// How a call is retried: set for a client by `ClientBuilder::retry`, and for one call by its own `retry`.
///
/// If not set, a call is tried three times. Only what may be repeated is: an operation whose method is idempotent
/// (RFC 9110, section 9.2.2), one that was generated as such, or one that is sent with an idempotency key; and no body
/// that is a stream. Another attempt is made where the server was not reached, the connection broke, the answer took
/// too long, or its status is 408, 429, 502, 503 or 504, or a 403 that is a rate limit; never of an answer that the
/// caller reads as a stream.
///
/// The wait is what the server asks for (`Retry-After`, or until its rate limit is lifted), and behind it, so that not
/// all come back at once, any time up to half a second, which doubles with each attempt. A wait that would outlast the
/// call's timeout is not begun: the last failure is given at once.
#[derive(Debug, Clone, Copy)]
pub struct RetryPolicy {
    attempts: u32,
    backoff: Backoff,
    longest_wait: Duration,
    waits_for_rate_limits: bool,
    pub(super) statuses: &'static [u16],
    random: fn() -> f64,
}

impl RetryPolicy {
    /// The policy of a client that is given none.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            attempts: 3,
            backoff: Backoff {
                first: Duration::from_millis(500),
                longest: Duration::from_secs(20),
            },
            longest_wait: Duration::from_secs(60),
            waits_for_rate_limits: true,
            statuses: &[408, 429, 502, 503, 504],
            random: random::fraction,
        }
    }

    /// No retries.
    #[must_use]
    pub const fn none() -> Self {
        Self::new().attempts(1)
    }

    /// Sets how often a call is tried at most, the first time included: 3, if not set. None is one.
    #[must_use]
    pub const fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// Sets what the wait behind the first attempt does not exceed, and what none does, where the server asks for
    /// nothing: half a second and 20 seconds, if not set.
    #[must_use]
    pub const fn backoff(mut self, first: Duration, longest: Duration) -> Self {
        self.backoff = Backoff { first, longest };
        self
    }

    /// Sets how long a server may ask to wait: a minute, if not set. Where it asks for more, the call fails at once.
    #[must_use]
    pub const fn longest_wait(mut self, longest: Duration) -> Self {
        self.longest_wait = longest;
        self
    }

    /// Fails at once where a rate limit is reached, instead of waiting until it is lifted.
    #[must_use]
    pub const fn fail_on_rate_limit(mut self) -> Self {
        self.waits_for_rate_limits = false;
        self
    }

    /// Sets which statuses another attempt is made for, instead of those above. A 403 that is a rate limit is one
    /// anyway.
    #[must_use]
    pub const fn statuses(mut self, statuses: &'static [u16]) -> Self {
        self.statuses = statuses;
        self
    }

    /// Sets where the fractions come from, between 0 and 1, that waits are taken of: random ones, if not set.
    #[must_use]
    pub const fn jitter(mut self, random: fn() -> f64) -> Self {
        self.random = random;
        self
    }

    /// How long to wait behind this attempt, the first of which is 1, where another is to follow within the time that
    /// is left.
    pub(in super::super) fn wait(&self, number: u32, fault: Fault, left: Option<Duration>) -> Option<Duration> {
        // What asks for no time, or for what no time is, costs no less than what asks for nothing.
        let asked = fault.asked.unwrap_or_default();
        let is_waited_for = self.waits_for_rate_limits || !fault.is_rate_limit;
        if number >= self.attempts || asked > self.longest_wait || !is_waited_for {
            return None;
        }
        let wait = asked.saturating_add(self.backoff.wait(number, (self.random)()));
        left.is_none_or(|left| wait < left).then_some(wait)
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new()
    }
}
