//! What cargo says of all generated crates.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use indicatif::ProgressBar;
use serde_json::Value;
use tests::cargo::{self, Crates};

use crate::record::{Check, Record};
use crate::{progress, rustc};

/// Lints every crate, which is to compile it as far as there is something to complain about.
///
/// Clippy is the compiler with more lints, so one pass says what `cargo check` and `cargo clippy` would say.
pub(crate) fn check(out: &Path, records: &mut [Record]) -> io::Result<()> {
    let workspace = Workspace::new(out, records)?;
    let bar = progress::bar("checking", workspace.members);
    let arguments = ["clippy", "--workspace", "--keep-going"];
    let messages = workspace.run(&arguments, "check", &bar)?;
    bar.finish_and_clear();
    for record in records.iter_mut().filter(|record| record.is_generated()) {
        let mut check = Check {
            cpu_seconds: rustc::sum(&workspace.times, &record.package),
            ..Check::default()
        };
        for message in of_package(&messages, &record.package) {
            let text = message["message"]["rendered"].as_str().unwrap_or_default();
            match message["message"]["level"].as_str() {
                Some("error" | "error: internal compiler error") => {
                    check.errors.push(text.to_owned());
                }
                Some("warning") => check.warnings.push(text.to_owned()),
                _ => {}
            }
        }
        record.check = Some(check);
    }
    Ok(())
}

/// All generated crates, with what compiling each takes.
pub(crate) struct Workspace {
    crates: Crates,
    folder: PathBuf,
    times: PathBuf,
    pub(crate) members: usize,
}

impl Workspace {
    pub(crate) fn new(out: &Path, records: &[Record]) -> io::Result<Self> {
        let generated = records.iter().filter(|record| record.is_generated());
        let packages: Vec<_> = generated.map(|record| record.package.as_str()).collect();
        let times = out.join("times");
        let _ = fs::remove_dir_all(&times);
        fs::create_dir_all(&times)?;
        Ok(Self {
            crates: Crates::new(out, packages.iter().copied())?,
            folder: out.to_owned(),
            times,
            members: packages.len(),
        })
    }

    /// Runs cargo, and gives what it and the compiler said.
    pub(crate) fn run(
        &self,
        arguments: &[&str],
        log: &str,
        bar: &ProgressBar,
    ) -> io::Result<Vec<Value>> {
        let mut command = self.crates.cargo(arguments);
        command
            .env("RUSTC_WRAPPER", env::current_exe()?)
            .env(rustc::TIMES, &self.times);
        let mut messages = Vec::new();
        self.crates.run(command, log, |message| {
            if message["reason"] == "compiler-artifact" && self.is_member(&message) {
                bar.inc(1);
            }
            messages.push(message);
        })?;
        Ok(messages)
    }

    fn is_member(&self, message: &Value) -> bool {
        let manifest = message["manifest_path"].as_str().unwrap_or_default();
        Path::new(manifest).starts_with(&self.folder)
    }
}

/// What the compiler said about a package.
pub(crate) fn of_package<'a>(
    messages: &'a [Value],
    package: &'a str,
) -> impl Iterator<Item = &'a Value> {
    messages.iter().filter(move |message| {
        message["reason"] == "compiler-message" && cargo::package(message) == Some(package)
    })
}
