//! The workspace regenerates its client before it compiles it.

use std::fs;
use std::path::Path;

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

/// Stands in for the package `tests`: it turns on the same feature of the client and depends on nothing else.
const MANIFEST: &str = r#"[package]
name = "tests"
version = "0.1.0"
edition = "2024"

[dependencies]
ghes-runners = { workspace = true, features = ["regenerate"] }
"#;

/// Compiles only where a runner has the property `rack`.
const LIBRARY: &str = r"//! Uses the client.

/// Where a runner stands.
pub fn rack(runner: &ghes_runners::models::Runner) -> Option<&str> {
    runner.rack.as_deref()
}
";

/// What the workspace's manifest ends with.
const CHECK: &str = "check -p tests --message-format json";

/// The workspace, with another package in the place of the tests.
fn workspace() -> Files {
    let mut files = copy::of_workspace(&PARTS);
    files.insert("tests/Cargo.toml".into(), MANIFEST.into());
    files.insert("tests/src/lib.rs".into(), LIBRARY.into());
    files
}

/// Adds an optional property to the description's runner.
fn add_property(folder: &Path, name: &str) {
    let path = folder.join("spec/openapi.yaml");
    let text = fs::read_to_string(&path).unwrap();
    let (before, runner) = text.split_once("\n    Runner:\n").unwrap();
    let (head, properties) = runner.split_once("      properties:\n").unwrap();
    let property = format!(
        "        {name}:\n          type: string\n          description: Where it stands.\n"
    );
    let text = format!("{before}\n    Runner:\n{head}      properties:\n{property}{properties}");
    fs::write(&path, text).unwrap();
}

/// One test, because its steps are the days of one workspace, and building it again for each would take long.
#[test]
fn the_client_is_regenerated_before_it_is_compiled() {
    let folder = cargo::folder("workspace");
    copy::refresh(&folder, &workspace());

    // One command after an edit compiles what only the edited description has.
    add_property(&folder, "rack");
    Cargo::new(&folder, CHECK).succeed();
    let models = fs::read_to_string(folder.join("generated/src/models.rs")).unwrap();
    assert!(models.contains("pub rack: Option<String>"));

    // The next one has nothing to do.
    let compiled = Cargo::new(&folder, CHECK).succeed().compiled();
    assert!(compiled.is_empty(), "compiled again: {compiled:?}");

    // A build machine is content with what is up to date.
    let before = copy::files(&folder);
    Cargo::new(&folder, CHECK).on_a_build_machine().succeed();
    assert!(
        copy::files(&folder) == before,
        "a build machine changed files"
    );

    // What is not, it refuses and leaves as it is.
    add_property(&folder, "shelf");
    let before = copy::files(&folder);
    let outcome = Cargo::new(&folder, CHECK).on_a_build_machine().run();
    assert!(!outcome.success);
    for expected in [
        "out of date",
        "generated/src/models.rs",
        "cargo run -p codegen",
    ] {
        assert!(
            outcome.stderr.contains(expected),
            "no {expected:?} in:\n{}",
            outcome.stderr
        );
    }
    let unchanged = "generated/src/runners.rs";
    assert!(
        !outcome.stderr.contains(unchanged),
        "{unchanged} is not stale:\n{}",
        outcome.stderr
    );
    assert!(
        copy::files(&folder) == before,
        "a build machine changed files"
    );
}

#[test]
fn the_tests_of_the_workspace_turn_regeneration_on() {
    let root = tests::workspace();
    let tree = Cargo::new(
        &root,
        "tree --locked -p tests -e features -i codegen --prefix none",
    )
    .succeed()
    .stdout;
    assert!(
        tree.contains("ghes-runners feature \"regenerate\""),
        "{tree}"
    );
}
