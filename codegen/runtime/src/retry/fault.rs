//! What an attempt can fail of so that another may succeed.

use std::time::Duration;

use http::{HeaderMap, StatusCode};

use super::super::error::ErrorKind;
use super::super::rate_limit::{RateLimit, RateLimitHeaders};
use super::{RetryPolicy, retry_after};

/// A failure that may pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Fault {
    /// How long the server asks to wait.
    pub(in super::super) asked: Option<Duration>,
    /// Whether it only wants to be asked less often.
    pub(super) is_rate_limit: bool,
}

impl Fault {
    /// What an answer tells of, by its status and its headers.
    ///
    /// Too many requests are told by 429, or by a 403 that says when to come back (GitHub's way).
    pub(in super::super) fn of_answer(
        policy: &RetryPolicy,
        status: StatusCode,
        headers: &HeaderMap,
        names: &RateLimitHeaders,
    ) -> Option<Self> {
        let may_pass = policy.statuses.contains(&status.as_u16());
        if !may_pass && status != StatusCode::FORBIDDEN {
            return None;
        }
        let is_told = [StatusCode::TOO_MANY_REQUESTS, StatusCode::FORBIDDEN].contains(&status);
        let lifted = || RateLimit::read(headers, names)?.lifted_in(headers);
        let lifted = is_told.then(lifted).flatten();
        let asked = retry_after(headers);
        let is_rate_limit = status == StatusCode::TOO_MANY_REQUESTS || is_told && (asked.is_some() || lifted.is_some());
        (may_pass || is_rate_limit).then_some(Self {
            asked: asked.filter(|asked| !asked.is_zero()).or(lifted),
            is_rate_limit,
        })
    }

    /// What it was where there is no whole answer: the way to the server failed, or the server on its way.
    pub(in super::super) fn of_error(kind: ErrorKind) -> Option<Self> {
        let may_pass = matches!(
            kind,
            ErrorKind::Dns | ErrorKind::Connect | ErrorKind::Timeout | ErrorKind::Interrupted
        );
        may_pass.then_some(Self {
            asked: None,
            is_rate_limit: false,
        })
    }
}
