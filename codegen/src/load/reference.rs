//! Following `$ref`.

use serde_json::Value;

use super::Document;
use super::file_problem::FileProblem;
use super::member::member;
use crate::diagnostics::{Code, Diagnostic};
use crate::pointer::{JsonPointer, PointerError, percent_decode};
use crate::source::FILES;

/// How many references may follow one another.
const MAX_HOPS: usize = 64;

/// Why a reference cannot be followed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReferenceError {
    /// It leads nowhere.
    Unresolved {
        /// The node that holds the `$ref`, or that is asked for.
        at: JsonPointer,
        /// What the `$ref` says.
        reference: String,
        /// What was meant, perhaps.
        suggestion: Option<JsonPointer>,
    },
    /// It leads back to itself.
    Cycle {
        /// The node that holds the `$ref`.
        at: JsonPointer,
        /// What the `$ref` says.
        reference: String,
    },
    /// It leads to another file.
    OtherFile {
        /// The node that holds the `$ref`.
        at: JsonPointer,
        /// What the `$ref` says.
        reference: String,
        /// Why it is not followed there.
        problem: FileProblem,
    },
}

impl ReferenceError {
    /// What to tell the user.
    #[must_use]
    pub fn into_diagnostic(self) -> Diagnostic {
        match self {
            Self::Unresolved {
                at,
                reference,
                suggestion,
            } => {
                let message = format!("the reference `{reference}` leads nowhere");
                let problem = Diagnostic::error(Code::UnresolvedReference, message)
                    .at(&at.child("$ref"))
                    .label("there is no such node");
                match suggestion {
                    Some(pointer) => problem.help(format!("did you mean `{}`?", spelled(&pointer))),
                    None => problem,
                }
            }
            Self::Cycle { at, reference } => {
                let message = format!("the reference `{reference}` leads back to itself");
                Diagnostic::error(Code::ReferenceCycle, message)
                    .at(&at.child("$ref"))
                    .label("nothing but references from here")
                    .help("put what is meant in the place of one of the references")
            }
            Self::OtherFile {
                at,
                reference,
                problem,
            } => {
                let reason = problem.reason();
                let message =
                    format!("the reference `{reference}` leads to another file: {reason}");
                Diagnostic::error(Code::ExternalReference, message)
                    .at(&at.child("$ref"))
                    .label("not followed")
                    .help(problem.help())
            }
        }
    }
}

/// The pointer as a `$ref` of the document would say it: what lies in another file begins with the name of that file.
fn spelled(pointer: &JsonPointer) -> String {
    match Document::file_of(pointer) {
        Some((name, rest)) if rest.is_root() => name,
        Some((name, rest)) => format!("{name}{rest}"),
        None => pointer.to_string(),
    }
}

/// The text of the `$ref` that a node is, if it is one.
pub(super) fn reference_of(node: &Value) -> Option<&str> {
    member(node.as_object()?, "$ref")?.as_str()
}

/// Follows `$ref` from node to node until there is none: that node, and where it is.
pub(super) fn find<'d>(
    document: &'d Document,
    start: &JsonPointer,
) -> Result<(JsonPointer, &'d Value), ReferenceError> {
    follow(document, start, &mut MAX_HOPS.clone())
}

fn follow<'d>(
    document: &'d Document,
    start: &JsonPointer,
    hops: &mut usize,
) -> Result<(JsonPointer, &'d Value), ReferenceError> {
    let Some((mut at, mut node)) = seek(document, start, hops) else {
        let at = start.parent().unwrap_or_default();
        return Err(leads_nowhere(document, at, spelled(start), start));
    };
    while let Some(text) = reference_of(node) {
        let Some(left) = hops.checked_sub(1) else {
            // The cycle may begin further on: the first reference is the one that is asked about.
            let reference = document.get(start).and_then(reference_of);
            return Err(ReferenceError::Cycle {
                at: start.clone(),
                reference: reference.map_or_else(|| spelled(start), written),
            });
        };
        *hops = left;
        let target = match pointer_of(text) {
            Ok(target) => target,
            Err(problem) => return Err(unreadable(document, at, text, &problem)),
        };
        let Some((next, next_node)) = seek(document, &target, hops) else {
            return Err(leads_nowhere(document, at, written(text), &target));
        };
        (at, node) = (next, next_node);
    }
    Ok((at, node))
}

/// The node that a pointer leads to, and where it is. On the way there, a node that has not got the member asked for
/// but is a reference stands for its target: `#/components/schemas/A/properties/b`, where `A` is `{$ref: ..}`.
fn seek<'d>(
    document: &'d Document,
    pointer: &JsonPointer,
    hops: &mut usize,
) -> Option<(JsonPointer, &'d Value)> {
    if let Some(node) = document.get(pointer) {
        return Some((pointer.clone(), node));
    }
    let mut at = JsonPointer::root();
    for token in pointer.tokens() {
        let mut next = at.child(&token);
        while document.get(&next).is_none() {
            *hops = hops.checked_sub(1)?;
            let through = reference_in(document.get(&at)?)?;
            (at, _) = follow(document, &pointer_of(through).ok()?, hops).ok()?;
            next = at.child(&token);
        }
        at = next;
    }
    Some((at.clone(), document.get(&at)?))
}

/// The `$ref` that a node is, or was before what stands beside it made an `allOf` of it.
fn reference_in(node: &Value) -> Option<&str> {
    let all_of = || reference_of(node.get("allOf")?.as_array()?.last()?);
    reference_of(node).or_else(all_of)
}

/// The pointer that a reference is. One such as `/a` is a path.
fn pointer_of(reference: &str) -> Result<JsonPointer, PointerError> {
    if reference.starts_with('/') {
        return Err(PointerError::OtherDocument);
    }
    JsonPointer::parse(reference)
}

fn written(reference: &str) -> String {
    match pointer_of(reference) {
        Ok(pointer) if Document::file_of(&pointer).is_some() => spelled(&pointer),
        _ => reference.to_owned(),
    }
}

fn leads_nowhere(
    document: &Document,
    at: JsonPointer,
    reference: String,
    target: &JsonPointer,
) -> ReferenceError {
    ReferenceError::Unresolved {
        at,
        reference,
        suggestion: suggest(document, target),
    }
}

/// What is wrong with a reference that is no pointer.
fn unreadable(
    document: &Document,
    at: JsonPointer,
    text: &str,
    problem: &PointerError,
) -> ReferenceError {
    let reference = text.to_owned();
    let (file, _) = text.split_once('#').unwrap_or((text, ""));
    let files = document.root().get(FILES);
    let is_read = files.is_some_and(|files| files.get(&*percent_decode(file)).is_some());
    if *problem == PointerError::NotAPointer || is_read {
        return ReferenceError::Unresolved {
            at,
            reference,
            suggestion: None,
        };
    }
    let problem = document.problems.get(file).cloned();
    ReferenceError::OtherFile {
        at,
        reference,
        problem: problem.unwrap_or_else(FileProblem::not_looked_for),
    }
}

/// What a pointer that leads nowhere may have meant: a component of the same name, or the nearest name at the
/// deepest level that is there.
fn suggest(document: &Document, missing: &JsonPointer) -> Option<JsonPointer> {
    let components = JsonPointer::root().child("components");
    let name = missing.last()?;
    let sections = document
        .get(&components)
        .and_then(Value::as_object)
        .into_iter()
        .flatten();
    let twin = sections.map(|(section, _)| components.child(section).child(&name));
    if let Some(twin) = twin.into_iter().find(|twin| document.get(twin).is_some()) {
        return Some(twin);
    }
    let tokens: Vec<_> = missing.tokens().collect();
    let mut level = JsonPointer::root();
    for (depth, token) in tokens.iter().enumerate() {
        let next = level.child(token);
        if document.get(&next).is_some() {
            level = next;
            continue;
        }
        let members = document.get(&level)?.as_object()?;
        let similarity = |key: &String| strsim::normalized_damerau_levenshtein(key, token);
        let nearest = members
            .keys()
            .max_by(|a, b| similarity(a).total_cmp(&similarity(b)))?;
        let candidate = level.child(nearest).extended(&tokens[depth + 1..]);
        let is_near = similarity(nearest) > 0.6 && document.get(&candidate).is_some();
        return is_near.then_some(candidate);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::tests::document;

    #[test]
    fn follows_references() {
        let document = document(
            "openapi: 3.0.0\ncomponents: {schemas: {'A/b': {}, One: {$ref: '#/components/schemas/A~1b'},\n\
             Two: {$ref: '#/components/schemas/One'}, Loop: {$ref: '#/components/schemas/Loop'},\n\
             Pong: {$ref: '#/components/schemas/Loop'}, Typo: {$ref: '#/components/schemas/Tow'},\n\
             Old: {$ref: '#/definitions/Two'}, Far: {$ref: 'far.yaml#/Two'}, Anchor: {$ref: '#two'},\n\
             Lost: {$ref: '#/components/schemas/Something'}, Percent: {}}}\n",
        );
        let cases = [
            ("A~1b", "#/components/schemas/A~1b"),
            ("Two", "#/components/schemas/A~1b"),
            ("Loop", "reference-cycle: None"),
            ("Pong", "reference-cycle: None"),
            (
                "Typo",
                "unresolved-reference: did you mean `#/components/schemas/Two`?",
            ),
            (
                "Old",
                "unresolved-reference: did you mean `#/components/schemas/Two`?",
            ),
            ("Far", "external-reference: None"),
            ("Anchor", "unresolved-reference: None"),
            ("Lost", "unresolved-reference: None"),
            (
                "Tow",
                "unresolved-reference: did you mean `#/components/schemas/Two`?",
            ),
        ];
        for (name, expected) in cases {
            let pointer = JsonPointer::parse(&format!("/components/schemas/{name}")).unwrap();
            let found = match document.resolve(&pointer) {
                Ok(target) => target.to_string(),
                Err(error) => {
                    let problem = error.into_diagnostic();
                    let hint = problem
                        .help_text()
                        .filter(|help| help.starts_with("did you mean"));
                    format!("{}: {}", problem.code(), hint.unwrap_or("None"))
                }
            };
            assert_eq!(found, expected, "{name}");
        }
    }
}
