//! Inline schemas that are written more than once, word for word: they become one type.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde_json::{Map, Value};
use xxhash_rust::xxh3::xxh3_64;

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
    /// The hashes of schemas in others, by their addresses: one is part of every schema that it stands in.
    inner: IndexMap<*const Map<String, Value>, u64>,
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
        let hash = self.hash_schema(members, &ABOUT);
        let twins = self.by_hash.entry(hash).or_default();
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

    fn hash_schema(&mut self, members: &'a Map<String, Value>, ignored: &[&str]) -> u64 {
        move_telling(members, ignored).fold(0, |hash, (key, member)| {
            let hash = mixed(hash, xxh3_64(key.as_bytes()));
            mixed(hash, self.hash_member(key, member))
        })
    }

    fn hash_member(&mut self, key: &str, member: &'a Value) -> u64 {
        match member {
            // Here `example` is a member that somebody called so.
            Value::Object(named) if is_by_name(key) => {
                named.iter().fold(0, |hash, (name, member)| {
                    let hash = mixed(hash, xxh3_64(name.as_bytes()));
                    mixed(hash, self.hash_member("", member))
                })
            }
            Value::Object(members) => {
                let address = std::ptr::from_ref(members);
                if let Some(known) = self.inner.get(&address) {
                    return *known;
                }
                let hash = self.hash_schema(members, &SAMPLES);
                self.inner.insert(address, hash);
                hash
            }
            Value::Array(elements) => elements.iter().fold(1, |hash, element| {
                mixed(hash, self.hash_member("", element))
            }),
            Value::String(text) => xxh3_64(text.as_bytes()),
            Value::Number(number) => number.as_f64().map_or(2, f64::to_bits),
            Value::Bool(value) => u64::from(*value),
            Value::Null => 3,
        }
    }
}

/// A hash of two hashes, in this order.
fn mixed(one: u64, other: u64) -> u64 {
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    (one.rotate_left(23) ^ other).wrapping_mul(ODD)
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
