//! The compiler, measured: cargo runs the runner in its place, and the runner runs the compiler.

use std::env;
use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, ExitCode};

/// The variable that names the folder of what was measured.
pub(crate) const TIMES: &str = "CODEGEN_CORPUS_TIMES";

/// The system counts processor time in hundredths of a second, whatever the processor.
const TICKS_PER_SECOND: f64 = 100.0;

/// Runs the compiler that the arguments name, and writes down what it took for a package of the workspace.
pub(crate) fn measured(times: &Path) -> ExitCode {
    let mut arguments = env::args_os().skip(1);
    let Some(compiler) = arguments.next() else {
        return ExitCode::FAILURE;
    };
    let arguments: Vec<OsString> = arguments.collect();
    let status = Command::new(compiler).args(&arguments).status();
    if env::var_os("CARGO_PRIMARY_PACKAGE").is_some()
        && let (Ok(package), Some(seconds)) = (env::var("CARGO_PKG_NAME"), seconds())
    {
        let file = OpenOptions::new()
            .create(true)
            .append(true)
            .open(times.join(package));
        // A time that cannot be written down is not worth failing for.
        let _ = file.and_then(|mut file| writeln!(file, "{seconds}"));
    }
    let code = status.ok().and_then(|status| status.code());
    ExitCode::from(code.and_then(|code| u8::try_from(code).ok()).unwrap_or(1))
}

/// The processor time of the children that have ended (proc(5), `cutime` and `cstime`); only Linux says.
fn seconds() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The second field is a name in parentheses, which may hold blanks.
    let (_, fields) = stat.rsplit_once(')')?;
    let ticks = |field: &str| field.parse::<f64>().ok();
    let mut fields = fields.split_whitespace().skip(13);
    Some((ticks(fields.next()?)? + ticks(fields.next()?)?) / TICKS_PER_SECOND)
}

/// What was written down for a package.
pub(crate) fn sum(times: &Path, package: &str) -> f64 {
    let text = fs::read_to_string(times.join(package)).unwrap_or_default();
    text.lines()
        .filter_map(|line| line.parse::<f64>().ok())
        .sum()
}
