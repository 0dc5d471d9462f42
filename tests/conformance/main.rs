//! The conformance runner: lets independent servers judge generated clients.
//!
//! ```sh
//! cargo run -p tests --release --bin conformance -- SPEC --seeds 3
//! cargo run -p tests --release --bin conformance -- spector DIR
//! ```

mod arguments;
mod client;
mod description;
mod prism;
mod spector;

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Lets independent servers judge generated clients.
#[derive(Debug, Parser)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
struct Arguments {
    #[command(flatten)]
    served: Option<prism::Served>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Makes the calls that `TypeSpec`'s mock server expects.
    Spector(spector::Spector),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let result = match (&arguments.command, &arguments.served) {
        (Some(Command::Spector(spector)), _) => spector::run(spector),
        (None, Some(served)) => prism::run(served),
        (None, None) => Err(io::Error::other("there is no description to serve")),
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
