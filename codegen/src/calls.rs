//! The call program that a generated crate can carry along: whoever judges a client has it make calls that are told as
//! JSON, by the functions that its users call.
//!
//! What calls is ordinary Rust in the package `codegen-calls`, embedded as the runtime is; how is a table of operations.

use std::collections::BTreeSet;

use crate::output::GeneratedFile;
use crate::plan::{Gate, Part};
use crate::runtime::chosen_lines;

/// Includes files of `codegen-calls`, each with its path.
macro_rules! embedded {
    ($($path:literal,)*) => {
        &[$(($path, include_str!(concat!("../calls/src/", $path)))),*]
    };
}

/// Every source file that a generated crate needs; a test compares the list with the folder.
const FILES: &[(&str, &str)] = embedded![
    "clients.rs",
    "given.rs",
    "lib.rs",
    "macros.rs",
    "outcome.rs",
    "program.rs",
    "told.rs",
];

/// The name of the program: programs of several packages may be compiled into one folder.
pub(crate) fn program(package: &str) -> String {
    format!("{package}-calls")
}

/// The files of the program, but for the one that is printed from tokens.
pub(crate) fn files(package: &str, parts: &BTreeSet<Part>) -> impl Iterator<Item = GeneratedFile> {
    let folder = format!("examples/{}/driver", program(package));
    let files = FILES.iter();
    let files = files.map(|(path, text)| (*path, chosen_lines(text, parts)));
    files.map(move |(path, text)| match path {
        // What is the root of a crate at home is a module here, and so is the runtime.
        "lib.rs" => GeneratedFile::rust(
            format!("{folder}/mod.rs"),
            &text.replace("use codegen_runtime as runtime;", "use super::runtime;"),
        ),
        path => GeneratedFile::rust(format!("{folder}/{path}"), &text),
    })
}

/// The section of a manifest that the program makes necessary: it needs a transport, and every operation.
pub(crate) fn manifest_section(package: &str, has_features: bool) -> String {
    let name = program(package);
    let full = has_features.then_some(Gate::FULL);
    let features: Vec<_> = full.into_iter().chain(["reqwest"]).collect();
    format!("\n[[example]]\nname = {name:?}\nrequired-features = {features:?}\n")
}
