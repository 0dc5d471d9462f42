//! Following `$ref`.

use serde_json::Value;

use super::Document;
use crate::diagnostics::{Code, Diagnostic};
use crate::pointer::{JsonPointer, PointerError};

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
                    Some(pointer) => problem.help(format!("did you mean `{pointer}`?")),
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
            Self::OtherFile { at, reference } => {
                let message = format!("the reference `{reference}` leads to another file");
                Diagnostic::error(Code::ExternalReference, message)
                    .at(&at.child("$ref"))
                    .label("references within the document are followed")
                    .help("bundle the description into one file")
            }
        }
    }
}

/// The text of the `$ref` that a node is, if it is one.
pub(super) fn reference_of(node: &Value) -> Option<&str> {
    node.get("$ref")?.as_str()
}

/// Follows `$ref` from node to node until there is none.
pub(super) fn resolve(
    document: &Document,
    start: &JsonPointer,
) -> Result<JsonPointer, ReferenceError> {
    let Some(mut node) = document.get(start) else {
        let (at, reference) = (start.parent().unwrap_or_default(), start.to_string());
        return Err(ReferenceError::Unresolved {
            at,
            reference,
            suggestion: suggest(document, start),
        });
    };
    let mut at = start.clone();
    for _ in 0..MAX_HOPS {
        let Some(text) = reference_of(node) else {
            return Ok(at);
        };
        let reference = text.to_owned();
        let target = match JsonPointer::parse(text) {
            Ok(target) => target,
            Err(PointerError::OtherDocument) => {
                return Err(ReferenceError::OtherFile { at, reference });
            }
            Err(PointerError::NotAPointer) => {
                return Err(ReferenceError::Unresolved {
                    at,
                    reference,
                    suggestion: None,
                });
            }
        };
        let Some(next) = document.get(&target) else {
            let suggestion = suggest(document, &target);
            return Err(ReferenceError::Unresolved {
                at,
                reference,
                suggestion,
            });
        };
        (node, at) = (next, target);
    }
    // The cycle may begin further on: the first reference is the one that is asked about.
    let reference = document
        .get(start)
        .and_then(reference_of)
        .unwrap_or_default()
        .to_owned();
    Err(ReferenceError::Cycle {
        at: start.clone(),
        reference,
    })
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
