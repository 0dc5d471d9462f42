//! References where the specification has none, such as `paths: {$ref: paths.yaml}`: a copy of what is meant stands in
//! their place, with a reference to each node in it that may have one.

use serde_json::{Map, Value, json};

use super::kind::{Kind, Shape};
use super::link::{Linker, Place};
use super::search::text_of;
use super::target::Target;

/// How much may be copied, in nodes and stretches of text.
pub(super) const MAX_COPIES: usize = 1 << 20;
/// How long a stretch of text counts as much as a node.
const STRETCH: usize = 64;
/// How many references may follow one another.
const MAX_HOPS: usize = 16;

impl Linker<'_> {
    /// What a place holds, for another place to hold it too; `None` if that is nothing, or too much.
    pub(super) fn spliced(&mut self, place: &Place, shape: Shape) -> Option<Value> {
        let mut place = place.clone();
        for _ in 0..MAX_HOPS {
            let tree = self.tree(place.tree)?;
            let node = tree.value.pointer(place.pointer.as_str())?;
            let Some(text) = text_of(node, "$ref") else {
                return self.copy(node, shape, &place);
            };
            let Target::Place(next) = self.target(&place, text) else {
                return None;
            };
            place = next;
        }
        None
    }

    fn copy(&mut self, node: &Value, shape: Shape, place: &Place) -> Option<Value> {
        if shape.is_named_part() && text_of(node, "$ref").is_some() {
            return self.spliced(place, shape);
        }
        match shape {
            Shape::One(kind) | Shape::FlagOr(kind) if node.is_object() => {
                self.spend(1)?;
                self.enter(place, kind);
                Some(json!({ "$ref": self.mounted(place).to_string() }))
            }
            Shape::Part(kind) | Shape::Outline(kind) => self.copy_part(node, kind, place),
            Shape::List(kind) | Shape::Map(kind) => self.copy_all(node, Shape::One(kind), place),
            Shape::PartList(kind) | Shape::PartMap(kind) => {
                self.copy_all(node, Shape::Part(kind), place)
            }
            _ => {
                self.spend(size(node, self.copies)?)?;
                Some(node.clone())
            }
        }
    }

    fn copy_part(&mut self, node: &Value, kind: &'static Kind, place: &Place) -> Option<Value> {
        let Value::Object(members) = node else {
            return self.copy(node, Shape::Any, place);
        };
        self.spend(1)?;
        let mut copy = Map::new();
        for (key, member) in members {
            let shape = kind.member(key).unwrap_or(Shape::Any);
            let member = self.copy(member, shape, &place.child(key))?;
            copy.insert(key.clone(), member);
        }
        Some(Value::Object(copy))
    }

    fn copy_all(&mut self, node: &Value, shape: Shape, place: &Place) -> Option<Value> {
        self.spend(1)?;
        match node {
            Value::Array(elements) => {
                let elements = elements.iter().enumerate();
                let copies =
                    elements.map(|(index, element)| self.copy(element, shape, &place.index(index)));
                copies.collect::<Option<_>>().map(Value::Array)
            }
            Value::Object(members) => {
                let copies = members.iter().map(|(name, member)| {
                    let copy = self.copy(member, shape, &place.child(name))?;
                    Some((name.clone(), copy))
                });
                copies.collect::<Option<_>>().map(Value::Object)
            }
            _ => self.copy(node, Shape::Any, place),
        }
    }

    fn spend(&mut self, copies: usize) -> Option<()> {
        self.copies = self.copies.checked_sub(copies)?;
        Some(())
    }
}

impl Place {
    fn child(&self, name: &str) -> Self {
        Self {
            tree: self.tree,
            pointer: self.pointer.child(name),
        }
    }

    fn index(&self, index: usize) -> Self {
        Self {
            tree: self.tree,
            pointer: self.pointer.index(index),
        }
    }
}

/// How much a node is to copy, if that is not more than `most`.
fn size(node: &Value, most: usize) -> Option<usize> {
    let mut size = 0;
    let mut waiting = vec![node];
    while let Some(node) = waiting.pop() {
        size += 1;
        match node {
            Value::String(text) => size += text.len() / STRETCH,
            Value::Array(elements) => waiting.extend(elements),
            Value::Object(members) => waiting.extend(members.values()),
            _ => {}
        }
        if size > most {
            return None;
        }
    }
    Some(size)
}
