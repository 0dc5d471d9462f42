//! Schemas of the suite as components of a description.

use serde_json::Value;

/// A keyword that is not read, and why.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Skip {
    /// The keyword.
    pub(super) keyword: &'static str,
    /// Why.
    pub(super) reason: &'static str,
}

const OLD: &str = "a description has `$id` instead, which draft 4 does not know";
const DIALECT: &str = "a description has one dialect, which is that of its version";
const ELSEWHERE: &str = "other documents are not fetched";

/// What is left out, by keyword: no case is left out by its name.
const SKIPS: [Skip; 4] = [
    Skip {
        keyword: "id",
        reason: OLD,
    },
    Skip {
        keyword: "$schema",
        reason: DIALECT,
    },
    Skip {
        keyword: "$vocabulary",
        reason: DIALECT,
    },
    Skip {
        keyword: "$ref",
        reason: ELSEWHERE,
    },
];

/// Keywords whose values are data, whatever they look like.
const DATA: [&str; 5] = ["const", "enum", "default", "examples", "example"];

/// Keywords that hold schemas by names of the author's own.
const NAMED: [&str; 6] = [
    "$defs",
    "definitions",
    "properties",
    "patternProperties",
    "dependentSchemas",
    "dependencies",
];

/// What makes a schema known by more than its place.
const IDENTIFIERS: [&str; 4] = ["$id", "$anchor", "$dynamicAnchor", "$dynamicRef"];

/// Why the schema is left out, if it is.
pub(super) fn skipped(schema: &Value) -> Option<&'static Skip> {
    let mut found = None;
    let has_id = has_any(schema, &["$id"]);
    visit(&mut schema.clone(), &mut |keyword, value| {
        let skip = SKIPS.iter().find(|skip| skip.keyword == keyword);
        let is_meant = match (keyword, value.as_str()) {
            ("$ref", Some(reference)) => !reference.starts_with('#') && !has_id,
            // The draft itself is what every schema of it names.
            ("$schema", Some(dialect)) => {
                !dialect.starts_with("http://json-schema.org/")
                    && !dialect.starts_with("https://json-schema.org/")
            }
            (_, value) => value.is_some() || keyword == "$vocabulary",
        };
        if is_meant {
            found = found.or(skip);
        }
    });
    found
}

fn has_any(schema: &Value, keywords: &[&str]) -> bool {
    let mut is_found = false;
    visit(&mut schema.clone(), &mut |keyword, value| {
        is_found |= keywords.contains(&keyword) && value.is_string();
    });
    is_found
}

/// Makes references within the schema ones within the description, where the schema stands at `place`.
pub(super) fn move_references(schema: &mut Value, place: &str) {
    if has_any(schema, &IDENTIFIERS) {
        // Under an address of its own, everything in it means what it meant.
        if let Value::Object(members) = schema {
            let address = || Value::from(format!("https://suite.example{place}"));
            members.entry("$id").or_insert_with(address);
        }
    } else {
        visit(schema, &mut |keyword, value| {
            if let Value::String(text) = value
                && keyword == "$ref"
                && let Some(rest) = text.strip_prefix('#')
            {
                *text = format!("#{place}{rest}");
            }
        });
    }
    // What remains says nothing that a description does not say.
    if let Value::Object(members) = schema {
        members.remove("$schema");
    }
}

/// Visits every keyword of a schema and of the schemas in it.
fn visit(schema: &mut Value, seen: &mut impl FnMut(&str, &mut Value)) {
    let Value::Object(members) = schema else {
        return;
    };
    for (keyword, value) in members {
        seen(keyword, value);
        if DATA.contains(&keyword.as_str()) {
            continue;
        }
        match value {
            Value::Object(named) if NAMED.contains(&keyword.as_str()) => {
                named.values_mut().for_each(|schema| visit(schema, seen));
            }
            Value::Array(list) => list.iter_mut().for_each(|schema| visit(schema, seen)),
            value => visit(value, seen),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn keywords_are_told_from_names_and_data() {
        for (schema, expected) in [
            (json!({"id": "http://x/y"}), Some("id")),
            (json!({"properties": {"id": {"type": "string"}}}), None),
            (json!({"const": {"id": "x"}}), None),
            (json!({"$id": "http://x/y", "$ref": "z"}), None),
            (json!({"allOf": [{"$ref": "http://x/y"}]}), Some("$ref")),
            (
                json!({"$ref": "#/$defs/a", "$schema": "https://json-schema.org/draft/2020-12/schema"}),
                None,
            ),
            (
                json!({"$schema": "http://localhost:1234/x.json"}),
                Some("$schema"),
            ),
            (json!(true), None),
        ] {
            assert_eq!(
                skipped(&schema).map(|skip| skip.keyword),
                expected,
                "{schema}"
            );
        }
    }

    #[test]
    fn references_are_moved_along() {
        let mut schema = json!({"$ref": "#/$defs/a", "items": {"$ref": "#"}, "enum": [{"$ref": "#"}], "$schema": "x"});
        move_references(&mut schema, "/components/schemas/A");
        assert_eq!(
            schema,
            json!({
                "$ref": "#/components/schemas/A/$defs/a",
                "items": {"$ref": "#/components/schemas/A"},
                "enum": [{"$ref": "#"}],
            })
        );
    }
}
