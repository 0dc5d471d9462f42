//! The command line: `codegen` with no argument does what `codegen.toml` says.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
