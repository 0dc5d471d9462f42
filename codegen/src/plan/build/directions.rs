//! Which schemas are sent: there, a member that only the server sets need not be.

use std::collections::BTreeSet;

use crate::model::{AdditionalProperties, Api, Property, SchemaId, SchemaKind};

/// Which schemas requests reach.
pub(crate) struct Sent<'a> {
    ids: BTreeSet<&'a SchemaId>,
    /// Those that are sent as merge patches and never otherwise, where `null` removes what it stands for (RFC 7396).
    patches: BTreeSet<&'a SchemaId>,
}

impl<'a> Sent<'a> {
    /// Follows every request body and every parameter.
    pub(crate) fn new(api: &'a Api) -> Self {
        let bodies = api
            .operations
            .iter()
            .filter_map(|it| it.request_body.as_ref());
        let media = bodies.flat_map(|body| &body.content);
        let parameters = api.operations.iter().flat_map(|it| &it.parameters);
        let parameters = parameters.filter_map(|parameter| parameter.schema.as_ref());
        let mut waiting: Vec<&SchemaId> = media.filter_map(|media| media.schema.as_ref()).collect();
        waiting.extend(parameters);
        let mut sent = BTreeSet::new();
        while let Some(id) = waiting.pop() {
            if sent.insert(id)
                && let Some(schema) = api.schemas.get(id)
            {
                waiting.extend(inside(&schema.kind));
            }
        }
        let patches = api.patches();
        let others = (!patches.is_empty()).then(|| api.other_than_patches());
        let others = others.unwrap_or_default();
        Self {
            ids: sent,
            patches: patches.difference(&others).copied().collect(),
        }
    }

    /// Whether a request reaches the schema.
    pub(crate) fn contains(&self, id: &SchemaId) -> bool {
        self.ids.contains(id)
    }

    /// Whether `null` may stand for each member that may be left out.
    pub(super) fn is_patch(&self, id: &SchemaId) -> bool {
        self.patches.contains(id)
    }

    /// Whether a member of the object at `holder` must be there, whoever sends it.
    ///
    /// One that is `writeOnly` is never in a response, one that is `readOnly` not in a request (`OpenAPI`
    /// specification, section Schema Object, Fixed Fields).
    pub(super) fn demands(&self, holder: &SchemaId, property: &Property) -> bool {
        let is_left_out =
            property.about.write_only || (property.about.read_only && self.contains(holder));
        property.required && !is_left_out
    }
}

/// The schemas that one is made of.
fn inside(kind: &SchemaKind) -> Vec<&SchemaId> {
    match kind {
        SchemaKind::Alias(target) => vec![target],
        SchemaKind::Array { items } => vec![items],
        SchemaKind::Tuple { items, rest, .. } => items.iter().chain(rest).collect(),
        SchemaKind::Union(union) => union.variants.iter().collect(),
        SchemaKind::Object(object) => {
            let members = object.properties.values().map(|property| &property.schema);
            let others = match &object.additional {
                AdditionalProperties::Schema(values) => Some(values),
                _ => None,
            };
            members.chain(others).collect()
        }
        _ => Vec::new(),
    }
}
