//! A scan of JSON, tolerant of what is not quite JSON.

use std::borrow::Cow;

use super::{Events, Nesting};

/// Tells `events` every key and value of `text`.
pub(super) fn scan(text: &str, events: &mut impl Events) {
    let bytes = text.as_bytes();
    let mut nestings = Vec::new();
    let mut expects_key = false;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let start = at;
        at += 1;
        match byte {
            b'{' | b'[' => {
                let nesting = if byte == b'{' {
                    Nesting::Object
                } else {
                    Nesting::Array
                };
                events.open(nesting, start);
                nestings.push(nesting);
                expects_key = nesting == Nesting::Object;
            }
            b'}' | b']' => {
                nestings.pop();
                events.close(at);
                expects_key = false;
            }
            b',' => expects_key = nestings.last() == Some(&Nesting::Object),
            b'"' => {
                at = end_of_string(bytes, at);
                if expects_key {
                    events.key(&unquote(&text[start..at]), start..at);
                } else {
                    events.scalar(start..at);
                }
                expects_key = false;
            }
            b':' | b' ' | b'\t' | b'\r' | b'\n' => {}
            _ => {
                let rest = &bytes[at..];
                at += rest
                    .iter()
                    .position(|byte| ends_literal(*byte))
                    .unwrap_or(rest.len());
                events.scalar(start..at);
            }
        }
    }
}

/// Where the string ends whose text begins at `at`: after its closing quote.
fn end_of_string(bytes: &[u8], mut at: usize) -> usize {
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

fn unquote(quoted: &str) -> Cow<'_, str> {
    if quoted.contains('\\')
        && let Ok(text) = serde_json::from_str(quoted)
    {
        return Cow::Owned(text);
    }
    Cow::Borrowed(quoted.trim_matches('"'))
}

fn ends_literal(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b',' | b':' | b'"' | b'[' | b']' | b'{' | b'}')
}
