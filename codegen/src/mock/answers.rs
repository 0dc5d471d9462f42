//! What the mock server answers by itself: the examples of the description, and what its schemas make of them.

use serde_json::{Map, Value, json};

use super::instance::Instances;
use crate::load::Document;
use crate::model::{MediaType, Operation, Response};

/// The answers of an operation, by status.
pub(super) fn answers(
    document: &Document,
    operation: &Operation,
    instances: &Instances<'_>,
) -> Map<String, Value> {
    let answers = operation.responses.iter().map(|response| {
        let mut answer = Map::new();
        let headers = headers(response, instances);
        if !headers.is_empty() {
            answer.insert("headers".to_owned(), Value::Object(headers));
        }
        if let Some(media) = preferred(response) {
            let example = example(document, response, media);
            let (name, body) = body(media, example, instances);
            answer.insert("type".to_owned(), json!(media_type(media, name)));
            answer.extend(body.map(|body| (name.to_owned(), body)));
        }
        (response.status.to_string(), Value::Object(answer))
    });
    answers.collect()
}

/// JSON, or else what the description names first.
fn preferred(response: &Response) -> Option<&MediaType> {
    let mut content = response.content.iter();
    let json = content.clone().find(|media| media.is_json());
    json.or_else(|| content.next())
}

/// The media type that is sent: a range is none.
fn media_type<'a>(media: &'a MediaType, name: &str) -> &'a str {
    match media.name.contains('*') {
        false => &media.name,
        true if name == JSON => "application/json",
        true if media.name.starts_with("text/") => "text/plain",
        true => "application/octet-stream",
    }
}

/// The headers that are always there.
fn headers(response: &Response, instances: &Instances<'_>) -> Map<String, Value> {
    let required = response.headers.iter().filter(|header| header.required);
    let headers = required.map(|header| {
        let value = header.schema.as_ref().map(|id| instances.of(id, None));
        let value = value.unwrap_or_else(|| json!("text"));
        (header.name.clone(), json!(plain(&value)))
    });
    headers.collect()
}

/// The first example of a body.
fn example<'a>(
    document: &'a Document,
    response: &Response,
    media: &MediaType,
) -> Option<&'a Value> {
    let place = response.pointer.child("content").child(&media.name);
    let one = document.get(&place.child("example"));
    one.or_else(|| {
        let several = place.child("examples");
        let name = document.get(&several)?.as_object()?.keys().next()?;
        // An example may be a reference to one under `components`.
        let target = document.resolve(&several.child(name)).ok()?;
        document.get(&target.child("value"))
    })
}

/// What a body is called that is JSON, and one that is not.
const JSON: &str = "example";
const TEXT: &str = "text";

/// The body, if one can be made.
fn body(
    media: &MediaType,
    example: Option<&Value>,
    instances: &Instances<'_>,
) -> (&'static str, Option<Value>) {
    let essence = media.essence();
    let of_schema = || media.schema.as_ref().map(|id| instances.of(id, example));
    if media.is_json() {
        let value = of_schema().or_else(|| example.cloned());
        return (JSON, Some(value.unwrap_or_default()));
    }
    if let Some(Value::String(text)) = example {
        return (TEXT, Some(json!(text)));
    }
    let value = of_schema().or_else(|| example.cloned());
    let text = match (&*essence, value) {
        // Where nobody named the media type, what is no text is meant as JSON.
        ("*/*" | "application/*", Some(value)) if !value.is_string() => return (JSON, Some(value)),
        ("text/event-stream", Some(value)) => Some(each(&value, "data: ", "\n\n")),
        ("application/json-seq", Some(value)) => Some(each(&value, "\u{1e}", "\n")),
        (lines, Some(value)) if is_lines(lines) => Some(each(&value, "", "\n")),
        (text, Some(value)) if text.starts_with("text/") && !media.is_xml() => Some(plain(&value)),
        _ => None,
    };
    (TEXT, text.map(Value::String))
}

fn is_lines(essence: &str) -> bool {
    essence.contains("jsonl") || essence.contains("json-lines") || essence.contains("ndjson")
}

/// The elements of a list, or the one value, with what stands before and behind each.
fn each(value: &Value, before: &str, behind: &str) -> String {
    let values = match value {
        Value::Array(values) => values.as_slice(),
        one => std::slice::from_ref(one),
    };
    let texts = values
        .iter()
        .map(|value| [before, &value.to_string(), behind].concat());
    texts.collect()
}

/// A text as it is, and anything else as JSON.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
