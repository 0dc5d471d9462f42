//! The build script of `generated/`: regenerates it from `spec/` before it is compiled.
//!
//! Cargo runs a package's own build script before it compiles the package, and promises no other order. So this file,
//! at the top of the workspace, is the build script of the package in `generated/`. The generator is a build dependency
//! behind the feature `regenerate`, which only this workspace turns on: whoever depends on the client compiles neither
//! the generator nor what it stands on.

#[cfg(not(feature = "regenerate"))]
fn main() {
    println!("cargo::rerun-if-changed=../build.rs");
}

#[cfg(feature = "regenerate")]
fn main() -> std::process::ExitCode {
    regenerate::run()
}

#[cfg(feature = "regenerate")]
mod regenerate {
    use std::process::ExitCode;

    use codegen::Config;

    /// Where the configuration is, seen from the package, in whose folder cargo runs this script.
    const CONFIG: &str = "../spec/codegen.toml";

    #[expect(
        clippy::print_stderr,
        reason = "cargo shows what a failed build script says there"
    )]
    pub(crate) fn run() -> ExitCode {
        println!("cargo::rerun-if-changed=../build.rs");
        println!("cargo::rerun-if-changed=../spec");
        println!("cargo::rerun-if-env-changed=CI");
        let result = match std::env::var_os("CI") {
            // What is committed is what is tested: a build machine never changes it.
            Some(_) => check(),
            None => generate(),
        };
        match result {
            Ok(()) => ExitCode::SUCCESS,
            Err(message) => {
                eprintln!("{message}");
                ExitCode::FAILURE
            }
        }
    }

    fn generate() -> Result<(), String> {
        let config = Config::from_file(CONFIG).map_err(|failure| failure.to_string())?;
        codegen::generate(&config).map_err(|failure| failure.to_string())?;
        Ok(())
    }

    fn check() -> Result<(), String> {
        let config = Config::from_file(CONFIG).map_err(|failure| failure.to_string())?;
        let check = codegen::check(&config).map_err(|failure| failure.to_string())?;
        if check.stale.is_empty() {
            return Ok(());
        }
        let files: Vec<_> = check
            .stale
            .iter()
            .map(|path| format!("  {}", path.display()))
            .collect();
        Err(format!(
            "the generated client is out of date:\n{}\nrun `cargo run -p codegen` and commit what it changes",
            files.join("\n"),
        ))
    }
}
