//! `TypeSpec`'s mock server, from npm.

use std::io;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use tests::npm;
use tests::server::{Server, free_port};

/// The packages, of which the first names the folder.
const PACKAGES: [&str; 14] = [
    "@typespec/http-specs@0.1.0-alpha.43",
    "@typespec/spector@0.1.0-alpha.29",
    "@typespec/spec-api@0.1.0-alpha.17",
    "@typespec/compiler@1.16.0",
    "@typespec/http@1.16.0",
    "@typespec/rest@0.86.0",
    "@typespec/versioning@0.86.0",
    "@typespec/openapi@1.16.0",
    "@typespec/xml@0.86.0",
    "@typespec/events@0.86.0",
    "@typespec/sse@0.86.0",
    "@typespec/streams@0.86.0",
    "@typespec/json-schema@1.16.0",
    // The server needs 22 or later.
    "node@22",
];

/// How long it may take to start on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// The server, until it is dropped.
pub(super) struct Running {
    _server: Server,
    port: u16,
}

impl Running {
    /// Where it serves, without a path.
    pub(super) fn origin(&self) -> String {
        // So the server calls itself.
        format!("http://localhost:{}", self.port)
    }
}

/// Installs it, unless an earlier run did, and starts it; or says what is missing on this machine.
pub(super) fn start(out: &Path) -> Result<Running, String> {
    let folder = npm::folder("npm-spector").join("0.1.0-alpha.43");
    npm::install(&folder, &PACKAGES, &["node"])?;
    repository(&folder).map_err(|error| format!("no git: {error}"))?;
    serve(&folder, out).map_err(|error| error.to_string())
}

/// The server asks for the commit of the repository that it is in.
fn repository(folder: &Path) -> io::Result<()> {
    if folder.join(".git").exists() {
        return Ok(());
    }
    let author = [
        "-c",
        "user.name=spector",
        "-c",
        "user.email=spector@localhost",
    ];
    let commit = ["commit", "--quiet", "--allow-empty", "--message", "spector"];
    for arguments in [&["init", "--quiet"][..], &[&author[..], &commit].concat()] {
        Command::new("git")
            .args(arguments)
            .current_dir(folder)
            .status()?;
    }
    Ok(())
}

fn serve(folder: &Path, out: &Path) -> io::Result<Running> {
    let port = free_port()?;
    let modules = folder.join("node_modules");
    let mut command = Command::new(modules.join(".bin/node"));
    command
        .current_dir(folder)
        .arg(modules.join("@typespec/spector/cmd/cli.mjs"))
        .arg("serve")
        .arg(modules.join("@typespec/http-specs/specs"))
        .args(["--port", &port.to_string()])
        .arg("--coverageFile")
        .arg(out.join("coverage.json"));
    let server = Server::start(
        &mut command,
        &out.join("server.log"),
        "Started server",
        PATIENCE,
    )?;
    Ok(Running {
        _server: server,
        port,
    })
}
