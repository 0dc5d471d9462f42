//! What compiling a generated crate takes: processor time and memory of the compiler, for the crate alone.
//!
//! ```sh
//! cargo run -p tests --release --bin compile-cost -- SPEC [--features NAME,NAME]
//! ```

use std::env;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::thread;
use std::time::Duration;

use clap::Parser;
use codegen::Config;

/// The variable that names the file of what was measured; cargo runs this program in the compiler's place then.
const MEASURED: &str = "CODEGEN_COMPILE_COST";

/// What is measured, each with the dependencies compiled before.
const COMMANDS: [&[&str]; 3] = [&["check"], &["build"], &["build", "--release"]];

/// How often the compiler's memory is looked at.
const INTERVAL: Duration = Duration::from_millis(10);

/// The system counts processor time in hundredths of a second, whatever the processor.
const TICKS_PER_SECOND: f64 = 100.0;

/// Generates a crate, and measures what compiling it takes.
#[derive(Debug, Parser)]
struct Arguments {
    /// The description.
    spec: PathBuf,
    /// Compiles the crate with these features only, such as those of one tag; all default ones where there is none.
    #[arg(long, value_name = "NAMES")]
    features: Option<String>,
    /// The folder of the generated crate.
    #[arg(long, value_name = "DIR", default_value = "target/compile-cost")]
    out: PathBuf,
}

fn main() -> ExitCode {
    let done = match env::var_os(MEASURED) {
        Some(file) => compile(Path::new(&file)),
        None => run(&Arguments::parse()),
    };
    done.unwrap_or_else(|error| {
        let _ = writeln!(io::stderr(), "error: {error}");
        ExitCode::FAILURE
    })
}

fn run(arguments: &Arguments) -> io::Result<ExitCode> {
    if !Path::new("/proc/self/stat").exists() {
        writeln!(
            io::stderr(),
            "skipped: compile-cost: only Linux tells what a process takes"
        )?;
        return Ok(ExitCode::SUCCESS);
    }
    let folder = arguments.out.join("crate");
    let generation = codegen::generate(&Config::new(arguments.spec.as_path(), &folder).force())
        .map_err(|failure| io::Error::other(failure.to_string()))?;
    // The crate stands alone, wherever the folder is.
    let manifest = folder.join("Cargo.toml");
    let workspace = "[workspace]\nmembers = [\"crate\"]\nresolver = \"3\"\n";
    fs::write(arguments.out.join("Cargo.toml"), workspace)?;
    let mut stdout = io::stdout();
    writeln!(stdout, "{} lines", generation.report.output.lines)?;
    for command in COMMANDS {
        let (seconds, mebibytes) = measure(&manifest, arguments, command)?;
        let command = command.join(" ");
        writeln!(
            stdout,
            "cargo {command}: {seconds:.2} s of processor time, {mebibytes} MiB"
        )?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The processor time and the peak memory of compiling the crate.
fn measure(manifest: &Path, arguments: &Arguments, command: &[&str]) -> io::Result<(f64, u64)> {
    let measured = arguments.out.canonicalize()?.join("measured");
    let target = arguments.out.join("target");
    let cargo = || {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo
            .args(command)
            .arg("--quiet")
            .arg("--manifest-path")
            .arg(manifest);
        cargo
            .arg("--target-dir")
            .arg(&target)
            .env("CARGO_INCREMENTAL", "0");
        if let Some(features) = &arguments.features {
            cargo.args(["--no-default-features", "--features", features]);
        }
        cargo
            .env("RUSTC_WORKSPACE_WRAPPER", env::current_exe()?)
            .env(MEASURED, &measured);
        Ok::<_, io::Error>(cargo)
    };
    fs::write(&measured, "")?;
    // What is compiled already would not be measured.
    let source = manifest.with_file_name("src").join("lib.rs");
    fs::File::open(&source)?.set_modified(std::time::SystemTime::now())?;
    if !cargo()?.status()?.success() {
        return Err(io::Error::other("the crate does not compile"));
    }
    let text = fs::read_to_string(&measured)?;
    let last = text.lines().last().unwrap_or_default();
    let numbers = last.split_once(' ').and_then(|(seconds, memory)| {
        Some((seconds.parse().ok()?, memory.parse::<u64>().ok()? / 1024))
    });
    numbers.ok_or_else(|| io::Error::other("the compiler was not measured"))
}

/// Runs the compiler that the arguments name, and writes down what it took.
fn compile(file: &Path) -> io::Result<ExitCode> {
    let mut arguments = env::args_os().skip(1);
    let compiler = arguments.next().unwrap_or_else(|| "rustc".into());
    let mut child = Command::new(compiler).args(arguments).spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    let ended = loop {
        if let Some(ended) = child.try_wait()? {
            break ended;
        }
        peak = peak.max(memory(&status).unwrap_or_default());
        thread::sleep(INTERVAL);
    };
    if env::var_os("CARGO_PRIMARY_PACKAGE").is_some() {
        let mut file = fs::OpenOptions::new().append(true).open(file)?;
        writeln!(file, "{} {peak}", seconds().unwrap_or_default())?;
    }
    let code = ended.code().and_then(|code| u8::try_from(code).ok());
    Ok(ExitCode::from(code.unwrap_or(1)))
}

/// The most memory that a process has had, in kibibytes (proc(5)).
fn memory(status: &str) -> Option<u64> {
    let text = fs::read_to_string(status).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

/// The processor time of the children that have ended (proc(5), `cutime` and `cstime`).
fn seconds() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The second field is a name in parentheses, which may hold blanks.
    let (_, fields) = stat.rsplit_once(')')?;
    let mut ticks = fields.split_whitespace().skip(13).map(str::parse::<f64>);
    Some((ticks.next()?.ok()? + ticks.next()?.ok()?) / TICKS_PER_SECOND)
}
