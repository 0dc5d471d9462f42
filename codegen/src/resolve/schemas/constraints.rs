//! What one schema asks of a value beyond its type.

use serde_json::Value;

use crate::load::Keywords;
use crate::model::{Bound, Constraints};

/// What a schema asks of a value beyond its type.
pub(super) fn read(keywords: &mut Keywords<'_>) -> Constraints {
    Constraints {
        minimum: bound(keywords, "minimum", "exclusiveMinimum"),
        maximum: bound(keywords, "maximum", "exclusiveMaximum"),
        multiple_of: keywords
            .number("multipleOf")
            .filter(|number| number.as_f64().is_some_and(|number| number > 0.0)),
        min_length: keywords.count("minLength"),
        max_length: keywords.count("maxLength"),
        patterns: keywords.text("pattern").into_iter().collect(),
        min_items: keywords.count("minItems"),
        max_items: keywords.count("maxItems"),
        unique_items: keywords.flag("uniqueItems"),
        min_properties: keywords.count("minProperties"),
        max_properties: keywords.count("maxProperties"),
        others: others(keywords),
    }
}

/// The keywords whose meaning has no say in what becomes of a schema.
const OTHERS: [&str; 8] = [
    "not",
    "if",
    "contains",
    "propertyNames",
    "dependentRequired",
    "dependentSchemas",
    "unevaluatedItems",
    "unevaluatedProperties",
];

fn others(keywords: &Keywords<'_>) -> Vec<&'static str> {
    let asks = |value: &Value| match value {
        Value::Object(members) => !members.is_empty(),
        Value::Bool(allowed) => !allowed,
        _ => false,
    };
    let mut others: Vec<_> = OTHERS
        .into_iter()
        .filter(|key| keywords.get(key).is_some_and(asks))
        // What it allows is in the type.
        .filter(|key| *key != "unevaluatedProperties" || has_none_unevaluated(keywords))
        .collect();
    // On its own, it is what makes `then` and `else` ask for something.
    if ["then", "else"]
        .iter()
        .all(|key| keywords.get(key).is_none())
    {
        others.retain(|key| *key != "if");
    }
    others
}

/// Whether a schema forbids the members that it does not name.
fn has_none_unevaluated(keywords: &Keywords<'_>) -> bool {
    let said = keywords.get("unevaluatedProperties");
    said.is_some_and(|said| said == &Value::Bool(false) || said.get("not").is_some())
}

fn bound(keywords: &mut Keywords<'_>, key: &str, exclusive: &str) -> Option<Bound> {
    let value = keywords.number(key)?;
    Some(Bound {
        value,
        exclusive: keywords.flag(exclusive),
    })
}
