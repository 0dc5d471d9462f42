//! Prism, an independent mock server that answers from a description.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::npm;
use crate::server::{Server, free_port};

const PACKAGE: &str = "@stoplight/prism-cli";
const VERSION: &str = "5.16.0";

/// How long Prism may take to serve a description on a busy machine.
const PATIENCE: Duration = Duration::from_secs(600);

/// Installs Prism, unless an earlier run did, and gives its program.
///
/// # Errors
///
/// Says what is missing on this machine.
pub fn install() -> Result<PathBuf, String> {
    let folder = npm::folder("npm-prism").join(VERSION);
    npm::install(&folder, &[&format!("{PACKAGE}@{VERSION}")], &[])?;
    let program = folder
        .join("node_modules")
        .join(PACKAGE)
        .join("dist/index.js");
    Ok(program)
}

/// A Prism that serves a description until it is dropped.
#[derive(Debug)]
pub struct Prism {
    server: Server,
    port: u16,
}

impl Prism {
    /// Serves a description. A request that is not as described is refused.
    ///
    /// With a `seed`, answers are made up of it rather than taken from examples. What Prism says goes to a file beside
    /// the description.
    ///
    /// # Errors
    ///
    /// Where it cannot be started.
    pub fn serve(program: &Path, description: &Path, seed: Option<u32>) -> io::Result<Self> {
        let port = free_port()?;
        let mut command = Command::new("node");
        command
            // A description of 13 MB takes most of it.
            .arg("--max-old-space-size=8192")
            .arg(program)
            .args(["mock", "--errors", "--host", "127.0.0.1", "--port"])
            .arg(port.to_string());
        if let Some(seed) = seed {
            command.args(["--dynamic", "--seed", &seed.to_string()]);
        }
        command.arg(description);
        let log = description.with_extension("log");
        let server = Server::start(&mut command, &log, "Prism is listening", PATIENCE)?;
        Ok(Self { server, port })
    }

    /// Where it serves, without a path.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// What it has said so far.
    ///
    /// # Errors
    ///
    /// Where that cannot be read.
    pub fn said(&self) -> io::Result<String> {
        self.server.said()
    }
}
