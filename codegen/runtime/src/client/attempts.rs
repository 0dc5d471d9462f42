//! How a client tries, and tries again.

use std::time::Duration;

use http::{HeaderName, HeaderValue};

use super::super::api::OperationInfo;
use super::super::attempt::{Attempt, Hook};
use super::super::random;
use super::super::rate_limit::RateLimitHeaders;
use super::super::retry::{Budget, RetryPolicy};
use super::ClientBuilder;

/// How a client tries, and tries again.
pub(in super::super) struct Attempts {
    pub(in super::super) policy: RetryPolicy,
    pub(in super::super) budget: Budget,
    pub(in super::super) timeout: Option<Duration>,
    pub(in super::super) hook: Option<Hook>,
    idempotency_key: Option<HeaderName>,
    rate_limit_headers: Option<&'static RateLimitHeaders>,
}

impl Default for Attempts {
    fn default() -> Self {
        Self {
            policy: RetryPolicy::new(),
            budget: Budget::of(100),
            timeout: None,
            hook: None,
            idempotency_key: None,
            rate_limit_headers: None,
        }
    }
}

impl Attempts {
    /// The names of the headers that tell of rate limits.
    pub(in super::super) fn rate_limit_headers(&self, info: &OperationInfo) -> &'static RateLimitHeaders {
        self.rate_limit_headers.unwrap_or(&info.api.rate_limit)
    }

    /// A key by which the server knows a call again that it may have carried out already, if it may not be repeated
    /// without one.
    pub(in super::super) fn key(&self, info: &OperationInfo) -> Option<(&HeaderName, HeaderValue)> {
        let name = self.idempotency_key.as_ref().filter(|_| !info.idempotent)?;
        Some((name, HeaderValue::try_from(random::uuid()).ok()?))
    }
}

impl ClientBuilder {
    /// Sets how calls are retried: [as is usual](RetryPolicy), if not set.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.attempts.policy = policy;
        self
    }

    /// Sets how many retries the client has in hand: 100, if not set.
    ///
    /// Each retry takes one. One that is answered gives it back, and of five calls that are answered at once each gives
    /// a fifth; so where a server answers hardly anything, hardly any call is retried, and nobody makes it worse.
    pub fn retry_budget(mut self, retries: u32) -> Self {
        self.attempts.budget = Budget::of(retries);
        self
    }

    /// Sets how long one attempt may take, within the time of the whole call: as long as that, if not set.
    ///
    /// It does not hold for answers that are read as streams.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempts.timeout = Some(timeout);
        self
    }

    /// Has calls that may not be repeated carry a key in this header, by which the server knows one that it has carried
    /// out already; so they are retried as others are.
    ///
    /// Each call gets a key of its own, which all its attempts carry; one that sets the header itself keeps what it has.
    pub fn idempotency_key(mut self, header: &str) -> Self {
        match HeaderName::from_bytes(header.as_bytes()) {
            Ok(name) => self.attempts.idempotency_key = Some(name),
            Err(_) => self.note(format!("`{}` is no name for a header", header.escape_debug())),
        }
        self
    }

    /// Sets the names of the headers that tell of rate limits, instead of those of the description.
    pub fn rate_limit_headers(mut self, names: &'static RateLimitHeaders) -> Self {
        self.attempts.rate_limit_headers = Some(names);
        self
    }

    /// Has this function told of each attempt of each call, before the next one is waited for.
    pub fn on_attempt(mut self, hook: impl Fn(&Attempt) + Send + Sync + 'static) -> Self {
        self.attempts.hook = Some(std::sync::Arc::new(hook));
        self
    }
}
