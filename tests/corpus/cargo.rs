//! Cargo, run on all generated crates as one workspace, so that what they stand on is compiled once.

use std::env;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use indicatif::ProgressBar;
use serde_json::Value;

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

/// All generated crates, as cargo sees them.
pub(crate) struct Workspace {
    folder: PathBuf,
    times: PathBuf,
    pub(crate) members: usize,
}

impl Workspace {
    pub(crate) fn new(out: &Path, records: &[Record]) -> io::Result<Self> {
        let mut manifest = String::from("[workspace]\nresolver = \"3\"\nmembers = [\n");
        let mut members = 0;
        for record in records.iter().filter(|record| record.is_generated()) {
            members += 1;
            let _ = writeln!(manifest, "    \"{}\",", record.package);
        }
        // Nobody will look for a mistake with a debugger here.
        manifest.push_str("]\n\n[profile.dev]\ndebug = 0\n");
        fs::write(out.join("Cargo.toml"), manifest)?;
        // The versions that the workspace of the generator is tested with.
        let _ = fs::copy(
            tests::workspace().join("Cargo.lock"),
            out.join("Cargo.lock"),
        );
        let times = out.join("times");
        let _ = fs::remove_dir_all(&times);
        fs::create_dir_all(&times)?;
        Ok(Self {
            folder: out.to_owned(),
            times,
            members,
        })
    }

    /// Runs cargo, and gives what it and the compiler said.
    pub(crate) fn run(
        &self,
        arguments: &[&str],
        log: &str,
        bar: &ProgressBar,
    ) -> io::Result<Vec<Value>> {
        let log = self.folder.join(format!("{log}.log"));
        let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command
            .current_dir(&self.folder)
            .args(arguments)
            .arg("--message-format=json")
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .env("CARGO_INCREMENTAL", "0")
            .env("RUSTC_WRAPPER", env::current_exe()?)
            .env(rustc::TIMES, &self.times)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(&log)?);
        for (name, _) in env::vars_os() {
            // What cargo says of the package that the runner belongs to is not meant for others.
            if name.to_str().is_some_and(|name| {
                name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
            }) {
                command.env_remove(name);
            }
        }
        let mut child = command.spawn()?;
        let mut messages = Vec::new();
        for line in child
            .stdout
            .take()
            .into_iter()
            .flat_map(|out| BufReader::new(out).lines())
        {
            let Ok(message) = serde_json::from_str::<Value>(&line?) else {
                continue;
            };
            if message["reason"] == "compiler-artifact" && self.is_member(&message) {
                bar.inc(1);
            }
            messages.push(message);
        }
        let status = child.wait()?;
        let has_errors = |message: &Value| message["message"]["level"] == "error";
        if status.success() || messages.iter().any(has_errors) {
            return Ok(messages);
        }
        let said = fs::read_to_string(&log).unwrap_or_default();
        Err(io::Error::other(format!("cargo could not start: {said}")))
    }

    fn is_member(&self, message: &Value) -> bool {
        let manifest = message["manifest_path"].as_str().unwrap_or_default();
        Path::new(manifest).starts_with(&self.folder)
    }
}

/// The package that a message is about.
pub(crate) fn package(message: &Value) -> Option<&str> {
    let manifest = Path::new(message["manifest_path"].as_str()?);
    manifest.parent()?.file_name()?.to_str()
}

/// What the compiler said about a package.
pub(crate) fn of_package<'a>(
    messages: &'a [Value],
    package: &'a str,
) -> impl Iterator<Item = &'a Value> {
    messages.iter().filter(move |message| {
        message["reason"] == "compiler-message" && self::package(message) == Some(package)
    })
}
