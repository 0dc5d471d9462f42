//! Bodies in XML: the suite has them as text, and a client may take and give them as values.
//!
//! What one row answers with, another one expects to be sent. So the value that the first is read as is what the
//! second sends; and where the server takes that for the text, it has been read and written as described. What no row
//! sends is read as described where the values are the texts of the elements, in whatever order.

use serde_json::Value;

use super::scenarios::Row;
use crate::client::Call;

/// The calls whose bodies the client does not take as text, with the value that another call was answered with.
pub(super) fn again(rows: &[&Row], calls: &[Call], outcomes: &[Value]) -> Vec<(usize, Call)> {
    let is_refused =
        |at: &usize| outcomes[*at]["outcome"] == "arguments" && is_text(rows[*at].body.as_ref());
    let value = |at: usize| {
        let twin = rows
            .iter()
            .position(|row| row.answer.is_some() && row.answer == rows[at].body)?;
        let value = &outcomes[twin]["value"];
        let mut call = calls[at].clone();
        call.arguments.insert("body".to_owned(), value.clone());
        (!value.is_null()).then_some((at, call))
    };
    (0..rows.len())
        .filter(is_refused)
        .filter_map(value)
        .collect()
}

/// Puts the text in place of the value that it was read as, where the server has taken this for the text.
pub(super) fn restore(rows: &[&Row], outcomes: &mut [Value], origin: &str) {
    for at in 0..rows.len() {
        let answer = rows[at].answer.as_ref();
        let value = &outcomes[at]["value"];
        if !is_text(answer) || value.is_string() || value.is_null() {
            continue;
        }
        let twins = rows.iter().enumerate();
        let mut twins = twins
            .filter(|(_, row)| row.body.as_ref() == answer)
            .peekable();
        let is_right = match (twins.peek(), answer.and_then(Value::as_str)) {
            (None, Some(text)) => texts(&text.replace("{base}", origin)) == texts_of(value),
            _ => twins.any(|(twin, row)| {
                outcomes[twin]["outcome"] == "answer" && outcomes[twin]["status"] == row.status
            }),
        };
        if let (true, Some(text)) = (is_right, answer) {
            outcomes[at]["value"] = text.clone();
        }
    }
}

/// What stands between the tags, in alphabetical order; the suite writes no references there.
fn texts(xml: &str) -> Vec<String> {
    let pieces = xml.split('<').filter_map(|piece| piece.split_once('>'));
    let mut texts: Vec<_> = pieces.map(|(_, text)| text.trim().to_owned()).collect();
    texts.retain(|text| !text.is_empty());
    texts.sort();
    texts
}

/// The values that are neither lists nor objects, in alphabetical order.
fn texts_of(value: &Value) -> Vec<String> {
    let mut texts: Vec<_> = match value {
        Value::Array(items) => items.iter().flat_map(texts_of).collect(),
        Value::Object(members) => members.values().flat_map(texts_of).collect(),
        Value::String(text) => vec![text.clone()],
        single => vec![single.to_string()],
    };
    texts.sort();
    texts
}

/// Whether this is a text in XML.
fn is_text(value: Option<&Value>) -> bool {
    let text = value.and_then(Value::as_str);
    text.is_some_and(|text| text.starts_with("<?xml"))
}

#[cfg(test)]
mod tests;
