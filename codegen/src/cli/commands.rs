//! What each command does.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use codegen::diagnostics::Style;
use codegen::{Config, Report, Spec};

use super::arguments::{Generate, Inspect, Messages, Print, Selection};
use super::{Stop, style, to_stderr, to_stdout};

/// Where the configuration is where nobody says so.
const CONFIGS: [&str; 2] = ["spec/codegen.toml", "codegen.toml"];

pub(super) fn generate(arguments: &Generate) -> Result<ExitCode, Stop> {
    let style = style(arguments.messages.message_format.into());
    let config = config(arguments, style)?;
    let generation = codegen::generate(&config).map_err(|failure| Stop::Failure(failure, style))?;
    to_stderr(&generation.messages(style));
    to_stderr(&if generation.unchanged {
        format!("`{}` is up to date\n", config.output.display())
    } else {
        summary(&generation.report, &config.output, generation.changed.len())
    });
    write_report(arguments.report.as_deref(), &generation.report)?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn check(arguments: &Generate) -> Result<ExitCode, Stop> {
    let style = style(arguments.messages.message_format.into());
    let config = config(arguments, style)?;
    let check = codegen::check(&config).map_err(|failure| Stop::Failure(failure, style))?;
    to_stderr(&check.messages(style));
    write_report(arguments.report.as_deref(), &check.report)?;
    if check.stale.is_empty() {
        to_stderr(&format!("`{}` is up to date\n", config.output.display()));
        return Ok(ExitCode::SUCCESS);
    }
    to_stdout(&check.diff)?;
    to_stderr(&format!(
        "error: `{}` is out of date in {}; generate it again\n",
        config.output.display(),
        plural(check.stale.len(), "file"),
    ));
    Ok(ExitCode::from(1))
}

pub(super) fn inspect(arguments: &Inspect) -> Result<ExitCode, Stop> {
    let style = style(arguments.messages.message_format.into());
    let mut config = Config::new(spec(&arguments.spec), "");
    apply(&mut config, &arguments.selection, &arguments.messages);
    let inspection = codegen::inspect(&config).map_err(|failure| Stop::Failure(failure, style))?;
    to_stderr(&inspection.messages(style));
    let report = &inspection.report;
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{} (OpenAPI {})",
        report.document.title, report.document.openapi
    );
    let _ = writeln!(
        text,
        "{} of {} generated, {} of {}",
        report.operations.generated,
        plural(report.operations.total, "operation"),
        plural(report.schemas.generated, "type"),
        plural(report.schemas.total, "component schema"),
    );
    for operation in &inspection.operations {
        let _ = writeln!(text, "  {}  {}", operation.function, operation.route);
    }
    for skipped in &report.operations.skipped {
        let _ = writeln!(
            text,
            "  skipped  {}  [{}] {}",
            skipped.operation, skipped.code, skipped.message
        );
    }
    to_stdout(&text)?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn print(arguments: &Print) -> Result<ExitCode, Stop> {
    let style = style(arguments.messages.message_format.into());
    let mut config = Config::new(spec(&arguments.spec), "");
    config.package_name.clone_from(&arguments.crate_name);
    apply(&mut config, &arguments.selection, &arguments.messages);
    let (text, messages) = codegen::print(&config, arguments.stage.into(), style)
        .map_err(|failure| Stop::Failure(failure, style))?;
    to_stderr(&messages);
    to_stdout(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// The settings of a run: the arguments over the configuration, which is read where they name no description.
fn config(arguments: &Generate, style: Style) -> Result<Config, Stop> {
    let mut config = match (&arguments.spec, &arguments.out) {
        (Some(text), Some(out)) => Config::new(spec(text), out),
        (Some(_), None) => return Err(Stop::Usage("SPEC needs `--out DIR`".to_owned())),
        (None, _) => configured(arguments.config.as_deref(), style)?,
    };
    if let (None, Some(out)) = (&arguments.spec, &arguments.out) {
        config.output.clone_from(out);
        // Away from where it is at home, a crate stands alone.
        config.manifest = codegen::Manifest::Generated;
    }
    if let Some(name) = &arguments.crate_name {
        config.package_name = Some(name.clone());
    }
    if let Some(name) = config
        .package_name
        .as_deref()
        .filter(|name| !is_package_name(name))
    {
        return Err(Stop::Usage(format!("`{name}` is not a name for a package")));
    }
    config.with_tests |= arguments.with_tests;
    config.with_mock |= arguments.with_mock;
    // Only a whole run has all that a report says.
    config.force |= arguments.force || arguments.report.is_some();
    apply(&mut config, &arguments.selection, &arguments.messages);
    Ok(config)
}

fn configured(path: Option<&Path>, style: Style) -> Result<Config, Stop> {
    let path = match path {
        Some(path) => path,
        None => CONFIGS
            .map(Path::new)
            .into_iter()
            .find(|path| path.exists())
            .ok_or_else(|| {
                let places = CONFIGS.join("` nor `");
                Stop::Usage(format!(
                    "there is neither `{places}` here; name a SPEC and `--out DIR`"
                ))
            })?,
    };
    Config::from_file(path).map_err(|failure| Stop::Failure(failure, style))
}

fn apply(config: &mut Config, selection: &Selection, messages: &Messages) {
    let selectors = |texts: &[String]| texts.iter().cloned().map(Into::into).collect::<Vec<_>>();
    config.include.extend(selectors(&selection.include));
    config.exclude.extend(selectors(&selection.exclude));
    config.deny_warnings |= messages.deny_warnings;
}

fn spec(text: &str) -> Spec {
    match text {
        "-" => Spec::Stdin,
        path => Spec::from(path),
    }
}

/// What cargo accepts as the name of a package (the Cargo book, section The name field).
fn is_package_name(name: &str) -> bool {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && name.chars().all(is_word)
}

fn write_report(path: Option<&Path>, report: &Report) -> Result<(), Stop> {
    let Some(path) = path else { return Ok(()) };
    report
        .write(path)
        .map_err(|error| Stop::Io(format!("cannot write `{}`: {error}", path.display())))
}

fn summary(report: &Report, output: &Path, changed: usize) -> String {
    let skipped = report.operations.skipped.len();
    let mut text = format!(
        "generated {} of {} into `{}`",
        report.operations.generated,
        plural(report.operations.total, "operation"),
        output.display(),
    );
    if skipped > 0 {
        let _ = write!(text, ", {skipped} skipped");
    }
    let _ = match changed {
        0 => writeln!(text, "; nothing has changed"),
        _ => writeln!(text, "; {} changed", plural(changed, "file")),
    };
    text
}

fn plural(count: usize, noun: &str) -> String {
    if count == 1 {
        format!("1 {noun}")
    } else {
        format!("{count} {noun}s")
    }
}
