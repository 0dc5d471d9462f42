//! Schemas: everything that is reached, one node at a time, each identified by where it stands.

use std::collections::VecDeque;

use indexmap::IndexMap;
use openapiv3::{AdditionalProperties as RawAdditional, AnySchema, SchemaKind as Raw, Type};
use serde_json::Value;

use super::{Resolver, all_of};
use crate::diagnostics::Diagnostic;
use crate::model::{AdditionalProperties, Object, Property, Schema, SchemaId, SchemaKind};
use crate::pointer::JsonPointer;

/// The schemas that were reached and are still to be read.
#[derive(Debug, Default)]
pub(super) struct SchemaQueue {
    waiting: VecDeque<SchemaId>,
    /// Those that were reached, read or not; `None` until they are read.
    reached: IndexMap<SchemaId, Option<Schema>>,
    /// What each `allOf` comes to, or why it does not.
    pub(super) merged: IndexMap<SchemaId, Result<Object, String>>,
}

impl Resolver<'_> {
    /// Follows the references at `pointer` to a schema, which will be read later.
    pub(super) fn reach(&mut self, pointer: &JsonPointer) -> Result<SchemaId, Diagnostic> {
        let id = self
            .document
            .resolve(pointer)
            .map_err(crate::load::ReferenceError::into_diagnostic)?;
        if !self.schemas.reached.contains_key(&id) {
            self.schemas.reached.insert(id.clone(), None);
            self.schemas.waiting.push_back(id.clone());
        }
        Ok(id)
    }

    /// The same inside a schema, where a reference to nowhere costs one untyped value.
    pub(super) fn reach_part(&mut self, pointer: &JsonPointer) -> SchemaId {
        match self.reach(pointer) {
            Ok(id) => id,
            Err(reason) => {
                let untyped = untyped(reason.message());
                self.schemas.reached.insert(pointer.clone(), Some(untyped));
                self.warn(reason);
                pointer.clone()
            }
        }
    }

    /// A schema under `components`, which is a type even where nothing refers to it.
    pub(super) fn reach_component(&mut self, pointer: &JsonPointer) {
        self.reach_part(pointer);
    }
}

fn untyped(reason: &str) -> Schema {
    Schema {
        title: None,
        description: None,
        nullable: false,
        deprecated: false,
        read_only: false,
        write_only: false,
        default: None,
        example: None,
        kind: SchemaKind::Untyped {
            reason: reason.to_owned(),
        },
    }
}

/// Reads every schema that was reached, and what those reach in turn.
pub(super) fn schemas(resolver: &mut Resolver<'_>) -> IndexMap<SchemaId, Schema> {
    while let Some(id) = resolver.schemas.waiting.pop_front() {
        let schema = match resolver.follow::<openapiv3::Schema>(&id) {
            Ok((_, raw)) => schema(resolver, &id, raw),
            Err(reason) => {
                let schema = untyped(reason.message());
                resolver.warn(reason);
                schema
            }
        };
        resolver.schemas.reached.insert(id, Some(schema));
    }
    let reached = std::mem::take(&mut resolver.schemas.reached);
    reached
        .into_iter()
        .filter_map(|(id, schema)| Some((id, schema?)))
        .collect()
}

fn schema(resolver: &mut Resolver<'_>, id: &SchemaId, raw: openapiv3::Schema) -> Schema {
    let kind = kind(resolver, id, raw.schema_kind);
    let data = raw.schema_data;
    Schema {
        title: data.title,
        description: data.description,
        nullable: data.nullable,
        deprecated: data.deprecated,
        read_only: data.read_only,
        write_only: data.write_only,
        default: data.default,
        example: data.example,
        kind,
    }
}

fn kind(resolver: &mut Resolver<'_>, id: &SchemaId, raw: Raw) -> SchemaKind {
    match raw {
        Raw::Type(ty) => typed(resolver, id, ty),
        Raw::AllOf { all_of } => all_of::merge(resolver, id, all_of.len()),
        Raw::OneOf { one_of } => choice(resolver, id, "oneOf", one_of.len()),
        Raw::AnyOf { any_of } => choice(resolver, id, "anyOf", any_of.len()),
        Raw::Not { .. } => unsupported("not"),
        Raw::Any(any) => any_kind(resolver, id, &any),
    }
}

fn unsupported(feature: &str) -> SchemaKind {
    SchemaKind::Untyped {
        reason: format!("`{feature}` has no type of its own yet"),
    }
}

/// A choice of one is that one.
fn choice(resolver: &mut Resolver<'_>, id: &SchemaId, key: &str, len: usize) -> SchemaKind {
    match len {
        1 => SchemaKind::Alias(resolver.reach_part(&id.child(key).index(0))),
        _ => unsupported(key),
    }
}

fn typed(resolver: &mut Resolver<'_>, id: &SchemaId, ty: Type) -> SchemaKind {
    match ty {
        Type::Boolean(_) => SchemaKind::Boolean,
        Type::Integer(_) => SchemaKind::Integer {
            format: format_of(resolver, id),
        },
        Type::Number(_) => SchemaKind::Number {
            format: format_of(resolver, id),
        },
        Type::String(string) => {
            let values: Vec<String> = string.enumeration.into_iter().flatten().collect();
            string_kind(values, format_of(resolver, id))
        }
        Type::Array(array) => match array.items {
            Some(_) => SchemaKind::Array {
                items: resolver.reach_part(&id.child("items")),
            },
            None => unsupported("array without items"),
        },
        Type::Object(object) => SchemaKind::Object(Object {
            properties: properties(resolver, id, object.properties.keys(), &object.required),
            additional: additional(resolver, id, object.additional_properties.as_ref()),
        }),
    }
}

fn string_kind(values: Vec<String>, format: Option<String>) -> SchemaKind {
    if values.is_empty() {
        SchemaKind::String { format }
    } else {
        SchemaKind::Enum { values }
    }
}

/// `format` as the document writes it.
fn format_of(resolver: &Resolver<'_>, id: &SchemaId) -> Option<String> {
    resolver.text(&id.child("format"))
}

/// A schema whose `type` is missing or stands beside a composition.
fn any_kind(resolver: &mut Resolver<'_>, id: &SchemaId, any: &AnySchema) -> SchemaKind {
    if !any.all_of.is_empty() {
        return all_of::merge(resolver, id, any.all_of.len());
    }
    if !any.one_of.is_empty() {
        return choice(resolver, id, "oneOf", any.one_of.len());
    }
    if !any.any_of.is_empty() {
        return choice(resolver, id, "anyOf", any.any_of.len());
    }
    if !any.properties.is_empty() || any.additional_properties.is_some() {
        return SchemaKind::Object(own_object(resolver, id, any));
    }
    if any.items.is_some() {
        let items = resolver.reach_part(&id.child("items"));
        return SchemaKind::Array { items };
    }
    let values: Option<Vec<String>> = any
        .enumeration
        .iter()
        .filter(|value| !value.is_null())
        .map(|value| value.as_str().map(str::to_owned))
        .collect();
    match values {
        Some(values) if !values.is_empty() => SchemaKind::Enum { values },
        _ => SchemaKind::Any,
    }
}

/// The members that a schema declares itself, its `allOf` aside.
pub(super) fn own_object(resolver: &mut Resolver<'_>, id: &SchemaId, any: &AnySchema) -> Object {
    Object {
        properties: properties(resolver, id, any.properties.keys(), &any.required),
        additional: additional(resolver, id, any.additional_properties.as_ref()),
    }
}

pub(super) fn properties<'a>(
    resolver: &mut Resolver<'_>,
    id: &SchemaId,
    names: impl Iterator<Item = &'a String>,
    required: &[String],
) -> IndexMap<String, Property> {
    let holder = id.child("properties");
    names
        .map(|name| {
            let property = Property {
                schema: resolver.reach_part(&holder.child(name)),
                required: required.contains(name),
            };
            (name.clone(), property)
        })
        .collect()
}

pub(super) fn additional(
    resolver: &mut Resolver<'_>,
    id: &SchemaId,
    raw: Option<&RawAdditional>,
) -> AdditionalProperties {
    match raw {
        None => AdditionalProperties::Unspecified,
        Some(RawAdditional::Any(false)) => AdditionalProperties::Forbidden,
        Some(RawAdditional::Any(true)) => AdditionalProperties::Any,
        Some(RawAdditional::Schema(_)) => {
            let place = id.child("additionalProperties");
            // `additionalProperties: {}` says the same as `true`.
            match resolver.document.get(&place) {
                Some(Value::Object(members)) if members.is_empty() => AdditionalProperties::Any,
                _ => AdditionalProperties::Schema(resolver.reach_part(&place)),
            }
        }
    }
}
