//! Texts of a format, of a pattern, or of a length.

use serde_json::{Map, Value};

use super::merge;
use crate::pattern;

/// Values of each format that a validator knows, or that has a type of its own.
const FORMATS: [(&str, &[&str]); 21] = [
    (
        "date-time",
        &["2020-01-02T03:04:05Z", "1999-12-31T23:59:59.123+05:30"],
    ),
    ("date", &["2020-01-02", "1999-12-31"]),
    ("time", &["03:04:05Z", "23:59:59.5+05:30"]),
    ("duration", &["P1DT2H", "P3W"]),
    ("email", &["somebody@example.com"]),
    ("idn-email", &["somebody@example.com"]),
    ("hostname", &["example.com"]),
    ("idn-hostname", &["example.com"]),
    ("ipv4", &["192.0.2.1"]),
    ("ipv6", &["2001:db8::1"]),
    ("ip", &["192.0.2.1", "2001:db8::1"]),
    ("uri", &["https://example.com/a?b=c#d"]),
    ("url", &["https://example.com/a?b=c#d"]),
    ("iri", &["https://example.com/a"]),
    ("uri-reference", &["/a/b", "https://example.com/"]),
    ("iri-reference", &["/a/b"]),
    ("uri-template", &["/a/{b}"]),
    ("uuid", &["123e4567-e89b-12d3-a456-426614174000"]),
    ("json-pointer", &["/a/0"]),
    ("regex", &["^a+$"]),
    ("byte", &["aGVsbG8="]),
];

/// Texts that the schema may describe.
pub(super) fn texts(schema: &Map<String, Value>) -> Vec<Value> {
    let mut texts: Vec<String> = Vec::new();
    let format = schema.get("format").and_then(Value::as_str);
    if let Some((_, values)) = FORMATS.iter().find(|(name, _)| Some(*name) == format) {
        texts.extend(values.iter().map(|&value| value.to_owned()));
    }
    let least = merge::count(schema, "minLength").unwrap_or(0);
    if let Some(pattern) = schema.get("pattern").and_then(Value::as_str) {
        // The least that a pattern takes may be too short.
        let repeats = [0, 1, least, least.div_ceil(2)];
        texts.extend(
            repeats
                .iter()
                .filter_map(|repeat| pattern::matching(pattern, *repeat)),
        );
    }
    if texts.is_empty() {
        texts.extend(["text", "", "ä \"\\\n\u{1F980}"].map(str::to_owned));
    }
    let most = merge::count(schema, "maxLength").unwrap_or(usize::MAX);
    let fitted = texts.into_iter().map(|text| {
        let missing = least.min(100_000).saturating_sub(text.chars().count());
        let padded = text.chars().chain(std::iter::repeat_n('x', missing));
        Value::String(padded.take(most).collect())
    });
    fitted.collect()
}
