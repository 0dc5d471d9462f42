//! A schema as its keywords, each taken for what it was meant to be.
//!
//! Schemas are most of a document, and their keywords may be combined in ways that no typed view can say. So they are
//! read as they stand, one keyword at a time.

use serde_json::{Map, Number, Value};

use super::member::member;
use super::repair;
use crate::diagnostics::{Code, Diagnostic};
use crate::pointer::JsonPointer;

/// The keywords of the schema at a pointer.
#[derive(Debug)]
pub(crate) struct Keywords<'a> {
    pointer: JsonPointer,
    members: &'a Map<String, Value>,
    schemas: Vec<(JsonPointer, &'a Value)>,
    ignored: Vec<Diagnostic>,
}

impl<'a> Keywords<'a> {
    /// The keywords of `node`, which stands at `pointer`.
    ///
    /// # Errors
    /// Fails if the node is not a schema.
    pub(crate) fn of(pointer: &JsonPointer, node: &'a Value) -> Result<Self, Diagnostic> {
        let members = node.as_object().ok_or_else(|| {
            let message = "this is not a schema: it is not an object";
            Diagnostic::error(Code::InvalidNode, message).at(pointer)
        })?;
        Ok(Self {
            pointer: pointer.clone(),
            members,
            schemas: Vec::new(),
            ignored: Vec::new(),
        })
    }

    /// Where the schema stands.
    pub(crate) fn pointer(&self) -> &JsonPointer {
        &self.pointer
    }

    /// A keyword as it stands.
    pub(crate) fn get(&self, key: &str) -> Option<&'a Value> {
        member(self.members, key).filter(|value| !value.is_null())
    }

    /// The schemas that were read of the keywords, where they stand; and the warnings about keywords that make no
    /// sense and are ignored.
    pub(crate) fn into_read(self) -> (Vec<(JsonPointer, &'a Value)>, Vec<Diagnostic>) {
        (self.schemas, self.ignored)
    }

    /// Reports a keyword that makes no sense.
    pub(crate) fn ignore(&mut self, key: &str, expected: &str) {
        let message = format!("`{key}` should be {expected} and is ignored");
        let place = self.pointer.child(key);
        self.ignored
            .push(Diagnostic::warning(Code::IgnoredKeyword, message).at(&place));
    }

    /// A keyword that is a text; numbers and booleans are taken as theirs.
    pub(crate) fn text(&mut self, key: &str) -> Option<String> {
        self.meant(key, "a text", repair::text)
    }

    /// A keyword that is `true` or `false`; the latter where it is missing.
    pub(crate) fn flag(&mut self, key: &str) -> bool {
        self.meant(key, "`true` or `false`", repair::flag)
            .unwrap_or_default()
    }

    /// A keyword that is a number.
    pub(crate) fn number(&mut self, key: &str) -> Option<Number> {
        self.meant(key, "a number", repair::number)
    }

    /// A keyword that is a whole number and not negative.
    pub(crate) fn count(&mut self, key: &str) -> Option<u64> {
        self.meant(key, "a whole number from 0 on", repair::count)
    }

    /// A keyword that is a list of texts.
    pub(crate) fn texts(&mut self, key: &str) -> Vec<String> {
        let texts = |value: &'a Value| match value {
            Value::Array(elements) => Some(elements.iter().filter_map(repair::text).collect()),
            Value::String(text) => Some(vec![text.clone()]),
            _ => None,
        };
        self.meant(key, "a list of texts", texts)
            .unwrap_or_default()
    }

    /// A keyword that is a schema.
    pub(crate) fn schema(&mut self, key: &str) -> Option<JsonPointer> {
        let place = self.pointer.child(key);
        let schema = self.meant(key, "a schema", |value| value.is_object().then_some(value))?;
        self.schemas.push((place.clone(), schema));
        Some(place)
    }

    /// A keyword that is a list of schemas.
    pub(crate) fn schemas(&mut self, key: &str) -> Vec<JsonPointer> {
        let Some(elements) = self.meant(key, "a list of schemas", Value::as_array) else {
            return Vec::new();
        };
        let list = self.pointer.child(key);
        let elements = elements.iter().enumerate();
        let schemas = elements.filter(|(_, element)| element.is_object());
        let schemas = schemas.map(|(index, element)| (list.index(index), element));
        let first = self.schemas.len();
        self.schemas.extend(schemas);
        let read = self.schemas[first..].iter();
        read.map(|(place, _)| place.clone()).collect()
    }

    /// A keyword that is schemas by name.
    pub(crate) fn named_schemas(&mut self, key: &str) -> Vec<(String, JsonPointer)> {
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        let Some(members) = value.as_object() else {
            self.ignore(key, "schemas by name");
            return Vec::new();
        };
        let holder = self.pointer.child(key);
        let mut named = Vec::with_capacity(members.len());
        for (name, member) in members {
            let place = holder.child(name);
            if member.is_object() {
                self.schemas.push((place.clone(), member));
                named.push((name.clone(), place));
            } else if !name.starts_with("x-") {
                let message = format!("`{name}` should be a schema and is ignored");
                self.ignored
                    .push(Diagnostic::warning(Code::IgnoredKeyword, message).at(&place));
            }
        }
        named
    }

    fn meant<T>(
        &mut self,
        key: &str,
        expected: &str,
        read: impl FnOnce(&'a Value) -> Option<T>,
    ) -> Option<T> {
        let value = self.get(key)?;
        let meant = read(value);
        if meant.is_none() {
            self.ignore(key, expected);
        }
        meant
    }
}
