//! The members of an object that have no names: `additionalProperties` and `patternProperties`.

use indexmap::IndexSet;

use super::assertions::Additional;
use super::kind::together;
use super::whole::Whole;
use super::{WOVEN, untyped};
use crate::model::{AdditionalProperties, Schema, SchemaId, SchemaKind, Union};
use crate::pointer::JsonPointer;
use crate::resolve::Resolver;

/// What the members hold that `properties` does not name.
pub(super) fn additional(
    resolver: &mut Resolver<'_>,
    id: &SchemaId,
    whole: &Whole,
) -> AdditionalProperties {
    let said = || whole.parts.iter().map(|part| &part.additional);
    let schemas: Vec<JsonPointer> = said()
        .filter_map(|said| match said {
            Additional::Schema(place) => Some(place.clone()),
            _ => None,
        })
        .collect();
    let is_forbidden = said().any(|said| matches!(said, Additional::Forbidden));
    let others = if is_forbidden {
        AdditionalProperties::Forbidden
    } else {
        let place = id.extended([WOVEN, "additionalProperties"]);
        match together(resolver, &place, schemas) {
            Some(schema) => AdditionalProperties::Schema(schema),
            None if said().any(|said| matches!(said, Additional::Any)) => AdditionalProperties::Any,
            None => AdditionalProperties::Unspecified,
        }
    };
    let patterns = whole.parts.iter().flat_map(|part| &part.patterns);
    let patterns: IndexSet<SchemaId> = patterns.map(|it| resolver.reach_part(it)).collect();
    if patterns.is_empty() {
        return others;
    }
    by_pattern(resolver, id, (patterns, others))
}

/// Names that match a pattern, beside others: a name says which it is, but a type holds what any of them may be.
fn by_pattern(
    resolver: &mut Resolver<'_>,
    id: &SchemaId,
    (mut variants, others): (IndexSet<SchemaId>, AdditionalProperties),
) -> AdditionalProperties {
    let place = id.extended([WOVEN, "patternProperties"]);
    let rest = match others {
        AdditionalProperties::Forbidden => None,
        AdditionalProperties::Schema(schema) => Some(schema),
        AdditionalProperties::Unspecified | AdditionalProperties::Any => {
            Some(resolver.any_at(&place.child("other")))
        }
    };
    variants.extend(rest);
    if variants.len() == 1
        && let Some(only) = variants.pop()
    {
        return AdditionalProperties::Schema(only);
    }
    let union = Schema {
        kind: SchemaKind::Union(Union {
            variants: variants.into_iter().collect(),
            discriminator: None,
        }),
        ..untyped(String::new())
    };
    resolver.put(place.clone(), union);
    AdditionalProperties::Schema(place)
}
