//! What texts on the wire become.

use super::*;
use crate::description::Operation;

const DESCRIPTION: &str = r##"{"paths": {"/a": {"get": {"parameters": [
    {"name": "list", "in": "query", "explode": false, "schema": {"type": "array", "items": {"type": "integer"}}},
    {"name": "pipes", "in": "query", "style": "pipeDelimited", "schema": {"type": "array", "items": {"type": "string"}}},
    {"name": "matrix", "in": "path", "style": "matrix", "explode": true, "schema": {"$ref": "#/components/schemas/Point"}},
    {"name": "label", "in": "path", "style": "label", "schema": {"type": "number"}},
    {"name": "simple", "in": "path", "schema": {"$ref": "#/components/schemas/Point"}},
    {"name": "flag", "in": "header", "schema": {"oneOf": [{"type": "null"}, {"type": "boolean"}]}},
    {"name": "text", "in": "header", "schema": {"type": ["null", "string"]}}
]}}}, "components": {"schemas": {"Point": {"type": "object", "properties": {"x": {"type": "integer"}, "y": {}}, "unevaluatedProperties": {"type": "boolean"}}}}}"##;

#[test]
fn texts_become_what_schemas_describe() {
    let description = Description::parse(DESCRIPTION).unwrap();
    let operations: Vec<Operation<'_>> = description.operations();
    let find = |name: &str| {
        operations[0]
            .parameters
            .iter()
            .find(|it| it.name == name)
            .unwrap()
    };
    for (name, wire, value) in [
        ("list", json!("1,2"), json!([1, 2])),
        ("list", json!(["1", "2"]), json!([1, 2])),
        ("pipes", json!("a|b"), json!(["a", "b"])),
        ("matrix", json!(";x=1;y=b"), json!({ "x": 1, "y": "b" })),
        ("simple", json!("x,1,z,true"), json!({ "x": 1, "z": true })),
        ("label", json!(".1.5"), json!(1.5)),
        ("simple", json!("x,1,y,b"), json!({ "x": 1, "y": "b" })),
        ("flag", json!("true"), json!(true)),
        ("text", json!(7), json!("7")),
    ] {
        let it = find(name);
        let made = match &wire {
            Value::String(text) if it.location == "path" => of_path(&description, it, text),
            wire => parameter(&description, it, wire),
        };
        assert_eq!(made, value, "{name}");
    }
}
