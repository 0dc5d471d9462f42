//! Lists and maps in one another, which have no names to stop at: how deep they go, and which hold themselves.

use super::choices;
use super::formats::Formats;
use super::types::needs_type;
use crate::model::{AdditionalProperties, Api, SchemaId, SchemaKind};

/// How deep lists and maps stand in one another before what they hold is any value.
pub(super) const MAX_DEPTH: usize = 16;

/// Why lists and maps have no end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Endless {
    /// What they hold is what they are.
    HoldsItself,
    /// There are too many of them.
    TooDeep,
}

impl Endless {
    /// The reason, in the words of a diagnostic.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::HoldsItself => "a list that holds only itself has no end",
            Self::TooDeep => "lists and maps stand in one another too deep",
        }
    }
}

/// Whether what stands in a schema, and in that, and so on, never comes to an end.
pub(super) fn endless(api: &Api, formats: &Formats, id: &SchemaId) -> Option<Endless> {
    let is_self = |other: &SchemaId| other == id;
    // A map that holds itself is a type of its own, so that others end there.
    let is_map = |id: &SchemaId| {
        matches!(
            api.schemas.get(id).map(|it| &it.kind),
            Some(SchemaKind::Object(_))
        )
    };
    let ends = |other: &SchemaId| !is_map(id) && is_map(other) && needs_type(api, formats, other);
    let mut level = held(api, formats, id);
    for _ in 0..MAX_DEPTH {
        if level.iter().any(is_self) {
            return Some(Endless::HoldsItself);
        }
        level.retain(|other| !ends(other));
        let mut next: Vec<SchemaId> = Vec::new();
        for held in level.iter().flat_map(|other| held(api, formats, other)) {
            if !next.contains(&held) {
                next.push(held);
            }
        }
        if next.is_empty() {
            return None;
        }
        level = next;
    }
    Some(Endless::TooDeep)
}

/// What stands in a schema that has no type of its own.
fn held(api: &Api, formats: &Formats, id: &SchemaId) -> Vec<SchemaId> {
    let Some(schema) = api.schemas.get(id).filter(|_| formats.chosen(id).is_none()) else {
        return Vec::new();
    };
    match &schema.kind {
        SchemaKind::Alias(target) => vec![target.clone()],
        SchemaKind::Array { items } => vec![items.clone()],
        SchemaKind::Tuple { items, rest, .. } => items.iter().chain(rest).cloned().collect(),
        SchemaKind::Object(object) if object.properties.is_empty() => match &object.additional {
            AdditionalProperties::Schema(values) => vec![values.clone()],
            _ => Vec::new(),
        },
        SchemaKind::Union(_) if !needs_type(api, formats, id) => choices::choices(api, id).variants,
        _ => Vec::new(),
    }
}
