//! Generated clients as programs that make calls.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use codegen::diagnostics::{Color, MessageFormat, Style};
use codegen::{Config, Features};
use serde_json::{Value, json};
use tests::cargo::{self, Crates};

/// A call that is to be made.
#[derive(Debug, Clone, Default)]
pub(crate) struct Call {
    /// The method and the path of the operation.
    pub(crate) operation: String,
    /// The arguments by where they go, such as `query/page`.
    pub(crate) arguments: BTreeMap<String, Value>,
    /// The credentials by their scheme; something for each where there are none.
    pub(crate) credentials: Option<Value>,
    /// Where the API is, if not where all are.
    pub(crate) base: Option<String>,
}

impl Call {
    fn line(&self, id: usize) -> String {
        let mut line =
            json!({ "id": id, "operation": self.operation, "arguments": self.arguments });
        if let Some(credentials) = &self.credentials {
            line["credentials"] = credentials.clone();
        }
        if let Some(base) = &self.base {
            line["base"] = base.clone().into();
        }
        line.to_string()
    }
}

/// How calls are made.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pace {
    /// How many at a time.
    pub(crate) at_a_time: usize,
    /// How long each may take.
    pub(crate) seconds: u64,
}

/// Generates a client with its program of calls; says how many operations it has, or why there is none.
pub(crate) fn generate(spec: &Path, folder: &Path, package: &str) -> Result<Value, String> {
    let mut config = Config::new(spec, folder).package_name(package).with_tests();
    // All of it is called.
    config.features = Features::None;
    config.force = true;
    let style = Style {
        format: MessageFormat::Human,
        color: Color::Never,
    };
    match codegen::generate(&config) {
        Ok(generation) => serde_json::to_value(&generation.report).map_err(|it| it.to_string()),
        Err(failure) => Err(codegen::diagnostics::render(
            failure.diagnostics(),
            failure.sources(),
            style,
        )),
    }
}

/// The schemas of the description that a client was generated from, in the words of JSON Schema, by their place.
pub(crate) fn schemas(folder: &Path) -> io::Result<Value> {
    let data: Value = serde_json::from_slice(&fs::read(folder.join("tests/examples.json"))?)?;
    Ok(data["schemas"].clone())
}

/// The programs of clients, by package, and what the compiler has against the others.
#[derive(Debug, Default)]
pub(crate) struct Programs {
    pub(crate) paths: BTreeMap<String, PathBuf>,
    pub(crate) errors: BTreeMap<String, Vec<String>>,
}

/// Compiles the clients in a folder as one workspace, so that what they stand on is compiled once.
pub(crate) fn compile(out: &Path, packages: &[String]) -> io::Result<Programs> {
    let crates = Crates::new(out, packages.iter().map(String::as_str))?;
    let command = crates.cargo(&["build", "--workspace", "--examples", "--keep-going"]);
    let mut programs = Programs::default();
    crates.run(command, "compile", |message| programs.note(&message))?;
    Ok(programs)
}

impl Programs {
    fn note(&mut self, message: &Value) {
        let package = cargo::package(message).unwrap_or_default().to_owned();
        let is_example = message["target"]["kind"][0] == "example";
        match message["executable"].as_str() {
            Some(program) if is_example => {
                self.paths.insert(package, program.into());
            }
            _ if message["message"]["level"] == "error" => {
                let text = message["message"]["rendered"].as_str().unwrap_or_default();
                self.errors
                    .entry(package)
                    .or_default()
                    .push(text.to_owned());
            }
            _ => {}
        }
    }
}

/// Makes calls, and gives what comes of each.
pub(crate) fn make(
    program: &Path,
    base: &str,
    calls: &[Call],
    pace: Pace,
) -> io::Result<Vec<Value>> {
    let mut child = Command::new(program)
        .arg(base)
        .args([pace.at_a_time.to_string(), pace.seconds.to_string()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let lines: String = calls
        .iter()
        .enumerate()
        .map(|(id, call)| call.line(id) + "\n")
        .collect();
    // Written on the side, so that a program which has much to say is not kept waiting.
    let stdin = child.stdin.take();
    let writer = thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(lines.as_bytes())));
    let ended = || json!({ "outcome": "crash", "text": "the program ended before this call did" });
    let mut outcomes: Vec<Value> = calls.iter().map(|_| ended()).collect();
    for line in child
        .stdout
        .take()
        .into_iter()
        .flat_map(|out| BufReader::new(out).lines())
    {
        let outcome: Value = serde_json::from_str(&line?)?;
        let id = outcome["id"]
            .as_u64()
            .and_then(|id| usize::try_from(id).ok());
        if let Some(place) = id.and_then(|id| outcomes.get_mut(id)) {
            *place = outcome;
        }
    }
    child.wait()?;
    let _ = writer.join();
    Ok(outcomes)
}
