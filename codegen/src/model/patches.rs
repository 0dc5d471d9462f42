//! What is sent as a JSON merge patch (RFC 7396): there a member may be left out, set, or removed by a `null`.

use std::collections::BTreeSet;

use super::{AdditionalProperties, Api, MediaType, SchemaId, SchemaKind};

impl Api {
    /// The schemas of merge patches, at any depth: what is in a list is no patch, for the list is sent as a whole.
    #[must_use]
    pub fn patches(&self) -> BTreeSet<&SchemaId> {
        let bodies = self.operations.iter().flat_map(|it| &it.request_body);
        let media = bodies.flat_map(|body| {
            body.content
                .iter()
                .filter(|it| it.is_merge_patch(&body.content))
        });
        self.reached(
            media.filter_map(|it| it.schema.as_ref()).collect(),
            |kind| merged(kind).0,
        )
    }

    /// The schemas of all else that is sent and received, at any depth.
    #[must_use]
    pub fn other_than_patches(&self) -> BTreeSet<&SchemaId> {
        let mut roots = Vec::new();
        for operation in &self.operations {
            roots.extend(
                operation
                    .parameters
                    .iter()
                    .filter_map(|it| it.schema.as_ref()),
            );
            let answers = operation
                .responses
                .iter()
                .flat_map(|response| &response.content);
            let bodies = operation.request_body.iter().flat_map(|body| {
                body.content
                    .iter()
                    .filter(|it| !it.is_merge_patch(&body.content))
            });
            roots.extend(
                answers
                    .chain(bodies)
                    .filter_map(|media| media.schema.as_ref()),
            );
        }
        roots.extend(self.events.iter().map(|event| &event.payload));
        let patches = self.patches();
        let schemas = patches.iter().filter_map(|id| self.schemas.get(*id));
        roots.extend(schemas.flat_map(|schema| merged(&schema.kind).1));
        self.reached(roots, |kind| {
            let (mut all, others) = merged(kind);
            all.extend(others);
            all
        })
    }

    fn reached<'a>(
        &'a self,
        mut waiting: Vec<&'a SchemaId>,
        inside: impl Fn(&'a SchemaKind) -> Vec<&'a SchemaId>,
    ) -> BTreeSet<&'a SchemaId> {
        let mut reached = BTreeSet::new();
        while let Some(id) = waiting.pop() {
            if reached.insert(id)
                && let Some(schema) = self.schemas.get(id)
            {
                waiting.extend(inside(&schema.kind));
            }
        }
        reached
    }
}

impl MediaType {
    /// Whether it is a merge patch, and takes nothing that another of these media types takes.
    #[must_use]
    pub fn is_merge_patch(&self, all: &[Self]) -> bool {
        let is_patch = |media: &Self| media.essence() == "application/merge-patch+json";
        let is_also_other = |other: &Self| !is_patch(other) && other.schema == self.schema;
        is_patch(self) && !all.iter().any(is_also_other)
    }
}

/// The schemas that one is made of: those that a patch goes on in, and those that it replaces as a whole.
fn merged(kind: &SchemaKind) -> (Vec<&SchemaId>, Vec<&SchemaId>) {
    match kind {
        SchemaKind::Alias(target) => (vec![target], Vec::new()),
        SchemaKind::Object(object) => {
            let members = object.properties.values().map(|property| &property.schema);
            let others = match &object.additional {
                AdditionalProperties::Schema(values) => Some(values),
                _ => None,
            };
            (members.chain(others).collect(), Vec::new())
        }
        SchemaKind::Array { items } => (Vec::new(), vec![items]),
        SchemaKind::Tuple { items, rest, .. } => (Vec::new(), items.iter().chain(rest).collect()),
        SchemaKind::Union(union) => (Vec::new(), union.variants.iter().collect()),
        _ => (Vec::new(), Vec::new()),
    }
}
