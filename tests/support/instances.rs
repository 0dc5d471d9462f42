//! Instances of schemas, made from nothing but the schemas.

mod formats;
mod merge;
mod numbers;

use std::cell::Cell;
use std::collections::BTreeSet;

use codegen_proof::Schemas;
use serde_json::{Map, Value, json};

/// How deep optional members are filled in.
const DEPTH: usize = 3;

/// How deep anything is, before a recursion is given up.
const DEEPEST: usize = 12;

/// How many nodes are made of one component, before optional members are left out.
const NODES: usize = 20_000;

/// How many values of one component are tried.
const MOST: usize = 256;

/// How many values of one of its parts are tried; of the parts of that, fewer by the same factor.
const FEWER: usize = 8;

/// Up to `count` instances of a schema that a validator accepts.
///
/// # Errors
///
/// Where there is none: says which keyword rejects what was tried.
pub fn of_schema(schemas: &Schemas, schema: &Value, count: usize) -> Result<Vec<Value>, String> {
    let validator = schemas
        .validator(schema)
        .map_err(|_| "the validator does not take the schema".to_owned())?;
    let maker = Maker {
        schemas,
        nodes: Cell::new(0),
    };
    let mut rejected = None;
    let mut accepted = Vec::new();
    let mut seen = BTreeSet::new();
    for value in maker.values(schema, 0, MOST) {
        if accepted.len() == count {
            break;
        }
        if !seen.insert(value.to_string()) {
            continue;
        }
        match validator.rejecting(&value) {
            None => accepted.push(value),
            Some(keyword) => rejected = rejected.or(Some(keyword)),
        }
    }
    if accepted.is_empty() {
        return Err(format!("`{}` rejects them", rejected.unwrap_or_default()));
    }
    Ok(accepted)
}

struct Maker<'a> {
    schemas: &'a Schemas,
    nodes: Cell<usize>,
}

impl Maker<'_> {
    /// Up to `most` values that the schema may describe: the fullest one of each variant first, then those that differ
    /// a little.
    fn values(&self, schema: &Value, depth: usize, most: usize) -> Vec<Value> {
        self.nodes.set(self.nodes.get() + 1);
        if depth > DEEPEST || schema == &Value::Bool(false) {
            return Vec::new();
        }
        let variants = merge::variants(self.schemas, schema);
        let mut lists = variants
            .iter()
            .map(|variant| self.of_variant(variant, depth, most));
        if most == 1 {
            return lists
                .find(|list| !list.is_empty())
                .unwrap_or_default()
                .into_iter()
                .take(1)
                .collect();
        }
        let mut lists: Vec<_> = lists.map(Vec::into_iter).collect();
        let mut values = Vec::new();
        // In turns, so that each variant is there before any has all of its values.
        while values.len() < most {
            let before = values.len();
            values.extend(lists.iter_mut().filter_map(Iterator::next));
            if values.len() == before {
                break;
            }
        }
        values
    }

    fn first(&self, schema: &Value, depth: usize) -> Option<Value> {
        self.values(schema, depth, 1).pop()
    }

    fn of_variant(&self, schema: &Map<String, Value>, depth: usize, most: usize) -> Vec<Value> {
        if let Some(Value::Array(values)) = schema.get("enum") {
            return values.clone();
        }
        let mut values = Vec::new();
        for name in merge::types(schema) {
            values.extend(match name {
                "null" => vec![Value::Null],
                "boolean" => vec![json!(true), json!(false)],
                "integer" => numbers::integers(schema),
                "number" => numbers::numbers(schema),
                "string" => formats::texts(schema),
                "array" => self.arrays(schema, depth, most),
                _ => self.objects(schema, depth, most),
            });
        }
        values
    }

    fn arrays(&self, schema: &Map<String, Value>, depth: usize, wanted: usize) -> Vec<Value> {
        let count = |key| merge::count(schema, key);
        let least = count("minItems").unwrap_or(0).min(64);
        let most = count("maxItems")
            .unwrap_or(FEWER)
            .clamp(least, FEWER.max(least));
        let mut start = Vec::new();
        for element in list(schema, "prefixItems") {
            start.extend(self.first(element, depth + 1));
        }
        let any = json!({ "type": "string" });
        let items = schema.get("items").unwrap_or(&any);
        let few = if schema.get("uniqueItems") == Some(&json!(true)) {
            least.max(1)
        } else {
            1
        };
        let elements = self.values(items, depth + 1, few.max(wanted / FEWER));
        let filled = |room: usize| {
            let mut list = start.clone();
            list.extend(
                elements
                    .iter()
                    .take(room.saturating_sub(start.len()))
                    .cloned(),
            );
            let padding = least.saturating_sub(list.len());
            list.extend(elements.iter().cycle().take(padding).cloned());
            Value::Array(list)
        };
        let mut lists = vec![
            filled(if wanted == 1 { 1.min(most) } else { most }),
            filled(1.min(most)),
        ];
        lists.extend((least == 0).then(|| json!([])));
        lists
    }

    fn objects(&self, schema: &Map<String, Value>, depth: usize, most: usize) -> Vec<Value> {
        let properties = schema.get("properties").and_then(Value::as_object);
        let properties = || properties.into_iter().flatten();
        let required: Vec<&str> = list(schema, "required").filter_map(Value::as_str).collect();
        let is_full = depth < DEPTH && self.nodes.get() < NODES;
        let (mut full, mut short) = (Map::new(), Map::new());
        for (name, property) in properties() {
            let is_required = required.contains(&name.as_str());
            let value = (is_required || is_full).then(|| self.first(property, depth + 1));
            if let Some(value) = value.flatten() {
                full.insert(name.clone(), value.clone());
                if is_required {
                    short.insert(name.clone(), value);
                }
            }
        }
        let others = self.other_members(schema, depth, most);
        let filler = others.first().cloned().unwrap_or_else(|| json!("text"));
        for name in required {
            for object in [&mut full, &mut short] {
                object.entry(name).or_insert_with(|| filler.clone());
            }
        }
        let least = merge::count(schema, "minProperties").unwrap_or(0).min(16);
        for index in 0..least.saturating_sub(full.len()) {
            full.insert(format!("member{index}"), filler.clone());
        }
        if most == 1 {
            return vec![Value::Object(full)];
        }
        let mut objects = vec![Value::Object(full.clone()), Value::Object(short)];
        for (index, other) in others.into_iter().enumerate() {
            objects.push(with(&full, &format!("unknownMember{index}"), other));
        }
        if is_full {
            for (name, property) in properties() {
                let others = self.values(property, depth + 1, (most / FEWER).max(1));
                objects.extend(
                    others
                        .into_iter()
                        .skip(1)
                        .map(|value| with(&full, name, value)),
                );
            }
        }
        objects
    }

    /// Values of members that have no names of their own.
    fn other_members(&self, schema: &Map<String, Value>, depth: usize, most: usize) -> Vec<Value> {
        match schema.get("additionalProperties") {
            Some(Value::Bool(false)) => Vec::new(),
            Some(others @ Value::Object(_)) => {
                self.values(others, depth + 1, (most / FEWER).max(1))
            }
            _ => vec![json!({ "a": [1, null] })],
        }
    }
}

fn list<'a>(schema: &'a Map<String, Value>, key: &str) -> impl Iterator<Item = &'a Value> {
    let list = schema.get(key).and_then(Value::as_array);
    list.into_iter().flatten()
}

fn with(object: &Map<String, Value>, name: &str, value: Value) -> Value {
    let mut object = object.clone();
    object.insert(name.to_owned(), value);
    Value::Object(object)
}

#[cfg(test)]
mod tests;
