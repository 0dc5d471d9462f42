//! What is made of each kind of schema.

use super::*;

fn made(data: &Value) -> Vec<Value> {
    let schemas = Schemas::new(data).unwrap();
    let places = data.as_object().unwrap().keys();
    let instances = places.map(|place| of_schema(&schemas, schemas.get(place).unwrap(), 100));
    instances.flat_map(Result::unwrap).collect()
}

#[test]
fn objects_are_full_bare_and_open() {
    let values = made(&json!({ "/components/schemas/A": {
        "type": "object",
        "properties": {
            "id": { "type": "string", "format": "uuid" },
            "color": { "anyOf": [{ "enum": ["red", "blue"] }, { "type": "null" }] },
            "next": { "$ref": "urn:description#/$defs/~1components~1schemas~1A" },
        },
        "required": ["id"],
    }}));
    let id = "123e4567-e89b-12d3-a456-426614174000";
    assert!(values[0]["next"]["next"]["id"] == id, "{}", values[0]);
    assert!(values.contains(&json!({ "id": id })));
    for color in [json!("red"), json!("blue"), Value::Null] {
        assert!(
            values
                .iter()
                .any(|value| value.get("color") == Some(&color)),
            "{color}"
        );
    }
    assert!(
        values
            .iter()
            .any(|value| value.get("unknownMember0").is_some())
    );
}

#[test]
fn every_branch_is_there_and_parts_are_merged() {
    let values = made(&json!({ "/components/schemas/A": {
        "allOf": [{ "type": "object", "required": ["kind"] }],
        "oneOf": [
            { "properties": { "kind": { "enum": ["a"] }, "x": { "type": "integer", "minimum": 3, "maximum": 4 } } },
            { "properties": { "kind": { "enum": ["b"] }, "y": { "type": "string", "pattern": "^z{2}$" } } },
        ],
    }}));
    assert!(values.contains(&json!({ "kind": "a", "x": 3 })));
    assert!(values.contains(&json!({ "kind": "b", "y": "zz" })));
}

#[test]
fn what_cannot_be_made_has_a_reason() {
    let data =
        json!({ "/components/schemas/A": { "type": "string", "minLength": 2, "maxLength": 1 } });
    let schemas = Schemas::new(&data).unwrap();
    let schema = schemas.get("/components/schemas/A").unwrap();
    assert_eq!(
        of_schema(&schemas, schema, 9).unwrap_err(),
        "`minLength` rejects them"
    );
}
