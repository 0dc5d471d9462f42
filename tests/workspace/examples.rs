//! A crate that carries the tests of its examples: they tell what a model gets wrong from what the description does.

use std::fs;

use serde_json::Value;

use crate::cargo::Cargo;
use crate::generated;

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
    let folder = generated::with_tests("examples", "examples-pets", DESCRIPTION);

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
