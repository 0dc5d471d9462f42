//! The first stage: text to a [`Document`], whatever version of `OpenAPI` it is written in.

mod document;
mod file_problem;
mod files;
mod fit;
mod hollow;
mod identifiers;
mod keywords;
mod kind;
mod link;
mod member;
mod normalize;
mod parse;
mod reference;
mod repair;
mod search;
mod splice;
mod target;
mod tree;
mod uri;
mod version;

pub use self::document::{Document, NodeKind, Version, View};
pub use self::file_problem::FileProblem;
use self::files::Files;
pub(crate) use self::keywords::Keywords;
use self::link::Linked;
pub use self::reference::ReferenceError;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::pointer::JsonPointer;
use crate::source::{SourceId, Sources};

/// Parses the document of `sources` and the files that it refers to, which become members of its `x-codegen-files`,
/// and brings all to the shape of `OpenAPI` 3.0.
///
/// `None` means that an error was pushed; warnings are pushed either way.
#[must_use]
pub fn load(sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<Document> {
    let mut expansions = tree::EXPANSIONS;
    let (parsed, warnings) = parse::parse(sources, SourceId::DOCUMENT, &mut expansions)
        .map_err(|problems| diagnostics.extend(problems))
        .ok()?;
    diagnostics.extend(warnings);
    let (version, declared) = version::declared_version(&parsed.value)
        .map_err(|problem| diagnostics.push(problem))
        .ok()?;
    if version == Version::V3_2 {
        diagnostics.push(read_as_3_1());
    }
    let has_identifiers = parsed.traits.has_identifiers && version != Version::V3_0;
    let mut linked = if parsed.traits.has_far_references || has_identifiers {
        link::link(
            Files::new(sources, diagnostics, parsed, expansions),
            version,
        )
    } else {
        Linked::alone(parsed.value)
    };
    normalize::normalize(&mut linked.root, &kind::ROOT, version);
    for entry in &linked.entries {
        if let Some(node) = linked.root.pointer_mut(entry.pointer.as_str()) {
            normalize::normalize(node, entry.kind, entry.version);
        }
    }
    Some(Document {
        version,
        declared,
        root: linked.root,
        problems: linked.problems,
    })
}

fn read_as_3_1() -> Diagnostic {
    let message = "OpenAPI 3.2 is read as if it were 3.1";
    Diagnostic::warning(Code::UnsupportedVersion, message)
        .at(&JsonPointer::root().child("openapi"))
        .help("what only 3.2 has, such as the method `QUERY`, is left out")
}

#[cfg(test)]
mod tests;
