//! Rate limits: how many requests a server still takes, as its headers tell.

use std::time::{Duration, SystemTime};

use http::HeaderMap;

use super::retry::now;

/// How many requests a server still takes, as far as its answer says.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateLimit {
    /// How many it takes in one period.
    pub limit: Option<u64>,
    /// How many are left of them.
    pub remaining: Option<u64>,
    /// How many are not.
    pub used: Option<u64>,
    /// When the next period begins, by the server's clock.
    pub reset: Option<SystemTime>,
    /// What the limit is for, where a server has several.
    pub resource: Option<String>,
}

/// The names of the headers that tell of a rate limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimitHeaders {
    /// How many requests are taken in one period.
    pub limit: &'static str,
    /// How many are left.
    pub remaining: &'static str,
    /// How many are not.
    pub used: &'static str,
    /// When the next period begins: in seconds since 1970, or from now on.
    pub reset: &'static str,
    /// What the limit is for.
    pub resource: &'static str,
}

impl RateLimitHeaders {
    /// The names that most servers use.
    pub const USUAL: Self = Self {
        limit: "x-ratelimit-limit",
        remaining: "x-ratelimit-remaining",
        used: "x-ratelimit-used",
        reset: "x-ratelimit-reset",
        resource: "x-ratelimit-resource",
    };
}

/// Seconds that stand for a date, and not for a time from now on: by now, all dates are greater, and no period is.
const FIRST_DATE: u64 = 1_000_000_000;

impl RateLimit {
    /// What the headers of an answer tell; nothing where none of them is there.
    pub(super) fn read(headers: &HeaderMap, names: &RateLimitHeaders) -> Option<Self> {
        let text = |name| Some(headers.get(name)?.to_str().ok()?.trim());
        // Some servers write their policy behind the number: `100;w=60`.
        let number = |name| text(name)?.split([';', ',']).next()?.trim_end().parse().ok();
        let date = |seconds| {
            let start = if seconds < FIRST_DATE {
                now(headers)
            } else {
                SystemTime::UNIX_EPOCH
            };
            start.checked_add(Duration::from_secs(seconds))
        };
        let told = Self {
            limit: number(names.limit),
            remaining: number(names.remaining),
            used: number(names.used),
            reset: number(names.reset).and_then(date),
            resource: text(names.resource).map(str::to_owned),
        };
        let is_told =
            told.limit.or(told.remaining).or(told.used).is_some() || told.reset.is_some() || told.resource.is_some();
        is_told.then_some(told)
    }

    /// Whether nothing is left.
    #[must_use]
    pub fn is_reached(&self) -> bool {
        self.remaining == Some(0)
    }

    /// How long the limit that is reached holds, by the clock of the server that sent these headers.
    ///
    /// Where it does not say until when, that is no time.
    pub(super) fn lifted_in(&self, headers: &HeaderMap) -> Option<Duration> {
        let left = |reset: SystemTime| reset.duration_since(now(headers)).unwrap_or_default();
        self.is_reached().then(|| self.reset.map(left).unwrap_or_default())
    }
}
