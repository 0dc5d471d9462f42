//! The runtime, as text: ordinary Rust, embedded in every generated crate as it stands.

mod files;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use toml::{Table, Value};

use self::files::FILES;
use crate::output::GeneratedFile;
use crate::plan::{Gate, Part};

/// The runtime's own manifest, which says what it needs.
const MANIFEST: &str = include_str!("../runtime/Cargo.toml");

/// The workspace's manifest, which says in which versions.
const WORKSPACE: &str = include_str!("../../Cargo.toml");

/// The files of the runtime, as modules of a generated crate.
pub(crate) fn files(parts: &BTreeSet<Part>) -> impl Iterator<Item = GeneratedFile> {
    let chosen: BTreeMap<_, _> = parts
        .iter()
        .flat_map(|part| part.files())
        .copied()
        .collect();
    let files = FILES.iter().copied().chain(chosen);
    files.map(|(path, text)| {
        let path = match path {
            // What is the root of a crate at home is a module here.
            "lib.rs" => "src/runtime.rs".to_owned(),
            path => format!("src/runtime/{path}"),
        };
        GeneratedFile::rust(path, &chosen_lines(text, parts))
    })
}

/// The lines of a file, without those that stand behind a feature for a part that is not chosen: here, most parts are no
/// features.
pub(crate) fn chosen_lines<'a>(text: &'a str, parts: &BTreeSet<Part>) -> Cow<'a, str> {
    let names = |attribute: &str, part: &Part| attribute.contains(&format!("\"{}\"", part.name()));
    if !text.contains("#[cfg(feature") && !text.contains("#[cfg(any") {
        return text.into();
    }
    let mut chosen = String::new();
    // The attribute of the next item, as it is written, maybe on several lines; and what else stands before the item.
    let (mut attribute, mut head) = (String::new(), String::new());
    let mut lines = text.split_inclusive('\n');
    while let Some(line) = lines.next() {
        let is_open = !attribute.is_empty() && !attribute.trim_end().ends_with(']');
        if is_open || line.trim_start().starts_with("#[cfg(") {
            attribute.push_str(line);
            continue;
        }
        let is_head = ["///", "#["]
            .iter()
            .any(|start| line.trim_start().starts_with(start));
        if !attribute.is_empty() && is_head {
            head.push_str(line);
            continue;
        }
        // What has lost all between them are not two blank lines, and the last of a block has none behind it.
        if line == "\n" && chosen.ends_with("\n\n") {
            continue;
        }
        if line.trim() == "}" && chosen.ends_with("\n\n") {
            chosen.pop();
        }
        if !Part::ALL.iter().any(|part| names(&attribute, part)) {
            chosen.extend([&attribute, &head, line]);
        } else if let Some(part) = parts.iter().find(|part| names(&attribute, part)) {
            if part.is_feature() {
                chosen.push_str(&attribute);
            }
            chosen.extend([&head, line]);
        } else if line.ends_with("{\n") {
            // The item ends where its line is closed.
            let indent = line.len() - line.trim_start().len();
            let end = format!("{}}}\n", &line[..indent]);
            lines.by_ref().find(|line| **line == end);
        }
        attribute.clear();
        head.clear();
    }
    format!("{}\n", chosen.trim_end()).into()
}

/// The names of features that are not free: those of the runtime itself, and those of dependencies.
pub(crate) fn feature_names() -> Vec<String> {
    let manifest = table(MANIFEST);
    let mut features = section(&manifest, "features");
    features.retain(|name, _| part(name).is_none_or(Part::is_feature));
    let dependencies = section(&manifest, "dependencies");
    let names = features.into_iter().chain(dependencies);
    names.map(|(name, _)| name).collect()
}

/// The part whose feature has this name.
fn part(name: &str) -> Option<Part> {
    Part::ALL.into_iter().find(|part| part.name() == name)
}

/// The part that a crate is for.
fn user(name: &str) -> Option<Part> {
    let mut parts = Part::ALL.into_iter();
    parts.find(|part| part.crates().contains(&name))
}

/// The sections of a manifest that the runtime makes necessary: features and dependencies.
///
/// The client's own features stand beside those of the runtime, each on by default. The dependencies that the caller
/// has added come behind its own, or instead of them.
pub(crate) fn manifest_sections(parts: &BTreeSet<Part>, own: &[&str], more: &Table) -> String {
    let (manifest, workspace) = (table(MANIFEST), table(WORKSPACE));
    let versions = section(&section(&workspace, "workspace"), "dependencies");
    let features = lines(&section(&manifest, "features"), |name, value| {
        let is_there = part(name).is_none_or(|part| part.is_feature() && parts.contains(&part));
        let mut value = without(value, |name| part(name).is_some());
        if let (Value::Array(names), "default", [_, ..]) = (&mut value, name, own) {
            names.push(Gate::FULL.into());
        }
        is_there.then(|| value.to_string())
    });
    let dependencies = lines(&section(&manifest, "dependencies"), |name, value| {
        let is_optional = value.get("optional").and_then(Value::as_bool) == Some(true);
        let user = user(name);
        let is_left_out = more.contains_key(name) || user.is_some_and(|it| !parts.contains(&it));
        let is_optional = is_optional && user.is_none_or(Part::is_feature);
        (!is_left_out).then(|| dependency(versions.get(name), is_optional))
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
mod tests;
