//! Tests of what is said of references that cannot be followed.

use super::files::{Loaded, schemas};
use super::*;
use crate::diagnostics::MessageFormat;

fn check(loaded: &Loaded, cases: &[(&str, &str)]) {
    for (name, expected) in cases {
        let found = loaded.resolved(&format!("/components/schemas/{name}"));
        assert_eq!(found, *expected, "{name}");
    }
}

#[test]
fn says_what_is_wrong_with_a_reference() {
    let document = schemas(
        "3.0.0",
        "\n    Missing: {$ref: missing.yaml}\n    Fragment: {$ref: 'b.yaml#/Bb'}\n    Inner: {$ref: 'b.yaml#/Inner'}\n    \
         Url: {$ref: 'https://e.com/a.yaml#/b'}\n    Root: {$ref: /etc/passwd}\n    Folder: {$ref: folder}\n    \
         Anchor: {$ref: 'b.yaml#B'}\n    Line: {$ref: 'a%0Acargo::x'}",
    );
    let loaded = Loaded::new(&[
        ("openapi.yaml", &document),
        ("b.yaml", "B: {}\nInner:\n  $ref: folder/c.yaml\n"),
        ("folder/x", ""),
        ("a\ncargo::x", "{}"),
    ]);
    assert!(loaded.diagnostics.is_empty());
    check(
        &loaded,
        &[
            (
                "Missing",
                "openapi.yaml:4:21: error[external-reference]: \
                 the reference `missing.yaml` leads to another file: there is no such file",
            ),
            (
                "Fragment",
                "openapi.yaml:5:22: error[unresolved-reference]: the reference `b.yaml#/Bb` leads nowhere",
            ),
            (
                "Inner",
                "b.yaml:3:9: error[external-reference]: \
                 the reference `folder/c.yaml` leads to another file: there is no such file",
            ),
            (
                "Url",
                "openapi.yaml:7:17: error[external-reference]: \
                 the reference `https://e.com/a.yaml#/b` leads to another file: nothing is fetched from the network",
            ),
            (
                "Root",
                "openapi.yaml:8:18: error[external-reference]: \
                 the reference `/etc/passwd` leads to another file: only relative paths are followed",
            ),
            (
                "Folder",
                "openapi.yaml:9:20: error[external-reference]: \
                 the reference `folder` leads to another file: it is not an ordinary file",
            ),
            (
                "Anchor",
                "openapi.yaml:10:20: error[unresolved-reference]: the reference `b.yaml#B` leads nowhere",
            ),
            (
                "Line",
                "openapi.yaml:11:18: error[external-reference]: \
                 the reference `a%0Acargo::x` leads to another file: only relative paths are followed",
            ),
        ],
    );
}

#[test]
fn says_what_is_wrong_with_a_file() {
    let document = schemas(
        "3.0.0",
        "\n    Broken: {$ref: 'broken.yaml#/a'}\n    List: {$ref: list.yaml}\n    Twice: {$ref: twice.json}",
    );
    let loaded = Loaded::new(&[
        ("openapi.yaml", &document),
        ("broken.yaml", "secret: a: b\n"),
        ("list.yaml", "- secret\n"),
        ("twice.json", "{\"a\": {},\n\"a\": {}}"),
    ]);
    check(
        &loaded,
        &[
            (
                "Broken",
                "openapi.yaml:4:20: error[external-reference]: \
                 the reference `broken.yaml#/a` leads to another file: it is not well-formed",
            ),
            (
                "List",
                "openapi.yaml:5:18: error[external-reference]: \
                 the reference `list.yaml` leads to another file: it holds no object",
            ),
            ("Twice", "#/x-codegen-files/twice.json"),
        ],
    );
    let said = loaded.said(&loaded.diagnostics, MessageFormat::Short);
    let lines: Vec<_> = said.lines().collect();
    assert_eq!(
        lines,
        [
            "broken.yaml:1:10: warning[invalid-syntax]: mapping values are not allowed in this context",
            "twice.json:2:1: warning[duplicate-key]: the key `a` is there twice",
        ]
    );
    // What is no part of a description is not shown: it may be a file of passwords.
    let shown = loaded.said(&loaded.diagnostics, MessageFormat::Human);
    let is_placed = shown.contains("--> broken.yaml:1:10");
    assert!(is_placed && !shown.contains("secret"), "{shown}");
}

#[test]
fn says_what_is_wrong_where_no_reference_may_be() {
    let loaded = Loaded::new(&[
        (
            "openapi.yaml",
            "openapi: 3.0.0\npaths: {$ref: missing.yaml}\ncomponents:\n  schemas: {$ref: 'b.yaml#/no'}\n",
        ),
        ("b.yaml", "{}"),
    ]);
    let said = loaded.said(&loaded.diagnostics, MessageFormat::Short);
    let lines: Vec<_> = said.lines().collect();
    assert_eq!(
        lines,
        [
            "openapi.yaml:2:15: warning[external-reference]: \
             the reference `missing.yaml` leads to another file: there is no such file",
            "openapi.yaml:4:19: warning[unresolved-reference]: the reference `b.yaml#/no` leads nowhere",
        ]
    );
}

#[test]
fn places_diagnostics_in_files() {
    let document = schemas("3.0.0", "{A: {$ref: 'folder/b.yaml'}}");
    let loaded = Loaded::new(&[("openapi.yaml", &document), ("folder/b.yaml", "\nBad: 5\n")]);
    let place = JsonPointer::parse("/x-codegen-files/folder~1b.yaml/Bad").unwrap();
    let problem = loaded.document().view::<openapiv3::Schema>(&place);
    let said = loaded.said(&problem.unwrap_err().into(), MessageFormat::Json);
    let expected = r##""pointer":"#/Bad","file":"folder/b.yaml","line":2,"column":6"##;
    assert!(said.contains(expected), "{said}");
}

#[test]
fn looks_for_no_files_of_a_document_without_a_folder() {
    let document = document(&schemas("3.0.0", "{A: {$ref: a.yaml}}"));
    let place = JsonPointer::parse("/components/schemas/A").unwrap();
    let problem = document.resolve(&place).unwrap_err().into_diagnostic();
    assert!(problem.message().ends_with("has no folder to look in"));
}
