//! What each keyword becomes.

use super::*;
use crate::diagnostics::Diagnostics;
use crate::resolve::{self, Selection};
use crate::source::{Source, Sources};

fn converted(version: &str, components: &Value) -> Map<String, Value> {
    let body = |name: &str| {
        let schema = json!({ "$ref": format!("#/components/schemas/{name}") });
        json!({ "content": { "application/json": { "schema": schema } } })
    };
    let root = json!({
        "openapi": version,
        "info": {"title": "t", "version": "1"},
        "paths": {"/": {"post": {"requestBody": body("Sent"), "responses": {"200": body("A")}}}},
        "components": {"schemas": components},
    });
    let mut sources = Sources::new();
    sources.set_document(Source::new("t.json", root.to_string()));
    let document = crate::load::load(&mut sources, &mut Diagnostics::new()).unwrap();
    let all = Selection::default();
    let missing_type = MissingType::Guess;
    let resolved = resolve::resolve(&document, all, missing_type, &mut Diagnostics::new());
    let reading = Reading {
        sent: Sent::new(&resolved.api),
        missing_type,
    };
    let ids =
        ["A", "Sent"].map(|name| JsonPointer::root().extended(["components", "schemas", name]));
    let there = ids.into_iter().filter(|id| document.get(id).is_some());
    schemas(&document, there.collect(), &reading)
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
            json!({"type": "object", "additionalProperties": false}),
        ),
        (json!({"items": {}}), json!({"type": "array", "items": {}})),
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
fn what_goes_one_way_need_not_be_there_on_the_other() {
    let members = json!({"a": {"readOnly": true}, "b": {"writeOnly": true}, "c": {}});
    let schema = json!({"required": ["a", "b", "c"], "properties": members});
    let schemas = converted("3.0.3", &json!({"A": schema, "Sent": schema}));
    assert_eq!(
        schemas["/components/schemas/A"]["required"],
        json!(["a", "c"])
    );
    assert_eq!(
        schemas["/components/schemas/Sent"]["required"],
        json!(["c"])
    );
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
