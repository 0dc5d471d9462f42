//! The scenarios: what each request has to be, and what is answered.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use serde_json::{Map, Value};

use super::json_or_text;

/// A request of a scenario.
#[derive(Debug, Default)]
pub(crate) struct Row {
    pub(crate) scenario: String,
    pub(crate) step: String,
    pub(crate) method: String,
    pub(crate) uri: String,
    pub(crate) query: Map<String, Value>,
    /// By their names in small letters.
    pub(crate) headers: BTreeMap<String, Value>,
    pub(crate) body_type: String,
    pub(crate) body: Option<Value>,
    pub(crate) status: u64,
    pub(crate) answer: Option<Value>,
    pub(crate) documents: Vec<String>,
    /// Why it cannot be said in `OpenAPI`.
    pub(crate) lossy: Option<String>,
}

/// Reads the table; its first line has the names of the columns.
pub(crate) fn read(path: &Path) -> io::Result<Vec<Row>> {
    let text = fs::read_to_string(path)?;
    let mut lines = text.lines();
    let names: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    Ok(lines
        .map(|line| {
            let cells: BTreeMap<&str, &str> = names.iter().copied().zip(line.split('\t')).collect();
            row(&cells)
        })
        .collect())
}

fn row(cells: &BTreeMap<&str, &str>) -> Row {
    let cell = |name: &str| cells.get(name).copied().unwrap_or_default();
    let filled = |name: &str| Some(cell(name)).filter(|text| !text.is_empty());
    let object = |name: &str| match filled(name).map(json_or_text) {
        Some(Value::Object(members)) => {
            let members = members.into_iter();
            members
                .map(|(name, value)| (name, example(value)))
                .collect()
        }
        _ => Map::new(),
    };
    let list = |name: &str| -> Vec<String> {
        let names = cell(name).split(',').filter(|name| !name.is_empty());
        names.map(str::to_owned).collect()
    };
    let headers = object("headers").into_iter();
    Row {
        scenario: cell("scenario").to_owned(),
        step: cell("step").to_owned(),
        method: cell("method").to_owned(),
        // Where the server's own syntax needs it, a colon is escaped.
        uri: cell("uri").replace("\\:", ":"),
        query: object("query"),
        headers: headers
            .map(|(name, value)| (name.to_lowercase(), value))
            .collect(),
        body_type: cell("body_content_type").to_owned(),
        body: filled("body").map(json_or_text).map(example),
        status: cell("expected_status").parse().unwrap_or_default(),
        answer: filled("response_body").map(json_or_text).map(example),
        documents: list("openapi_docs"),
        lossy: filled("lossy_in_openapi").map(str::to_owned),
    }
}

/// A value, where what is there says how it is compared.
fn example(value: Value) -> Value {
    match value {
        Value::Object(mut members) if members.contains_key("$match") => {
            members.remove("value").unwrap_or_default()
        }
        Value::Object(mut members) if members.contains_key("$bytes_base64") => {
            let text = members.remove("$bytes_base64").unwrap_or_default();
            Value::Object([("base64".to_owned(), text)].into_iter().collect())
        }
        Value::Object(members) => {
            let members = members.into_iter();
            Value::Object(
                members
                    .map(|(name, value)| (name, example(value)))
                    .collect(),
            )
        }
        Value::Array(items) => items.into_iter().map(example).collect(),
        other => other,
    }
}
