//! Where a reference leads: to a pointer, an anchor, an `$id`, or a file.

use super::file_problem::FileProblem;
use super::link::{Linker, Place};
use super::uri;
use crate::pointer::{JsonPointer, percent_decode};

/// Where a reference leads.
pub(super) enum Target {
    Place(Place),
    /// To an anchor that there is not in the file of this address.
    Nowhere(String),
    /// Elsewhere, which is not followed.
    Elsewhere(String, FileProblem),
    /// Perhaps to an `$id` that has not been found yet.
    Unknown,
}

impl Linker<'_> {
    /// Where a reference that stands at a place leads.
    pub(super) fn target(&mut self, at: &Place, text: &str) -> Target {
        let (address, fragment) = split(text);
        let Some(tree) = self.tree(at.tree) else {
            return Target::Unknown;
        };
        let resource = self.trees.get(at.tree).and_then(|known| {
            let (root, uri) = known.identifiers.resource_of(&at.pointer)?;
            Some((root.clone(), uri.clone()))
        });
        let (root, base) = resource.unwrap_or_else(|| (JsonPointer::root(), tree.uri.clone()));
        if address.is_empty() {
            let tree = at.tree;
            return self.within(
                &Place {
                    tree,
                    pointer: root,
                },
                fragment,
            );
        }
        let in_file = uri::join(&tree.uri, address);
        for known in [&uri::join(&base, address), &in_file] {
            if let Some(place) = self.by_uri.get(known) {
                return self.within(&place.clone(), fragment);
            }
        }
        if uri::is_absolute(&in_file) || in_file.starts_with("//") {
            return if self.is_late {
                Target::Elsewhere(in_file, FileProblem::remote())
            } else {
                Target::Unknown
            };
        }
        let name = percent_decode(uri::path(&in_file)).into_owned();
        match self.files.open(&name, &in_file) {
            Ok(tree) => {
                self.identify();
                let pointer = JsonPointer::root();
                self.within(&Place { tree, pointer }, fragment)
            }
            // The document's own references stay as they are.
            Err(problem) if at.tree == 0 => Target::Elsewhere(address.to_owned(), problem),
            Err(problem) => Target::Elsewhere(in_file, problem),
        }
    }

    /// What a fragment means in a resource: a pointer, or the name of an anchor.
    fn within(&self, resource: &Place, fragment: &str) -> Target {
        let tree = resource.tree;
        let place = |pointer| Target::Place(Place { tree, pointer });
        let Some(known) = self.files.trees.get(tree) else {
            return Target::Unknown;
        };
        if let Ok(way) = JsonPointer::parse(&format!("#{fragment}")) {
            let pointer = resource.pointer.join(&way);
            // Many take a pointer for one from the top of the file, whatever `$id` says.
            let is_here = known.value.pointer(pointer.as_str()).is_some();
            return place(if is_here { pointer } else { way });
        }
        let identifiers = self.trees.get(tree).map(|known| &known.identifiers);
        let name = percent_decode(fragment);
        match identifiers.and_then(|all| all.anchored(&name, &resource.pointer)) {
            Some(pointer) => place(pointer.clone()),
            None => Target::Nowhere(known.uri.clone()),
        }
    }
}

/// A reference up to its `#`, and from there on.
pub(super) fn split(reference: &str) -> (&str, &str) {
    reference.split_once('#').unwrap_or((reference, ""))
}
