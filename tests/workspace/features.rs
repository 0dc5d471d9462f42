//! Every feature of the generator, compiled: each fixture as a module of one project.

use std::fmt::Write as _;
use std::fs;

use codegen::{Config, Spec};

use crate::cargo::{self, Cargo};
use crate::{copy, obstacles};

const LINTS: &str = "\n[lints.rust]\nmissing_docs = \"warn\"\n\n[workspace]\n";

#[test]
fn what_is_generated_for_each_feature_compiles_without_a_warning_and_sends_what_it_should() {
    let root = tests::workspace();
    let made = tempfile::tempdir().unwrap();
    let runtime = root
        .join("codegen/runtime")
        .display()
        .to_string()
        .replace('\\', "/");
    let mut library = "//! Each fixture as a module.\n".to_owned();
    let mut fixtures: Vec<_> = fs::read_dir("fixtures/features")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        // What has a configuration beside it is about crates: types of other crates, features, manifests.
        .filter(|path| {
            path.extension().is_some_and(|it| it == "yaml") && !path.with_extension("toml").exists()
        })
        .collect();
    fixtures.sort();
    assert!(fixtures.len() > 5);
    for fixture in &fixtures {
        let name = fixture.file_stem().unwrap().to_str().unwrap();
        codegen::generate(&Config::module(
            fixture.as_path(),
            made.path().join("src").join(name),
        ))
        .unwrap();
        let _ = writeln!(
            library,
            "/// A fixture.\npub mod {name} {{\n    include!(\"{name}/mod.rs\");\n}}"
        );
    }
    let mock = made.path().join("src/mock");
    codegen::generate(&Config::module("fixtures/features/mock.yaml", mock).with_mock()).unwrap();
    library
        .push_str("/// A server for tests.\npub mod mock {\n    include!(\"mock/mod.rs\");\n}\n");
    let generation = codegen::generate(&Config::module(
        Spec::Text {
            name: "obstacles.json".to_owned(),
            text: obstacles::description().to_string(),
        },
        made.path().join("src/obstacles"),
    ))
    .unwrap();
    assert_eq!(generation.report.operations.skipped.len(), 0);
    library.push_str("/// Names.\npub mod obstacles {\n    include!(\"obstacles/mod.rs\");\n}\n");
    fs::write(made.path().join("src/lib.rs"), library).unwrap();
    let manifest = format!(
        "[package]\nname = \"features\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\ncodegen-runtime = {{ path = \"{runtime}\", default-features = false, features = [\"chrono\", \"quick-xml\", \"uuid\", \"forms\", \"items\", \"mock\", \"pages\"] }}\n\n[dev-dependencies]\nbytes = \"1\"\nchrono = {{ version = \"0.4\", default-features = false }}\nhttp = \"1\"\nuuid = \"1\"\n{LINTS}"
    );
    fs::write(made.path().join("Cargo.toml"), manifest).unwrap();
    let mut files = copy::files(made.path());
    files.extend(copy::files(&root.join("tests/projects/features")));
    files.extend(copy::of_workspace(&["Cargo.lock"]));
    let folder = cargo::folder("features");
    copy::refresh(&folder, &files);
    let said = Cargo::new(&folder, "check --message-format json")
        .succeed()
        .diagnostics();
    assert!(said.is_empty(), "{}", said.concat());
    Cargo::new(&folder, "test --tests").succeed();
}
