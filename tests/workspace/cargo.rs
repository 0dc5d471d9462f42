//! Cargo, run on a project of a test.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The target folder of the cargo that runs the tests.
pub(crate) fn target() -> PathBuf {
    let tmp = Path::new(env!("CARGO_TARGET_TMPDIR"));
    tmp.parent().unwrap_or(tmp).to_owned()
}

/// Where a test keeps its project: the same folder in every run, because cargo knows packages by their path.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = target().join("workspace-projects").join(name);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// A cargo command that is run for what it prints.
pub(crate) struct Cargo(Command);

/// What a cargo command said.
pub(crate) struct Outcome {
    pub(crate) success: bool,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Cargo {
    /// `cargo ARGUMENTS` in a folder.
    ///
    /// The projects of all tests share a target folder, which outlives the run: what they stand on is compiled once.
    /// It does without debug information, which nobody would look at, without compiling in parts, which takes twice as
    /// long the first time, and without the network: the workspace's lock file names only what is already there.
    pub(crate) fn new(folder: &Path, arguments: &str) -> Self {
        let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command
            .current_dir(folder)
            .args(arguments.split_whitespace());
        for (name, _) in env::vars_os() {
            if name.to_str().is_some_and(is_about_this_package) {
                command.env_remove(name);
            }
        }
        command
            .env("CARGO_TARGET_DIR", target().join("workspace-tests"))
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_NET_OFFLINE", "true")
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("CARGO_TERM_COLOR", "never");
        Self(command)
    }

    /// Makes it run as on a build machine.
    pub(crate) fn on_a_build_machine(mut self) -> Self {
        self.0.env("CI", "true");
        self
    }

    /// Sets a variable of its environment.
    pub(crate) fn env(mut self, name: &str, value: &Path) -> Self {
        self.0.env(name, value);
        self
    }

    /// Runs it.
    pub(crate) fn run(mut self) -> Outcome {
        let output = self.0.output().unwrap();
        Outcome {
            success: output.status.success(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// Runs it; the test fails unless it succeeds.
    pub(crate) fn succeed(self) -> Outcome {
        let outcome = self.run();
        assert!(outcome.success, "{}\n{}", outcome.stdout, outcome.stderr);
        outcome
    }
}

/// Whether a variable says which package a test belongs to, or that a build machine runs it.
///
/// Build scripts may ask for such a variable, and would be run again wherever the tests are started in another way.
fn is_about_this_package(variable: &str) -> bool {
    let prefixes = [
        "CARGO_PKG_",
        "CARGO_MANIFEST_",
        "CARGO_BIN_",
        "CARGO_CRATE_",
    ];
    variable == "CI" || prefixes.iter().any(|prefix| variable.starts_with(prefix))
}

impl Outcome {
    /// What `--message-format=json` says with this reason.
    fn messages(&self, reason: &str) -> Vec<Value> {
        let lines = self
            .stdout
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok());
        lines
            .filter(|message: &Value| message["reason"] == reason)
            .collect()
    }

    /// The packages that were compiled rather than found up to date; needs `--message-format=json`.
    pub(crate) fn compiled(&self) -> BTreeSet<String> {
        let artifacts = self.messages("compiler-artifact");
        assert!(!artifacts.is_empty(), "{}\n{}", self.stdout, self.stderr);
        let stale = artifacts
            .iter()
            .filter(|artifact| artifact["fresh"] != true);
        stale
            .map(|artifact| artifact["package_id"].to_string())
            .collect()
    }

    /// What the compiler had to say; needs `--message-format=json`.
    pub(crate) fn diagnostics(&self) -> Vec<String> {
        let messages = self.messages("compiler-message");
        let text = |message: &Value| {
            message["message"]["rendered"]
                .as_str()
                .unwrap_or_default()
                .to_owned()
        };
        messages.iter().map(text).collect()
    }
}
