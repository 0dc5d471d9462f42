//! What each keyword becomes.

use super::*;
use crate::diagnostics::Diagnostics;
use crate::source::{Source, Sources};

fn converted(version: &str, components: &Value) -> Map<String, Value> {
    let root = json!({
        "openapi": version,
        "info": {"title": "t", "version": "1"},
        "paths": {},
        "components": {"schemas": components},
    });
    let mut sources = Sources::new();
    sources.set_document(Source::new("t.json", root.to_string()));
    let document = crate::load::load(&mut sources, &mut Diagnostics::new()).unwrap();
    let id = JsonPointer::root().extended(["components", "schemas", "A"]);
    schemas(&document, [id].into_iter().collect())
}

#[test]
fn each_keyword_says_the_same_in_json_schema() {
    for (schema, expected) in [
        (
            json!({"type": "string", "nullable": true, "enum": ["a"]}),
            json!({"anyOf": [{"type": "string", "enum": ["a"]}, {"type": "null"}]}),
        ),
        (
            json!({"type": ["string", "integer"]}),
            json!({"type": ["string", "integer"]}),
        ),
        (json!({"type": "null"}), json!({"type": "null"})),
        (json!({"const": 1}), json!({"type": "integer", "enum": [1]})),
        (
            json!({"type": "number", "minimum": 1, "exclusiveMinimum": true, "maximum": 2}),
            json!({"type": "number", "exclusiveMinimum": 1, "maximum": 2}),
        ),
        (
            json!({"type": "integer", "format": "int32", "minimum": 0}),
            json!({"type": "integer", "format": "int32", "minimum": 0, "maximum": 2_147_483_647}),
        ),
        (
            json!({"type": "array", "prefixItems": [{"type": "string"}], "items": false}),
            json!({"type": "array", "prefixItems": [{"type": "string"}], "items": {"not": {}}}),
        ),
        (
            json!({"additionalProperties": false, "minLength": "3", "description": "d", "x-y": 1}),
            json!({"additionalProperties": false}),
        ),
        (
            json!({"required": ["a", "b"], "properties": {"a": {"readOnly": true}, "b": {}}}),
            json!({"required": ["b"], "properties": {"a": {}, "b": {}}}),
        ),
        (json!({"$ref": "#/nowhere"}), json!(true)),
    ] {
        let schemas = converted("3.1.0", &json!({ "A": schema }));
        let mut given = schemas["/components/schemas/A"].clone();
        let mut expected = expected;
        given.sort_all_objects();
        expected.sort_all_objects();
        assert_eq!(given, expected, "{schema}");
    }
}

#[test]
fn what_is_referred_to_comes_along() {
    let schemas = converted(
        "3.0.3",
        &json!({
            "A": {"items": {"$ref": "#/components/schemas/{B}"}},
            "{B}": {"properties": {"a": {"$ref": "#/components/schemas/A"}}},
            "C": {},
        }),
    );
    let places: Vec<_> = schemas.keys().collect();
    assert_eq!(places, ["/components/schemas/A", "/components/schemas/{B}"]);
    assert_eq!(
        schemas["/components/schemas/A"]["items"]["$ref"],
        "urn:description#/$defs/~1components~1schemas~1%7BB%7D"
    );
}

#[test]
fn a_discriminator_is_a_constant_in_each_branch() {
    let schemas = converted(
        "3.0.3",
        &json!({
            "A": {
                "oneOf": [{"$ref": "#/components/schemas/B"}, {"$ref": "#/components/schemas/C"}, {"$ref": "#/components/schemas/D"}],
                "discriminator": {"propertyName": "kind", "mapping": {"b": "#/components/schemas/B", "bb": "B"}},
            },
            "B": {},
            "C": {},
            "D": {"properties": {"kind": {"enum": ["d"]}}},
        }),
    );
    let one_of = &schemas["/components/schemas/A"]["oneOf"];
    assert_eq!(one_of[0]["properties"]["kind"]["enum"], json!(["b", "bb"]));
    assert_eq!(one_of[1]["properties"]["kind"]["enum"], json!(["C"]));
    assert_eq!(one_of[2].get("properties"), None);
}
