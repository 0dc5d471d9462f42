//! What a project that depends on the client compiles.

use std::collections::BTreeSet;

use crate::cargo::{self, Cargo};
use crate::copy;

const MAIN: &str = "//! Depends on the client.\n\nfn main() {}\n";

/// What only the generator needs, and native libraries that take long to build or must be installed.
const UNWANTED: [&str; 9] = [
    "codegen",
    "clap",
    "openapiv3",
    "prettyplease",
    "serde_yaml",
    "saphyr-parser",
    "annotate-snippets",
    "aws-lc-sys",
    "openssl-sys",
];

fn manifest() -> String {
    let client = tests::workspace().join("generated");
    format!(
        "[package]\nname = \"dependent\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
         [dependencies]\nghes-runners = {{ path = {client:?} }}\n\n[workspace]\n"
    )
}

#[test]
fn a_dependent_project_compiles_few_packages_and_none_of_the_generators() {
    let folder = cargo::folder("dependent");
    let mut files = copy::of_workspace(&["Cargo.lock"]);
    files.insert("Cargo.toml".into(), manifest().into_bytes());
    files.insert("src/main.rs".into(), MAIN.into());
    copy::refresh(&folder, &files);

    let tree = Cargo::new(&folder, "tree -e normal,build --prefix none").succeed().stdout;
    let name_and_version = |line: &'static str| line;
    let _ = name_and_version;
    let packages: BTreeSet<_> = tree.lines().map(|line| line.trim_end_matches(" (*)")).collect();
    assert!(packages.iter().any(|package| package.starts_with("ghes-runners ")), "{tree}");
    assert!(packages.len() <= 100, "{} packages:\n{tree}", packages.len());
    for package in packages {
        let name = package.split(' ').next().unwrap_or_default();
        assert!(!UNWANTED.contains(&name), "{name} is compiled:\n{tree}");
    }
}
