//! Fits hollow nodes to what `openapiv3` takes: the keywords that depend on one another.

use serde_json::{Map, Number, Value, json};

use super::document::NodeKind;
use super::hollow::Cutter;
use super::normalize::TYPES;
use super::repair;
use crate::pointer::JsonPointer;

/// Keywords that say something about values of one type only.
const OF_ONE_TYPE: &[(&str, &[&str])] = &[
    ("enum", &["string", "number", "integer", "boolean"]),
    ("format", &["string", "number", "integer"]),
    ("pattern", &["string"]),
    ("minLength", &["string"]),
    ("maxLength", &["string"]),
    ("multipleOf", &["number", "integer"]),
    ("minimum", &["number", "integer"]),
    ("maximum", &["number", "integer"]),
    ("exclusiveMinimum", &["number", "integer"]),
    ("exclusiveMaximum", &["number", "integer"]),
    ("properties", &["object"]),
    ("required", &["object"]),
    ("additionalProperties", &["object"]),
    ("minProperties", &["object"]),
    ("maxProperties", &["object"]),
    ("items", &["array"]),
    ("minItems", &["array"]),
    ("maxItems", &["array"]),
    ("uniqueItems", &["array"]),
];

const COMPOSITIONS: [&str; 3] = ["allOf", "oneOf", "anyOf"];

/// Fits the node at `pointer`, of which `members` is the hollow form.
pub(super) fn fit(
    kind: NodeKind,
    members: &mut Map<String, Value>,
    pointer: &JsonPointer,
    cutter: &mut Cutter,
) {
    match kind {
        NodeKind::Schema => schema(members, pointer, cutter),
        NodeKind::Parameter | NodeKind::Header => parameter(members, pointer, cutter),
        _ => {}
    }
}

/// A parameter has a schema or a content. One that has neither may have the type beside its name, as in Swagger 2.0.
fn parameter(members: &mut Map<String, Value>, pointer: &JsonPointer, cutter: &mut Cutter) {
    let styles: &[&str] = match members.get("in").and_then(Value::as_str) {
        Some("query") => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        Some("path") => &["simple", "label", "matrix"],
        Some("cookie") => &["form"],
        _ => &["simple"],
    };
    let style = members.get("style").and_then(Value::as_str);
    if style.is_some_and(|style| !styles.contains(&style)) {
        members.shift_remove("style");
        cutter.ignore(
            pointer.child("style"),
            "a style for the location of the parameter",
        );
    }
    let has_content = members
        .get("content")
        .and_then(Value::as_object)
        .is_some_and(|content| !content.is_empty());
    if members.contains_key("schema") || !has_content {
        members.shift_remove("content");
        members
            .entry("schema")
            .or_insert_with(|| json!({ "$ref": pointer.to_string() }));
    }
}

fn schema(members: &mut Map<String, Value>, pointer: &JsonPointer, cutter: &mut Cutter) {
    for key in COMPOSITIONS {
        if members
            .get(key)
            .and_then(Value::as_array)
            .is_some_and(Vec::is_empty)
        {
            members.shift_remove(key);
        }
    }
    let is_composed = COMPOSITIONS.iter().any(|key| members.contains_key(*key));
    let Some(type_name) = members
        .get("type")
        .and_then(Value::as_str)
        .map(str::to_owned)
    else {
        return;
    };
    if !TYPES.contains(&&*type_name) {
        members.shift_remove("type");
        cutter.ignore(pointer.child("type"), "one of the types of JSON");
        return;
    }
    if !is_composed {
        // The others say nothing about values of this type.
        members.retain(|key, _| {
            let of_type = OF_ONE_TYPE.iter().find(|(keyword, _)| keyword == key);
            of_type.is_none_or(|(_, types)| types.contains(&&*type_name))
        });
    }
    values(members, &type_name, pointer, cutter);
    if type_name == "integer" {
        whole_bound(members, "minimum", f64::ceil);
        whole_bound(members, "maximum", f64::floor);
        let multiple = members.get("multipleOf").and_then(repair_number);
        if multiple.is_some_and(|multiple| multiple.as_i64().is_none_or(|multiple| multiple <= 0)) {
            members.shift_remove("multipleOf");
        }
    }
}

fn repair_number(value: &Value) -> Option<Number> {
    repair::number(value)
}

/// A bound that no `i64` can say is no bound; the number itself rides along.
fn whole_bound(members: &mut Map<String, Value>, key: &str, round: fn(f64) -> f64) {
    let Some(Value::Number(bound)) = members.get(key) else {
        return;
    };
    if bound.is_i64() {
        return;
    }
    if let Some(whole) = repair::whole(bound, round) {
        members.insert(key.to_owned(), json!(whole));
    } else if let Some(bound) = members.shift_remove(key) {
        members.insert(format!("x-codegen-{key}"), bound);
    }
}

/// Values of another type than the schema's: taken for what they mean, or left out, as nothing can be both.
fn values(
    members: &mut Map<String, Value>,
    type_name: &str,
    pointer: &JsonPointer,
    cutter: &mut Cutter,
) {
    let Some(Value::Array(values)) = members.get_mut("enum") else {
        return;
    };
    let typed = |value: &Value| match type_name {
        "string" => repair::text(value).map(Value::String),
        "number" => repair::number(value).map(Value::Number),
        "integer" => {
            let whole = repair::number(value)
                .filter(|number| number.as_f64().is_some_and(|float| float.fract() == 0.0));
            whole
                .and_then(|number| repair::whole(&number, f64::floor))
                .map(Value::from)
        }
        "boolean" => repair::flag(value).map(Value::Bool),
        _ => Some(value.clone()),
    };
    let count = values.len();
    let kept: Vec<_> = values.iter().filter_map(typed).collect();
    if kept.len() < count {
        cutter.ignore(
            pointer.child("enum"),
            "a list of values of the schema's type",
        );
    }
    *values = kept;
    if values.is_empty() {
        members.shift_remove("enum");
    }
}
