//! Bodies in XML: the suite has them as text, and a client may take and give them as values.
//!
//! What one row answers with, another one expects to be sent. So the value that the first is read as is what the
//! second sends; and where the server takes that for the text, it has been read and written as described.

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
pub(super) fn restore(rows: &[&Row], outcomes: &mut [Value]) {
    for at in 0..rows.len() {
        let answer = rows[at].answer.as_ref();
        let value = &outcomes[at]["value"];
        if !is_text(answer) || value.is_string() || value.is_null() {
            continue;
        }
        let mut twins = rows.iter().enumerate();
        let taken = twins.any(|(twin, row)| {
            row.body.as_ref() == answer
                && outcomes[twin]["outcome"] == "answer"
                && outcomes[twin]["status"] == row.status
        });
        if let (true, Some(text)) = (taken, answer) {
            outcomes[at]["value"] = text.clone();
        }
    }
}

/// Whether this is a text in XML.
fn is_text(value: Option<&Value>) -> bool {
    let text = value.and_then(Value::as_str);
    text.is_some_and(|text| text.starts_with("<?xml"))
}

#[cfg(test)]
mod tests;
