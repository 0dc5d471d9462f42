//! Generates the client of `openapi.yaml` as a module.

use std::error::Error;
use std::path::PathBuf;

use codegen::Config;

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(std::env::var("OUT_DIR")?).join("pets");
    let generation = codegen::generate(&Config::module("openapi.yaml", out))?;
    // When to run again, and what had to be left out, which would otherwise be missed only later.
    print!("{}", generation.cargo_directives());
    Ok(())
}
