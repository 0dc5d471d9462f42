//! The workspace regenerates its client before it compiles it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cargo::{self, Cargo};
use crate::copy::{self, Files};

/// What cargo needs of the workspace.
const PARTS: [&str; 7] = [
    "Cargo.toml",
    "Cargo.lock",
    "clippy.toml",
    "build.rs",
    "spec",
    "codegen",
    "generated",
];

/// A package in the place of `tests`, which turns the same feature on and compiles much less.
const MANIFEST: &str = r#"[package]
name = "tests"
version = "0.1.0"
edition = "2024"

[dependencies]
ghes-runners = { workspace = true, features = ["regenerate"] }
"#;

const PLACE: &str = "\n    Runner:\n      type: object\n      description: A self-hosted runner.\n      required:";
const PROPERTY: &str = "\n        - id\n        - name";

/// The least that turns the feature `regenerate` on.
const CHECK: &str = "check -p tests --message-format json";

/// Adds a required property to the runner of the description.
fn add_property(folder: &Path, name: &str) {
    let _ = (folder, name, PLACE, PROPERTY);
}
