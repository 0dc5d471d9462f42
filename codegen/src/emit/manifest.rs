//! The manifest of a stand-alone crate.

use toml::{Table, Value};

use crate::plan::ClientCrate;

/// `Cargo.toml`. Document text gets into it only as a value that the TOML library writes.
pub(crate) fn manifest(krate: &ClientCrate, dependencies: &Table) -> String {
    let entries = [
        ("name", krate.name.clone()),
        ("description", format!("Client of {}", krate.title)),
        ("version", krate.version.clone()),
        ("edition", "2024".to_owned()),
        ("rust-version", env!("CARGO_PKG_RUST_VERSION").to_owned()),
    ];
    let package: String = entries
        .into_iter()
        .map(|(key, value)| line(key, value))
        .collect();
    let features: Vec<_> = krate.features().collect();
    let documented = if features.is_empty() {
        ""
    } else {
        "[package.metadata.docs.rs]\nall-features = true\n\n"
    };
    let sections = crate::runtime::manifest_sections(&krate.used.parts, &features, dependencies);
    format!("[package]\n{package}\n{documented}{sections}")
}

fn line(key: &str, value: String) -> String {
    let table: Table = [(key.to_owned(), Value::String(value))]
        .into_iter()
        .collect();
    toml::to_string(&table).unwrap_or_default()
}
