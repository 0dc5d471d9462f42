//! What a union comes to once references, `null` and choices within choices are seen through.

use std::collections::BTreeSet;

use crate::model::{Api, SchemaId, SchemaKind};

/// What a union may be.
#[derive(Debug, Default)]
pub(super) struct Choices {
    /// The schemas, each once.
    pub(super) variants: Vec<SchemaId>,
    /// Whether `null` is one of them.
    pub(super) nullable: bool,
    /// Whether anything at all is one of them.
    pub(super) anything: bool,
    /// For each variant that the document lists, the one that it became.
    pub(super) became: Vec<Option<usize>>,
}

/// The choices of the union at `id`; those of another kind of schema are that one.
pub(super) fn choices(api: &Api, id: &SchemaId) -> Choices {
    let mut choices = Choices::default();
    collect(api, id, &mut choices, &mut BTreeSet::new(), true);
    choices
}

fn collect(
    api: &Api,
    id: &SchemaId,
    choices: &mut Choices,
    seen: &mut BTreeSet<SchemaId>,
    is_top: bool,
) {
    let (id, nullable) = target(api, id);
    choices.nullable |= nullable && !is_top;
    let Some(schema) = api.schemas.get(&id) else {
        choices.anything = true;
        return;
    };
    if !seen.insert(id.clone()) {
        return;
    }
    match &schema.kind {
        SchemaKind::Null => choices.nullable = true,
        SchemaKind::Any | SchemaKind::Untyped { .. } => choices.anything = true,
        // A choice with a name or a discriminator of its own stays one.
        SchemaKind::Union(union)
            if is_top
                || (union.discriminator.is_none()
                    && crate::model::component_name(&id).is_none()) =>
        {
            for variant in &union.variants {
                let before = choices.variants.len();
                collect(api, variant, choices, seen, false);
                if is_top {
                    let (variant, _) = target(api, variant);
                    let known = choices.variants.iter().position(|other| *other == variant);
                    let added = (choices.variants.len() > before).then_some(before);
                    choices.became.push(known.or(added));
                }
            }
        }
        _ => choices.variants.push(id),
    }
}

/// The schema that is meant, past aliases, and whether `null` may stand in its place.
pub(super) fn target(api: &Api, id: &SchemaId) -> (SchemaId, bool) {
    let mut id = id.clone();
    let mut nullable = false;
    // As many steps as there are schemas: more would be a cycle.
    for _ in 0..=api.schemas.len() {
        let Some(schema) = api.schemas.get(&id) else {
            break;
        };
        nullable |= schema.about.nullable;
        match &schema.kind {
            SchemaKind::Alias(next) => id = next.clone(),
            _ => break,
        }
    }
    (id, nullable)
}
