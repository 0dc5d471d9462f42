//! Cargo, run on generated crates as one workspace, so that what they stand on is compiled once.

use std::env;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// A folder of generated crates, as cargo sees it.
#[derive(Debug)]
pub struct Crates {
    folder: PathBuf,
}

impl Crates {
    /// Makes these packages of a folder one workspace.
    ///
    /// # Errors
    ///
    /// Where its manifest cannot be written.
    pub fn new<'a>(folder: &Path, packages: impl Iterator<Item = &'a str>) -> io::Result<Self> {
        let mut manifest = String::from("[workspace]\nresolver = \"3\"\nmembers = [\n");
        for package in packages {
            let _ = writeln!(manifest, "    \"{package}\",");
        }
        // Nobody will look for a mistake with a debugger here.
        manifest.push_str("]\n\n[profile.dev]\ndebug = 0\n");
        fs::write(folder.join("Cargo.toml"), manifest)?;
        // The versions that the workspace of the generator is tested with.
        let _ = fs::copy(
            crate::workspace().join("Cargo.lock"),
            folder.join("Cargo.lock"),
        );
        Ok(Self {
            folder: folder.to_owned(),
        })
    }

    /// Cargo with these arguments.
    #[must_use]
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command
            .current_dir(&self.folder)
            .args(arguments)
            .arg("--message-format=json")
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .env("CARGO_INCREMENTAL", "0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped());
        for (name, _) in env::vars_os() {
            // What cargo says of the package that the runner belongs to is not meant for others.
            if name.to_str().is_some_and(|name| {
                name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
            }) {
                command.env_remove(name);
            }
        }
        command
    }

    /// Runs cargo, and hands on what it and the compiler say; what is meant for people goes to a file of this name.
    ///
    /// # Errors
    ///
    /// Where cargo fails, and not for a mistake in a crate.
    pub fn run(
        &self,
        mut command: Command,
        log: &str,
        mut take: impl FnMut(Value),
    ) -> io::Result<()> {
        let log = self.folder.join(format!("{log}.log"));
        let mut child = command.stderr(File::create(&log)?).spawn()?;
        let mut has_errors = false;
        for line in child
            .stdout
            .take()
            .into_iter()
            .flat_map(|out| BufReader::new(out).lines())
        {
            let Ok(message) = serde_json::from_str::<Value>(&line?) else {
                continue;
            };
            has_errors |= message["message"]["level"] == "error";
            take(message);
        }
        if child.wait()?.success() || has_errors {
            return Ok(());
        }
        let said = fs::read_to_string(&log).unwrap_or_default();
        Err(io::Error::other(format!("cargo could not start: {said}")))
    }
}

/// The package that a message is about.
#[must_use]
pub fn package(message: &Value) -> Option<&str> {
    let manifest = Path::new(message["manifest_path"].as_str()?);
    manifest.parent()?.file_name()?.to_str()
}
