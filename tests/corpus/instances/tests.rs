//! What is made of each kind of schema.

use super::*;

fn made(data: &Value) -> Vec<Value> {
    let mut record = Record::default();
    let samples = instances(data, 100, &mut record).unwrap();
    assert_eq!(
        record.without_instances.len(),
        0,
        "{:?}",
        record.without_instances
    );
    samples
        .into_iter()
        .map(|sample| sample["value"].clone())
        .collect()
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
    let mut record = Record::default();
    let data =
        json!({ "/components/schemas/A": { "type": "string", "minLength": 2, "maxLength": 1 } });
    assert!(instances(&data, 9, &mut record).unwrap().is_empty());
    assert_eq!(
        record.without_instances.keys().collect::<Vec<_>>(),
        ["`minLength` rejects them"]
    );
}
