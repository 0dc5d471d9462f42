//! Document text as documentation and as a package's name.

use serde_json::Value;

use crate::model::Schema;
use crate::plan::Docs;

/// Adds Markdown text behind a blank line.
pub(super) fn add_paragraph(docs: &mut Docs, markdown: &str) {
    let lines = crate::docs::markdown(markdown);
    if !lines.is_empty() && !docs.is_empty() {
        docs.push(String::new());
    }
    docs.extend(lines);
}

/// Adds a line that is documentation already, behind a blank line.
pub(super) fn add_line(docs: &mut Docs, line: String) {
    if !docs.is_empty() {
        docs.push(String::new());
    }
    docs.push(line);
}

/// What is said about a schema where it is a type of its own.
pub(super) fn type_docs(schema: &Schema, name: &str) -> Docs {
    let text = schema.description.as_deref().or(schema.title.as_deref());
    described(text, || only_name(name))
}

/// The document's own words, or else the line that stands for them.
pub(super) fn described(text: Option<&str>, otherwise: impl FnOnce() -> String) -> Docs {
    let docs = crate::docs::markdown(text.unwrap_or_default());
    if docs.is_empty() {
        vec![otherwise()]
    } else {
        docs
    }
}

/// What is said about something of which only the name is known.
pub(super) fn only_name(name: &str) -> String {
    format!("{}.", crate::docs::code_span(name))
}

/// What is said about a schema where it is a member.
pub(super) fn member_docs(schema: Option<&Schema>, aliased: Option<&Schema>, name: &str) -> Docs {
    let own = schema.and_then(|schema| schema.description.as_deref());
    let mut docs = if let Some(text) = own {
        crate::docs::markdown(text)
    } else {
        let text =
            aliased.and_then(|schema| schema.description.as_deref().or(schema.title.as_deref()));
        first_paragraph(crate::docs::markdown(text.unwrap_or_default()))
    };
    if docs.is_empty() {
        docs.push(only_name(name));
    }
    if let Some(default) = schema.and_then(|schema| schema.default.as_ref()) {
        add_line(&mut docs, format!("Default: {}", value(default)));
    }
    if let Some(example) = schema.and_then(|schema| schema.example.as_ref()) {
        add_line(&mut docs, format!("Example: {}", value(example)));
    }
    docs
}

fn first_paragraph(lines: Docs) -> Docs {
    lines
        .into_iter()
        .take_while(|line| !line.is_empty())
        .collect()
}

fn value(value: &Value) -> String {
    match value {
        Value::String(text) => crate::docs::code_span(text),
        other => crate::docs::code_span(&other.to_string()),
    }
}

/// A package's name from a title: `Pet Store (v2)` is `pet-store-v2-client`.
pub(super) fn package_name(title: &str) -> String {
    let ident = crate::names::Ident::snake(title);
    let ascii: String = ident
        .as_str()
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '_')
        .collect();
    let words: Vec<_> = ascii.split('_').filter(|word| !word.is_empty()).collect();
    match words.as_slice() {
        [] => "api-client".to_owned(),
        [.., "client"] => words.join("-"),
        _ => format!("{}-client", words.join("-")),
    }
}
