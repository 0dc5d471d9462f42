//! Cuts one node out of the document: whatever may be a reference becomes one, to the pointer of the child.
//!
//! So a node costs the same whatever hangs below it, a mistake stays in the node that holds it, and every inline schema
//! has its pointer for a name.

use serde_json::{Map, Value, json};

use super::kind::{Kind, Shape};
use super::repair;
use crate::pointer::JsonPointer;

/// How many nodes a sample or an extension may have to be shown.
const MAX_SAMPLE: usize = 200;

/// A keyword that is ignored, and what it should have been.
pub(super) struct Ignored {
    pub(super) pointer: JsonPointer,
    pub(super) expected: &'static str,
}

/// Cuts nodes, noting what is ignored.
#[derive(Default)]
pub(super) struct Cutter {
    pub(super) ignored: Vec<Ignored>,
}

impl Cutter {
    /// The node at `pointer`, hollow.
    pub(super) fn cut(
        &mut self,
        members: &Map<String, Value>,
        kind: &Kind,
        pointer: &JsonPointer,
    ) -> Map<String, Value> {
        let mut shown = Map::with_capacity(members.len());
        for (key, value) in members {
            let Some(shape) = kind.field(key) else {
                if key.starts_with("x-") && is_small(value) {
                    shown.insert(key.clone(), value.clone());
                }
                continue;
            };
            if value.is_null() && !matches!(shape, Shape::Any | Shape::One(_)) {
                // An optional keyword without a value says nothing.
                continue;
            }
            let place = pointer.child(key);
            match self.value(value, shape, &place) {
                Ok(value) => {
                    shown.insert(key.clone(), value);
                }
                Err(expected) => self.ignore(place, expected),
            }
        }
        for (key, default) in kind.defaults {
            if !shown.contains_key(*key)
                && let Ok(default) = serde_json::from_str(default)
            {
                shown.insert((*key).to_owned(), default);
            }
        }
        shown
    }

    pub(super) fn ignore(&mut self, pointer: JsonPointer, expected: &'static str) {
        // A missing or large sample is not a mistake.
        if !expected.is_empty() {
            self.ignored.push(Ignored { pointer, expected });
        }
    }

    fn value(
        &mut self,
        value: &Value,
        shape: Shape,
        place: &JsonPointer,
    ) -> Result<Value, &'static str> {
        match shape {
            Shape::Text => repair::text(value).map(Value::String).ok_or("a text"),
            Shape::Flag => repair::flag(value)
                .map(Value::Bool)
                .ok_or("`true` or `false`"),
            Shape::Number => repair::number(value).map(Value::Number).ok_or("a number"),
            Shape::Count => repair::count(value)
                .map(Value::from)
                .ok_or("a whole number from 0 on"),
            Shape::Word(words) => {
                let is_known = value.as_str().is_some_and(|word| words.contains(&word));
                is_known
                    .then(|| value.clone())
                    .ok_or("one of the words that the specification lists")
            }
            Shape::Texts => repair::texts(value).ok_or("a list of texts"),
            Shape::TextMap => repair::text_map(value).ok_or("texts by name"),
            Shape::Values => value.is_array().then(|| value.clone()).ok_or("a list"),
            Shape::Any => Ok(value.clone()),
            Shape::Sample => is_small(value).then(|| value.clone()).ok_or(""),
            Shape::Requirements => repair::requirements(value).ok_or("a list of requirements"),
            Shape::FlagOr(_) if !value.is_object() => repair::flag(value)
                .map(Value::Bool)
                .ok_or("`true`, `false` or a schema"),
            Shape::One(_) | Shape::FlagOr(_) => child(value, place).ok_or("an object"),
            Shape::List(_) => self.children(value.as_array(), place),
            Shape::Map(_) => self.named_children(value.as_object(), place),
            Shape::Outline(kind) => {
                let outline = value
                    .is_object()
                    .then(|| self.cut(&Map::new(), kind, place));
                outline.map(Value::Object).ok_or("an object")
            }
            Shape::Part(kind) => {
                let members = value.as_object().ok_or("an object")?;
                Ok(Value::Object(self.cut(members, kind, place)))
            }
            Shape::PartList(kind) => self.parts(value.as_array(), kind, place),
            Shape::PartMap(kind) => self.named_parts(value.as_object(), kind, place),
        }
    }

    fn children(
        &mut self,
        elements: Option<&Vec<Value>>,
        place: &JsonPointer,
    ) -> Result<Value, &'static str> {
        let mut shown = Vec::new();
        for (index, element) in elements.ok_or("a list")?.iter().enumerate() {
            let place = place.index(index);
            match child(element, &place) {
                Some(reference) => shown.push(reference),
                None => self.ignore(place, "an object"),
            }
        }
        Ok(Value::Array(shown))
    }

    fn named_children(
        &mut self,
        members: Option<&Map<String, Value>>,
        place: &JsonPointer,
    ) -> Result<Value, &'static str> {
        let mut shown = Map::new();
        for (name, member) in members.ok_or("an object")? {
            let place = place.child(name);
            match child(member, &place) {
                Some(reference) => {
                    shown.insert(name.clone(), reference);
                }
                None if name.starts_with("x-") => {}
                None => self.ignore(place, "an object"),
            }
        }
        Ok(Value::Object(shown))
    }

    fn parts(
        &mut self,
        elements: Option<&Vec<Value>>,
        kind: &Kind,
        place: &JsonPointer,
    ) -> Result<Value, &'static str> {
        let mut shown = Vec::new();
        for (index, element) in elements.ok_or("a list")?.iter().enumerate() {
            let place = place.index(index);
            match element.as_object() {
                Some(members) => shown.push(Value::Object(self.cut(members, kind, &place))),
                None => self.ignore(place, "an object"),
            }
        }
        Ok(Value::Array(shown))
    }

    fn named_parts(
        &mut self,
        members: Option<&Map<String, Value>>,
        kind: &Kind,
        place: &JsonPointer,
    ) -> Result<Value, &'static str> {
        let mut shown = Map::new();
        for (name, member) in members.ok_or("an object")? {
            let place = place.child(name);
            match member {
                Value::Object(members) => {
                    shown.insert(name.clone(), Value::Object(self.cut(members, kind, &place)));
                }
                // `application/json:` with nothing after it.
                Value::Null => {
                    shown.insert(
                        name.clone(),
                        Value::Object(self.cut(&Map::new(), kind, &place)),
                    );
                }
                _ if name.starts_with("x-") => {}
                _ => self.ignore(place, "an object"),
            }
        }
        Ok(Value::Object(shown))
    }
}

/// A reference to the node at `place`, if it can be one that references lead to.
fn child(node: &Value, place: &JsonPointer) -> Option<Value> {
    node.is_object()
        .then(|| json!({ "$ref": place.to_reference() }))
}

/// Whether copying the value costs little.
fn is_small(value: &Value) -> bool {
    let mut waiting = vec![value];
    let mut count = 0;
    while let Some(value) = waiting.pop() {
        count += 1;
        match value {
            Value::Array(elements) if elements.len() < MAX_SAMPLE => waiting.extend(elements),
            Value::Object(members) if members.len() < MAX_SAMPLE => {
                waiting.extend(members.values());
            }
            Value::Array(_) | Value::Object(_) => return false,
            _ => {}
        }
        if count > MAX_SAMPLE {
            return false;
        }
    }
    true
}
