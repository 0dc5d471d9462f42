//! `allOf`: merged to one object, or seen through where it holds one reference for its description.

use openapiv3::SchemaKind as Raw;

use super::Resolver;
use super::schemas::{additional, own_object, properties};
use crate::diagnostics::{Code, Diagnostic};
use crate::model::{AdditionalProperties, Object, SchemaId, SchemaKind};

/// How deep `allOf` may stand in `allOf`.
const MAX_DEPTH: usize = 64;

/// What the schema at `id`, whose `allOf` has `len` parts, holds.
pub(super) fn merge(resolver: &mut Resolver<'_>, id: &SchemaId, len: usize) -> SchemaKind {
    let declares_members = ["properties", "additionalProperties"]
        .iter()
        .any(|key| resolver.document.get(&id.child(key)).is_some());
    if len == 1 && !declares_members {
        return SchemaKind::Alias(resolver.reach_part(&id.child("allOf").index(0)));
    }
    match object(resolver, id, &mut Vec::new()) {
        Ok(object) => SchemaKind::Object(object),
        Err(reason) => SchemaKind::Untyped { reason },
    }
}

/// The members of the schema at `id` and of everything in its `allOf`; the reason where it is not an object.
fn object(
    resolver: &mut Resolver<'_>,
    id: &SchemaId,
    holders: &mut Vec<SchemaId>,
) -> Result<Object, String> {
    if let Some(merged) = resolver.schemas.merged.get(id) {
        return merged.clone();
    }
    if holders.contains(id) {
        resolver.warn(cycle(id));
        return Err("its `allOf` leads back to itself".to_owned());
    }
    if holders.len() >= MAX_DEPTH {
        return Err(format!("its `allOf` nests more than {MAX_DEPTH} deep"));
    }
    let raw = match resolver.follow::<openapiv3::Schema>(id) {
        Ok((_, raw)) => raw.schema_kind,
        Err(reason) => {
            let message = reason.message().to_owned();
            resolver.warn(reason);
            return Err(message);
        }
    };
    holders.push(id.clone());
    let merged = object_of(resolver, id, &raw, holders);
    holders.pop();
    // Many an `allOf` may lead here: what it comes to is worked out once.
    resolver.schemas.merged.insert(id.clone(), merged.clone());
    merged
}

fn object_of(
    resolver: &mut Resolver<'_>,
    id: &SchemaId,
    raw: &Raw,
    holders: &mut Vec<SchemaId>,
) -> Result<Object, String> {
    let (parts, own) = match raw {
        Raw::Type(openapiv3::Type::Object(own)) => {
            let own = Object {
                properties: properties(resolver, id, own.properties.keys(), &own.required),
                additional: additional(resolver, id, own.additional_properties.as_ref()),
            };
            (0, own)
        }
        Raw::AllOf { all_of } => (all_of.len(), Object::default()),
        Raw::Any(any) if any.one_of.is_empty() && any.any_of.is_empty() => {
            (any.all_of.len(), own_object(resolver, id, any))
        }
        Raw::Type(_) | Raw::OneOf { .. } | Raw::AnyOf { .. } | Raw::Not { .. } | Raw::Any(_) => {
            return Err("its `allOf` holds what is not an object".to_owned());
        }
    };
    let mut merged = Object::default();
    for index in 0..parts {
        let part = id.child("allOf").index(index);
        let part = resolver.document.resolve(&part).unwrap_or(part);
        add(&mut merged, object(resolver, &part, holders)?);
    }
    add(&mut merged, own);
    require(resolver, id, &mut merged);
    Ok(merged)
}

fn add(merged: &mut Object, part: Object) {
    for (name, property) in part.properties {
        let required = property.required
            || merged
                .properties
                .get(&name)
                .is_some_and(|earlier| earlier.required);
        let entry = merged
            .properties
            .entry(name)
            .or_insert_with(|| property.clone());
        entry.schema = property.schema;
        entry.required = required;
    }
    if part.additional != AdditionalProperties::Unspecified {
        merged.additional = part.additional;
    }
}

/// A part may require what another part declares.
fn require(resolver: &Resolver<'_>, id: &SchemaId, merged: &mut Object) {
    let required = id.child("required");
    for index in 0..resolver.len(&required) {
        let name = resolver.text(&required.index(index)).unwrap_or_default();
        if let Some(property) = merged.properties.get_mut(&name) {
            property.required = true;
        }
    }
}

fn cycle(id: &SchemaId) -> Diagnostic {
    Diagnostic::warning(
        Code::ReferenceCycle,
        "the `allOf` of this schema leads back to itself",
    )
    .at(id)
    .help("take one of the references away")
}
