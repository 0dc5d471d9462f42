//! What a project that depends on the client compiles, and a generated crate that stands alone.

use std::collections::BTreeSet;
use std::path::Path;

use codegen::Config;

use crate::cargo::{self, Cargo};
use crate::copy::{self, Files};

/// What only the generator needs, and native libraries that take long to build or must be installed.
const UNWANTED: [&str; 10] = [
    "annotate-snippets",
    "clap",
    "codegen",
    "openapiv3",
    "prettyplease",
    "saphyr-parser",
    "serde_yaml",
    "similar",
    "aws-lc-sys",
    "openssl-sys",
];

/// A project whose only dependency is the client.
fn dependent() -> Files {
    let client = tests::workspace()
        .join("generated")
        .display()
        .to_string()
        .replace('\\', "/");
    let manifest = format!(
        "[package]\nname = \"dependent\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
         [dependencies]\nghes-runners = {{ path = \"{client}\" }}\n\n[workspace]\n"
    );
    let mut files = copy::of_workspace(&["Cargo.lock"]);
    files.insert("Cargo.toml".into(), manifest.into());
    files.insert(
        "src/main.rs".into(),
        "//! Depends on the client.\n\nfn main() {}\n".into(),
    );
    files
}

#[test]
fn a_dependent_project_compiles_few_packages_and_no_generator() {
    let folder = cargo::folder("dependent");
    copy::refresh(&folder, &dependent());

    let tree = Cargo::new(&folder, "tree -e normal,build --prefix none")
        .succeed()
        .stdout;
    let packages: BTreeSet<_> = tree
        .lines()
        .map(|line| line.trim_end_matches(" (*)"))
        .collect();
    assert!(
        packages.len() <= 100,
        "{} packages:\n{tree}",
        packages.len()
    );
    let names: BTreeSet<_> = packages
        .iter()
        .filter_map(|package| package.split(' ').next())
        .collect();
    assert!(
        names.contains("ghes-runners") && names.contains("rustls"),
        "{tree}"
    );
    for name in UNWANTED {
        assert!(!names.contains(name), "{name} is compiled:\n{tree}");
    }
}

#[test]
fn a_generated_crate_stands_alone() {
    let root = tests::workspace();
    let made = tempfile::tempdir().unwrap();
    let config = Config::new(root.join("spec/openapi.yaml"), made.path());
    codegen::generate(&config.with_mock()).unwrap();
    let mut files = copy::files(made.path());
    files.extend(copy::of_workspace(&["Cargo.lock"]));
    // The test keeps it in the target folder, which may lie in this workspace; it is no member of it.
    let manifest = files.get_mut(Path::new("Cargo.toml")).unwrap();
    manifest.extend_from_slice(b"\n[workspace]\n");
    let folder = cargo::folder("stand-alone");
    copy::refresh(&folder, &files);

    for features in [
        "",
        "--no-default-features",
        "--features mock",
        "--no-default-features --features mock",
    ] {
        check_without_warning(&folder, features);
    }
}

fn check_without_warning(folder: &Path, features: &str) {
    let command = format!("check --message-format json {features}");
    let said = Cargo::new(folder, &command).succeed().diagnostics();
    assert!(said.is_empty(), "{command}:\n{}", said.concat());
}
