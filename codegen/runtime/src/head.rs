//! The head of an answer: what says how its body is read.

use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};

/// What is known of an answer before its body is read.
#[derive(Clone, Copy)]
pub struct Head<'a> {
    status: StatusCode,
    headers: &'a HeaderMap,
}

impl<'a> Head<'a> {
    pub(super) fn new(status: StatusCode, headers: &'a HeaderMap) -> Self {
        Self { status, headers }
    }

    /// The status as a number, to match on.
    #[must_use]
    pub fn code(self) -> u16 {
        self.status.as_u16()
    }

    /// Whether the body is in one of these media types, as [`Answer::is_in`](super::Answer::is_in).
    #[must_use]
    pub fn is_in(self, patterns: &[&str]) -> bool {
        let Some(essence) = self.media_type().map(essence) else {
            return false;
        };
        for pattern in patterns {
            match pattern.strip_prefix('!') {
                Some(other) if matches(essence, other) => return false,
                None if matches(essence, pattern) => return true,
                _ => {}
            }
        }
        false
    }

    /// The media type that the answer names, with its parameters.
    pub(super) fn media_type(self) -> Option<&'a str> {
        let media_type = self.headers.get(CONTENT_TYPE)?.to_str().ok()?.trim();
        (!media_type.is_empty()).then_some(media_type)
    }
}

/// A media type without its parameters.
pub(super) fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

/// Whether a media type is another one, or of the range (RFC 9110, section 8.3.1: in small letters and capitals alike).
pub(super) fn matches(essence: &str, pattern: &str) -> bool {
    let pattern = self::essence(pattern);
    let is_of = |range: &str| {
        let kind = essence.get(..range.len());
        kind.is_some_and(|kind| kind.eq_ignore_ascii_case(range))
    };
    match pattern.strip_suffix('*') {
        Some("*/") => true,
        Some(range) => is_of(range),
        None if pattern.eq_ignore_ascii_case("application/json") => is_json(essence),
        None => essence.eq_ignore_ascii_case(pattern),
    }
}

/// Whether a media type is JSON, or built on it (RFC 6839, section 3.1).
pub(super) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type).to_ascii_lowercase();
    matches!(&*essence, "application/json" | "text/json") || essence.ends_with("+json")
}
