//! The tests of all crates, which read samples as their types and write them again.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::cargo::{Workspace, of_package};
use crate::generation::waited;
use crate::progress;
use crate::record::{Record, Samples};

/// How long the tests of one crate may take.
const PATIENCE: Duration = Duration::from_secs(600);

/// Compiles the tests of every crate, and runs them.
pub(crate) fn test(out: &Path, records: &mut [Record]) -> io::Result<()> {
    let workspace = Workspace::new(out, records)?;
    let bar = progress::bar("compiling tests", 2 * workspace.members);
    // Reading and writing needs no transport, whose libraries take longest to compile.
    let arguments = [
        "build",
        "--workspace",
        "--keep-going",
        "--no-default-features",
        "--test",
        "examples",
    ];
    let messages = workspace.run(&arguments, "examples", &bar)?;
    bar.finish_and_clear();
    let programs = programs(&messages);
    let bar = progress::bar("testing", workspace.members);
    for record in records.iter_mut().filter(|record| record.is_generated()) {
        bar.set_message(record.document.clone());
        match programs.get(record.package.as_str()) {
            Some(program) => run(program, out, record)?,
            None => record.examples = Some(uncompiled(&messages, &record.package)),
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(())
}

fn programs(messages: &[Value]) -> BTreeMap<&str, PathBuf> {
    let program = |message| {
        Some((
            tests::cargo::package(message)?,
            message["executable"].as_str()?.into(),
        ))
    };
    messages.iter().filter_map(program).collect()
}

fn uncompiled(messages: &[Value], package: &str) -> Samples {
    let mut errors = of_package(messages, package)
        .filter(|message| message["message"]["level"] == "error")
        .filter_map(|message| message["message"]["rendered"].as_str());
    let error = errors.next().unwrap_or_default();
    Samples::broken(&format!("the tests do not compile: {error}"))
}

fn run(program: &Path, out: &Path, record: &mut Record) -> io::Result<()> {
    let report = out.join(format!("{}.proof.json", record.package));
    let log = out.join(format!("{}.log", record.package));
    let _ = fs::remove_file(&report);
    let mut child = Command::new(program)
        .env("CODEGEN_PROOF_REPORT", &report)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(fs::File::create(&log)?)
        .spawn()?;
    let status = waited(&mut child, PATIENCE)?;
    let results = fs::read(&report).ok();
    let results = results.and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok());
    let Some(mut results) = results else {
        let said = fs::read_to_string(&log).unwrap_or_default();
        let how = status.map_or_else(|| "too long".to_owned(), |status| status.to_string());
        let problem = format!("the tests end without a result: {how}: {said}");
        record.examples = Some(Samples::broken(&problem));
        return Ok(());
    };
    let mut samples = |name: &str| serde_json::from_value(results[name].take()).ok();
    record.examples = samples("examples");
    record.instances = samples("instances");
    let _ = fs::remove_file(report);
    let _ = fs::remove_file(log);
    Ok(())
}
