//! The first stage: text to a [`Document`], whatever version of `OpenAPI` it is written in.

mod document;
mod fit;
mod hollow;
mod keywords;
mod kind;
mod normalize;
mod parse;
mod reference;
mod repair;
mod tree;
mod version;

pub use self::document::{Document, NodeKind, Version, View};
pub(crate) use self::keywords::Keywords;
pub use self::reference::ReferenceError;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::pointer::JsonPointer;
use crate::source::Sources;

/// Parses the document of `sources` and brings it to the shape of `OpenAPI` 3.0.
///
/// `None` means that an error was pushed; warnings are pushed either way.
#[must_use]
pub fn load(sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<Document> {
    let mut root = parse::parse(sources, diagnostics)?;
    let (version, declared) = version::declared_version(&root)
        .map_err(|problem| diagnostics.push(problem))
        .ok()?;
    if version == Version::V3_2 {
        diagnostics.push(
            Diagnostic::warning(
                Code::UnsupportedVersion,
                "OpenAPI 3.2 is read as if it were 3.1",
            )
            .at(&JsonPointer::root().child("openapi"))
            .help("what only 3.2 has, such as the method `QUERY`, is left out"),
        );
    }
    normalize::normalize(&mut root, version);
    Some(Document {
        version,
        declared,
        root,
    })
}

#[cfg(test)]
mod tests;
