//! Programs from npm, each version installed once.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Installs packages into a folder of their own versions, unless an earlier run did.
///
/// No package's own scripts are run, but for those of `built`, which cannot do without.
///
/// # Errors
///
/// Says what is missing on this machine: Node, npm, or a network perhaps.
pub fn install(folder: &Path, packages: &[&str], built: &[&str]) -> Result<(), String> {
    for program in ["node", "npm"] {
        let version = Command::new(program).arg("--version").output();
        let works = version.is_ok_and(|output| output.status.success());
        works
            .then_some(())
            .ok_or_else(|| format!("there is no {program}"))?;
    }
    // Written last, so that an installation which was cut short is made again.
    let done = folder.join("done");
    if done.exists() {
        return Ok(());
    }
    fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    let options = [
        "--ignore-scripts",
        "--legacy-peer-deps",
        "--no-audit",
        "--no-fund",
        "--fetch-retries=1",
    ];
    npm(folder, "install", &[&options, packages].concat())?;
    if !built.is_empty() {
        npm(folder, "rebuild", built)?;
    }
    fs::write(done, "").map_err(|error| error.to_string())
}

/// The folder of the programs of one purpose and version, in the target folder of the workspace.
#[must_use]
pub fn folder(name: &str) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let target = target.unwrap_or_else(|| crate::workspace().join("target"));
    target.join(name)
}

fn npm(folder: &Path, command: &str, arguments: &[&str]) -> Result<(), String> {
    let output = Command::new("npm")
        .arg(command)
        .arg("--prefix")
        .arg(folder)
        .args(arguments)
        .current_dir(folder)
        .output();
    said(output).map_err(|said| {
        let packages = arguments.last().copied().unwrap_or_default();
        format!("npm cannot install {packages}, for want of a network perhaps:\n{said}")
    })
}

fn said(output: io::Result<Output>) -> Result<(), String> {
    match output {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
        Err(error) => Err(error.to_string()),
    }
}
