//! The manifest of a stand-alone crate.

use toml::{Table, Value};

use crate::plan::ClientCrate;

/// `Cargo.toml`. Document text gets into it only as a value that the TOML library writes.
pub(crate) fn manifest(krate: &ClientCrate, dependencies: &Table) -> String {
    let entries = [
        ("name", krate.name.clone()),
        (
            "description",
            one_line(&format!("Client of {}", krate.title)),
        ),
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

/// The words of a text on one line. Cargo tells the compiler what a manifest says in variables of the environment, in
/// which a control character is no text.
fn one_line(text: &str) -> String {
    let words = text.split(|c: char| c.is_control() || c.is_whitespace());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_is_one_line_of_text() {
        assert_eq!(
            one_line("Client of a\0b\r\n c\t\u{85}d "),
            "Client of a b c d"
        );
    }
}
