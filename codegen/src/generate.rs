//! What a user can ask for: generate, check, inspect, print.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde::Serialize;

use crate::config::Config;
use crate::diagnostics::{self, Code, Color, Diagnostic, Diagnostics, MessageFormat, Style};
use crate::failure::Failure;
use crate::output;
use crate::pipeline::Run;
use crate::record::Record;
use crate::report::Report;
use crate::source::Sources;

/// A crate that was generated.
#[derive(Debug)]
#[non_exhaustive]
pub struct Generation {
    /// What was done.
    pub report: Report,
    /// Whether nothing had changed since an earlier run, so that nothing was done: the report has only numbers then.
    pub unchanged: bool,
    /// The files that were made, changed or deleted.
    pub changed: Vec<PathBuf>,
    messages: Messages,
    inputs: Vec<PathBuf>,
}

/// How a crate on disk compares with what would be generated.
#[derive(Debug)]
#[non_exhaustive]
pub struct Check {
    /// What was done.
    pub report: Report,
    /// The files that would be made, changed or deleted.
    pub stale: Vec<PathBuf>,
    /// What would change, as a unified diff; empty where nothing would.
    pub diff: String,
    messages: Messages,
}

/// What a description holds.
#[derive(Debug)]
#[non_exhaustive]
pub struct Inspection {
    /// What was done.
    pub report: Report,
    /// The operations that would be generated.
    pub operations: Vec<InspectedOperation>,
    messages: Messages,
}

/// An operation that would be generated.
#[derive(Debug)]
#[non_exhaustive]
pub struct InspectedOperation {
    /// The method and the path.
    pub route: String,
    /// The operation's id, or its method and path.
    pub operation: String,
    /// The function, with its module.
    pub function: String,
}

/// The middle of the pipeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stage {
    /// What the description says, in the words of `OpenAPI`.
    Model,
    /// What will exist, in Rust's words.
    Plan,
    /// The generated files, those of the runtime aside.
    Rust,
}

/// What was reported on the way, with the texts that it points into.
#[derive(Debug)]
struct Messages {
    diagnostics: Diagnostics,
    sources: Sources,
}

impl Messages {
    fn of(run: Run<'_>) -> Self {
        Self {
            diagnostics: run.diagnostics,
            sources: run.sources,
        }
    }

    fn draw(&self, style: Style) -> String {
        diagnostics::render(&self.diagnostics, &self.sources, style)
    }
}

impl Generation {
    /// What was reported on the way, as text.
    #[must_use]
    pub fn messages(&self, style: Style) -> String {
        self.messages.draw(style)
    }

    /// The files that the output depends on: the description, those that it refers to, and the settings.
    #[must_use]
    pub fn inputs(&self) -> &[PathBuf] {
        &self.inputs
    }

    /// What a build script prints: when to run again, and what was left out and why, as cargo's own warnings.
    #[must_use]
    pub fn cargo_directives(&self) -> String {
        let mut text = String::new();
        for input in &self.inputs {
            let _ = writeln!(text, "cargo::rerun-if-changed={}", input.display());
        }
        let messages = self.messages(Style {
            format: MessageFormat::Short,
            color: Color::Never,
        });
        for message in messages.lines() {
            let _ = writeln!(text, "cargo::warning={message}");
        }
        text
    }
}

impl Check {
    /// What was reported on the way, as text.
    #[must_use]
    pub fn messages(&self, style: Style) -> String {
        self.messages.draw(style)
    }
}

impl Inspection {
    /// What was reported on the way, as text.
    #[must_use]
    pub fn messages(&self, style: Style) -> String {
        self.messages.draw(style)
    }
}

/// Generates a crate into the output folder of `config`.
///
/// # Errors
///
/// Fails with located diagnostics, and then nothing is changed on disk.
pub fn generate(config: &Config) -> Result<Generation, Failure> {
    let mut run = Run::new(config);
    if run.open().is_none() {
        return Err(run.fail());
    }
    if let Some(record) = Record::unchanged(&mut run) {
        return Ok(unchanged(run, &record));
    }
    let Some(files) = run.files() else {
        return Err(run.fail());
    };
    let started = Instant::now();
    let written = output::write(&config.output, &files, &mut run.diagnostics);
    let Some(changed) = written else {
        return Err(run.fail());
    };
    run.report.seconds.output = started.elapsed().as_secs_f64();
    let inputs = run.sources.paths();
    Ok(Generation {
        unchanged: false,
        report: run.finish_report(),
        changed,
        messages: Messages::of(run),
        inputs,
    })
}

/// A run that found nothing to do.
fn unchanged(mut run: Run<'_>, record: &Record) -> Generation {
    if record.warnings > 0 {
        let message = format!(
            "nothing has changed since a run with {}",
            match record.warnings {
                1 => "a warning".to_owned(),
                count => format!("{count} warnings"),
            }
        );
        run.diagnostics.push(
            Diagnostic::note(Code::Unchanged, message)
                .help("`--force`, or `Config::force` in a build script, says them again"),
        );
    }
    run.report.document.bytes = run
        .sources
        .document()
        .map_or(0, |source| source.text().len());
    run.report.operations.total = record.operations;
    run.report.operations.generated = record.generated;
    run.report.output.files = record.files.len();
    let mut report = run.finish_report();
    report.diagnostics.warnings = record.warnings;
    Generation {
        report,
        unchanged: true,
        changed: Vec::new(),
        inputs: run.sources.paths(),
        messages: Messages::of(run),
    }
}

/// Compares the output folder of `config` with what would be generated, and writes nothing.
///
/// # Errors
///
/// Fails with located diagnostics; that the folder is out of date is no error.
pub fn check(config: &Config) -> Result<Check, Failure> {
    let mut run = Run::new(config);
    let Some(files) = run.files() else {
        return Err(run.fail());
    };
    let changes = output::changes(&config.output, &files, &mut run.diagnostics);
    let Some(changes) = changes else {
        return Err(run.fail());
    };
    Ok(Check {
        report: run.finish_report(),
        stale: changes.iter().map(|change| change.path.clone()).collect(),
        diff: output::unified(&changes),
        messages: Messages::of(run),
    })
}

/// Says what a description holds and what would be generated from it.
///
/// # Errors
///
/// Fails with located diagnostics if it is not a description that can be read.
pub fn inspect(config: &Config) -> Result<Inspection, Failure> {
    let mut run = Run::new(config);
    let Some(document) = run.load() else {
        return Err(run.fail());
    };
    let Some(api) = run.resolve(&document) else {
        return Err(run.fail());
    };
    let Some(krate) = run.plan(&api) else {
        return Err(run.fail());
    };
    let operations = krate.modules.iter().flat_map(|module| {
        module.methods.iter().map(|method| InspectedOperation {
            route: format!("{} {}", method.http_method, method.path),
            operation: method.operation.clone(),
            function: format!("{}::{}", module.ident, method.function),
        })
    });
    Ok(Inspection {
        operations: operations.collect(),
        report: run.finish_report(),
        messages: Messages::of(run),
    })
}

/// The middle of the pipeline, as stable text, and what was reported on the way.
///
/// # Errors
///
/// Fails with located diagnostics, as [`generate`] does.
pub fn print(config: &Config, stage: Stage, style: Style) -> Result<(String, String), Failure> {
    let mut run = Run::new(config);
    match text_of(&mut run, stage) {
        Some(text) => Ok((text, Messages::of(run).draw(style))),
        None => Err(run.fail()),
    }
}

fn yaml(run: &mut Run<'_>, value: &impl Serialize) -> Option<String> {
    match serde_yaml::to_string(value) {
        Ok(text) => Some(text),
        Err(error) => {
            run.diagnostics.push(Diagnostic::error(
                Code::Internal,
                format!("this stage cannot be shown: {error}"),
            ));
            None
        }
    }
}

fn text_of(run: &mut Run<'_>, stage: Stage) -> Option<String> {
    let document = run.load()?;
    let api = run.resolve(&document)?;
    if stage == Stage::Model {
        return yaml(run, &api);
    }
    let krate = run.plan(&api)?;
    if stage == Stage::Plan {
        return yaml(run, &krate);
    }
    let mock = run.mock(&document, &api, &krate);
    let files = run.render(&krate, None, mock.as_ref())?;
    let runtime =
        |path: &str| Path::new(path).starts_with("src/runtime") || path == "src/runtime.rs";
    let mut text = String::new();
    for file in files.iter().filter(|file| !runtime(file.path())) {
        let _ = writeln!(text, "//// {}\n{}", file.path(), file.text());
    }
    Some(text)
}
