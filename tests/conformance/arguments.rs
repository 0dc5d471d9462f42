//! Arguments from what is on the wire: a text becomes the value that its schema describes.

use serde_json::{Map, Number, Value, json};

use crate::description::{Description, Node, Parameter};

/// What a schema says about the shape of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Array,
    Object,
    Number,
    Boolean,
    Text,
    /// Anything, or nothing that is said.
    Any,
}

/// The shape of what a schema describes; of several, the first that is not null.
pub(crate) fn shape(description: &Description, schema: &Node<'_>) -> Shape {
    let schema = description.resolved(schema.clone());
    let named = |name: &str| match name {
        "array" => Some(Shape::Array),
        "object" => Some(Shape::Object),
        "integer" | "number" => Some(Shape::Number),
        "boolean" => Some(Shape::Boolean),
        "string" => Some(Shape::Text),
        _ => None,
    };
    let types = match schema.value.get("type") {
        Some(Value::String(name)) => named(name),
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).find_map(named),
        _ => None,
    };
    let parts = ["allOf", "anyOf", "oneOf"];
    let parts = || parts.iter().filter_map(|name| schema.get(name));
    types.unwrap_or_else(|| {
        let mut shapes = parts().flat_map(|list| {
            let items: Vec<_> = list.items().collect();
            items.into_iter().map(|item| shape(description, &item))
        });
        shapes
            .find(|shape| *shape != Shape::Any)
            .unwrap_or(Shape::Any)
    })
}

/// The schema of a list's items, or of an object's member.
fn part<'a>(
    description: &'a Description,
    schema: &Node<'a>,
    member: Option<&str>,
) -> Option<Node<'a>> {
    let schema = description.resolved(schema.clone());
    let Some(member) = member else {
        return schema.get("items");
    };
    let named = schema
        .get("properties")
        .and_then(|properties| properties.get(member));
    let others = ["additionalProperties", "unevaluatedProperties"];
    named.or_else(|| others.iter().find_map(|key| schema.get(key)))
}

/// A value of the schema from what is on the wire, as far as it is a text.
pub(crate) fn value(description: &Description, schema: Option<&Node<'_>>, wire: &Value) -> Value {
    let shape = schema.map_or(Shape::Any, |schema| shape(description, schema));
    let items = schema.and_then(|schema| part(description, schema, None));
    match (shape, wire) {
        (Shape::Array, Value::Array(list)) => {
            let list = list
                .iter()
                .map(|item| value(description, items.as_ref(), item));
            list.collect()
        }
        (Shape::Object, Value::Object(members)) => {
            let member = |(name, wire): (&String, &Value)| {
                let schema = schema.and_then(|it| part(description, it, Some(name)));
                (name.clone(), value(description, schema.as_ref(), wire))
            };
            Value::Object(members.iter().map(member).collect())
        }
        (Shape::Number, Value::String(text)) => text
            .parse::<Number>()
            .map_or_else(|_| wire.clone(), Value::Number),
        (Shape::Boolean, Value::String(text)) => json!(text == "true"),
        (Shape::Text, Value::Number(number)) => number.to_string().into(),
        (Shape::Text, Value::Bool(flag)) => flag.to_string().into(),
        _ => wire.clone(),
    }
}

/// The value of a parameter from the text or the texts that stand for it.
pub(crate) fn parameter(
    description: &Description,
    parameter: &Parameter<'_>,
    wire: &Value,
) -> Value {
    let schema = parameter.schema.as_ref();
    let shape = schema.map_or(Shape::Any, |schema| shape(description, schema));
    let apart = match (shape, wire) {
        (Shape::Array, Value::String(text)) => split(parameter, text).into_iter().collect(),
        (Shape::Array, Value::Number(_)) => json!([wire]),
        (Shape::Object, Value::String(text)) => pairs(parameter, text),
        _ => wire.clone(),
    };
    value(description, schema, &apart)
}

fn separator(parameter: &Parameter<'_>) -> &'static str {
    match (&*parameter.style, parameter.explode) {
        ("spaceDelimited", _) => " ",
        ("pipeDelimited", _) => "|",
        ("label", true) => ".",
        ("matrix", true) => ";",
        _ => ",",
    }
}

/// The part of a path segment that holds the value.
fn bare<'a>(parameter: &Parameter<'_>, text: &'a str) -> &'a str {
    match &*parameter.style {
        "label" => text.strip_prefix('.').unwrap_or(text),
        "matrix" => {
            let text = text.strip_prefix(';').unwrap_or(text);
            let name = format!("{}=", parameter.name);
            text.strip_prefix(&*name).unwrap_or(text)
        }
        _ => text,
    }
}

fn split(parameter: &Parameter<'_>, text: &str) -> Vec<Value> {
    let name = format!("{}=", parameter.name);
    let items = bare(parameter, text).split(separator(parameter));
    items
        .map(|item| item.strip_prefix(&*name).unwrap_or(item).into())
        .collect()
}

fn pairs(parameter: &Parameter<'_>, text: &str) -> Value {
    let pieces: Vec<_> = bare(parameter, text).split(separator(parameter)).collect();
    let mut members = Map::new();
    if parameter.explode {
        let pairs = pieces.iter().filter_map(|piece| piece.split_once('='));
        members.extend(pairs.map(|(name, value)| (name.to_owned(), value.into())));
    } else {
        let pairs = pieces.chunks_exact(2);
        members.extend(pairs.map(|pair| (pair[0].to_owned(), pair[1].into())));
    }
    Value::Object(members)
}

/// A text of a path, without the marks of its style.
pub(crate) fn of_path(description: &Description, it: &Parameter<'_>, text: &str) -> Value {
    let shape = it
        .schema
        .as_ref()
        .map_or(Shape::Any, |schema| shape(description, schema));
    let text = match shape {
        Shape::Array | Shape::Object => text,
        _ => bare(it, text),
    };
    parameter(description, it, &text.into())
}

#[cfg(test)]
mod tests;
