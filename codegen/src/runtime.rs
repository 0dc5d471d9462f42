//! The runtime, as text: ordinary Rust, embedded in every generated crate as it stands.

use std::fmt::Write as _;

use toml::{Table, Value};

use crate::output::GeneratedFile;

/// Includes files of the runtime, each with its path.
macro_rules! embedded {
    ($($path:literal,)*) => {
        &[$(($path, include_str!(concat!("../runtime/src/", $path)))),*]
    };
}

/// Every source file of the runtime; a test compares the list with the folder.
const FILES: &[(&str, &str)] = embedded![
    "answer.rs",
    "api.rs",
    "base_url.rs",
    "blocking.rs",
    "call.rs",
    "client.rs",
    "client/builder.rs",
    "client/connection.rs",
    "credential.rs",
    "credential/base64.rs",
    "error.rs",
    "error/display.rs",
    "error/kind.rs",
    "header.rs",
    "lib.rs",
    "message.rs",
    "operation.rs",
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
    "wire/decode_error.rs",
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
    "wire/reset.rs",
    "wire/scalar.rs",
    "wire/seen.rs",
    "wire/slot.rs",
    "wire/text.rs",
    "wire/trail.rs",
    "wire/write.rs",
];

/// The runtime's own manifest, which says what it needs.
const MANIFEST: &str = include_str!("../runtime/Cargo.toml");

/// The workspace's manifest, which says in which versions.
const WORKSPACE: &str = include_str!("../../Cargo.toml");

/// The files of the runtime, as modules of a generated crate.
pub(crate) fn files() -> impl Iterator<Item = GeneratedFile> {
    FILES.iter().map(|(path, text)| {
        let path = match *path {
            // What is the root of a crate at home is a module here.
            "lib.rs" => "src/runtime.rs".to_owned(),
            path => format!("src/runtime/{path}"),
        };
        GeneratedFile::rust(path, text)
    })
}

/// The sections of a manifest that the runtime makes necessary: features and dependencies.
pub(crate) fn manifest_sections() -> String {
    let (manifest, workspace) = (table(MANIFEST), table(WORKSPACE));
    let versions = section(&section(&workspace, "workspace"), "dependencies");
    let features = lines(&section(&manifest, "features"), |_, value| {
        value.to_string()
    });
    let dependencies = lines(&section(&manifest, "dependencies"), |name, value| {
        let is_optional = value.get("optional").and_then(Value::as_bool) == Some(true);
        dependency(versions.get(name), is_optional)
    });
    format!("[features]\n{features}\n[dependencies]\n{dependencies}")
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

fn lines(section: &Table, value: impl Fn(&str, &Value) -> String) -> String {
    let mut text = String::new();
    for (name, entry) in section {
        let _ = writeln!(text, "{name} = {}", value(name, entry));
    }
    text
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
