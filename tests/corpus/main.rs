//! The corpus runner: generates from every description in a folder, and says what came of each.
//!
//! ```sh
//! cargo run -p tests --release --bin corpus -- DIR --check --examples --instances 20
//! ```

mod cargo;
mod documents;
mod examples;
mod generation;
mod instances;
mod progress;
mod record;
mod rustc;
mod suite;
mod table;

use std::env;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, Subcommand};

use self::documents::Document;
use self::generation::Wanted;
use self::record::{Outcome, Record};

/// Generates from every description in a folder, and says what came of each.
#[derive(Debug, Parser)]
#[command(args_conflicts_with_subcommands = true)]
struct Arguments {
    /// The folder of descriptions; what `OPENAPI_CORPUS` names, else `../shared/corpus/dev`.
    dir: Option<PathBuf>,
    /// Compiles every crate, with clippy; a warning is a failure.
    #[arg(long)]
    check: bool,
    /// Runs the tests of every crate, which read and write the examples of its description.
    #[arg(long)]
    examples: bool,
    /// Makes up to so many instances of each component schema, and runs the tests on them as well.
    #[arg(long, value_name = "N", default_value_t = 0)]
    instances: usize,
    /// Takes only the descriptions whose file name matches: `*` and `?` stand for any text and any character.
    #[arg(long, value_name = "GLOB")]
    only: Vec<String>,
    /// Takes only a fixed choice of small and mid-size descriptions.
    #[arg(long)]
    sample: bool,
    /// Where to write what came of each description, as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// The folder of the generated crates.
    #[arg(long, value_name = "DIR", default_value = "target/corpus")]
    out: PathBuf,
    /// How long one description may take.
    #[arg(long, value_name = "SECONDS", default_value_t = 120)]
    timeout: u64,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Runs the JSON-Schema-Test-Suite: every valid instance is read as the type of its schema and written again.
    Suite(suite::Suite),
    /// Generates one crate, in a process of its own.
    #[command(hide = true)]
    GenerateOne(generation::GenerateOne),
}

impl Arguments {
    fn has_tests(&self) -> bool {
        self.examples || self.instances > 0
    }
}

fn main() -> ExitCode {
    if let Some(times) = env::var_os(rustc::TIMES) {
        return rustc::measured(Path::new(&times));
    }
    let arguments = Arguments::parse();
    let result = match &arguments.command {
        Some(Command::Suite(suite)) => suite::run(suite),
        Some(Command::GenerateOne(one)) => generation::generate_one(one),
        None => run(&arguments),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs it all; the result is whether nothing went wrong that is the generator's fault.
fn run(arguments: &Arguments) -> io::Result<bool> {
    let dir = arguments.dir.clone().unwrap_or_else(tests::corpus);
    if !dir.is_dir() {
        writeln!(
            io::stderr(),
            "skipped: corpus: there is no folder `{}`",
            dir.display()
        )?;
        return Ok(true);
    }
    let documents = documents::find(&dir, &arguments.only, arguments.sample)?;
    fs::create_dir_all(&arguments.out)?;
    let out = arguments.out.canonicalize()?;
    let mut records = generated(&documents, &out, arguments)?;
    if arguments.check {
        cargo::check(&out, &mut records)?;
    }
    if arguments.has_tests() {
        instances::write(&out, &mut records, arguments.instances)?;
        examples::test(&out, &mut records)?;
    }
    io::stdout().write_all(table::table(&records).as_bytes())?;
    if let Some(path) = &arguments.json {
        fs::write(path, serde_json::to_vec_pretty(&records)?)?;
    }
    Ok(records.iter().all(Record::is_good))
}

fn generated(documents: &[Document], out: &Path, arguments: &Arguments) -> io::Result<Vec<Record>> {
    let wanted = Wanted {
        time: Duration::from_secs(arguments.timeout),
        with_tests: arguments.has_tests(),
        strictly: false,
    };
    let bar = progress::bar("generating", documents.len());
    let mut records = Vec::new();
    for document in documents {
        bar.set_message(document.name.clone());
        let record = generation::generate(document, out, &wanted)?;
        if let Outcome::Crashed { .. } = record.outcome {
            bar.suspend(|| writeln!(io::stderr(), "crashed: {}", record.document))?;
        }
        records.push(record);
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(records)
}
