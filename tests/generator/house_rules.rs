//! The architecture's invariants, read off the source.

use std::fs;
use std::path::{Path, PathBuf};

use tests::workspace;

/// A source file: its path below `codegen/src`, and its text up to its tests.
struct Source {
    name: String,
    text: String,
}

fn sources(folder: &str) -> Vec<Source> {
    let root = workspace().join(folder);
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    paths.sort();
    assert!(paths.len() > 5, "{folder}");
    let read = |path: &PathBuf| Source {
        name: path.strip_prefix(&root).unwrap().display().to_string(),
        text: fs::read_to_string(path).unwrap(),
    };
    paths.iter().map(read).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
}

impl Source {
    /// The stage that the file belongs to: its first folder, or its own name.
    fn stage(&self) -> &str {
        let first = self.name.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// The code without comments and without its tests.
    fn code(&self) -> String {
        if self.name.contains("/tests/") {
            return String::new();
        }
        let code = self.text.split("#[cfg(test)]").next().unwrap_or_default();
        let lines = code
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// What each stage must not name.
const FORBIDDEN: [(&str, &[&str]); 9] = [
    (
        "model",
        &[
            "openapiv3",
            "quote",
            "proc_macro2",
            "crate::plan",
            "crate::emit",
            "crate::load",
        ],
    ),
    (
        "plan",
        &[
            "openapiv3",
            "quote::",
            "proc_macro2",
            "crate::emit",
            "crate::load",
        ],
    ),
    (
        "emit",
        &[
            "openapiv3",
            "crate::model",
            "crate::resolve",
            "crate::load",
            "crate::config",
        ],
    ),
    (
        "render",
        &["openapiv3", "crate::model", "crate::plan", "crate::load"],
    ),
    (
        "output",
        &[
            "openapiv3",
            "crate::model",
            "crate::plan",
            "crate::emit",
            "crate::load",
            "quote::",
        ],
    ),
    (
        "resolve",
        &["quote::", "proc_macro2", "crate::plan", "crate::emit"],
    ),
    (
        "load",
        &["crate::model", "crate::plan", "crate::emit", "quote::"],
    ),
    (
        "names",
        &["openapiv3", "crate::model", "crate::plan", "quote::"],
    ),
    (
        "cli",
        &["crate::plan", "crate::model", "openapiv3", "codegen::load"],
    ),
];

#[test]
fn stages_depend_on_each_other_in_one_direction() {
    let sources = sources("codegen/src");
    for (stage, forbidden) in FORBIDDEN {
        let of_stage: Vec<_> = sources
            .iter()
            .filter(|source| source.stage() == stage)
            .collect();
        assert!(!of_stage.is_empty(), "there is no stage `{stage}`");
        for source in of_stage {
            for name in forbidden {
                assert!(
                    !source.code().contains(name),
                    "{} names `{name}`",
                    source.name
                );
            }
        }
    }
}

/// What changes the disk.
const WRITES: [&str; 8] = [
    "fs::write",
    "File::create",
    "fs::rename",
    "fs::remove",
    "fs::create_dir",
    "tempfile::",
    "OpenOptions",
    "fs::copy",
];

#[test]
fn only_output_writes_files() {
    for source in sources("codegen/src") {
        for name in WRITES {
            let allowed = source.stage() == "output" || !source.code().contains(name);
            assert!(allowed, "{} names `{name}`", source.name);
        }
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    for folder in [
        "codegen/src",
        "codegen/calls/src",
        "codegen/proof/src",
        "codegen/runtime/src",
        "tests",
        "generated/src",
    ] {
        for source in sources(folder) {
            let first = source
                .text
                .lines()
                .find(|line| !line.is_empty() && !line.starts_with("// @generated"));
            assert!(
                first.is_some_and(|line| line.starts_with("//! ")),
                "{folder}/{}",
                source.name
            );
        }
    }
}

#[test]
fn files_are_short() {
    for folder in [
        "codegen/src",
        "codegen/calls/src",
        "codegen/proof/src",
        "codegen/runtime/src",
    ] {
        for source in sources(folder) {
            let lines = source
                .text
                .split("#[cfg(test)]")
                .next()
                .unwrap_or_default()
                .lines()
                .count();
            assert!(lines <= 400, "{folder}/{} has {lines} lines", source.name);
        }
    }
}

/// The generator has a list of what the tests and the call programs of generated crates share; a file that is missing
/// there is missing in every one. So it is with the runtime, whose lists are tested where they are.
#[test]
fn the_proof_and_the_calls_are_embedded_whole() {
    for package in ["proof", "calls"] {
        let mut listed = sources(&format!("codegen/{package}/src"));
        listed.retain(|source| source.name != "tests.rs");
        let list = workspace().join(format!("codegen/src/{package}.rs"));
        let list = fs::read_to_string(list).unwrap();
        for source in listed {
            assert!(
                list.contains(&format!("    \"{}\",\n", source.name)),
                "{}",
                source.name
            );
            let code = source.code().replace("$crate::", "");
            assert!(!code.contains("crate::"), "{}", source.name);
        }
    }
}

/// The runtime is the root of one crate and a module of every generated one.
#[test]
fn the_runtime_names_nothing_from_its_root() {
    for source in sources("codegen/runtime/src") {
        assert!(!source.code().contains("crate::"), "{}", source.name);
        assert!(!source.text.contains("#[cfg(test)]"), "{}", source.name);
    }
}

#[test]
fn only_the_default_transport_and_the_mock_server_name_their_libraries() {
    for source in sources("codegen/runtime/src") {
        let names = |library: &str| {
            let code = source.code();
            let path = format!("{library}::");
            let starts = code.match_indices(&path).map(|(at, _)| &code[..at]);
            // A module of ours may have the name of the library that it is about.
            starts.into_iter().any(|before| {
                !before.ends_with("::") && !before.ends_with(|c: char| c.is_alphanumeric())
            }) || code.contains(&format!("use {library};"))
        };
        for (library, homes) in [
            ("reqwest", &["transport/reqwest"][..]),
            ("rustls", &["transport/reqwest"]),
            ("hyper", &["mock/server.rs"]),
            ("hyper_util", &["mock/server.rs"]),
            ("tokio", &["transport/reqwest", "mock/server.rs"]),
        ] {
            let is_home = homes.iter().any(|home| source.name.starts_with(home));
            assert!(
                is_home || !names(library),
                "{} names {library}",
                source.name
            );
        }
    }
}
