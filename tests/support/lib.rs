//! What several tests need: where things are, and how messages are drawn.

pub mod cargo;
pub mod instances;
pub mod npm;
mod pattern;
pub mod prism;
pub mod server;

use std::path::PathBuf;

use codegen::diagnostics::{Color, MessageFormat, Style};

/// How messages are drawn in snapshots.
pub const PLAIN: Style = Style {
    format: MessageFormat::Human,
    color: Color::Never,
};

/// The top of the workspace.
#[must_use]
pub fn workspace() -> PathBuf {
    let package = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    package.parent().map(PathBuf::from).unwrap_or(package)
}

/// The folder with descriptions by others: what `OPENAPI_CORPUS` names, else `shared/corpus/dev` beside the workspace.
#[must_use]
pub fn corpus() -> PathBuf {
    let beside = || workspace().join("../shared/corpus/dev");
    std::env::var_os("OPENAPI_CORPUS").map_or_else(beside, PathBuf::from)
}

/// The code of the README, compiled.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
