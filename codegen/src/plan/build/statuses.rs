//! What the statuses of answers are called.

use crate::model::StatusPattern;

/// The name of a status (RFC 9110, section 15, and the registry that it sets up).
pub(super) fn words(status: StatusPattern) -> &'static str {
    let code = match status {
        StatusPattern::Exact(code) => code,
        StatusPattern::Range(1) => return "informational",
        StatusPattern::Range(2) => return "success",
        StatusPattern::Range(3) => return "redirection",
        StatusPattern::Range(4) => return "client error",
        StatusPattern::Range(_) => return "server error",
        StatusPattern::Default => return "other",
    };
    REASONS
        .iter()
        .find(|(known, _)| *known == code)
        .map_or("status", |(_, words)| words)
}

const REASONS: [(u16, &str); 56] = [
    (200, "ok"),
    (201, "created"),
    (202, "accepted"),
    (203, "non authoritative information"),
    (204, "no content"),
    (205, "reset content"),
    (206, "partial content"),
    (207, "multi status"),
    (208, "already reported"),
    (226, "im used"),
    (300, "multiple choices"),
    (301, "moved permanently"),
    (302, "found"),
    (303, "see other"),
    (304, "not modified"),
    (305, "use proxy"),
    (307, "temporary redirect"),
    (308, "permanent redirect"),
    (400, "bad request"),
    (401, "unauthorized"),
    (402, "payment required"),
    (403, "forbidden"),
    (404, "not found"),
    (405, "method not allowed"),
    (406, "not acceptable"),
    (407, "proxy authentication required"),
    (408, "request timeout"),
    (409, "conflict"),
    (410, "gone"),
    (411, "length required"),
    (412, "precondition failed"),
    (413, "content too large"),
    (414, "uri too long"),
    (415, "unsupported media type"),
    (416, "range not satisfiable"),
    (417, "expectation failed"),
    (418, "im a teapot"),
    (421, "misdirected request"),
    (422, "unprocessable content"),
    (423, "locked"),
    (424, "failed dependency"),
    (425, "too early"),
    (426, "upgrade required"),
    (428, "precondition required"),
    (429, "too many requests"),
    (431, "request header fields too large"),
    (451, "unavailable for legal reasons"),
    (500, "internal server error"),
    (501, "not implemented"),
    (502, "bad gateway"),
    (503, "service unavailable"),
    (504, "gateway timeout"),
    (505, "http version not supported"),
    (506, "variant also negotiates"),
    (507, "insufficient storage"),
    (508, "loop detected"),
];
