//! How long a server asks to wait (RFC 9110, section 10.2.3).

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::{DATE, RETRY_AFTER};

use super::super::clock;

/// What `Retry-After` asks for: no time at all for a date that is past, none where it is neither seconds nor a date.
/// Where a proxy has added another to that of the server, the longest of them.
pub(in super::super) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let values = headers.get_all(RETRY_AFTER).iter();
    values
        .filter_map(|value| asked(value.to_str().ok()?.trim(), headers))
        .max()
}

fn asked(value: &str, headers: &HeaderMap) -> Option<Duration> {
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than a number has: for ever.
        return Some(value.parse().map_or(Duration::MAX, Duration::from_secs));
    }
    let date = httpdate::parse_http_date(value).ok()?;
    Some(date.duration_since(now(headers)).unwrap_or_default())
}

/// What time it is, as the server sees it: its clock and ours may differ, and its dates are by its own.
pub(in super::super) fn now(headers: &HeaderMap) -> SystemTime {
    let date = headers.get(DATE).and_then(|value| value.to_str().ok());
    date.and_then(|date| httpdate::parse_http_date(date).ok())
        .unwrap_or_else(clock::date)
}
