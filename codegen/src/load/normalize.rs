//! Brings every schema of a document to the shape that `OpenAPI` 3.0 gives it.
//!
//! What 3.0 has no words for rides along: `x-codegen-types` where there are several types, `x-codegen-null` where
//! only `null` is meant. Keywords that 3.0 does not know but that hold schemas stay where they are.

use serde_json::{Map, Value, json};

use super::document::Version;
use super::kind::{Kind, Shape};

/// The types that a schema may name.
pub(super) const TYPES: &[&str] = &["string", "number", "integer", "boolean", "object", "array"];

/// Normalizes all schemas below a node of some kind, and only them: examples, defaults and extensions stay untouched.
///
/// Doing so a second time changes nothing.
pub(super) fn normalize(node: &mut Value, kind: &'static Kind, version: Version) {
    let mut waiting = vec![(node, kind)];
    while let Some((node, kind)) = waiting.pop() {
        if kind.is_schema() {
            schema(node, version);
        }
        let Value::Object(members) = node else {
            continue;
        };
        for (key, member) in members {
            // Most members are texts and numbers, of which there is nothing to bring to another shape.
            if matches!(member, Value::String(_) | Value::Number(_)) {
                continue;
            }
            if let Some(shape) = kind.member(key) {
                descend(member, shape, &mut waiting);
            }
        }
    }
}

fn descend<'a>(
    node: &'a mut Value,
    shape: Shape,
    waiting: &mut Vec<(&'a mut Value, &'static Kind)>,
) {
    match shape {
        Shape::One(kind) | Shape::Part(kind) | Shape::Outline(kind) => waiting.push((node, kind)),
        Shape::FlagOr(kind) if node.is_object() => waiting.push((node, kind)),
        Shape::List(kind) | Shape::PartList(kind) => {
            let elements = node.as_array_mut().into_iter().flatten();
            waiting.extend(elements.map(|element| (element, kind)));
        }
        Shape::Map(kind) | Shape::PartMap(kind) => {
            let members = node.as_object_mut().into_iter().flatten();
            waiting.extend(members.map(|(_, member)| (member, kind)));
        }
        _ => {}
    }
}

fn schema(node: &mut Value, version: Version) {
    let members = match node {
        Value::Object(members) => members,
        Value::Bool(true) | Value::Null => return *node = json!({}),
        Value::Bool(false) => return *node = json!({ "not": {} }),
        _ => return,
    };
    if is_normal(members) {
        return;
    }
    if members.get("$ref").is_some_and(Value::is_string) {
        if version == Version::V3_0 {
            // There, what stands beside a reference is to be ignored.
            return;
        }
        reference_with_siblings(members);
    }
    types(members);
    constant(members);
    null_in_enum(members);
    exclusive_bound(members, "minimum", "exclusiveMinimum", f64::max);
    exclusive_bound(members, "maximum", "exclusiveMaximum", f64::min);
    example(members);
    content(members);
    null_branches(members, "oneOf");
    null_branches(members, "anyOf");
    if members.get("items").is_some_and(Value::is_array)
        && let Some(tuple) = members.shift_remove("items")
    {
        members.insert("prefixItems".to_owned(), tuple);
    }
}

/// Whether none of the rewritings has anything to do, as for most schemas: they would look up a dozen keywords.
fn is_normal(members: &Map<String, Value>) -> bool {
    members.iter().all(|(key, value)| match &**key {
        "type" => value.as_str().is_some_and(|name| TYPES.contains(&name)),
        "items" => !value.is_array(),
        "enum" => !value.as_array().into_iter().flatten().any(Value::is_null),
        "$ref" | "const" | "exclusiveMinimum" | "exclusiveMaximum" | "examples"
        | "contentEncoding" | "contentMediaType" | "oneOf" | "anyOf" => false,
        _ => true,
    })
}

/// `{$ref: X, description: ..}` becomes `{allOf: [{$ref: X}], description: ..}`.
fn reference_with_siblings(members: &mut Map<String, Value>) {
    let is_telling = |key: &String| !key.starts_with('$') && !key.starts_with("x-");
    if !members.keys().any(is_telling) {
        return;
    }
    if let Some(reference) = members.shift_remove("$ref") {
        let all_of = members.entry("allOf").or_insert_with(|| json!([]));
        if let Value::Array(parts) = all_of {
            parts.push(json!({ "$ref": reference }));
        }
    }
}

fn types(members: &mut Map<String, Value>) {
    let Some(declared) = members.get_mut("type") else {
        return;
    };
    let mut names: Vec<String> = match declared {
        Value::String(name) => vec![std::mem::take(name)],
        Value::Array(names) => names
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        _ => return,
    };
    for name in &mut names {
        let lower = name.to_ascii_lowercase();
        if TYPES.contains(&&*lower) || lower == "null" {
            *name = lower;
        }
    }
    let allows_null = names.iter().any(|name| name == "null");
    names.retain(|name| name != "null");
    names.dedup();
    if allows_null && names.is_empty() {
        set_null_only(members);
        return;
    }
    if allows_null {
        members.insert("nullable".to_owned(), Value::Bool(true));
    }
    match <[String; 1]>::try_from(names) {
        Ok([name]) if name == "file" => {
            members.insert("type".to_owned(), json!("string"));
            members.entry("format").or_insert_with(|| json!("binary"));
        }
        Ok([name]) => {
            members.insert("type".to_owned(), Value::String(name));
        }
        Err(names) => {
            members.shift_remove("type");
            if !names.is_empty() {
                members.insert("x-codegen-types".to_owned(), json!(names));
            }
        }
    }
}

fn set_null_only(members: &mut Map<String, Value>) {
    members.shift_remove("type");
    members.shift_remove("enum");
    members.insert("nullable".to_owned(), Value::Bool(true));
    members.insert("x-codegen-null".to_owned(), Value::Bool(true));
}

fn constant(members: &mut Map<String, Value>) {
    let Some(constant) = members.shift_remove("const") else {
        return;
    };
    let type_name = match &constant {
        Value::Null => return set_null_only(members),
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    if !members.contains_key("x-codegen-types") {
        members.entry("type").or_insert_with(|| json!(type_name));
    }
    members.insert("enum".to_owned(), json!([constant]));
}

fn null_in_enum(members: &mut Map<String, Value>) {
    let Some(Value::Array(values)) = members.get_mut("enum") else {
        return;
    };
    let count = values.len();
    values.retain(|value| !value.is_null());
    if values.len() == count {
        return;
    }
    if values.is_empty() {
        set_null_only(members);
    } else {
        members.insert("nullable".to_owned(), Value::Bool(true));
    }
}

/// `exclusiveMinimum: 5` becomes `minimum: 5, exclusiveMinimum: true`, unless another minimum is stricter.
fn exclusive_bound(
    members: &mut Map<String, Value>,
    bound: &str,
    exclusive: &str,
    stricter: fn(f64, f64) -> f64,
) {
    let limit = match members.get(exclusive) {
        Some(limit @ Value::Number(_)) => limit.clone(),
        _ => return,
    };
    let value = limit.as_f64().unwrap_or(f64::NAN);
    let other = members
        .get(bound)
        .and_then(Value::as_f64)
        .unwrap_or(f64::NAN);
    // Either way round, `max` and `min` prefer a number to the missing one.
    let is_stricter = other.is_nan() || stricter(value, other).total_cmp(&value).is_eq();
    if is_stricter {
        members.insert(bound.to_owned(), limit);
    }
    members.insert(exclusive.to_owned(), Value::Bool(is_stricter));
}

fn example(members: &mut Map<String, Value>) {
    if let Some(Value::Array(examples)) = members.get("examples")
        && let Some(first) = examples.first().cloned()
    {
        members.entry("example").or_insert(first);
    }
}

/// Text that encodes bytes, or whose bytes are of a media type.
fn content(members: &mut Map<String, Value>) {
    let has = |key, values: &[&str]| {
        members
            .get(key)
            .and_then(Value::as_str)
            .is_some_and(|value| values.contains(&value))
    };
    if !has("type", &["string"]) || members.contains_key("format") {
        return;
    }
    let format = if has("contentEncoding", &["base64"]) {
        "byte"
    } else if has("contentMediaType", &["application/octet-stream"]) {
        "binary"
    } else {
        return;
    };
    members.insert("format".to_owned(), json!(format));
}

/// `anyOf: [X, {type: null}]` becomes `anyOf: [X], nullable: true`.
fn null_branches(members: &mut Map<String, Value>, key: &str) {
    let Some(Value::Array(branches)) = members.get_mut(key) else {
        return;
    };
    let count = branches.len();
    branches.retain(|branch| !is_null_only(branch));
    if branches.len() == count {
        return;
    }
    let is_empty = branches.is_empty();
    members.insert("nullable".to_owned(), Value::Bool(true));
    if is_empty {
        members.shift_remove(key);
        members.insert("x-codegen-null".to_owned(), Value::Bool(true));
    }
}

fn is_null_only(branch: &Value) -> bool {
    let only = |key: &str, null: &Value| branch.get(key) == Some(null);
    only("type", &json!("null"))
        || only("type", &json!(["null"]))
        || only("enum", &json!([null]))
        || only("x-codegen-null", &json!(true))
        || (branch.get("const").is_some_and(Value::is_null) && branch.get("type").is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::kind::ROOT;

    fn normalized(schema: &str) -> Value {
        let schema: Value = serde_json::from_str(schema).unwrap();
        let mut root = json!({ "components": { "schemas": { "A": schema } } });
        normalize(&mut root, &ROOT, Version::V3_1);
        let once = root.clone();
        normalize(&mut root, &ROOT, Version::V3_1);
        assert_eq!(root, once, "a second time");
        root["components"]["schemas"]["A"].take()
    }

    fn check(cases: &[(&str, &str)]) {
        for (schema, expected) in cases {
            let expected: Value = serde_json::from_str(expected).unwrap();
            assert_eq!(normalized(schema), expected, "{schema}");
        }
    }

    #[test]
    fn rewrites_types_and_null() {
        let null = r#"{"nullable": true, "x-codegen-null": true}"#;
        check(&[
            (
                r#"{"type": ["string", "null"]}"#,
                r#"{"type": "string", "nullable": true}"#,
            ),
            (r#"{"type": ["String"]}"#, r#"{"type": "string"}"#),
            (
                r#"{"type": ["string", "integer", "null"], "minimum": 1}"#,
                r#"{"minimum": 1, "nullable": true, "x-codegen-types": ["string", "integer"]}"#,
            ),
            (r#"{"type": "null"}"#, null),
            (r#"{"const": null}"#, null),
            (r#"{"enum": [null], "type": "string"}"#, null),
            (
                r#"{"type": "file"}"#,
                r#"{"type": "string", "format": "binary"}"#,
            ),
            (r#"{"const": "a"}"#, r#"{"type": "string", "enum": ["a"]}"#),
            (
                r#"{"enum": ["a", null]}"#,
                r#"{"enum": ["a"], "nullable": true}"#,
            ),
            (
                r##"{"anyOf": [{"type": "null"}, {"$ref": "#/x"}]}"##,
                r##"{"anyOf": [{"$ref": "#/x"}], "nullable": true}"##,
            ),
            (r#"{"oneOf": [{"const": null}]}"#, null),
        ]);
    }

    #[test]
    fn rewrites_other_keywords() {
        check(&[
            (
                r#"{"exclusiveMinimum": 1}"#,
                r#"{"minimum": 1, "exclusiveMinimum": true}"#,
            ),
            (
                r#"{"exclusiveMinimum": 1, "minimum": 2}"#,
                r#"{"minimum": 2, "exclusiveMinimum": false}"#,
            ),
            (
                r#"{"exclusiveMaximum": 1.5, "maximum": 2}"#,
                r#"{"maximum": 1.5, "exclusiveMaximum": true}"#,
            ),
            (
                r#"{"maximum": 2, "exclusiveMaximum": true}"#,
                r#"{"maximum": 2, "exclusiveMaximum": true}"#,
            ),
            (
                r#"{"examples": [[1], 2]}"#,
                r#"{"examples": [[1], 2], "example": [1]}"#,
            ),
            (
                r#"{"type": "string", "contentEncoding": "base64"}"#,
                r#"{"type": "string", "contentEncoding": "base64", "format": "byte"}"#,
            ),
            (
                r##"{"$ref": "#/x", "x-a": 1}"##,
                r##"{"$ref": "#/x", "x-a": 1}"##,
            ),
            (
                r##"{"$ref": "#/x", "description": "d"}"##,
                r##"{"description": "d", "allOf": [{"$ref": "#/x"}]}"##,
            ),
            (r#"{"items": [true, {}]}"#, r#"{"prefixItems": [{}, {}]}"#),
            (
                r#"{"properties": {"a": true, "b": false, "c": null}}"#,
                r#"{"properties": {"a": {}, "b": {"not": {}}, "c": {}}}"#,
            ),
            (
                r#"{"additionalProperties": false}"#,
                r#"{"additionalProperties": false}"#,
            ),
            (
                r#"{"default": {"const": 1}, "x-y": {"const": 1}, "$defs": {"type": {"const": 1}}}"#,
                r#"{"default": {"const": 1}, "x-y": {"const": 1},
                    "$defs": {"type": {"type": "integer", "enum": [1]}}}"#,
            ),
        ]);
    }
}
