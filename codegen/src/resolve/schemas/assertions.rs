//! What one schema asserts by itself, what it refers to aside.

use indexmap::IndexSet;
use serde_json::Value;

use super::{constraints, xml};
use crate::load::Keywords;
use crate::model::{Annotations, Constraints, EnumValue};
use crate::pointer::JsonPointer;

/// What one schema asserts by itself.
#[derive(Debug, Default)]
pub(super) struct Assertions {
    /// What is said about it, which asserts nothing.
    pub(super) about: Annotations,
    /// `type`: what a value may be; `None` where the schema does not say.
    pub(super) types: Option<Vec<JsonType>>,
    /// Whether nothing but `null` will do.
    pub(super) only_null: bool,
    /// Whether nothing will do: the schema `false`.
    pub(super) never: bool,
    /// `enum`, `null` aside.
    pub(super) values: Option<Vec<EnumValue>>,
    /// `format`.
    pub(super) format: Option<String>,
    /// `properties`.
    pub(super) properties: Vec<(String, JsonPointer)>,
    /// `required`.
    pub(super) required: Vec<String>,
    /// `additionalProperties`, or else `unevaluatedProperties`.
    pub(super) additional: Additional,
    /// `patternProperties`.
    pub(super) patterns: Vec<JsonPointer>,
    /// `items`.
    pub(super) items: Option<JsonPointer>,
    /// Whether `items` is `false`: there are none behind the `prefixItems`.
    pub(super) no_more_items: bool,
    /// `prefixItems`.
    pub(super) prefix: Vec<JsonPointer>,
    /// What a value must keep to beyond its type.
    pub(super) constraints: Constraints,
    /// `allOf`.
    pub(super) all_of: Vec<JsonPointer>,
    /// `oneOf` and `anyOf`.
    pub(super) choices: Vec<Choice>,
    /// `discriminator`: the member's name, and the schema that each value stands for.
    pub(super) discriminator: Option<(String, Vec<(String, String)>)>,
}

/// `additionalProperties` as a schema says it.
#[derive(Debug, Clone, Default)]
pub(super) enum Additional {
    #[default]
    Unspecified,
    Forbidden,
    Any,
    Schema(JsonPointer),
}

/// `oneOf` or `anyOf` of the schema that holds it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Choice {
    /// The schema that holds it.
    pub(super) holder: JsonPointer,
    /// `oneOf` or `anyOf`.
    pub(super) keyword: &'static str,
    /// What may be chosen.
    pub(super) variants: Vec<JsonPointer>,
}

/// A type of JSON, whole numbers told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum JsonType {
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

impl JsonType {
    pub(super) fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "boolean" => Self::Boolean,
            "integer" => Self::Integer,
            "number" => Self::Number,
            "string" => Self::String,
            "array" => Self::Array,
            "object" => Self::Object,
            _ => return None,
        })
    }

    /// The type of a value that is not `null`.
    pub(super) fn of(value: &Value) -> Option<Self> {
        Some(match value {
            Value::Null => return None,
            Value::Bool(_) => Self::Boolean,
            Value::Number(number) if number.is_f64() => Self::Number,
            Value::Number(_) => Self::Integer,
            Value::String(_) => Self::String,
            Value::Array(_) => Self::Array,
            Value::Object(_) => Self::Object,
        })
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }

    /// What is of both types; a whole number is a number.
    pub(super) fn and(self, other: Self) -> Option<Self> {
        match (self, other) {
            (Self::Integer, Self::Number) | (Self::Number, Self::Integer) => Some(Self::Integer),
            _ if self == other => Some(self),
            _ => None,
        }
    }
}

/// Reads what the schema asserts.
pub(super) fn read(keywords: &mut Keywords<'_>) -> Assertions {
    let types = types(keywords);
    Assertions {
        about: annotations(keywords),
        values: values(keywords, types.as_deref()),
        only_null: keywords.flag("x-codegen-null"),
        never: keywords
            .get("not")
            .and_then(Value::as_object)
            .is_some_and(serde_json::Map::is_empty),
        format: keywords.text("format"),
        properties: keywords.named_schemas("properties"),
        required: keywords.texts("required"),
        additional: additional(keywords),
        patterns: keywords
            .named_schemas("patternProperties")
            .into_iter()
            .map(|(_, place)| place)
            .collect(),
        no_more_items: is_never(keywords.get("items")),
        items: keywords
            .schema("items")
            .filter(|_| !is_never(keywords.get("items"))),
        prefix: keywords.schemas("prefixItems"),
        constraints: constraints::read(keywords),
        all_of: keywords.schemas("allOf"),
        choices: ["oneOf", "anyOf"]
            .into_iter()
            .filter_map(|keyword| choice(keywords, keyword))
            .collect(),
        discriminator: discriminator(keywords),
        types,
    }
}

impl Assertions {
    /// Whether nothing is asserted, only said.
    pub(super) fn is_silent(&self) -> bool {
        self.asserts_no_shape()
            && self.all_of.is_empty()
            && self.choices.is_empty()
            && self.types.is_none()
            && !self.constraints.are_understood()
            && self.required.is_empty()
    }

    /// Whether it says nothing but which members an object may have among others.
    pub(super) fn is_open_object(&self) -> bool {
        self.values.is_none()
            && !self.only_null
            && !self.never
            && matches!(self.additional, Additional::Unspecified)
            && self.patterns.is_empty()
    }

    /// Whether it says nothing about what a value of its type holds.
    pub(super) fn asserts_no_shape(&self) -> bool {
        self.values.is_none()
            && !self.only_null
            && !self.never
            && self.format.is_none()
            && self.properties.is_empty()
            && matches!(self.additional, Additional::Unspecified)
            && self.patterns.is_empty()
            && self.items.is_none()
            && self.prefix.is_empty()
    }
}

/// Whether this is the schema `false`, as `load` writes it.
fn is_never(schema: Option<&Value>) -> bool {
    schema
        .and_then(|schema| schema.get("not"))
        .and_then(Value::as_object)
        .is_some_and(serde_json::Map::is_empty)
}

fn types(keywords: &mut Keywords<'_>) -> Option<Vec<JsonType>> {
    if let Some(Value::Array(names)) = keywords.get("x-codegen-types") {
        let names = names.iter().filter_map(Value::as_str);
        return Some(names.filter_map(JsonType::parse).collect());
    }
    let name = keywords.text("type")?;
    let parsed = JsonType::parse(&name);
    if parsed.is_none() {
        keywords.ignore("type", "one of the types of JSON");
    }
    parsed.map(|ty| vec![ty])
}

pub(super) fn annotations(keywords: &mut Keywords<'_>) -> Annotations {
    Annotations {
        title: keywords.text("title"),
        description: keywords.text("description"),
        nullable: keywords.flag("nullable"),
        deprecated: keywords.flag("deprecated"),
        read_only: keywords.flag("readOnly"),
        write_only: keywords.flag("writeOnly"),
        default: keywords.get("default").cloned(),
        example: keywords
            .get("example")
            .filter(|value| is_small(value))
            .cloned(),
        xml: xml::read(keywords),
    }
}

/// Whether a value is small enough to be shown in documentation.
fn is_small(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.len() <= 8 && items.iter().all(|item| !item.is_object()),
        Value::Object(members) => {
            members.len() <= 8
                && members
                    .values()
                    .all(|member| !member.is_object() && !member.is_array())
        }
        Value::String(text) => text.len() <= 400,
        _ => true,
    }
}

/// The values of `enum`, each once and without `null`; texts where the type says so, whatever YAML made of them.
fn values(keywords: &mut Keywords<'_>, types: Option<&[JsonType]>) -> Option<Vec<EnumValue>> {
    let Value::Array(listed) = keywords.get("enum")? else {
        keywords.ignore("enum", "a list of values");
        return None;
    };
    let mut values: Vec<EnumValue> = Vec::with_capacity(listed.len());
    let mut known = IndexSet::with_capacity(listed.len());
    let mut is_fit = true;
    for (index, value) in listed.iter().enumerate() {
        if value.is_null() {
            continue;
        }
        match fitted(value, types) {
            Some(fit) if !known.insert(fit.clone()) => {}
            Some(fit) => values.push(EnumValue {
                name: label(keywords, &NAMES, index, value),
                description: label(keywords, &DESCRIPTIONS, index, value),
                value: fit,
            }),
            None => is_fit = false,
        }
    }
    if !is_fit {
        keywords.ignore("enum", "a list of values of the schema's type");
    }
    (!values.is_empty()).then_some(values)
}

/// What generators agree to call the values of an `enum`, and to say of them.
const NAMES: [&str; 2] = ["x-enum-varnames", "x-enumNames"];
const DESCRIPTIONS: [&str; 2] = ["x-enum-descriptions", "x-enumDescriptions"];

/// What an extension says of a value: a list goes along with `enum`, an object names the values.
fn label(keywords: &Keywords<'_>, keys: &[&str], index: usize, value: &Value) -> Option<String> {
    let labels = keys.iter().find_map(|key| keywords.get(key))?;
    let label = match (labels, value) {
        (Value::Array(labels), _) => labels.get(index),
        (Value::Object(labels), Value::String(text)) => labels.get(text),
        (Value::Object(labels), value) => labels.get(&value.to_string()),
        _ => None,
    };
    let text = label?.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The value as one of the types, or `None` where it is of no such.
fn fitted(value: &Value, types: Option<&[JsonType]>) -> Option<Value> {
    let Some(types) = types else {
        return Some(value.clone());
    };
    let own = JsonType::of(value)?;
    let is_whole = value.as_f64().is_some_and(|number| number.fract() == 0.0);
    if types.iter().any(|ty| ty.and(own).is_some())
        || (is_whole && types.contains(&JsonType::Integer))
    {
        return Some(value.clone());
    }
    let [ty] = types else { return None };
    match (ty, value) {
        (JsonType::String, Value::Bool(_) | Value::Number(_)) => {
            Some(Value::String(value.to_string()))
        }
        (JsonType::Integer | JsonType::Number, Value::String(text)) => {
            text.trim().parse().ok().map(Value::Number)
        }
        (JsonType::Boolean, Value::String(text)) => text
            .trim()
            .to_ascii_lowercase()
            .parse()
            .ok()
            .map(Value::Bool),
        _ => None,
    }
}

fn additional(keywords: &mut Keywords<'_>) -> Additional {
    match keywords.get("additionalProperties") {
        None => unevaluated(keywords),
        Some(Value::Bool(false)) => Additional::Forbidden,
        Some(Value::Bool(true)) => Additional::Any,
        Some(Value::Object(members)) if members.is_empty() => Additional::Any,
        schema if is_never(schema) => Additional::Forbidden,
        Some(_) => keywords
            .schema("additionalProperties")
            .map_or(Additional::Unspecified, Additional::Schema),
    }
}

/// `unevaluatedProperties`: as a type has the members of all parts, what these do not name is the same.
///
/// That there are none is not said of a type: it would have to hold of every branch of a choice.
fn unevaluated(keywords: &mut Keywords<'_>) -> Additional {
    match keywords.get("unevaluatedProperties") {
        Some(Value::Bool(true)) => Additional::Any,
        Some(Value::Object(members)) if members.is_empty() => Additional::Any,
        None | Some(Value::Bool(false)) => Additional::Unspecified,
        schema if is_never(schema) => Additional::Unspecified,
        Some(_) => keywords
            .schema("unevaluatedProperties")
            .map_or(Additional::Unspecified, Additional::Schema),
    }
}

fn choice(keywords: &mut Keywords<'_>, keyword: &'static str) -> Option<Choice> {
    let variants = keywords.schemas(keyword);
    (!variants.is_empty()).then(|| Choice {
        holder: keywords.pointer().clone(),
        keyword,
        variants,
    })
}

fn discriminator(keywords: &mut Keywords<'_>) -> Option<(String, Vec<(String, String)>)> {
    let node = keywords.get("discriminator")?;
    let Some(name) = node.get("propertyName").and_then(Value::as_str) else {
        keywords.ignore("discriminator", "an object with a `propertyName`");
        return None;
    };
    let mapping = node.get("mapping").and_then(Value::as_object);
    let mapping = mapping.into_iter().flatten();
    let mapping = mapping
        .filter_map(|(value, target)| Some((value.clone(), target.as_str()?.to_owned())))
        .collect();
    Some((name.to_owned(), mapping))
}
