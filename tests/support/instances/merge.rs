//! Schemas without compositions: each `allOf` merged, each branch of a choice a variant of its own.

use codegen_proof::Schemas;
use serde_json::{Map, Value, json};

/// How many variants of one schema are tried.
const MOST: usize = 64;

/// The schema in all of its variants.
pub(super) fn variants(schemas: &Schemas, schema: &Value) -> Vec<Map<String, Value>> {
    Expansion {
        schemas,
        followed: Vec::new(),
    }
    .of(schema)
}

struct Expansion<'a> {
    schemas: &'a Schemas,
    /// The references that are being followed: a schema that is part of itself has no variants.
    followed: Vec<String>,
}

impl Expansion<'_> {
    fn of(&mut self, schema: &Value) -> Vec<Map<String, Value>> {
        let Value::Object(members) = schema else {
            return vec![Map::new()];
        };
        let mut own = members.clone();
        let reference = own.remove("$ref");
        let all_of = own.remove("allOf");
        let choices = [own.remove("oneOf"), own.remove("anyOf")];
        let mut variants = vec![own];
        if let Some(Value::String(reference)) = reference {
            variants = product(&variants, &self.referred(reference));
        }
        if let Some(Value::Array(parts)) = all_of {
            for part in &parts {
                variants = product(&variants, &self.of(part));
            }
        }
        for choice in choices {
            if let Some(Value::Array(branches)) = choice {
                let mut all = Vec::new();
                for branch in &branches {
                    all.extend(self.of(branch));
                }
                variants = product(&variants, &all);
            }
        }
        variants
    }

    fn referred(&mut self, reference: String) -> Vec<Map<String, Value>> {
        let schemas = self.schemas;
        let Some(target) = schemas.referred(&reference) else {
            return vec![Map::new()];
        };
        if self.followed.contains(&reference) {
            return Vec::new();
        }
        self.followed.push(reference);
        let variants = self.of(target);
        self.followed.pop();
        variants
    }
}

fn product(left: &[Map<String, Value>], right: &[Map<String, Value>]) -> Vec<Map<String, Value>> {
    let pairs = left
        .iter()
        .flat_map(|left| right.iter().map(move |right| (left, right)));
    pairs
        .map(|(left, right)| merged(left, right))
        .take(MOST)
        .collect()
}

/// What holds of both.
fn merged(left: &Map<String, Value>, right: &Map<String, Value>) -> Map<String, Value> {
    let mut merged = left.clone();
    for (key, new) in right {
        let Some(old) = merged.remove(key) else {
            merged.insert(key.clone(), new.clone());
            continue;
        };
        let both = match (key.as_str(), old, new) {
            ("properties" | "patternProperties", Value::Object(old), Value::Object(new)) => {
                Value::Object(properties(old, new))
            }
            ("required", Value::Array(mut old), Value::Array(new)) => {
                old.extend(new.iter().cloned());
                Value::Array(old)
            }
            ("enum", Value::Array(mut old), Value::Array(new)) => {
                old.retain(|value| new.contains(value));
                Value::Array(old)
            }
            ("type", old, new) => types_of_both(old, new),
            ("additionalProperties", Value::Bool(false), _) => json!(false),
            ("items", old, new) if old != *new => json!({ "allOf": [old, new] }),
            ("minimum" | "minLength" | "minItems" | "minProperties", old, new) => {
                if old.as_f64() > new.as_f64() {
                    old
                } else {
                    new.clone()
                }
            }
            ("maximum" | "maxLength" | "maxItems" | "maxProperties", old, new) => {
                if old.as_f64() < new.as_f64() {
                    old
                } else {
                    new.clone()
                }
            }
            (_, _, new) => new.clone(),
        };
        merged.insert(key.clone(), both);
    }
    merged
}

fn properties(old: Map<String, Value>, new: &Map<String, Value>) -> Map<String, Value> {
    let mut both = old;
    for (name, new) in new {
        let value = match both.remove(name) {
            Some(old) if old != *new => json!({ "allOf": [old, new] }),
            _ => new.clone(),
        };
        both.insert(name.clone(), value);
    }
    both
}

fn types_of_both(old: Value, new: &Value) -> Value {
    let names = |value: &Value| match value {
        Value::Array(names) => names.clone(),
        name => vec![name.clone()],
    };
    let new = names(new);
    let is_in_both = |name: &Value| new.contains(name);
    let both: Vec<_> = names(&old).into_iter().filter(is_in_both).collect();
    if both.is_empty() {
        old
    } else {
        Value::Array(both)
    }
}

/// The types of a schema; where it names none, those that its other keywords are about.
pub(super) fn types(schema: &Map<String, Value>) -> Vec<&str> {
    match schema.get("type") {
        Some(Value::String(name)) => return vec![name],
        Some(Value::Array(names)) => return names.iter().filter_map(Value::as_str).collect(),
        _ => {}
    }
    let has = |keys: &[&str]| keys.iter().any(|key| schema.contains_key(*key));
    let mut types = Vec::new();
    if has(&[
        "properties",
        "additionalProperties",
        "required",
        "minProperties",
        "maxProperties",
    ]) {
        types.push("object");
    }
    if has(&[
        "items",
        "prefixItems",
        "minItems",
        "maxItems",
        "uniqueItems",
    ]) {
        types.push("array");
    }
    if has(&["pattern", "format", "minLength", "maxLength"]) {
        types.push("string");
    }
    if has(&[
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
    ]) {
        types.push("number");
    }
    if types.is_empty() {
        types = vec!["object", "string", "integer", "boolean", "null", "array"];
    }
    types
}

/// A keyword that counts something.
pub(super) fn count(schema: &Map<String, Value>, key: &str) -> Option<usize> {
    usize::try_from(schema.get(key)?.as_u64()?).ok()
}
