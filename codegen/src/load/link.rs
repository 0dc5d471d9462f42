//! Makes one tree of a document and the files that it refers to, and a pointer into that tree of every reference.

use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use indexmap::IndexSet;
use serde_json::{Map, Value, json};

use super::document::Version;
use super::file_problem::FileProblem;
use super::files::{Files, Tree};
use super::identifiers::Identifiers;
use super::kind::{self, Kind, Shape};
use super::reference::ReferenceError;
use super::search::{Expected, Reference, Search, Seen, text_of};
use super::target::{Target, split};
use super::version;
use crate::diagnostics::Severity;
use crate::pointer::JsonPointer;
use crate::source::FILES;

/// A document with everything that it refers to in one tree.
pub(super) struct Linked {
    pub(super) root: Value,
    /// What references lead to, apart from what is found without any.
    pub(super) entries: Vec<Entry>,
    /// Why references are not followed, by what stands before their `#`.
    pub(super) problems: BTreeMap<String, FileProblem>,
}

/// A node that a reference leads to.
pub(super) struct Entry {
    pub(super) pointer: JsonPointer,
    pub(super) kind: &'static Kind,
    /// The version of the file that it stands in.
    pub(super) version: Version,
}

impl Linked {
    /// A document whose references are pointers into itself.
    pub(super) fn alone(root: Value) -> Self {
        Self {
            root,
            entries: Vec::new(),
            problems: BTreeMap::new(),
        }
    }
}

/// Links a document of a version, reading the files that it refers to.
pub(super) fn link(files: Files<'_>, version: Version) -> Linked {
    let mut linker = Linker {
        files,
        version,
        trees: Vec::new(),
        by_uri: BTreeMap::new(),
        entries: Vec::new(),
        entered: IndexSet::new(),
        seen: Seen::new(),
        waiting: VecDeque::new(),
        late: Vec::new(),
        is_late: false,
        edits: Vec::new(),
        problems: BTreeMap::new(),
        copies: super::splice::MAX_COPIES,
    };
    linker.enter(&Place::default(), &kind::ROOT);
    while let Some((tree, reference)) = linker.next() {
        linker.settle(tree, reference);
    }
    linker.into_linked()
}

/// A node of one of the trees.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Place {
    pub(super) tree: usize,
    pub(super) pointer: JsonPointer,
}

/// What is to be written into a tree once nothing more is read from it.
enum Edit {
    /// Another text for a reference.
    Text { key: String, text: String },
    /// What stands in the place of a reference where none may be.
    Whole(Value),
}

pub(super) struct Linker<'a> {
    pub(super) files: Files<'a>,
    version: Version,
    /// What is known about each tree of `files`.
    pub(super) trees: Vec<Identified>,
    /// The nodes with an `$id`.
    pub(super) by_uri: BTreeMap<String, Place>,
    entries: Vec<(Place, &'static Kind)>,
    entered: IndexSet<(Place, *const Kind)>,
    seen: Seen,
    waiting: VecDeque<(usize, Reference)>,
    /// What is tried again once there is nothing else to do.
    late: Vec<(usize, Reference)>,
    /// Whether there was nothing else to do, so that every `$id` has been found.
    pub(super) is_late: bool,
    edits: Vec<(Place, Edit)>,
    problems: BTreeMap<String, FileProblem>,
    pub(super) copies: usize,
}

pub(super) struct Identified {
    version: Version,
    pub(super) identifiers: Identifiers,
}

impl Linker<'_> {
    fn next(&mut self) -> Option<(usize, Reference)> {
        if self.waiting.is_empty() && !self.late.is_empty() {
            self.waiting = std::mem::take(&mut self.late).into();
            self.is_late = true;
        }
        self.waiting.pop_front()
    }

    pub(super) fn tree(&self, tree: usize) -> Option<Rc<Tree>> {
        self.files.trees.get(tree).cloned()
    }

    /// Notes that a node is of a kind, and what references it holds.
    pub(super) fn enter(&mut self, place: &Place, kind: &'static Kind) {
        self.identify();
        let Some(tree) = self.tree(place.tree) else {
            return;
        };
        let place = Place {
            tree: place.tree,
            pointer: nearest(&tree.value, &place.pointer),
        };
        if !self.entered.insert((place.clone(), kind)) {
            return;
        }
        let known = self.trees.get(place.tree);
        let has_resources = known.is_some_and(|known| !known.identifiers.resources.is_empty());
        let mut search = Search {
            start: &place.pointer,
            skips_near: place.tree == 0 && !has_resources,
            seen: &mut self.seen,
            found: Vec::new(),
        };
        let is_new = search.run(&tree, kind);
        let found = search.found.into_iter();
        self.waiting
            .extend(found.map(|reference| (place.tree, reference)));
        if is_new {
            self.entries.push((place, kind));
        }
    }

    /// Gathers the identifiers of trees that have come in.
    pub(super) fn identify(&mut self) {
        while let Some(tree) = self.tree(self.trees.len()) {
            let declared = version::declared_version(&tree.value);
            let version = declared.map_or(self.version, |(version, _)| version);
            // 3.0 has none.
            let identifiers = if tree.traits.has_identifiers && version != Version::V3_0 {
                Identifiers::of(&tree.value, &tree.uri)
            } else {
                Identifiers::default()
            };
            for (pointer, uri) in &identifiers.resources {
                let place = Place {
                    tree: self.trees.len(),
                    pointer: pointer.clone(),
                };
                self.by_uri.entry(uri.clone()).or_insert(place);
            }
            self.trees.push(Identified {
                version,
                identifiers,
            });
        }
    }

    fn settle(&mut self, tree: usize, reference: Reference) {
        let at = Place {
            tree,
            pointer: reference.node.clone(),
        };
        let (_, fragment) = split(&reference.text);
        let text = match self.target(&at, &reference.text) {
            Target::Place(place) => match reference.expected {
                Expected::Node(kind) => {
                    self.enter(&place, kind);
                    self.mounted(&place).to_string()
                }
                Expected::Part(shape) => {
                    if let Some(part) = self.spliced(&place, shape) {
                        self.edits.push((at, Edit::Whole(part)));
                        return;
                    }
                    let error = ReferenceError::Unresolved {
                        at: self.mounted(&at),
                        reference: reference.text.clone(),
                        suggestion: None,
                    };
                    self.report(shape, error);
                    self.mounted(&place).to_string()
                }
            },
            Target::Nowhere(address) => format!("{address}#{fragment}"),
            Target::Elsewhere(address, problem) => {
                let text = with_fragment(&address, fragment);
                if let Expected::Part(shape) = reference.expected {
                    let error = ReferenceError::OtherFile {
                        at: self.mounted(&at),
                        reference: text.clone(),
                        problem: problem.clone(),
                    };
                    self.report(shape, error);
                }
                self.problems.insert(address, problem);
                text
            }
            Target::Unknown => {
                if !self.is_late {
                    self.late.push((tree, reference));
                }
                return;
            }
        };
        let key = reference.key;
        self.edits.push((at, Edit::Text { key, text }));
    }

    /// Reports at once what no later stage comes across: it follows references of operations, but of no other part.
    fn report(&mut self, shape: Shape, error: ReferenceError) {
        if !matches!(shape, Shape::Outline(_)) {
            let warning = error.into_diagnostic().with_severity(Severity::Warning);
            self.files.report(warning);
        }
    }

    /// Where a node of a tree is in the one tree that will be.
    pub(super) fn mounted(&self, place: &Place) -> JsonPointer {
        match self.files.trees.get(place.tree) {
            Some(tree) if place.tree > 0 => JsonPointer::root()
                .extended([FILES, &tree.name])
                .join(&place.pointer),
            _ => place.pointer.clone(),
        }
    }

    fn into_linked(mut self) -> Linked {
        let entries = std::mem::take(&mut self.entries);
        let entries = entries.into_iter().map(|(place, kind)| Entry {
            pointer: self.mounted(&place),
            kind,
            version: self
                .trees
                .get(place.tree)
                .map_or(self.version, |known| known.version),
        });
        let entries = entries.collect();
        let trees = self.files.trees.into_iter().filter_map(Rc::into_inner);
        let mut trees: Vec<_> = trees.collect();
        for (place, edit) in self.edits {
            let tree = trees.get_mut(place.tree);
            let node = tree.and_then(|tree| tree.value.pointer_mut(place.pointer.as_str()));
            if let Some(node) = node {
                edit.apply(node);
            }
        }
        let mut trees = trees.into_iter();
        let mut root = trees.next().map_or(Value::Null, |tree| tree.value);
        let files: Map<_, _> = trees.map(|tree| (tree.name, tree.value)).collect();
        if let (Value::Object(members), false) = (&mut root, files.is_empty()) {
            members.insert(FILES.to_owned(), Value::Object(files));
        }
        Linked {
            root,
            entries,
            problems: self.problems,
        }
    }
}

impl Edit {
    fn apply(self, node: &mut Value) {
        match (self, node) {
            (Self::Whole(value), node) => *node = value,
            (Self::Text { key, text }, Value::Object(members)) => {
                if key == "$dynamicRef" {
                    members.shift_remove(&key);
                    members.entry("$ref").or_insert(json!(text));
                } else {
                    members.insert(key, json!(text));
                }
            }
            _ => {}
        }
    }
}

/// The node at a pointer, or the reference on the way to it that it lies behind.
fn nearest(tree: &Value, pointer: &JsonPointer) -> JsonPointer {
    if tree.pointer(pointer.as_str()).is_some() {
        return pointer.clone();
    }
    let mut at = pointer.clone();
    while let Some(above) = at.parent() {
        at = above;
        let node = tree.pointer(at.as_str());
        if node.is_some_and(|node| text_of(node, "$ref").is_some()) {
            return at;
        }
    }
    pointer.clone()
}

fn with_fragment(address: &str, fragment: &str) -> String {
    if fragment.is_empty() {
        address.to_owned()
    } else {
        format!("{address}#{fragment}")
    }
}
