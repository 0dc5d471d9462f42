//! Values of schemas: an example as far as it is one, and what the schema asks for where it is not.

mod scalar;

use std::cell::Cell;

use serde_json::{Map, Value, json};

use crate::model::{
    AdditionalProperties, Api, EnumValue, Object, Schema, SchemaId, SchemaKind, Union,
};

/// How deep members are made that may be left out.
const DEPTH: usize = 3;

/// How deep anything is made: what must hold itself has no values.
const DEEPEST: usize = 24;

/// How many values one is made of, before what may be left out is.
const NODES: usize = 500;

/// How many values one is made of at most, and how often it is compared with an example: what each holds two of the
/// next doubles from one to the next.
const MOST_NODES: usize = 20_000;

/// Makes values of the schemas of a description.
pub(super) struct Instances<'a> {
    api: &'a Api,
    nodes: Cell<usize>,
    compared: Cell<usize>,
}

impl<'a> Instances<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        Self {
            api,
            nodes: Cell::new(0),
            compared: Cell::new(0),
        }
    }

    /// A value that the schema describes, like an example where there is one.
    ///
    /// Descriptions are often careless with examples: what must be there and is not is added, and what is of another
    /// type is replaced.
    pub(super) fn of(&self, id: &SchemaId, example: Option<&Value>) -> Value {
        self.nodes.set(0);
        self.compared.set(0);
        self.value(id, example, 0)
    }

    fn value(&self, id: &SchemaId, example: Option<&Value>, depth: usize) -> Value {
        self.nodes.set(self.nodes.get() + 1);
        let is_bounded = depth < DEEPEST && self.nodes.get() < MOST_NODES;
        let Some(schema) = self.api.aliased(id).filter(|_| is_bounded) else {
            return example.cloned().unwrap_or_default();
        };
        if schema.about.nullable && example == Some(&Value::Null) {
            return Value::Null;
        }
        let own = schema.about.example.as_ref();
        let own = own.or(schema.about.default.as_ref());
        let mut examples = [example, own].into_iter().flatten();
        let example = examples.find(|example| self.is_like(schema, example, depth));
        let constraints = self.api.constraints(id);
        match &schema.kind {
            SchemaKind::Any | SchemaKind::Untyped { .. } => {
                example.cloned().unwrap_or_else(|| json!({}))
            }
            SchemaKind::Null | SchemaKind::Alias(_) => Value::Null,
            SchemaKind::Boolean => example.cloned().unwrap_or(Value::Bool(true)),
            SchemaKind::Integer { format } => {
                scalar::integer(example, format.as_deref(), &constraints)
            }
            SchemaKind::Number { .. } => scalar::number(example, &constraints),
            SchemaKind::String { format } => {
                scalar::string(example, format.as_deref(), &constraints)
            }
            SchemaKind::Enum { values, .. } => {
                let first = || values.first().map(|first| first.value.clone());
                example.cloned().or_else(first).unwrap_or_default()
            }
            SchemaKind::Array { items } => {
                let least = usize::try_from(constraints.min_items.unwrap_or(0)).unwrap_or(0);
                self.list(items, example, (least.min(16), depth))
            }
            SchemaKind::Tuple { items, .. } => {
                let element = |at: usize| example.and_then(|list| list.get(at));
                let values = items.iter().enumerate();
                let values = values.map(|(at, id)| self.value(id, element(at), depth + 1));
                Value::Array(values.collect())
            }
            SchemaKind::Object(object) => self.object(object, example, depth),
            SchemaKind::Union(union) => self.union(union, example, depth),
        }
    }

    fn list(
        &self,
        items: &SchemaId,
        example: Option<&Value>,
        (least, depth): (usize, usize),
    ) -> Value {
        let mut values: Vec<_> = match example {
            Some(Value::Array(list)) => {
                let values = list.iter();
                values
                    .map(|each| self.value(items, Some(each), depth + 1))
                    .collect()
            }
            _ if self.is_full(depth) => vec![self.value(items, None, depth + 1)],
            _ => Vec::new(),
        };
        while values.len() < least {
            values.push(self.value(items, None, depth + 1));
        }
        Value::Array(values)
    }

    fn object(&self, object: &Object, example: Option<&Value>, depth: usize) -> Value {
        let mut members = Map::new();
        for (name, property) in &object.properties {
            let given = example.and_then(|example| example.get(name));
            // A member that is only sent never comes (`OpenAPI` specification, `writeOnly`).
            let is_needed = property.required && !property.about.write_only;
            let is_wanted = example.is_none() && !property.about.write_only && self.is_full(depth);
            if property.about.nullable && given == Some(&Value::Null) {
                members.insert(name.clone(), Value::Null);
            } else if given.is_some() || is_needed || is_wanted {
                let given = given.or(property.about.example.as_ref());
                let value = self.value(&property.schema, given, depth + 1);
                members.insert(name.clone(), value);
            }
        }
        let others = example.and_then(Value::as_object).into_iter().flatten();
        let others = others.filter(|(name, _)| !object.properties.contains_key(*name));
        for (name, other) in others {
            let value = match &object.additional {
                AdditionalProperties::Forbidden => continue,
                AdditionalProperties::Schema(id) => self.value(id, Some(other), depth + 1),
                AdditionalProperties::Unspecified | AdditionalProperties::Any => other.clone(),
            };
            members.insert(name.clone(), value);
        }
        Value::Object(members)
    }

    fn union(&self, union: &Union, example: Option<&Value>, depth: usize) -> Value {
        let tag = union.discriminator.as_ref();
        let tagged = tag.and_then(|tag| {
            let value = example?.get(&tag.property)?.as_str()?;
            tag.mapping.get(value)
        });
        let like = || {
            let example = example?;
            let variants = union.variants.iter().enumerate();
            let like = variants.filter_map(|(at, variant)| {
                let schema = self.api.aliased(variant)?;
                self.is_like(schema, example, depth).then_some((at, schema))
            });
            let (at, _) = like.min_by_key(|(_, schema)| strangeness(schema, example))?;
            Some(at)
        };
        let at = tagged.copied().or_else(like).unwrap_or(0);
        let Some(variant) = union.variants.get(at) else {
            return Value::Null;
        };
        let mut value = self.value(variant, example, depth + 1);
        let name = tag.and_then(|tag| {
            let mut names = tag.mapping.iter();
            Some((tag, names.find(|(_, index)| **index == at)?.0))
        });
        if let (Some((tag, name)), Value::Object(members), None) = (name, &mut value, tagged) {
            members.insert(tag.property.clone(), json!(name));
        }
        value
    }

    /// Whether a value is of the schema's kind, so that it is worth mending.
    fn is_like(&self, schema: &Schema, value: &Value, depth: usize) -> bool {
        self.compared.set(self.compared.get() + 1);
        if self.compared.get() > MOST_NODES {
            return false;
        }
        match &schema.kind {
            SchemaKind::Any | SchemaKind::Untyped { .. } => true,
            SchemaKind::Null | SchemaKind::Alias(_) => value.is_null(),
            SchemaKind::Boolean => value.is_boolean(),
            SchemaKind::Integer { .. } => value.is_i64() || value.is_u64(),
            SchemaKind::Number { .. } => value.is_number(),
            SchemaKind::String { format } => {
                let is_fit = |text: &str| scalar::is_in_format(text, format.as_deref());
                value.as_str().is_some_and(is_fit)
            }
            SchemaKind::Enum { values, .. } => {
                let is_it = |known: &EnumValue| known.value == *value;
                values.iter().any(is_it)
            }
            SchemaKind::Array { .. } | SchemaKind::Tuple { .. } => value.is_array(),
            SchemaKind::Object(object) => value.as_object().is_some_and(|members| {
                let mut properties = object.properties.iter();
                // What has none of the members is no example, but of another variant.
                properties.len() == 0
                    || members.is_empty()
                    || properties.any(|(name, property)| {
                        let schema = self.api.aliased(&property.schema);
                        let member = members.get(name).zip(schema);
                        member.is_some_and(|(member, schema)| {
                            (property.about.nullable || schema.about.nullable) && member.is_null()
                                || depth >= DEEPEST
                                || self.is_like(schema, member, depth + 1)
                        })
                    })
            }),
            SchemaKind::Union(union) => {
                depth < DEEPEST
                    && union.variants.iter().any(|variant| {
                        let schema = self.api.aliased(variant);
                        schema.is_some_and(|schema| self.is_like(schema, value, depth + 1))
                    })
            }
        }
    }

    fn is_full(&self, depth: usize) -> bool {
        depth < DEPTH && self.nodes.get() < NODES
    }
}

/// How many members an object lacks, and how many it has beyond those that the schema names.
fn strangeness(schema: &Schema, value: &Value) -> usize {
    let (SchemaKind::Object(object), Value::Object(members)) = (&schema.kind, value) else {
        return 0;
    };
    let required = object.properties.iter().filter(|(_, it)| it.required);
    let missing = required.filter(|(name, _)| !members.contains_key(*name));
    let unknown = members
        .keys()
        .filter(|name| !object.properties.contains_key(*name));
    missing.count() + unknown.count()
}
