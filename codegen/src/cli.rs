//! Commands, their arguments and their exit codes: 0 done, 1 the document or the check failed, 2 wrong usage.

mod arguments;
mod commands;

use std::io::{self, IsTerminal as _, Write as _};
use std::process::ExitCode;

use clap::Parser as _;
use codegen::Failure;
use codegen::diagnostics::{Color, MessageFormat, Style};

use self::arguments::{Arguments, Command};

/// Runs the command that the arguments name.
pub(crate) fn run() -> ExitCode {
    // clap ends the process with 2 on wrong usage.
    let arguments = Arguments::parse();
    let result = match arguments.command {
        None => commands::generate(&arguments::Generate::default()),
        Some(Command::Generate(arguments)) => commands::generate(&arguments),
        Some(Command::Check(arguments)) => commands::check(&arguments),
        Some(Command::Inspect(arguments)) => commands::inspect(&arguments),
        Some(Command::Print(arguments)) => commands::print(&arguments),
    };
    match result {
        Ok(code) => code,
        Err(Stop::Failure(failure, style)) => {
            let text =
                codegen::diagnostics::render(failure.diagnostics(), failure.sources(), style);
            to_stderr(&text);
            ExitCode::from(1)
        }
        Err(Stop::Usage(message)) => {
            to_stderr(&format!("error: {message}\n"));
            ExitCode::from(2)
        }
        Err(Stop::Io(message)) => {
            to_stderr(&format!("error: {message}\n"));
            ExitCode::from(1)
        }
    }
}

/// Why a command ended early.
enum Stop {
    /// The document or the configuration is to blame.
    Failure(Failure, Style),
    /// The arguments are to blame.
    Usage(String),
    /// A file or a pipe is to blame.
    Io(String),
}

/// How messages are drawn.
fn style(format: MessageFormat) -> Style {
    let is_plain = !io::stderr().is_terminal() || std::env::var_os("NO_COLOR").is_some();
    Style {
        format,
        color: if is_plain {
            Color::Never
        } else {
            Color::Always
        },
    }
}

/// People may have gone away from the other end; there is nobody left to tell.
fn to_stderr(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}

fn to_stdout(text: &str) -> Result<(), Stop> {
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Stop::Io(format!(
            "cannot write to the standard output: {error}"
        ))),
        _ => Ok(()),
    }
}
