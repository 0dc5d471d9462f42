//! What the schemas of a tree call themselves: `$id`, `$anchor` and `$dynamicAnchor` (JSON Schema 2020-12, section 8.2).

use serde_json::Value;

use super::search::text_of;
use super::uri;
use crate::pointer::JsonPointer;

/// The identifiers of one tree.
#[derive(Default)]
pub(super) struct Identifiers {
    /// The nodes with an `$id`, and their whole addresses; what lies further out comes first.
    pub(super) resources: Vec<(JsonPointer, String)>,
    anchors: Vec<(JsonPointer, String)>,
}

impl Identifiers {
    /// The identifiers of the tree whose own address is `base`.
    pub(super) fn of(tree: &Value, base: &str) -> Self {
        let mut identifiers = Self::default();
        identifiers.gather(tree, &JsonPointer::root(), base, Names::Keywords);
        identifiers
    }

    /// The node whose `$id` is the base of what is said at `place`, with its address.
    pub(super) fn resource_of(&self, place: &JsonPointer) -> Option<&(JsonPointer, String)> {
        let mut inwards = self.resources.iter().rev();
        inwards.find(|(root, _)| place.is_under(root))
    }

    /// The node with an anchor: the one in the resource at `root`, if there are several of that name.
    pub(super) fn anchored(&self, name: &str, root: &JsonPointer) -> Option<&JsonPointer> {
        let named = || self.anchors.iter().filter(|(_, anchor)| anchor == name);
        let is_here = |place: &JsonPointer| match self.resource_of(place) {
            Some((resource, _)) => resource == root,
            None => root.is_root(),
        };
        let here = named().find(|(place, _)| is_here(place));
        here.or_else(|| named().next()).map(|(place, _)| place)
    }

    // The parser has bounded how deep this goes.
    fn gather(&mut self, node: &Value, place: &JsonPointer, base: &str, names: Names) {
        match node {
            Value::Array(elements) => {
                for (index, element) in elements.iter().enumerate() {
                    self.gather(element, &place.index(index), base, Names::Keywords);
                }
            }
            Value::Object(members) => {
                let own = text_of(node, "$id").map(|id| uri::join(base, without_fragment(id)));
                let base = own.as_deref().unwrap_or(base);
                if own.is_some() {
                    self.resources.push((place.clone(), base.to_owned()));
                }
                for key in ["$anchor", "$dynamicAnchor"] {
                    let anchor = text_of(node, key).map(|name| (place.clone(), name.to_owned()));
                    self.anchors.extend(anchor);
                }
                for (key, member) in members {
                    if names == Names::Free || !is_data(key) {
                        let below = Names::under(key, names);
                        self.gather(member, &place.child(key), base, below);
                    }
                }
            }
            _ => {}
        }
    }
}

/// What the keys of an object are.
#[derive(Clone, Copy, PartialEq)]
enum Names {
    /// Keywords of the specification.
    Keywords,
    /// Whatever the author likes, such as the names of properties.
    Free,
}

impl Names {
    fn under(key: &str, names: Self) -> Self {
        let is_map = matches!(
            key,
            "properties"
                | "patternProperties"
                | "dependentSchemas"
                | "$defs"
                | "definitions"
                | "schemas"
        );
        if is_map && names == Self::Keywords {
            Self::Free
        } else {
            Self::Keywords
        }
    }
}

/// Whether what is under a keyword is data, in which `$id` is a key like any other.
fn is_data(key: &str) -> bool {
    let is_known = matches!(key, "example" | "examples" | "default" | "enum" | "const");
    is_known || key.starts_with("x-")
}

fn without_fragment(id: &str) -> &str {
    id.split_once('#').map_or(id, |(id, _)| id)
}
