//! The client for `wasm32-unknown-unknown`, with a transport of one's own: compiled where that target is installed, and
//! run where Node is.

use std::fmt::Display;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::Command;

use crate::cargo::{self, Cargo};
use crate::copy;

const TARGET: &str = "wasm32-unknown-unknown";

/// Prints what the exported function gives.
const RUN: &str = "const bytes = require('fs').readFileSync(process.argv[1]);
WebAssembly.instantiate(bytes, {}).then(it => console.log(it.instance.exports.id_of_runner()));";

#[test]
fn a_client_runs_where_there_are_neither_threads_nor_clocks() {
    if !is_installed() {
        return skip(format_args!("the target {TARGET} is not installed"));
    }
    let root = tests::workspace();
    let mut files = copy::files(&root.join("tests/projects/wasm"));
    files.extend(copy::of_workspace(&["Cargo.lock"]));
    let manifest = files.get_mut(Path::new("Cargo.toml")).unwrap();
    let text = String::from_utf8(manifest.clone()).unwrap();
    let workspace = root.display().to_string().replace('\\', "/");
    *manifest = text.replace("../../..", &workspace).into_bytes();
    let folder = cargo::folder("wasm");
    copy::refresh(&folder, &files);
    let check = format!("check --target {TARGET} --message-format json");
    let said = Cargo::new(&folder, &check).succeed().diagnostics();
    assert!(said.is_empty(), "{}", said.concat());
    if Command::new("node").arg("--version").output().is_err() {
        return skip("there is no `node` to run what was compiled");
    }
    Cargo::new(&folder, &format!("build --target {TARGET}")).succeed();
    let file = cargo::target()
        .join("workspace-tests")
        .join(TARGET)
        .join("debug/wasm.wasm");
    let output = Command::new("node")
        .args(["-e", RUN])
        .arg(file)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(String::from_utf8_lossy(&output.stdout), "7\n");
}

/// Whether the compiler that cargo runs has the target's standard library.
fn is_installed() -> bool {
    let print = ["--print", "target-libdir", "--target", TARGET];
    let output = Command::new("rustc").args(print).output().unwrap();
    let folder = String::from_utf8_lossy(&output.stdout);
    output.status.success() && Path::new(folder.trim()).is_dir()
}

/// Not by a macro, whose output would be shown only if the test failed.
fn skip(reason: impl Display) {
    let mut stderr = io::stderr();
    writeln!(stderr, "skipped: wasm: {reason}").unwrap();
}
