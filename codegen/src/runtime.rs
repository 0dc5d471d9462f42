//! The runtime, as text: ordinary Rust, embedded in every generated crate as it stands.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use toml::{Table, Value};

use crate::output::GeneratedFile;
use crate::plan::{Format, Gate};

/// Includes files of the runtime, each with its path.
macro_rules! embedded {
    ($($path:literal,)*) => {
        &[$(($path, include_str!(concat!("../runtime/src/", $path)))),*]
    };
}

/// The source files that every client has; a test compares all lists with the folder.
const FILES: &[(&str, &str)] = embedded![
    "answer.rs",
    "api.rs",
    "base_url.rs",
    "blocking.rs",
    "call.rs",
    "charset.rs",
    "client.rs",
    "client/builder.rs",
    "client/connection.rs",
    "credential.rs",
    "error.rs",
    "error/display.rs",
    "error/kind.rs",
    "header.rs",
    "lib.rs",
    "message.rs",
    "operation.rs",
    "operation/macros.rs",
    "parameter.rs",
    "path.rs",
    "percent.rs",
    "redirect.rs",
    "request.rs",
    "response.rs",
    "secret.rs",
    "sending.rs",
    "transport.rs",
    "transport/reqwest.rs",
    "transport/reqwest/tls.rs",
    "transport/reqwest/wait.rs",
    "wire.rs",
    "wire/base64.rs",
    "wire/check.rs",
    "wire/choice.rs",
    "wire/constraint.rs",
    "wire/decode_error.rs",
    "wire/enum_macros.rs",
    "wire/enums.rs",
    "wire/held.rs",
    "wire/json.rs",
    "wire/list.rs",
    "wire/macros.rs",
    "wire/map.rs",
    "wire/model.rs",
    "wire/nullable.rs",
    "wire/number.rs",
    "wire/optional.rs",
    "wire/read.rs",
    "wire/read_entries.rs",
    "wire/read_model.rs",
    "wire/read_union.rs",
    "wire/reset.rs",
    "wire/scalar.rs",
    "wire/seen.rs",
    "wire/slot.rs",
    "wire/tables.rs",
    "wire/text.rs",
    "wire/trail.rs",
    "wire/tuple.rs",
    "wire/union.rs",
    "wire/write.rs",
];

/// The list of the files below.
const FORMATS: (&str, &str) = embedded!["wire/formats.rs",][0];

/// What the runtime has for a crate; its feature is called as the crate is.
impl Format {
    const ALL: [Self; 4] = [Self::Chrono, Self::Jiff, Self::Time, Self::Uuid];

    /// The files that it needs.
    const fn files(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Chrono => embedded![
                "wire/formats/calendar.rs",
                "wire/formats/texts.rs",
                "wire/formats/with_chrono.rs",
            ],
            Self::Jiff => embedded![
                "wire/formats/calendar.rs",
                "wire/formats/texts.rs",
                "wire/formats/with_jiff.rs",
            ],
            Self::Time => embedded![
                "wire/formats/calendar.rs",
                "wire/formats/texts.rs",
                "wire/formats/with_time.rs",
            ],
            Self::Uuid => embedded!["wire/formats/texts.rs", "wire/formats/with_uuid.rs",],
        }
    }
}

/// The runtime's own manifest, which says what it needs.
const MANIFEST: &str = include_str!("../runtime/Cargo.toml");

/// The workspace's manifest, which says in which versions.
const WORKSPACE: &str = include_str!("../../Cargo.toml");

/// The files of the runtime, as modules of a generated crate.
pub(crate) fn files(formats: &BTreeSet<Format>) -> impl Iterator<Item = GeneratedFile> {
    let chosen: BTreeMap<_, _> = formats
        .iter()
        .flat_map(|format| format.files())
        .copied()
        .collect();
    let (path, text) = FORMATS;
    let modules = (path, Cow::Owned(chosen_lines(text, formats)));
    let files = FILES.iter().copied().chain(chosen);
    let files = files.map(|(path, text)| (path, Cow::Borrowed(text)));
    files.chain([modules]).map(|(path, text)| {
        let path = match path {
            // What is the root of a crate at home is a module here.
            "lib.rs" => "src/runtime.rs".to_owned(),
            path => format!("src/runtime/{path}"),
        };
        GeneratedFile::rust(path, &text)
    })
}

/// The lines of a file, without those that stand behind a feature for what is not chosen: here, there are no features.
fn chosen_lines(text: &str, formats: &BTreeSet<Format>) -> String {
    let mut chosen = String::new();
    // The attribute of the next item, which may be written on several lines.
    let mut attribute = String::new();
    for line in text.lines() {
        let is_open = !attribute.is_empty() && !attribute.ends_with(']');
        if is_open || line.starts_with("#[cfg(") {
            attribute.push_str(line);
            continue;
        }
        let names = |format: &Format| attribute.contains(&format!("\"{}\"", format.name()));
        if attribute.is_empty() || formats.iter().any(names) {
            chosen.push_str(line);
            chosen.push('\n');
        }
        attribute.clear();
    }
    format!("{}\n", chosen.trim_end())
}

/// The names of features that are not free: those of the runtime itself, and those of dependencies.
pub(crate) fn feature_names() -> Vec<String> {
    let manifest = table(MANIFEST);
    let sections = ["features", "dependencies"].map(|name| section(&manifest, name));
    sections.iter().flat_map(Table::keys).cloned().collect()
}

/// The sections of a manifest that the runtime makes necessary: features and dependencies.
///
/// The client's own features stand beside those of the runtime, each on by default. The dependencies that the caller
/// has added come behind its own, or instead of them.
pub(crate) fn manifest_sections(formats: &BTreeSet<Format>, own: &[&str], more: &Table) -> String {
    let (manifest, workspace) = (table(MANIFEST), table(WORKSPACE));
    let versions = section(&section(&workspace, "workspace"), "dependencies");
    let is_format = |name: &str| Format::ALL.iter().any(|format| format.name() == name);
    let is_chosen = |name: &str| formats.iter().any(|format| format.name() == name);
    let features = lines(&section(&manifest, "features"), |name, value| {
        let mut value = without(value, is_format);
        if let (Value::Array(names), "default", [_, ..]) = (&mut value, name, own) {
            names.push(Gate::FULL.into());
        }
        (!is_format(name)).then(|| value.to_string())
    });
    let dependencies = lines(&section(&manifest, "dependencies"), |name, value| {
        let is_optional = value.get("optional").and_then(Value::as_bool) == Some(true);
        let is_left_out = more.contains_key(name) || (is_format(name) && !is_chosen(name));
        (!is_left_out).then(|| dependency(versions.get(name), is_optional && !is_format(name)))
    });
    let own = own_features(own);
    let more = lines(more, |_, value| Some(value.to_string()));
    format!("[features]\n{features}{own}\n[dependencies]\n{dependencies}{more}")
}

/// A line for each of the client's own features, and one for all of them.
fn own_features(names: &[&str]) -> String {
    let list = |names: &[&str]| Value::Array(names.iter().map(|&name| name.into()).collect());
    let full = names.first().map(|_| (Gate::FULL, list(names)));
    let each = names.iter().map(|&name| (name, list(&[])));
    let lines = full.into_iter().chain(each);
    let lines: Table = lines.map(|(name, list)| (name.to_owned(), list)).collect();
    toml::to_string(&lines).unwrap_or_default()
}

/// A list of names without some of them.
fn without(list: &Value, is_left_out: impl Fn(&str) -> bool) -> Value {
    let names = list.as_array().cloned().unwrap_or_default();
    let is_kept = |name: &Value| !name.as_str().is_some_and(&is_left_out);
    Value::Array(names.into_iter().filter(is_kept).collect())
}

/// A dependency as a manifest has it, in the version that the workspace is tested with.
pub(crate) fn declared(name: &str) -> String {
    let versions = section(&section(&table(WORKSPACE), "workspace"), "dependencies");
    dependency(versions.get(name), false)
}

fn table(text: &str) -> Table {
    text.parse().unwrap_or_default()
}

fn section(table: &Table, name: &str) -> Table {
    match table.get(name) {
        Some(Value::Table(section)) => section.clone(),
        _ => Table::new(),
    }
}

/// Those of a section's entries that are to be there, a line each.
fn lines(section: &Table, value: impl Fn(&str, &Value) -> Option<String>) -> String {
    let mut text = String::new();
    for (name, entry) in section {
        if let Some(value) = value(name, entry) {
            let _ = writeln!(text, "{} = {value}", key(name));
        }
    }
    text
}

/// A name as a key: bare where it can be.
fn key(name: &str) -> String {
    let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    if !name.is_empty() && name.bytes().all(is_bare) {
        name.to_owned()
    } else {
        Value::from(name).to_string()
    }
}

/// A dependency as people write it: the version first.
fn dependency(declared: Option<&Value>, is_optional: bool) -> String {
    let key = |name: &str| declared.and_then(|declared| declared.get(name));
    let version = key("version")
        .or(declared)
        .and_then(Value::as_str)
        .unwrap_or("*");
    let mut parts = vec![format!("version = \"{version}\"")];
    if key("default-features").and_then(Value::as_bool) == Some(false) {
        parts.push("default-features = false".to_owned());
    }
    if let Some(features) = key("features") {
        parts.push(format!("features = {features}"));
    }
    if is_optional {
        parts.push("optional = true".to_owned());
    }
    format!("{{ {} }}", parts.join(", "))
}

#[cfg(test)]
mod tests {
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
        assert_eq!(names(&none, "features"), ["default", "http2", "reqwest"]);
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
}
