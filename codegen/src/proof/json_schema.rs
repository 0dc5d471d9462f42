//! Schemas in the words of JSON Schema 2020-12, which a validator knows.
//!
//! `load` brought all of them to the shape of `OpenAPI` 3.0, so that there is one way only. What a keyword cannot say is
//! left out: the validator is asked about examples, not about schemas.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::keywords::{self, Shape};
use crate::config::MissingType;
use crate::load::Document;
use crate::model::SchemaId;
use crate::plan::Sent;
use crate::pointer::JsonPointer;

/// How schemas are read where they leave it open.
pub(super) struct Reading<'a> {
    /// Which of them requests hold: there, what is read only need not be.
    pub(super) sent: Sent<'a>,
    /// What one without `type` means.
    pub(super) missing_type: MissingType,
}

/// The schemas at `ids` and all that they refer to, by their place.
pub(super) fn schemas(
    document: &Document,
    ids: BTreeSet<SchemaId>,
    reading: &Reading<'_>,
) -> Map<String, Value> {
    let mut converter = Converter {
        document,
        reading,
        is_sent: false,
        waiting: ids.iter().cloned().collect(),
        reached: ids,
    };
    let mut schemas = Map::new();
    while let Some(id) = converter.waiting.pop() {
        let node = document.get(&id).unwrap_or(&Value::Null);
        converter.is_sent = reading.sent.contains(&id);
        schemas.insert(id.as_str().to_owned(), converter.schema(node));
    }
    schemas.sort_keys();
    schemas
}

struct Converter<'a> {
    document: &'a Document,
    reading: &'a Reading<'a>,
    /// Whether requests hold the schema at hand.
    is_sent: bool,
    waiting: Vec<SchemaId>,
    reached: BTreeSet<SchemaId>,
}

impl Converter<'_> {
    fn schema(&mut self, node: &Value) -> Value {
        let Value::Object(members) = node else {
            return Value::Bool(node != &Value::Bool(false));
        };
        if let Some(reference) = members.get("$ref").and_then(Value::as_str) {
            return self.reference(reference);
        }
        if members.get("x-codegen-null") == Some(&Value::Bool(true)) {
            return json!({ "type": "null" });
        }
        let mut schema = Map::new();
        for (key, value) in members {
            if let Some(value) = self.keyword(key, value) {
                schema.insert(key.clone(), value);
            }
        }
        keywords::types(members, &mut schema);
        if self.reading.missing_type == MissingType::Guess {
            keywords::meant_type(&mut schema);
        }
        keywords::bounds(members, &mut schema);
        self.one_way_members(members, &mut schema);
        self.discriminator(members, &mut schema);
        if members.get("nullable") == Some(&Value::Bool(true)) {
            return json!({ "anyOf": [schema, { "type": "null" }] });
        }
        Value::Object(schema)
    }

    /// A reference that leads nowhere describes any value.
    fn reference(&mut self, reference: &str) -> Value {
        let target = JsonPointer::parse(reference).ok();
        let Some(id) = target.and_then(|target| self.document.resolve(&target).ok()) else {
            return Value::Bool(true);
        };
        let place = reference_to(&id);
        if self.reached.insert(id.clone()) {
            self.waiting.push(id);
        }
        json!({ "$ref": place })
    }

    fn keyword(&mut self, key: &str, value: &Value) -> Option<Value> {
        match keywords::shape(key)? {
            Shape::Schema => Some(self.schema(value)),
            Shape::Schemas => {
                let list: Value = value
                    .as_array()?
                    .iter()
                    .map(|each| self.schema(each))
                    .collect();
                list.get(0).is_some().then_some(list)
            }
            Shape::NamedSchemas => {
                let members = value.as_object()?.iter();
                Some(
                    members
                        .map(|(name, each)| (name.clone(), self.schema(each)))
                        .collect(),
                )
            }
            shape => keywords::value(shape, value),
        }
    }

    /// What is never received need not be there, nor what is never sent where the schema is one that is.
    fn one_way_members(&self, members: &Map<String, Value>, schema: &mut Map<String, Value>) {
        let Some(Value::Array(required)) = schema.get_mut("required") else {
            return;
        };
        let is_one_way = |name: &Value| {
            let property = members
                .get("properties")
                .and_then(|properties| properties.get(name.as_str()?));
            let property = property.and_then(|property| self.followed(property));
            let says = |key| property.and_then(|it| it.get(key)) == Some(&Value::Bool(true));
            says("writeOnly") || (says("readOnly") && self.is_sent)
        };
        required.retain(|name| !is_one_way(name));
    }

    /// The schema past its reference.
    fn followed<'b>(&'b self, node: &'b Value) -> Option<&'b Value> {
        match node.get("$ref").and_then(Value::as_str) {
            Some(reference) => self.document.get(&self.target(reference)?),
            None => Some(node),
        }
    }

    fn target(&self, reference: &str) -> Option<SchemaId> {
        self.document
            .resolve(&JsonPointer::parse(reference).ok()?)
            .ok()
    }

    /// A discriminator says which branch is meant; a validator learns it as a constant in each branch.
    fn discriminator(&self, members: &Map<String, Value>, schema: &mut Map<String, Value>) {
        let Some(discriminator) = members.get("discriminator") else {
            return;
        };
        let Some(property) = discriminator.get("propertyName").and_then(Value::as_str) else {
            return;
        };
        for key in ["oneOf", "anyOf"] {
            let branches = members
                .get(key)
                .and_then(Value::as_array)
                .into_iter()
                .flatten();
            let Some(Value::Array(converted)) = schema.get_mut(key) else {
                continue;
            };
            for (branch, converted) in branches.zip(converted) {
                let names = self.names(branch, discriminator.get("mapping"));
                // A branch that lists the values itself knows better than names that nobody wrote down.
                let says_itself = self.followed(branch).is_some_and(|branch| {
                    branch
                        .pointer(&format!("/properties/{property}/enum"))
                        .is_some()
                });
                if !names.is_empty() && !says_itself {
                    *converted = json!({
                        "allOf": [converted.take()],
                        "properties": { property: { "enum": names } },
                        "required": [property],
                    });
                }
            }
        }
    }

    /// What the discriminator calls a branch: its names in the mapping, or else its own.
    fn names(&self, branch: &Value, mapping: Option<&Value>) -> Vec<String> {
        let reference = branch.get("$ref").and_then(Value::as_str);
        let Some(id) = reference.and_then(|reference| self.target(reference)) else {
            return Vec::new();
        };
        let own = id.last().map(std::borrow::Cow::into_owned);
        let leads_here = |target: &Value| {
            let target = target.as_str().unwrap_or_default();
            // A target may be the bare name of a component.
            own.as_deref() == Some(target) || self.target(target).as_ref() == Some(&id)
        };
        let mapping = mapping.and_then(Value::as_object).into_iter().flatten();
        let named: Vec<_> = mapping
            .filter(|(_, target)| leads_here(target))
            .map(|(name, _)| name.clone())
            .collect();
        if named.is_empty() {
            own.into_iter().collect()
        } else {
            named
        }
    }
}

/// How schemas refer to the one at `id`.
fn reference_to(id: &SchemaId) -> String {
    let pointer = JsonPointer::root().extended(["$defs", id.as_str()]);
    let mut text = String::from("urn:description#");
    for byte in pointer.as_str().bytes() {
        // What RFC 3986 lets stand in a fragment.
        if byte.is_ascii_alphanumeric() || b"/-._~!$&'()*+,;=:@".contains(&byte) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

#[cfg(test)]
mod tests;
