//! A schema as its keywords, each taken for what it was meant to be.
//!
//! Schemas are most of a document, and their keywords may be combined in ways that no typed view can say. So they are
//! read as they stand, one keyword at a time.

use serde_json::{Map, Number, Value};

use super::Document;
use super::repair;
use crate::diagnostics::{Code, Diagnostic};
use crate::pointer::JsonPointer;

/// The keywords of the schema at a pointer.
#[derive(Debug)]
pub(crate) struct Keywords<'a> {
    pointer: JsonPointer,
    members: &'a Map<String, Value>,
    ignored: Vec<Diagnostic>,
}

impl Document {
    /// The schema at `pointer`, as its keywords.
    ///
    /// # Errors
    /// Fails if there is no such node, or if it is not a schema.
    pub(crate) fn keywords(&self, pointer: &JsonPointer) -> Result<Keywords<'_>, Diagnostic> {
        let node = self.get(pointer).ok_or_else(|| {
            Diagnostic::error(
                Code::UnresolvedReference,
                format!("there is no `{pointer}`"),
            )
            .at(pointer)
        })?;
        let members = node.as_object().ok_or_else(|| {
            let message = "this is not a schema: it is not an object";
            Diagnostic::error(Code::InvalidNode, message).at(pointer)
        })?;
        Ok(Keywords {
            pointer: pointer.clone(),
            members,
            ignored: Vec::new(),
        })
    }
}

impl<'a> Keywords<'a> {
    /// Where the schema stands.
    pub(crate) fn pointer(&self) -> &JsonPointer {
        &self.pointer
    }

    /// A keyword as it stands.
    pub(crate) fn get(&self, key: &str) -> Option<&'a Value> {
        self.members.get(key).filter(|value| !value.is_null())
    }

    /// Whether one of the keywords is there.
    pub(crate) fn has(&self, keys: &[&str]) -> bool {
        keys.iter().any(|key| self.get(key).is_some())
    }

    /// The warnings about keywords that make no sense and are ignored.
    pub(crate) fn ignored(self) -> Vec<Diagnostic> {
        self.ignored
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
        let texts = |value: &Value| match value {
            Value::Array(elements) => Some(elements.iter().filter_map(repair::text).collect()),
            Value::String(text) => Some(vec![text.clone()]),
            _ => None,
        };
        self.meant(key, "a list of texts", texts)
            .unwrap_or_default()
    }

    /// A keyword that is a schema.
    pub(crate) fn schema(&mut self, key: &str) -> Option<JsonPointer> {
        let pointer = self.pointer.child(key);
        let place = |value: &Value| value.is_object().then_some(pointer);
        self.meant(key, "a schema", place)
    }

    /// A keyword that is a list of schemas.
    pub(crate) fn schemas(&mut self, key: &str) -> Vec<JsonPointer> {
        let list = self.pointer.child(key);
        let places = |value: &Value| {
            let elements = value.as_array()?.iter().enumerate();
            let schemas = elements.filter(|(_, element)| element.is_object());
            Some(schemas.map(|(index, _)| list.index(index)).collect())
        };
        self.meant(key, "a list of schemas", places)
            .unwrap_or_default()
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
        read: impl FnOnce(&Value) -> Option<T>,
    ) -> Option<T> {
        let value = self.get(key)?;
        let meant = read(value);
        if meant.is_none() {
            self.ignore(key, expected);
        }
        meant
    }
}
