//! Of which JSON types the values of a schema are.

use std::collections::{BTreeMap, BTreeSet};

use super::choices;
use crate::model::{Api, SchemaId, SchemaKind};
use crate::plan::JsonKind;

/// What was found out already.
#[derive(Debug, Default)]
pub(super) struct Kinds(BTreeMap<SchemaId, Vec<JsonKind>>);

impl Kinds {
    /// The JSON types of the values of a schema.
    pub(super) fn of(&mut self, api: &Api, id: &SchemaId) -> Vec<JsonKind> {
        let known = self.0.entry(id.clone());
        known.or_insert_with(|| kinds(api, id)).clone()
    }
}

fn kinds(api: &Api, id: &SchemaId) -> Vec<JsonKind> {
    let mut kinds = BTreeSet::new();
    let mut seen = BTreeSet::new();
    // Choices may lead to one another; what was looked at once has nothing more to say.
    let mut waiting = vec![id.clone()];
    while let Some(id) = waiting.pop() {
        if !seen.insert(id.clone()) {
            continue;
        }
        match api.schemas.get(&id).map(|schema| &schema.kind) {
            Some(SchemaKind::Union(_)) => {
                let choices = choices::choices(api, &id);
                if choices.anything {
                    return EVERYTHING.to_vec();
                }
                waiting.extend(choices.variants);
            }
            Some(SchemaKind::Alias(target)) => waiting.push(target.clone()),
            None | Some(SchemaKind::Any | SchemaKind::Untyped { .. }) => {
                return EVERYTHING.to_vec();
            }
            Some(kind) => kinds.extend(kinds_of(kind)),
        }
    }
    kinds.into_iter().collect()
}

const EVERYTHING: [JsonKind; 7] = {
    use JsonKind::{Array, Boolean, Integer, Null, Number, Object, String};
    [Null, Boolean, Integer, Number, String, Array, Object]
};

/// The JSON types of what is neither a choice nor a reference.
fn kinds_of(kind: &SchemaKind) -> Vec<JsonKind> {
    match kind {
        SchemaKind::Null => vec![JsonKind::Null],
        SchemaKind::Boolean => vec![JsonKind::Boolean],
        SchemaKind::Integer { .. } => vec![JsonKind::Integer],
        SchemaKind::Number { .. } => vec![JsonKind::Integer, JsonKind::Number],
        SchemaKind::String { .. } => vec![JsonKind::String],
        SchemaKind::Array { .. } | SchemaKind::Tuple { .. } => vec![JsonKind::Array],
        SchemaKind::Object(_) => vec![JsonKind::Object],
        SchemaKind::Enum { values, .. } => values.iter().map(|it| kind_of(&it.value)).collect(),
        SchemaKind::Union(_)
        | SchemaKind::Alias(_)
        | SchemaKind::Any
        | SchemaKind::Untyped { .. } => EVERYTHING.to_vec(),
    }
}

fn kind_of(value: &serde_json::Value) -> JsonKind {
    use serde_json::Value;
    match value {
        Value::Null => JsonKind::Null,
        Value::Bool(_) => JsonKind::Boolean,
        Value::Number(number) if number.is_f64() => JsonKind::Number,
        Value::Number(_) => JsonKind::Integer,
        Value::String(_) => JsonKind::String,
        Value::Array(_) => JsonKind::Array,
        Value::Object(_) => JsonKind::Object,
    }
}
