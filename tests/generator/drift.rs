//! The committed client is what its description gives.

use codegen::Config;
use tests::workspace;

#[test]
fn the_committed_client_is_up_to_date() {
    let config = Config::from_file(workspace().join("spec/codegen.toml")).unwrap();
    let check = codegen::check(&config).unwrap();
    assert!(
        check.diff.is_empty(),
        "run `cargo run -p codegen`:\n{}",
        check.diff
    );
}

/// The hand-written manifest of `generated/` must ask for what the generated code needs.
#[test]
fn the_committed_manifest_has_the_dependencies_of_a_generated_one() {
    let folder = tempfile::tempdir().unwrap();
    let spec = workspace().join("spec/openapi.yaml");
    codegen::generate(&Config::new(spec, folder.path()).with_mock()).unwrap();
    let names = |text: &str| {
        let keys = text.lines().filter_map(|line| {
            line.split_once(['=', '.'])
                .map(|(key, _)| key.trim().to_owned())
        });
        let mut in_dependencies = keys.filter(|key| !key.is_empty()).collect::<Vec<_>>();
        in_dependencies.sort();
        in_dependencies
    };
    let section = |text: &str| {
        let (_, after) = text.split_once("[dependencies]").unwrap();
        after.split("\n[").next().unwrap().to_owned()
    };
    let generated = std::fs::read_to_string(folder.path().join("Cargo.toml")).unwrap();
    let committed = std::fs::read_to_string(workspace().join("generated/Cargo.toml")).unwrap();
    assert_eq!(names(&section(&committed)), names(&section(&generated)));
}
