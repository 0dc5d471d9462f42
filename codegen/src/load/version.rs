//! Whether a document is an `OpenAPI` description, and of which version.

use serde_json::Value;

use super::document::Version;
use crate::diagnostics::{Code, Diagnostic};
use crate::pointer::JsonPointer;

/// What to write at the top of a description.
const HOW_TO_START: &str =
    "an OpenAPI description begins with its version, such as `openapi: 3.0.3`";

/// The version and the text that declares it.
///
/// # Errors
/// Fails if the document declares none that is read.
pub(super) fn declared_version(root: &Value) -> Result<(Version, String), Diagnostic> {
    let Value::Object(members) = root else {
        return Err(not_openapi(what_it_is(root)).help(HOW_TO_START));
    };
    let Some(declared) = members.get("openapi") else {
        return Err(other_description(root));
    };
    let place = JsonPointer::root().child("openapi");
    match declared {
        Value::String(text) => match version(text) {
            Some(version) => Ok((version, text.clone())),
            None => Err(unsupported(
                format!("version {text} of OpenAPI is not supported"),
                &place,
            )),
        },
        Value::Number(number) => {
            let problem = not_openapi("`openapi` is a number instead of a text".to_owned());
            let full = if number.to_string().starts_with("3.1") {
                "3.1.0"
            } else {
                "3.0.3"
            };
            Err(problem.at(&place).help(format!(
                "write it in quotes and in full: `openapi: \"{full}\"`"
            )))
        }
        _ => Err(not_openapi("`openapi` is not a version".to_owned())
            .at(&place)
            .help(HOW_TO_START)),
    }
}

fn version(text: &str) -> Option<Version> {
    let text = text.trim();
    let is_version = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+');
    if !text.chars().all(is_version) {
        return None;
    }
    let mut parts = text.split('.');
    let (major, minor) = (parts.next()?, parts.next()?);
    match (major, minor) {
        ("3", "0") => Some(Version::V3_0),
        ("3", "1") => Some(Version::V3_1),
        ("3", "2") => Some(Version::V3_2),
        _ => None,
    }
}

fn what_it_is(root: &Value) -> String {
    let what = match root {
        Value::Null => return "the document is empty".to_owned(),
        Value::Array(_) => "a list",
        Value::String(_) => "a text",
        _ => "a single value",
    };
    format!("the document is {what} instead of an object")
}

/// A document without `openapi`: perhaps of another kind.
fn other_description(root: &Value) -> Diagnostic {
    if let Some(version) = root.get("swagger") {
        let version = version
            .as_str()
            .map_or_else(|| version.to_string(), str::to_owned);
        let message =
            format!("this is a Swagger {version} description; OpenAPI 3.0 and 3.1 are supported");
        return unsupported(message, &JsonPointer::root().child("swagger")).help(
            "convert it to OpenAPI 3 first, for example with `npx swagger2openapi swagger.yaml -o openapi.yaml`",
        );
    }
    for (key, name) in [
        ("asyncapi", "an AsyncAPI"),
        ("arazzo", "an Arazzo"),
        ("overlay", "an Overlay"),
    ] {
        if root.get(key).is_some() {
            let problem = not_openapi(format!("this is {name} document"));
            return problem
                .at_key(&JsonPointer::root().child(key))
                .help(HOW_TO_START);
        }
    }
    let misspelt = root.as_object().and_then(|members| {
        members
            .keys()
            .find(|key| strsim::damerau_levenshtein(&key.to_ascii_lowercase(), "openapi") < 3)
    });
    match misspelt {
        Some(key) => not_openapi("the document has no `openapi`".to_owned())
            .at_key(&JsonPointer::root().child(key))
            .help(format!("write `openapi` instead of `{key}`")),
        None => not_openapi("the document has no `openapi`".to_owned()).help(HOW_TO_START),
    }
}

fn not_openapi(message: String) -> Diagnostic {
    Diagnostic::error(Code::NotOpenapi, message).at(&JsonPointer::root())
}

fn unsupported(message: String, place: &JsonPointer) -> Diagnostic {
    Diagnostic::error(Code::UnsupportedVersion, message)
        .at(place)
        .help("versions 3.0 and 3.1 are supported")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn reads_the_version() {
        for (text, expected) in [
            ("3.0.3", Version::V3_0),
            ("3.1", Version::V3_1),
            ("3.2.0", Version::V3_2),
        ] {
            let found = declared_version(&json!({ "openapi": text }));
            assert_eq!(found, Ok((expected, text.to_owned())));
        }
        let cases = [
            (json!(null), "not-openapi", "the document is empty"),
            (
                json!([]),
                "not-openapi",
                "the document is a list instead of an object",
            ),
            (
                json!("x"),
                "not-openapi",
                "the document is a text instead of an object",
            ),
            (json!({}), "not-openapi", "the document has no `openapi`"),
            (
                json!({"openApi": "3.0.0"}),
                "not-openapi",
                "the document has no `openapi`",
            ),
            (
                json!({"openapi": 3.0}),
                "not-openapi",
                "`openapi` is a number instead of a text",
            ),
            (
                json!({"openapi": []}),
                "not-openapi",
                "`openapi` is not a version",
            ),
            (
                json!({"asyncapi": "2"}),
                "not-openapi",
                "this is an AsyncAPI document",
            ),
            (
                json!({"openapi": "4.0.0"}),
                "unsupported-version",
                "version 4.0.0 of OpenAPI is not supported",
            ),
            (
                json!({"swagger": "2.0"}),
                "unsupported-version",
                "this is a Swagger 2.0 description; OpenAPI 3.0 and 3.1 are supported",
            ),
        ];
        for (root, code, message) in cases {
            let problem = declared_version(&root).unwrap_err();
            assert_eq!(
                (problem.code().as_str(), problem.message()),
                (code, message)
            );
            assert!(problem.help_text().is_some() && problem.place().is_some());
        }
    }
}
