//! A description of several files.

use std::fs;
use std::path::Path;

use codegen::{Config, Stage};
use tests::PLAIN;

const OPENAPI: &str = r#"
openapi: 3.0.3
info: {title: Pets, version: "1"}
paths:
  /pets: {$ref: "paths/pets.yaml"}
  /broken: {get: {operationId: broken, responses: {"200": {$ref: "broken.yaml"}}}}
"#;
const PATHS: &str = r#"
get:
  operationId: list
  responses:
    "200":
      description: All pets.
      content: {application/json: {schema: {$ref: "../models/small-pet.json"}}}
"#;
const PET: &str = r#"{"type": "object", "properties": {"friend": {"$ref": "small-pet.json"}, "toy": {"$ref": "toys.yaml#/Toy"}}}"#;
const TOYS: &str = "Toy: {type: object, properties: {price: {type: integer}}}\n";

/// The description in a folder.
fn config(folder: &Path) -> Config {
    for (name, text) in [
        ("openapi.yaml", OPENAPI),
        ("paths/pets.yaml", PATHS),
        ("models/small-pet.json", PET),
        ("models/toys.yaml", TOYS),
        ("broken.yaml", "[\n"),
    ] {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    Config::new(folder.join("openapi.yaml"), folder.join("out"))
}

#[test]
fn schemas_of_files_are_named_after_them() {
    let folder = tempfile::tempdir().unwrap();
    let (text, _) = codegen::print(&config(folder.path()), Stage::Rust, PLAIN).unwrap();
    for expected in ["pub struct SmallPet {", "pub struct Toy {"] {
        assert!(text.contains(expected), "{text}");
    }
}

#[test]
fn every_file_is_an_input() {
    let folder = tempfile::tempdir().unwrap();
    let generation = codegen::generate(&config(folder.path())).unwrap();
    let expected = [
        "broken.yaml",
        "models/small-pet.json",
        "models/toys.yaml",
        "openapi.yaml",
        "paths/pets.yaml",
    ]
    .map(|name| folder.path().join(name));
    let inputs = generation.inputs();
    assert_eq!(inputs, expected);
    let directives = generation.cargo_directives();
    let line = format!("cargo::rerun-if-changed={}\n", expected[2].display());
    assert!(directives.contains(&line), "{directives}");
}

#[test]
fn what_is_wrong_with_a_file_costs_what_needs_it() {
    let folder = tempfile::tempdir().unwrap();
    let generation = codegen::generate(&config(folder.path())).unwrap();
    assert_eq!(generation.report.operations.generated, 1);
    let messages = generation.messages(PLAIN);
    for expected in [
        "broken.yaml:1:2\n",
        "the reference `broken.yaml` leads to another file: it is not well-formed\n",
    ] {
        assert!(messages.contains(expected), "{messages}");
    }
}
