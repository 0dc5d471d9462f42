//! Inline schemas that are written more than once, word for word: they become one type.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

use serde_json::{Map, Value};
use xxhash_rust::xxh3::Xxh3Default;

use crate::load::Document;
use crate::pointer::JsonPointer;
use crate::resolve::Found;

/// What is said about a schema at one place, and does not change what it holds.
const ABOUT: [&str; 9] = [
    "title",
    "description",
    "default",
    "example",
    "examples",
    "externalDocs",
    "deprecated",
    "readOnly",
    "writeOnly",
];

/// Samples change nothing, wherever they stand.
const SAMPLES: [&str; 2] = ["example", "examples"];

/// Only what becomes a type of its own is worth looking up.
const TYPE_MAKING: [&str; 5] = ["properties", "enum", "allOf", "oneOf", "anyOf"];

/// Which inline schemas were seen, by what they hold.
#[derive(Debug, Default)]
pub(super) struct Twins<'a> {
    by_hash: BTreeMap<u64, Vec<Found<'a>>>,
}

impl<'a> Twins<'a> {
    /// Where the first schema that was seen and holds the same stands; the schema itself where there is none.
    pub(super) fn first(&mut self, schema: &Found<'a>) -> JsonPointer {
        let Value::Object(members) = schema.node else {
            return schema.place.clone();
        };
        if !TYPE_MAKING.iter().any(|key| members.contains_key(*key)) {
            return schema.place.clone();
        }
        let mut hasher = Xxh3Default::new();
        hash_schema(members, &ABOUT, &mut hasher);
        let twins = self.by_hash.entry(hasher.finish()).or_default();
        let is_same = |twin: &&Found<'_>| {
            let other = twin.node.as_object();
            other.is_some_and(|other| same_schema(members, other, &ABOUT))
        };
        if let Some(twin) = twins.iter().find(is_same) {
            return twin.place.clone();
        }
        twins.push(schema.clone());
        schema.place.clone()
    }
}

/// Whether the schemas at two places hold the same, word for word.
pub(super) fn is_same(document: &Document, one: &JsonPointer, other: &JsonPointer) -> bool {
    let (Ok(one), Ok(other)) = (document.resolve(one), document.resolve(other)) else {
        return false;
    };
    match (document.get(&one), document.get(&other)) {
        _ if one == other => true,
        (Some(Value::Object(one)), Some(Value::Object(other))) => same_schema(one, other, &ABOUT),
        _ => false,
    }
}

fn hash_schema(members: &Map<String, Value>, ignored: &[&str], hasher: &mut impl Hasher) {
    for (key, member) in members {
        if !ignored.contains(&key.as_str()) {
            key.hash(hasher);
            hash_member(key, member, hasher);
        }
    }
}

fn hash_member(key: &str, member: &Value, hasher: &mut impl Hasher) {
    match member {
        // Here `example` is a member that somebody called so.
        Value::Object(named) if is_by_name(key) => {
            for (name, member) in named {
                name.hash(hasher);
                hash_member("", member, hasher);
            }
        }
        Value::Object(members) => hash_schema(members, &SAMPLES, hasher),
        Value::Array(elements) => {
            elements.len().hash(hasher);
            for element in elements {
                hash_member("", element, hasher);
            }
        }
        other => other.hash(hasher),
    }
}

fn is_by_name(key: &str) -> bool {
    matches!(
        key,
        "properties" | "patternProperties" | "$defs" | "mapping"
    )
}

fn same_schema(one: &Map<String, Value>, other: &Map<String, Value>, ignored: &[&str]) -> bool {
    let telling = |members| move_telling(members, ignored);
    let (mut one, mut other) = (telling(one), telling(other));
    loop {
        match (one.next(), other.next()) {
            (None, None) => return true,
            (Some((key, member)), Some((other_key, other)))
                if key == other_key && same_member(key, member, other) => {}
            _ => return false,
        }
    }
}

fn move_telling<'a>(
    members: &'a Map<String, Value>,
    ignored: &[&str],
) -> impl Iterator<Item = (&'a String, &'a Value)> {
    members
        .iter()
        .filter(move |(key, _)| !ignored.contains(&key.as_str()))
}

fn same_member(key: &str, one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) if is_by_name(key) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|((name, one), (other_name, other))| {
                        name == other_name && same_member("", one, other)
                    })
        }
        (Value::Object(one), Value::Object(other)) => same_schema(one, other, &SAMPLES),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| same_member("", one, other))
        }
        (one, other) => one == other,
    }
}
