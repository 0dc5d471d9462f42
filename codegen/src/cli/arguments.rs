//! What can be written behind `codegen`.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use codegen::diagnostics::MessageFormat;

/// Generates a typed Rust client crate from an `OpenAPI` description.
///
/// Without a command it does what `spec/codegen.toml` or `codegen.toml` says.
#[derive(Debug, Parser)]
#[command(name = "codegen", version)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Writes a complete crate.
    Generate(Generate),
    /// Writes nothing, and fails with a diff where the output on disk differs.
    Check(Generate),
    /// Says what a description holds, what would be generated, and what would be skipped and why.
    Inspect(Inspect),
    /// Prints the middle of the pipeline.
    Print(Print),
}

#[derive(Debug, Default, Args)]
pub(super) struct Generate {
    /// The description: a path, or `-` for the standard input; the configuration's where there is none.
    pub(super) spec: Option<String>,
    /// The folder of the crate.
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// The package's name.
    #[arg(long, value_name = "NAME")]
    pub(super) crate_name: Option<String>,
    #[command(flatten)]
    pub(super) selection: Selection,
    /// The configuration; `spec/codegen.toml` or `codegen.toml` where there is no SPEC either.
    #[arg(long, value_name = "FILE", conflicts_with = "spec")]
    pub(super) config: Option<PathBuf>,
    /// Adds tests to the crate that read and write every example of the description.
    #[arg(long)]
    pub(super) with_tests: bool,
    /// Adds a server to the crate for the tests of those who call the API, behind its feature `mock`.
    #[arg(long)]
    pub(super) with_mock: bool,
    /// Does everything again although nothing has changed, so that every warning is said again.
    #[arg(long)]
    pub(super) force: bool,
    /// Where to write what was done, as JSON.
    #[arg(long, value_name = "FILE")]
    pub(super) report: Option<PathBuf>,
    #[command(flatten)]
    pub(super) messages: Messages,
}

#[derive(Debug, Args)]
pub(super) struct Inspect {
    /// The description: a path, or `-` for the standard input.
    pub(super) spec: String,
    #[command(flatten)]
    pub(super) selection: Selection,
    #[command(flatten)]
    pub(super) messages: Messages,
}

#[derive(Debug, Args)]
pub(super) struct Print {
    /// Which stage.
    #[arg(long)]
    pub(super) stage: StageName,
    /// The description: a path, or `-` for the standard input.
    pub(super) spec: String,
    /// The package's name.
    #[arg(long, value_name = "NAME")]
    pub(super) crate_name: Option<String>,
    #[command(flatten)]
    pub(super) selection: Selection,
    #[command(flatten)]
    pub(super) messages: Messages,
}

/// Which operations are meant: an id, `METHOD /path` or `tag:NAME`.
#[derive(Debug, Default, Args)]
pub(super) struct Selection {
    /// Generates these operations only: an id, `METHOD /path` or `tag:NAME`.
    #[arg(long, value_name = "SEL")]
    pub(super) include: Vec<String>,
    /// Leaves these operations out.
    #[arg(long, value_name = "SEL")]
    pub(super) exclude: Vec<String>,
}

#[derive(Debug, Default, Args)]
pub(super) struct Messages {
    /// Fails where there is a warning.
    #[arg(long)]
    pub(super) deny_warnings: bool,
    /// How messages are written.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(super) message_format: FormatName,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(super) enum FormatName {
    #[default]
    Human,
    Short,
    Json,
}

impl From<FormatName> for MessageFormat {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Human => Self::Human,
            FormatName::Short => Self::Short,
            FormatName::Json => Self::Json,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum StageName {
    /// What the description says, in the words of `OpenAPI`.
    Model,
    /// What will exist, in Rust's words.
    Plan,
    /// The generated files, those of the runtime aside.
    Rust,
}

impl From<StageName> for codegen::Stage {
    fn from(name: StageName) -> Self {
        match name {
            StageName::Model => Self::Model,
            StageName::Plan => Self::Plan,
            StageName::Rust => Self::Rust,
        }
    }
}
