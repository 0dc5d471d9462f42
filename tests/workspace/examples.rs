//! A crate that carries the tests of its examples: they tell what a model gets wrong from what the description does.

use std::fs;
use std::path::Path;

use codegen::Config;
use serde_json::Value;

use crate::cargo::{self, Cargo};
use crate::copy;

const DESCRIPTION: &str = r##"openapi: 3.1.0
info: {title: Pets, version: "1"}
paths:
  /pets:
    get:
      responses:
        "200":
          description: All pets.
          content:
            application/json:
              schema: {type: array, items: {$ref: "#/components/schemas/Pet"}}
              examples:
                right: {$ref: "#/components/examples/Pets"}
                wrong: {value: [{id: not-a-number, name: Rex}]}
components:
  examples:
    Pets: {value: [{id: 1.0, name: Rex, born: "2020-01-01T00:00:00.000Z", unknown: true}]}
  schemas:
    Pet:
      type: object
      required: [id, name]
      properties:
        id: {type: integer}
        name: {type: string, examples: [Rex, Tom]}
        born: {type: [string, "null"], format: date-time}
"##;

#[test]
fn a_crate_tests_the_examples_of_its_description() {
    let made = tempfile::tempdir().unwrap();
    let spec = codegen::Spec::Text {
        name: "pets.yaml".to_owned(),
        text: DESCRIPTION.to_owned(),
    };
    let config = Config::new(spec, made.path()).package_name("examples-pets");
    codegen::generate(&config.with_tests()).unwrap();
    let mut files = copy::files(made.path());
    files.extend(copy::of_workspace(&["Cargo.lock"]));
    // The test keeps it in the target folder, which may lie in this workspace; it is no member of it.
    let manifest = files.get_mut(Path::new("Cargo.toml")).unwrap();
    manifest.extend_from_slice(b"\n[workspace]\n");
    let folder = cargo::folder("examples");
    copy::refresh(&folder, &files);

    let report = folder.join("report.json");
    Cargo::new(&folder, "test --no-default-features --test examples")
        .env("CODEGEN_PROOF_REPORT", &report)
        .succeed();

    let report: Value = serde_json::from_slice(&fs::read(report).unwrap()).unwrap();
    let examples = &report["examples"];
    assert_eq!(examples["failed"], Value::Array(Vec::new()));
    let rejected = examples["rejected"].as_array().unwrap();
    assert_eq!(rejected.len(), 1, "{examples}");
    assert!(
        rejected[0]["at"]
            .as_str()
            .unwrap()
            .ends_with("/examples/wrong/value")
    );
    // The list by reference, and both names.
    assert_eq!(examples["passed"], 3, "{examples}");
}
