//! Document text as documentation and as a package's name.

use serde_json::Value;

use super::constraints::Asked;
use crate::model::{Bound, EnumValue, Parameter, Property, Schema, SchemaKind};
use crate::names::Ident;
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

/// What is said about a schema where it is a type of its own; nothing where the document says nothing.
pub(super) fn type_docs(schema: &Schema, asked: &Asked) -> Docs {
    let about = &schema.about;
    let text = about.description.as_deref().or(about.title.as_deref());
    // What stands in several places has words of its own in each.
    let text = text.filter(|_| schema.also_at.is_empty());
    let mut docs = crate::docs::markdown(text.unwrap_or_default());
    if let Some(limits) = limits(asked) {
        add_remark(&mut docs, &limits);
    }
    docs
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
///
/// What a text consists of is said where its type does not say it, by the name of its `format`.
pub(super) fn member_docs(
    property: &Property,
    aliased: Option<&Schema>,
    format: Option<&str>,
    asked: &Asked,
) -> Docs {
    let shared = aliased.filter(|schema| schema.also_at.is_empty());
    let shared = shared.and_then(|schema| {
        schema
            .about
            .description
            .as_deref()
            .or(schema.about.title.as_deref())
    });
    let is_type = aliased.is_some_and(is_type);
    let mut docs = match property.about.description.as_deref() {
        Some(own) if Some(own) != shared || !is_type => crate::docs::markdown(own),
        // The type says all of it; the member says what it begins with.
        _ if is_type => first_sentence(crate::docs::markdown(shared.unwrap_or_default())),
        _ => first_paragraph(crate::docs::markdown(shared.unwrap_or_default())),
    };
    let mut remarks = Vec::new();
    if let Some(SchemaKind::Enum { values, .. }) = aliased.map(|schema| &schema.kind)
        && let [only] = values.as_slice()
    {
        remarks.push(format!("Always {}.", value(&only.value)));
    }
    if let Some(default) = &property.about.default {
        remarks.push(format!("Default: {}.", value(default)));
    }
    // An example shows what the text looks like.
    if let Some(format) = format.filter(|_| property.about.example.is_none()) {
        remarks.push(format!("Format: {}.", crate::docs::code_span(format)));
    }
    remarks.extend(limits(asked));
    if let Some(example) = &property.about.example {
        remarks.push(format!("Example: {}.", value(example)));
    }
    if !remarks.is_empty() {
        add_remark(&mut docs, &remarks.join(" "));
    }
    docs
}

/// Whether a schema has words of its own, as a type has.
fn is_type(schema: &Schema) -> bool {
    match &schema.kind {
        SchemaKind::Object(object) => !object.properties.is_empty(),
        SchemaKind::Enum { .. } | SchemaKind::Union(_) => true,
        _ => false,
    }
}

/// What is said about an argument in a list of them; what it begins with.
pub(super) fn argument_docs(parameter: &Parameter, asked: &Asked) -> Docs {
    let words = parameter.description.as_deref().unwrap_or_default();
    let mut docs = first_paragraph(crate::docs::markdown(words));
    if let Some(limits) = limits(asked) {
        add_remark(&mut docs, &limits);
    }
    docs
}

/// What is said about a parameter, with what stands in its place and what is asked of its value.
pub(super) fn parameter_docs(
    parameter: &Parameter,
    default: Option<&Value>,
    asked: &Asked,
) -> Docs {
    let mut docs = described(parameter.description.as_deref(), || {
        format!("Sets {}.", crate::docs::code_span(&parameter.name))
    });
    let default = default.map(|default| format!("Default: {}.", value(default)));
    let remarks: Vec<_> = default.into_iter().chain(limits(asked)).collect();
    if !remarks.is_empty() {
        add_remark(&mut docs, &remarks.join(" "));
    }
    docs
}

/// The widest line that something is added to.
pub(super) const WIDTH: usize = 110;

/// Adds a remark: to the only line where both fit, to the end of a paragraph, and apart from anything else.
fn add_remark(docs: &mut Docs, remark: &str) {
    let is_paragraph = |line: &String| line.starts_with(|c: char| c.is_alphabetic() || c == '`');
    if docs.is_empty() || !docs.iter().all(is_paragraph) {
        return add_line(docs, remark.to_owned());
    }
    if let Some(last) = docs.last_mut()
        && last.ends_with(|c: char| c.is_alphanumeric() || c == '`')
    {
        last.push('.');
    }
    match docs.as_mut_slice() {
        [line] if line.chars().count() + remark.len() < WIDTH => {
            line.push(' ');
            line.push_str(remark);
        }
        _ => docs.push(remark.to_owned()),
    }
}

/// What a value must keep to beyond its type, in words.
fn limits(asked: &Asked) -> Option<String> {
    let parts = parts(asked);
    (!parts.is_empty()).then(|| format!("Limits: {}.", parts.join(", ")))
}

fn parts(asked: &Asked) -> Vec<String> {
    let constraints = &asked.own;
    let bound = |bound: &Option<Bound>, inclusive: &str, exclusive: &str| {
        bound.as_ref().map(|bound| {
            let words = if bound.exclusive {
                exclusive
            } else {
                inclusive
            };
            format!("{words} {}", bound.value)
        })
    };
    let count = |words: &str, count: Option<u64>, unit: &str| {
        count.map(|count| {
            let plural = if count == 1 { "" } else { "s" };
            format!("{words} {count} {unit}{plural}")
        })
    };
    let least = |least: Option<u64>| least.filter(|least| *least > 0);
    let patterns = constraints.patterns.iter();
    let patterns = patterns.map(|pattern| format!("matches {}", crate::docs::code_span(pattern)));
    let others: Vec<_> = constraints
        .others
        .iter()
        .map(|key| format!("`{key}`"))
        .collect();
    let others = (!others.is_empty())
        .then(|| format!("what the description says with {}", others.join(" and ")));
    let each = asked.each.as_deref().map(parts);
    [
        bound(&constraints.minimum, "at least", "more than"),
        bound(&constraints.maximum, "at most", "less than"),
        constraints
            .multiple_of
            .as_ref()
            .map(|number| format!("a multiple of {number}")),
        count("at least", least(constraints.min_length), "character"),
        count("at most", constraints.max_length, "character"),
        count("at least", least(constraints.min_items), "item"),
        count("at most", constraints.max_items, "item"),
        constraints.unique_items.then(|| "no item twice".to_owned()),
        count("at least", least(constraints.min_properties), "member"),
        count("at most", constraints.max_properties, "member"),
    ]
    .into_iter()
    .flatten()
    .chain(patterns)
    .chain(others)
    .chain(each.map(|parts| format!("each {}", parts.join(" and "))))
    .collect()
}

/// What is said about a value of an enum: what it is on the wire, where its name does not tell, and what it means.
pub(super) fn value_docs(listed: &EnumValue, ident: &Ident) -> Docs {
    let words = crate::docs::markdown(listed.description.as_deref().unwrap_or_default());
    let text = listed.value.as_str().unwrap_or_default();
    if listed.name.is_none() && ident.as_str().eq_ignore_ascii_case(&letters(text)) {
        return words;
    }
    let value = value(&listed.value);
    match words.as_slice() {
        [] => vec![format!("{value}.")],
        [line] => vec![format!("{value}: {line}")],
        _ => {
            let mut docs = vec![format!("{value}."), String::new()];
            docs.extend(words);
            docs
        }
    }
}

/// A text without what parts its words.
fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '_' | '-' | ' '))
        .collect()
}

/// What a variant of a union is, in a line; nothing where the document does not say it in one.
pub(super) fn first_line(schema: &Schema) -> Docs {
    let text = schema.about.description.as_deref();
    let line = first_paragraph(crate::docs::markdown(text.unwrap_or_default())).join(" ");
    if line.is_empty() || line.chars().count() > WIDTH {
        Vec::new()
    } else {
        vec![line]
    }
}

/// The first sentence; the first paragraph where it is not plain where that ends.
fn first_sentence(docs: Docs) -> Docs {
    let mut docs = first_paragraph(docs);
    // A link or a span of code may run from one line to the next.
    let (mut depth, mut in_code) = (0, false);
    let mut end_in = |line: &str| {
        let bytes = line.as_bytes();
        (0..bytes.len()).find(|at| {
            match bytes[*at] {
                b'`' => in_code = !in_code,
                b'(' | b'[' if !in_code => depth += 1,
                b')' | b']' if !in_code => depth -= 1,
                b'.' => return depth == 0 && !in_code && ends_sentence(line, *at),
                _ => {}
            }
            false
        })
    };
    let mut lines = docs.iter().enumerate();
    if let Some((index, at)) = lines.find_map(|(index, line)| Some((index, end_in(line)?))) {
        docs.truncate(index + 1);
        if let Some(last) = docs.last_mut() {
            last.truncate(at + 1);
        }
    }
    docs
}

/// Whether a full stop ends a sentence, and not an abbreviation such as `e.g.`.
fn ends_sentence(line: &str, at: usize) -> bool {
    let before = line.get(..at).unwrap_or_default();
    let after = line.get(at + 1..).unwrap_or_default();
    let word = before.rsplit(' ').next().unwrap_or_default();
    let is_followed = after.is_empty()
        || after
            .strip_prefix(' ')
            .is_some_and(|after| after.starts_with(|c: char| c.is_uppercase() || c == '`'));
    word.len() > 1 && !word.contains('.') && is_followed
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
    let ident = Ident::snake(title);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_at_a_full_stop_that_is_no_part_of_anything_else() {
        let cases: [(&[&str], &[&str]); 7] = [
            (&["A pet. It barks."], &["A pet."]),
            (
                &["A pet", "that barks. And", "bites."],
                &["A pet", "that barks."],
            ),
            (&["A pet.", "It barks."], &["A pet."]),
            (&["A pet, e.g. Rex. It barks."], &["A pet, e.g. Rex."]),
            (
                &["As in [a. B", "c](d. E). More."],
                &["As in [a. B", "c](d. E)."],
            ),
            (&["As `a. B`, or so. More."], &["As `a. B`, or so."]),
            (&["Version 1.2 of it", "", "More."], &["Version 1.2 of it"]),
        ];
        for (docs, expected) in cases {
            let docs = docs.iter().map(|line| (*line).to_owned()).collect();
            assert_eq!(first_sentence(docs), expected);
        }
    }
}
