//! What of the runtime gets into a client.

use std::path::Path;

use super::*;

fn paths(parts: &[Part]) -> Vec<String> {
    let parts = parts.iter().copied().collect();
    let mut paths: Vec<_> = files(&parts).map(|file| file.path().to_owned()).collect();
    paths.sort();
    paths
}

fn text(parts: &[Part], path: &str) -> String {
    let parts = parts.iter().copied().collect();
    let mut files = files(&parts).filter(|file| file.path() == path);
    files.next().map(|file| file.text().to_owned()).unwrap()
}

fn collect(folder: &Path, into: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, into);
        } else {
            into.push(path.to_str().unwrap().replace('\\', "/"));
        }
    }
}

#[test]
fn every_file_is_in_a_list() {
    let home = concat!(env!("CARGO_MANIFEST_DIR"), "/runtime/src");
    let mut at_home = Vec::new();
    collect(Path::new(home), &mut at_home);
    let mut at_home: Vec<_> = at_home
        .iter()
        .map(|path| path.strip_prefix(&format!("{home}/")).unwrap())
        .map(|path| match path {
            "lib.rs" => "src/runtime.rs".to_owned(),
            path => format!("src/runtime/{path}"),
        })
        .collect();
    at_home.sort();
    assert_eq!(paths(&Part::ALL), at_home);
}

#[test]
fn a_client_has_the_files_of_what_is_chosen() {
    let formats = |parts: &[Part]| {
        let mut paths = paths(parts);
        paths.retain(|path| path.contains("/formats/"));
        paths
            .iter()
            .map(|path| path.rsplit('/').next().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(formats(&[]), [""; 0]);
    assert_eq!(
        formats(&[Part::Time]),
        ["calendar.rs", "texts.rs", "with_time.rs"]
    );
    assert_eq!(
        formats(&[Part::Uuid, Part::Chrono]),
        ["calendar.rs", "texts.rs", "with_chrono.rs", "with_uuid.rs"]
    );
}

#[test]
fn a_client_names_what_is_chosen_and_no_feature() {
    let modules = |parts: &[Part]| {
        let text = text(parts, "src/runtime/wire/formats.rs");
        let code = text.lines().filter(|line| line.ends_with(';'));
        code.map(str::to_owned).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(modules(&[]), "pub use super::base64::Base64;");
    assert_eq!(
        modules(&[Part::Jiff]),
        "mod calendar; mod texts; mod with_jiff; pub use super::base64::Base64; pub use jiff;"
    );
    assert_eq!(
        modules(&[Part::Uuid]),
        "mod texts; mod with_uuid; pub use super::base64::Base64; pub use uuid;"
    );
    assert!(!text(&Part::ALL, "src/runtime/wire/formats.rs").contains("cfg"));
}

#[test]
fn a_client_names_of_the_runtime_what_it_has() {
    let modules = |parts: &[Part]| {
        let text = text(parts, "src/runtime/stream.rs");
        let modules = text.lines().filter_map(|line| line.strip_prefix("mod "));
        modules.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(modules(&[]), [""; 0]);
    assert_eq!(modules(&[Part::Items]).len(), 7);
    // What is a feature of the client too stays one.
    let root = text(&[], "src/runtime/transport.rs");
    assert!(root.contains("#[cfg(feature = \"reqwest\")]"), "{root}");
    assert!(!text(&[], "src/runtime.rs").contains("mock"));
    let root = text(&[Part::Mock], "src/runtime.rs");
    assert!(
        root.contains("#[cfg(feature = \"mock\")]\npub mod mock;"),
        "{root}"
    );
    let free = ["forms", "items", "client-credentials"];
    let taken = feature_names();
    for name in ["chrono", "http2", "mock"] {
        assert!(taken.contains(&name.to_owned()), "{name}");
    }
    assert!(!free.iter().any(|name| taken.contains(&(*name).to_owned())));
}

#[test]
fn a_manifest_lists_what_is_chosen() {
    let sections = |parts: &[Part]| {
        let parts = parts.iter().copied().collect();
        table(&manifest_sections(&parts, &[], &Table::new()))
    };
    let names = |table: &Table, section: &str| {
        let section = super::section(table, section);
        section.keys().cloned().collect::<Vec<_>>()
    };
    let none = sections(&[]);
    assert_eq!(
        names(&none, "features"),
        [
            "brotli", "default", "gzip", "http2", "reqwest", "tower", "tracing", "zstd"
        ]
    );
    assert_eq!(
        none["features"]["default"],
        Value::Array(vec!["reqwest".into()])
    );
    let crates = [
        Part::Chrono,
        Part::Jiff,
        Part::Time,
        Part::Uuid,
        Part::Regress,
    ];
    for format in crates {
        let one = sections(&[format]);
        let mut more = names(&one, "dependencies");
        assert!(more.contains(&format.name().to_owned()));
        more.retain(|name| name != format.name());
        assert_eq!(more, names(&none, "dependencies"));
        assert_eq!(one["dependencies"][format.name()].get("optional"), None);
        assert_eq!(one["features"], none["features"]);
    }
    assert_eq!(
        none["dependencies"]["reqwest"]["optional"],
        Value::Boolean(true)
    );
    let mock = sections(&[Part::Mock]);
    assert!(mock["features"].get("mock").is_some());
    assert_eq!(mock["features"]["default"], none["features"]["default"]);
    let mut more = names(&mock, "dependencies");
    more.retain(|name| none["dependencies"].get(name).is_none());
    assert_eq!(more, ["hyper", "hyper-util"]);
    for name in more {
        let optional = &mock["dependencies"][&name]["optional"];
        assert_eq!(optional, &Value::Boolean(true), "{name}");
    }
}

#[test]
fn a_manifest_has_the_dependencies_of_the_caller() {
    let more = table(
        "rust_decimal = { version = \"1\", features = [\"std\"] }\nuuid = \"1.8\"\n\"a b\" = \"2\"",
    );
    let text = manifest_sections(&BTreeSet::from([Part::Uuid]), &[], &more);
    let section = section(&table(&text), "dependencies");
    assert_eq!(section["uuid"], Value::from("1.8"));
    assert_eq!(section["a b"], Value::from("2"));
    assert_eq!(section["rust_decimal"], more["rust_decimal"]);
    assert!(section.contains_key("bytes"));
}
