//! The keywords of a schema that say what its values are, as JSON Schema 2020-12 has them.

use serde_json::{Map, Number, Value, json};

/// What the value of a keyword is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Schema,
    Schemas,
    NamedSchemas,
    /// A number that is greater than 0.
    Positive,
    Count,
    Text,
    Flag,
    Values,
    Texts,
    NamedTexts,
}

/// What the value of a keyword is; `None` if it says nothing about values, or not in this way.
pub(super) fn shape(key: &str) -> Option<Shape> {
    Some(match key {
        "items"
        | "additionalProperties"
        | "not"
        | "contains"
        | "propertyNames"
        | "if"
        | "then"
        | "else"
        | "unevaluatedItems"
        | "unevaluatedProperties" => Shape::Schema,
        "allOf" | "anyOf" | "oneOf" | "prefixItems" => Shape::Schemas,
        "properties" | "patternProperties" | "dependentSchemas" => Shape::NamedSchemas,
        "multipleOf" => Shape::Positive,
        "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties"
        | "minContains" | "maxContains" => Shape::Count,
        "pattern" | "format" => Shape::Text,
        "uniqueItems" => Shape::Flag,
        "enum" => Shape::Values,
        "required" => Shape::Texts,
        "dependentRequired" => Shape::NamedTexts,
        _ => return None,
    })
}

/// The value, if it is of its shape.
pub(super) fn value(shape: Shape, value: &Value) -> Option<Value> {
    match shape {
        Shape::Schema | Shape::Schemas | Shape::NamedSchemas => None,
        Shape::Positive => value
            .as_f64()
            .filter(|number| *number > 0.0)
            .map(|_| value.clone()),
        Shape::Count => value.as_u64().map(Value::from),
        Shape::Text => value.as_str().map(Value::from),
        Shape::Flag => value.as_bool().map(Value::from),
        Shape::Values => value
            .as_array()
            .filter(|list| !list.is_empty())
            .map(|_| value.clone()),
        Shape::Texts => texts(value),
        Shape::NamedTexts => {
            let lists = value.as_object()?.iter();
            lists
                .map(|(name, list)| Some((name.clone(), texts(list)?)))
                .collect()
        }
    }
}

fn texts(value: &Value) -> Option<Value> {
    let mut texts: Vec<&str> = Vec::new();
    for text in value.as_array()?.iter().filter_map(Value::as_str) {
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    Some(json!(texts))
}

const TYPES: [&str; 6] = ["string", "number", "integer", "boolean", "object", "array"];

/// The type, or the types that `load` set aside because `OpenAPI` 3.0 has words for one only.
pub(super) fn types(members: &Map<String, Value>, schema: &mut Map<String, Value>) {
    let is_type = |name: &&Value| name.as_str().is_some_and(|name| TYPES.contains(&name));
    if let Some(name) = members.get("type").filter(is_type) {
        schema.insert("type".to_owned(), name.clone());
    } else if let Some(Value::Array(names)) = members.get("x-codegen-types") {
        let names: Vec<_> = names.iter().filter(is_type).collect();
        if !names.is_empty() {
            schema.insert("type".to_owned(), json!(names));
        }
    }
}

/// The type that the keywords are about, where none is said.
pub(super) fn meant_type(schema: &mut Map<String, Value>) {
    let has = |keys: &[&str]| keys.iter().any(|key| schema.contains_key(*key));
    let meant = if has(&["properties", "patternProperties", "additionalProperties"]) {
        "object"
    } else if has(&["items", "prefixItems"]) {
        "array"
    } else {
        return;
    };
    schema.entry("type").or_insert_with(|| json!(meant));
}

/// The bounds of a number: `exclusiveMinimum: true` makes `minimum` one that is not reached.
///
/// A format of whole numbers is a pair of bounds.
pub(super) fn bounds(members: &Map<String, Value>, schema: &mut Map<String, Value>) {
    let format = schema.get("format").and_then(Value::as_str);
    let is_integer = schema.get("type").is_some_and(|name| name == "integer");
    let range = match format.filter(|_| is_integer) {
        Some("int32") => Some((i64::from(i32::MIN), i64::from(i32::MAX))),
        Some("int64") => Some((i64::MIN, i64::MAX)),
        _ => None,
    };
    for (bound, exclusive, widest) in [
        ("minimum", "exclusiveMinimum", range.map(|range| range.0)),
        ("maximum", "exclusiveMaximum", range.map(|range| range.1)),
    ] {
        let is_exclusive = members.get(exclusive) == Some(&Value::Bool(true));
        let declared = members.get(bound).and_then(Value::as_number).cloned();
        let name = if is_exclusive { exclusive } else { bound };
        if let Some(limit) = declared {
            schema.insert(name.to_owned(), Value::Number(limit));
        } else if let Some(limit) = widest {
            schema.insert(bound.to_owned(), Value::Number(Number::from(limit)));
        }
    }
}
