//! Generates the client of `openapi.yaml` as a module.

use std::error::Error;
use std::path::PathBuf;

use codegen::Config;

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(std::env::var("OUT_DIR")?).join("pets");
    let mut config = Config::module("openapi.yaml", out);
    // What had to be left out would be missed only later, in the compiler's words.
    config.deny_warnings = true;
    let generation = codegen::generate(&config)?;
    for input in generation.inputs() {
        println!("cargo::rerun-if-changed={}", input.display());
    }
    Ok(())
}
