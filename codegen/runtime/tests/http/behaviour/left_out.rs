//! What is left out of the suite, each with its reason: one vendor's policy, and not that of HTTP.

use super::cases::Case;
use codegen_runtime::serde_json::Value;

/// A case, what of it is left out, and why.
pub(super) type Entry = (&'static str, &'static str, &'static str);

const MESSAGES: &str = "how a body with errors becomes one line is the vendor's own; `Error::body` has it as it is";
const CAP: &str =
    "whether there is more than was wanted is not said beside the items; who wants to know looks at the pages";

pub(super) const LEFT_OUT: &[Entry] = &[
    (
        "422 field-keyed errors flatten into the validation message",
        "errorMessage",
        MESSAGES,
    ),
    (
        "422 field-keyed errors flatten sorted with multi-message fields",
        "errorMessage",
        MESSAGES,
    ),
    (
        "422 field-keyed errors append to a top-level error message",
        "errorMessage",
        MESSAGES,
    ),
    (
        "422 field-keyed errors survive a non-string top-level error",
        "errorMessage",
        MESSAGES,
    ),
    (
        "422 field-keyed errors append after a message-key fallback",
        "errorMessage",
        MESSAGES,
    ),
    (
        "422 field-keyed errors treat __proto__ as an ordinary field name",
        "errorMessage",
        MESSAGES,
    ),
    (
        "422 field-keyed errors keep valid entries beside malformed ones",
        "errorMessage",
        MESSAGES,
    ),
    (
        "400 bare field-map body flattens into the validation message",
        "errorMessage",
        MESSAGES,
    ),
    (
        "400 bare field-map body sorts fields and joins multi-message fields",
        "errorMessage",
        MESSAGES,
    ),
    (
        "400 bare field-map body treats __proto__ as an ordinary field name",
        "errorMessage",
        MESSAGES,
    ),
    (
        "400 body with a string error key keeps the flat message",
        "errorMessage",
        MESSAGES,
    ),
    (
        "500 maps to api_error error code",
        "retryable",
        "the suite calls a 500 retryable, and demands elsewhere that it is not retried; here, both words mean the same",
    ),
    (
        "Auto-pagination continues past a malformed rel=next part",
        "truncated",
        CAP,
    ),
    (
        "A closing bracket before the opening bracket does not hide the next link",
        "truncated",
        CAP,
    ),
    (
        "A Link header with no extractable URL reports no further pages",
        "truncated",
        CAP,
    ),
    ("Pagination stops at maxPages safety cap", "truncated", CAP),
    ("maxItems caps results across pages", "truncated", CAP),
    (
        "maxItems landing exactly on the final item is not truncated",
        "truncated",
        CAP,
    ),
    ("A positive page selects exactly that page", "truncated", CAP),
    ("A pinned final page is not truncated", "truncated", CAP),
    ("A pinned page still honours the item cap", "truncated", CAP),
    (
        "HTTPS enforced for non-localhost requests",
        "all of it",
        "whether plain `http` is refused is the vendor's policy; here, the base URL says what is wanted",
    ),
];

/// Whether all of a case is left out.
pub(super) fn whole(case: &Case) -> Option<Entry> {
    find(case, "all of it")
}

/// Whether this of a case is left out.
pub(super) fn assertion(case: &Case, assertion: &Value) -> Option<Entry> {
    let mut what = ["path", "type"].iter().filter_map(|key| assertion[key].as_str());
    what.find_map(|what| find(case, what))
}

fn find(case: &Case, what: &str) -> Option<Entry> {
    LEFT_OUT
        .iter()
        .find(|(name, left_out, _)| *name == case.name && *left_out == what)
        .copied()
}
