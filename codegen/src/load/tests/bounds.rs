//! Tests of what a hostile document may cost.

#![expect(
    clippy::disallowed_methods,
    reason = "tests write the files that they read"
)]

use std::fmt::Write as _;
use std::process::Command;

use super::files::Loaded;
use super::*;
use crate::diagnostics::MessageFormat;

const ROOT: &str = "openapi: 3.0.0\ncomponents: {schemas: {A: {$ref: 'a.yaml'}}}\n";

#[test]
fn survives_cycles_between_files() {
    let loaded = Loaded::new(&[
        ("openapi.yaml", ROOT),
        ("a.yaml", "$ref: b.yaml\n"),
        (
            "b.yaml",
            "$ref: 'a.yaml#'\nproperties: {x: {$ref: openapi.yaml}, y: {$ref: b.yaml}}\n",
        ),
    ]);
    let found = loaded.resolved("/components/schemas/A");
    assert!(
        found.ends_with("the reference `a.yaml` leads back to itself"),
        "{found}"
    );
    assert_eq!(loaded.resolved("/x-codegen-files/b.yaml/properties/x"), "#");
}

#[test]
fn survives_chains_and_bombs_of_references() {
    let chain = |length: usize| {
        let mut text = "openapi: 3.0.0\ncomponents:\n  schemas:\n    S0: {}\n".to_owned();
        for n in 1..=length {
            let _ = writeln!(
                text,
                "    S{n}: {{$ref: '#/components/schemas/S{}'}}",
                n - 1
            );
        }
        document(&text)
            .resolve(&JsonPointer::parse(&format!("/components/schemas/S{length}")).unwrap())
    };
    assert!(chain(64).is_ok());
    assert!(matches!(chain(65), Err(ReferenceError::Cycle { .. })));
    let mut bomb = "openapi: 3.0.0\npaths:\n".to_owned();
    for n in 0..100 {
        let _ = writeln!(bomb, "  /{n}: {{get: {{$ref: 'o.json'}}}}");
    }
    let long = format!("{{\"summary\": \"{}\"}}", "x".repeat(3 << 20));
    let loaded = Loaded::new(&[("openapi.yaml", &bomb), ("o.json", &long)]);
    let items = loaded.document().root()["paths"].as_object().unwrap();
    let with_copy = |item: &&serde_json::Value| item["get"].get("summary").is_some();
    assert_eq!(items.values().filter(with_copy).count(), 21);
}

#[test]
fn bounds_how_deep_files_nest() {
    let nested = "{a: ".repeat(10_000);
    let text = format!("A: {{description: {}}}\n", "x".repeat(1 << 20));
    let loaded = Loaded::new(&[
        (
            "openapi.yaml",
            "openapi: 3.0.0\ncomponents: {schemas: {B: {$ref: deep.yaml}, C: {$ref: 'long.yaml#/A'}}}\n",
        ),
        ("deep.yaml", &nested),
        ("long.yaml", &text),
    ]);
    let said = loaded.said(&loaded.diagnostics, MessageFormat::Short);
    let expected = "deep.yaml:1:1021: warning[too-deep]: the document nests too deeply";
    assert_eq!(said, expected);
    assert_eq!(
        loaded.resolved("/components/schemas/C"),
        "#/x-codegen-files/long.yaml/A"
    );
}

#[test]
fn opens_ordinary_files_only() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(
        path("openapi.yaml"),
        "openapi: 3.0.0\ncomponents: {schemas: {A: {$ref: pipe}, B: {$ref: link.yaml}, C: {$ref: zero}, D: {$ref: loop}}}\n",
    )
    .unwrap();
    std::fs::write(path("real.yaml"), "{}").unwrap();
    let made = Command::new("mkfifo").arg(path("pipe")).status();
    if !made.is_ok_and(|status| status.success()) {
        eprintln!("skipped: there is no `mkfifo` here");
        return;
    }
    #[cfg(unix)]
    for (target, link) in [
        ("real.yaml", "link.yaml"),
        ("/dev/zero", "zero"),
        ("loop", "loop"),
    ] {
        std::os::unix::fs::symlink(target, path(link)).unwrap();
    }
    let loaded = Loaded::open(folder, "openapi.yaml");
    let not_one = "leads to another file: it is not an ordinary file";
    for name in ["A", "C"] {
        let found = loaded.resolved(&format!("/components/schemas/{name}"));
        assert!(found.ends_with(not_one), "{found}");
    }
    assert_eq!(
        loaded.resolved("/components/schemas/B"),
        "#/x-codegen-files/link.yaml"
    );
    let found = loaded.resolved("/components/schemas/D");
    assert!(found.contains("it cannot be read"), "{found}");
}
