//! Finds the references of a tree: only where one can be, which leaves out examples, defaults and extensions.

use indexmap::IndexSet;
use serde_json::{Map, Value};

use super::files::Tree;
use super::kind::{self, Kind, Shape};
use super::tree::{is_near, names_place};
use crate::pointer::JsonPointer;

/// A reference that is to be rewritten.
pub(super) struct Reference {
    /// The object that holds it.
    pub(super) node: JsonPointer,
    /// Its key there: `$ref`, `$dynamicRef`, or a value of a discriminator.
    pub(super) key: String,
    /// What it says.
    pub(super) text: String,
    /// What it should lead to.
    pub(super) expected: Expected,
}

/// What a reference should lead to.
#[derive(Clone, Copy)]
pub(super) enum Expected {
    /// A node that references may lead to.
    Node(&'static Kind),
    /// Something else, for which the specification has no reference, but people have.
    Part(Shape),
}

/// The nodes that have been searched, each as a node of some kind.
pub(super) type Seen = IndexSet<(*const Value, *const Kind)>;

/// A search through one tree.
pub(super) struct Search<'s> {
    /// The node where it begins.
    pub(super) start: &'s JsonPointer,
    /// Whether references to what every description has are left as they are.
    pub(super) skips_near: bool,
    pub(super) seen: &'s mut Seen,
    pub(super) found: Vec<Reference>,
}

/// The way from the start of a search to a node, without a copy of any name.
#[derive(Clone, Copy)]
struct Trail<'t> {
    before: Option<&'t Trail<'t>>,
    token: Token<'t>,
}

#[derive(Clone, Copy)]
enum Token<'t> {
    Start,
    Name(&'t str),
    Index(usize),
}

impl Search<'_> {
    /// Searches from the start, which is of a kind; says whether that had not been done before.
    pub(super) fn run(&mut self, tree: &Tree, kind: &'static Kind) -> bool {
        let Some(node) = tree.value.pointer(self.start.as_str()) else {
            return false;
        };
        let as_kind: (*const Value, *const Kind) = (node, kind);
        let is_new = !self.seen.contains(&as_kind);
        self.node(node, kind, &Trail::START);
        is_new
    }

    fn node(&mut self, node: &Value, kind: &'static Kind, trail: &Trail<'_>) {
        if let Some(text) = text_of(node, "$ref") {
            self.note(text, "$ref", Expected::Node(kind), trail);
        }
        if kind.is_schema()
            && let Some(text) = text_of(node, "$dynamicRef")
        {
            self.note(text, "$dynamicRef", Expected::Node(kind), trail);
        }
        self.members(node, kind, trail);
    }

    fn members(&mut self, node: &Value, kind: &'static Kind, trail: &Trail<'_>) {
        let Value::Object(members) = node else {
            return;
        };
        if !self.seen.insert((node, kind)) {
            return;
        }
        for (key, member) in members {
            if let Some(shape) = kind.member(key) {
                self.shape(member, shape, &trail.name(key));
            }
        }
    }

    fn shape(&mut self, node: &Value, shape: Shape, trail: &Trail<'_>) {
        if shape.is_named_part()
            && let Some(text) = text_of(node, "$ref")
        {
            return self.note(text, "$ref", Expected::Part(shape), trail);
        }
        let elements = node.as_array().into_iter().flatten().enumerate();
        let members = node.as_object().into_iter().flat_map(Map::iter);
        match shape {
            Shape::One(kind) | Shape::FlagOr(kind) => self.node(node, kind, trail),
            Shape::Part(kind) | Shape::Outline(kind) => self.members(node, kind, trail),
            Shape::List(kind) => {
                elements.for_each(|(index, node)| self.node(node, kind, &trail.index(index)));
            }
            Shape::PartList(kind) => {
                elements.for_each(|(index, node)| self.members(node, kind, &trail.index(index)));
            }
            Shape::Map(kind) => {
                members.for_each(|(name, node)| self.node(node, kind, &trail.name(name)));
            }
            Shape::PartMap(kind) => members.for_each(|(name, node)| {
                self.shape(node, Shape::Part(kind), &trail.name(name));
            }),
            // Of all maps of texts, only a discriminator's may hold references.
            Shape::TextMap => members.for_each(|(name, target)| {
                if names_place(target)
                    && let Some(text) = target.as_str()
                {
                    self.note(text, name, Expected::Node(&kind::SCHEMA), trail);
                }
            }),
            _ => {}
        }
    }

    fn note(&mut self, text: &str, key: &str, expected: Expected, trail: &Trail<'_>) {
        if !self.skips_near || !is_near(text) || key == "$dynamicRef" {
            self.found.push(Reference {
                node: trail.pointer(self.start),
                key: key.to_owned(),
                text: text.to_owned(),
                expected,
            });
        }
    }
}

impl<'t> Trail<'t> {
    const START: Self = Self {
        before: None,
        token: Token::Start,
    };

    fn name(&'t self, name: &'t str) -> Self {
        Self {
            before: Some(self),
            token: Token::Name(name),
        }
    }

    fn index(&'t self, index: usize) -> Self {
        Self {
            before: Some(self),
            token: Token::Index(index),
        }
    }

    fn pointer(&self, start: &JsonPointer) -> JsonPointer {
        let mut tokens = Vec::new();
        let mut at = Some(self);
        while let Some(trail) = at {
            match trail.token {
                Token::Start => {}
                Token::Name(name) => tokens.push(name.to_owned()),
                Token::Index(index) => tokens.push(index.to_string()),
            }
            at = trail.before;
        }
        start.extended(tokens.iter().rev())
    }
}

impl Shape {
    /// Whether it is an object for which the specification has no reference.
    pub(super) fn is_named_part(self) -> bool {
        matches!(
            self,
            Self::Part(_) | Self::Outline(_) | Self::Map(_) | Self::PartMap(_)
        )
    }
}

/// The text that is a member of an object.
pub(super) fn text_of<'v>(node: &'v Value, key: &str) -> Option<&'v str> {
    node.get(key)?.as_str()
}
