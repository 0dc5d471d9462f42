//! Prism, an independent mock server that answers from a description.

use std::fs::{self, File};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::cargo;

const PACKAGE: &str = "@stoplight/prism-cli";
const VERSION: &str = "5.16.0";

/// How long Prism may take to serve a description on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// Installs Prism, unless an earlier run did, and gives its program.
///
/// # Errors
///
/// Says what is missing on this machine.
pub(crate) fn install() -> Result<PathBuf, String> {
    for program in ["node", "npm"] {
        let version = Command::new(program).arg("--version").output();
        let works = version.is_ok_and(|output| output.status.success());
        works
            .then_some(())
            .ok_or_else(|| format!("there is no {program}"))?;
    }
    let folder = cargo::target().join("npm-prism").join(VERSION);
    let program = folder
        .join("node_modules")
        .join(PACKAGE)
        .join("dist/index.js");
    // Written last, so that an installation which was cut short is made again.
    let done = folder.join("done");
    if !done.exists() {
        fs::create_dir_all(&folder).unwrap();
        npm_install(&folder)?;
        fs::write(done, "").unwrap();
    }
    Ok(program)
}

/// No package's own scripts are run: Prism needs none, and one of them reports to its makers.
fn npm_install(folder: &Path) -> Result<(), String> {
    let options = [
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--fetch-retries=1",
    ];
    let output = Command::new("npm")
        .arg("install")
        .args(options)
        .arg("--prefix")
        .arg(folder)
        .arg(format!("{PACKAGE}@{VERSION}"))
        .current_dir(folder)
        .output()
        .unwrap();
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!(
        "npm cannot install {PACKAGE}, for want of a network perhaps:\n{said}"
    ))
}

/// A Prism that serves a description until it is dropped.
pub(crate) struct Prism {
    process: Child,
    port: u16,
}

impl Prism {
    /// Serves a description. A request that is not as described is refused.
    ///
    /// What Prism says goes to a file beside the description.
    pub(crate) fn serve(program: &Path, description: &Path) -> Self {
        let log = description.with_extension("log");
        let output = File::create(&log).unwrap();
        let port = free_port();
        let process = Command::new("node")
            .arg(program)
            .args([
                "mock",
                "--errors",
                "--host",
                "127.0.0.1",
                "--port",
                &port.to_string(),
            ])
            .arg(description)
            // With `production` here it would fork, and its child would outlive it.
            .env_remove("NODE_ENV")
            .env("NO_COLOR", "1")
            .stdin(Stdio::null())
            .stderr(output.try_clone().unwrap())
            .stdout(output)
            .spawn()
            .unwrap();
        let mut prism = Self { process, port };
        prism.wait(&log);
        prism
    }

    fn wait(&mut self, log: &Path) {
        let started = Instant::now();
        loop {
            let said = fs::read_to_string(log).unwrap();
            if said.contains("Prism is listening") {
                return;
            }
            let ended = self.process.try_wait().unwrap();
            assert!(ended.is_none(), "Prism ended:\n{said}");
            assert!(
                started.elapsed() < PATIENCE,
                "Prism does not start:\n{said}"
            );
            thread::sleep(Duration::from_millis(100));
        }
    }

    /// Where it serves, without a path.
    pub(crate) fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Prism {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A port that nobody listens on, or did not a moment ago.
fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}
