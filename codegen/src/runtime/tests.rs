//! What of the runtime gets into a client.

use std::path::Path;

use super::*;

fn paths(formats: &[Format]) -> Vec<String> {
    let formats = formats.iter().copied().collect();
    let mut paths: Vec<_> = files(&formats).map(|file| file.path().to_owned()).collect();
    paths.sort();
    paths
}

fn text(formats: &[Format], path: &str) -> String {
    let formats = formats.iter().copied().collect();
    let mut files = files(&formats).filter(|file| file.path() == path);
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
    assert_eq!(paths(&Format::ALL), at_home);
}

#[test]
fn a_client_has_the_files_of_what_is_chosen() {
    let formats = |formats: &[Format]| {
        let mut paths = paths(formats);
        paths.retain(|path| path.contains("/formats/"));
        paths
            .iter()
            .map(|path| path.rsplit('/').next().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(formats(&[]), [""; 0]);
    assert_eq!(
        formats(&[Format::Time]),
        ["calendar.rs", "texts.rs", "with_time.rs"]
    );
    assert_eq!(
        formats(&[Format::Uuid, Format::Chrono]),
        ["calendar.rs", "texts.rs", "with_chrono.rs", "with_uuid.rs"]
    );
}

#[test]
fn a_client_names_what_is_chosen_and_no_feature() {
    let modules = |formats: &[Format]| {
        let text = text(formats, "src/runtime/wire/formats.rs");
        let code = text.lines().filter(|line| line.ends_with(';'));
        code.map(str::to_owned).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(modules(&[]), "pub use super::base64::Base64;");
    assert_eq!(
        modules(&[Format::Jiff]),
        "mod calendar; mod texts; mod with_jiff; pub use super::base64::Base64; pub use jiff;"
    );
    assert_eq!(
        modules(&[Format::Uuid]),
        "mod texts; mod with_uuid; pub use super::base64::Base64; pub use uuid;"
    );
    assert!(!text(&Format::ALL, "src/runtime/wire/formats.rs").contains("cfg"));
}

#[test]
fn a_manifest_lists_what_is_chosen() {
    let sections = |formats: &[Format]| {
        let formats = formats.iter().copied().collect();
        table(&manifest_sections(&formats, &[], &Table::new()))
    };
    let names = |table: &Table, section: &str| {
        let section = super::section(table, section);
        section.keys().cloned().collect::<Vec<_>>()
    };
    let none = sections(&[]);
    assert_eq!(
        names(&none, "features"),
        ["default", "http2", "reqwest", "tracing"]
    );
    assert_eq!(
        none["features"]["default"],
        Value::Array(vec!["reqwest".into()])
    );
    for format in Format::ALL {
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
}

#[test]
fn a_manifest_has_the_dependencies_of_the_caller() {
    let more = table(
        "rust_decimal = { version = \"1\", features = [\"std\"] }\nuuid = \"1.8\"\n\"a b\" = \"2\"",
    );
    let text = manifest_sections(&BTreeSet::from([Format::Uuid]), &[], &more);
    let section = section(&table(&text), "dependencies");
    assert_eq!(section["uuid"], Value::from("1.8"));
    assert_eq!(section["a b"], Value::from("2"));
    assert_eq!(section["rust_decimal"], more["rust_decimal"]);
    assert!(section.contains_key("bytes"));
}
