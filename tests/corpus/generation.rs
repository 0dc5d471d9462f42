//! Generating from one description, in a process of its own: what happens there does not end the run.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use clap::Args;
use codegen::diagnostics::{Color, MessageFormat, Style};
use codegen::{Config, MissingType, UnknownMembers};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::documents::Document;
use crate::record::{Outcome, Record};

/// What is wanted of one description, and what it may cost.
pub(crate) struct Wanted {
    /// How long it may take.
    pub(crate) time: Duration,
    /// Whether the crate gets tests of its examples.
    pub(crate) with_tests: bool,
    /// Whether schemas mean what JSON Schema says, rather than what most descriptions mean by them.
    pub(crate) strictly: bool,
}

/// The arguments of the process.
#[derive(Debug, Args)]
pub(crate) struct GenerateOne {
    /// The description.
    spec: PathBuf,
    /// The folder of the crate.
    out: PathBuf,
    /// The package's name.
    package: String,
    /// Where to write what was done.
    report: PathBuf,
    /// Whether the crate gets tests of its examples.
    #[arg(long)]
    with_tests: bool,
    /// Whether schemas mean what JSON Schema says.
    #[arg(long)]
    strictly: bool,
}

/// What the process has to say.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Answer {
    /// Why there is no crate.
    refused: Option<String>,
    /// The generator's own report.
    report: Value,
    /// How many diagnostics there are, by their code.
    diagnostics: BTreeMap<String, u64>,
    peak_mib: Option<f64>,
}

/// Generates one crate into `out`.
pub(crate) fn generate(document: &Document, out: &Path, wanted: &Wanted) -> io::Result<Record> {
    let folder = out.join(&document.package);
    let report = out.join(format!("{}.json", document.package));
    let _ = fs::remove_file(&report);
    let _ = fs::remove_dir_all(&folder);
    let mut record = Record {
        document: document.name.clone(),
        package: document.package.clone(),
        ..Record::default()
    };
    let started = Instant::now();
    let mut child = Command::new(env::current_exe()?)
        .arg("generate-one")
        .args([&document.path, &folder])
        .arg(&document.package)
        .arg(&report)
        .args(wanted.with_tests.then_some("--with-tests"))
        .args(wanted.strictly.then_some("--strictly"))
        .stdin(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()?;
    // Read on the side, so that a process which has much to say is not kept waiting.
    let said = child.stderr.take().map(|mut stderr| {
        thread::spawn(move || {
            let mut bytes = Vec::new();
            let _ = stderr.read_to_end(&mut bytes);
            String::from_utf8_lossy(&bytes).into_owned()
        })
    });
    let status = waited(&mut child, wanted.time)?;
    let said = said.and_then(|thread| thread.join().ok());
    record.seconds = started.elapsed().as_secs_f64();
    let answer = fs::read(&report)
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok());
    match (status, answer) {
        (None, _) => record.outcome = Outcome::TimedOut,
        (Some(status), Some(answer)) if status.success() => note(answer, &mut record),
        (Some(status), _) => {
            let message = format!("{status}: {}", said.unwrap_or_default());
            record.outcome = Outcome::Crashed { message };
        }
    }
    let _ = fs::remove_file(&report);
    Ok(record)
}

/// Waits until the process ends, or until it took too long and was ended.
pub(crate) fn waited(child: &mut Child, limit: Duration) -> io::Result<Option<ExitStatus>> {
    let started = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if started.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(Duration::from_millis(5));
    }
}

fn note(answer: Answer, record: &mut Record) {
    let number = |pointer: &str| answer.report.pointer(pointer).and_then(Value::as_u64);
    record.operations = number("/operations/total").unwrap_or_default();
    record.generated = number("/operations/generated").unwrap_or_default();
    record.types = number("/schemas/generated").unwrap_or_default();
    record.lines = number("/output/lines").unwrap_or_default();
    let skipped = answer.report.pointer("/operations/skipped");
    for skipped in skipped.and_then(Value::as_array).into_iter().flatten() {
        let code = skipped["code"].as_str().unwrap_or_default();
        *record.skipped.entry(code.to_owned()).or_default() += 1;
    }
    record.diagnostics = answer.diagnostics;
    record.peak_mib = answer.peak_mib;
    if let Some(message) = answer.refused {
        record.outcome = Outcome::Refused { message };
    }
}

/// What the process does.
pub(crate) fn generate_one(arguments: &GenerateOne) -> io::Result<bool> {
    let mut config =
        Config::new(arguments.spec.as_path(), &arguments.out).package_name(&arguments.package);
    config.with_tests = arguments.with_tests;
    if arguments.with_tests {
        // The tests of all crates are compiled by one command, with features that all of them have.
        config.features = codegen::Features::None;
    }
    config.force = true;
    if arguments.strictly {
        read_strictly(&mut config);
    }
    let style = Style {
        format: MessageFormat::Json,
        color: Color::Never,
    };
    let mut answer = match codegen::generate(&config) {
        Ok(generation) => Answer {
            report: serde_json::to_value(&generation.report)?,
            diagnostics: codes(&generation.messages(style)),
            ..Answer::default()
        },
        Err(failure) => {
            let messages =
                codegen::diagnostics::render(failure.diagnostics(), failure.sources(), style);
            Answer {
                refused: Some(first_error(&messages)),
                diagnostics: codes(&messages),
                ..Answer::default()
            }
        }
    };
    answer.peak_mib = peak_mib();
    fs::write(&arguments.report, serde_json::to_vec(&answer)?)?;
    Ok(true)
}

/// Sets what makes the generator read schemas as JSON Schema does.
fn read_strictly(config: &mut Config) {
    config.missing_type = MissingType::Any;
    config.unknown_members = UnknownMembers::Keep;
}

/// Diagnostics as JSON, one to a line.
fn diagnostics(messages: &str) -> impl Iterator<Item = Value> {
    messages
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
}

fn codes(messages: &str) -> BTreeMap<String, u64> {
    let mut codes = BTreeMap::new();
    for diagnostic in diagnostics(messages) {
        let code = diagnostic["code"].as_str().unwrap_or_default();
        *codes.entry(code.to_owned()).or_default() += 1;
    }
    codes
}

fn first_error(messages: &str) -> String {
    diagnostics(messages)
        .find(|diagnostic| diagnostic["severity"] == "error")
        .map(|diagnostic| format!("[{}] {}", diagnostic["code"], diagnostic["message"]))
        .unwrap_or_default()
        .replace('"', "")
}

/// The most memory that this process had so far; only Linux says.
fn peak_mib() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kib: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib / 1024.0)
}
