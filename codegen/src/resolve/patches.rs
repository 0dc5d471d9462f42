//! Merge patches of what is sent or received otherwise, too: a schema of their own, for a patch is no such thing.

use crate::model::{AdditionalProperties, Api, SchemaId, SchemaKind, component_name};
use crate::pointer::ByPointer;

/// Gives each component that is both a patch and something else a twin of which all members may be left out.
pub(super) fn apart(api: &mut Api) {
    let patches: Vec<_> = api.patches().into_iter().cloned().collect();
    if patches.is_empty() {
        return;
    }
    let others = api.other_than_patches();
    let is_both = |id: &&SchemaId| others.contains(id) && is_worth_it(api, id);
    let twins: ByPointer<_> = patches
        .iter()
        .filter(is_both)
        .filter_map(|id| Some((id.clone(), twin(api, id)?)))
        .collect();
    if twins.is_empty() {
        return;
    }
    let apart: Vec<_> = patches
        .iter()
        .filter(|id| !others.contains(id))
        .cloned()
        .collect();
    for (id, twin) in &twins {
        if let Some(mut schema) = api.schemas.get(id).cloned() {
            if let SchemaKind::Object(object) = &mut schema.kind {
                object
                    .properties
                    .values_mut()
                    .for_each(|it| it.required = false);
            }
            api.schemas.insert(twin.clone(), schema);
        }
    }
    for id in twins.values().chain(&apart) {
        if let Some(schema) = api.schemas.get_mut(id) {
            lead_to(&twins, &mut schema.kind);
        }
    }
    for body in api
        .operations
        .iter_mut()
        .filter_map(|it| it.request_body.as_mut())
    {
        let are_patches: Vec<_> = body
            .content
            .iter()
            .map(|it| it.is_merge_patch(&body.content))
            .collect();
        let media = body.content.iter_mut().zip(are_patches);
        let patches =
            media.filter_map(|(media, is_patch)| media.schema.as_mut().filter(|_| is_patch));
        patches.for_each(|id| replace(&twins, id));
    }
}

/// Whether a patch of it would look otherwise.
fn is_worth_it(api: &Api, id: &SchemaId) -> bool {
    let kind = api.aliased(id).map(|schema| &schema.kind);
    matches!(kind, Some(SchemaKind::Object(object)) if !object.properties.is_empty())
}

/// Where the twin stands, as far as there is a name for it.
fn twin(api: &Api, id: &SchemaId) -> Option<SchemaId> {
    let name = component_name(id)?;
    let components = SchemaId::root().extended(["components", "schemas"]);
    let twin = components.child(&format!("{name}Patch"));
    (!api.schemas.contains_key(&twin)).then_some(twin)
}

fn lead_to(twins: &ByPointer<SchemaId>, kind: &mut SchemaKind) {
    match kind {
        SchemaKind::Alias(target) => replace(twins, target),
        SchemaKind::Object(object) => {
            object
                .properties
                .values_mut()
                .for_each(|it| replace(twins, &mut it.schema));
            if let AdditionalProperties::Schema(values) = &mut object.additional {
                replace(twins, values);
            }
        }
        _ => {}
    }
}

fn replace(twins: &ByPointer<SchemaId>, id: &mut SchemaId) {
    if let Some(twin) = twins.get(id) {
        twin.clone_into(id);
    }
}
