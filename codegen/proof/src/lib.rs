//! The proof: samples are read as their types, written again, and compared.
//!
//! A sample that does not come back is no failure yet. It may be wrong itself, so a JSON Schema validator, which knows
//! nothing of generated types, is asked whether it is what its own schema describes.

#![allow(
    dead_code,
    reason = "one program makes samples, another one checks them"
)]
#![allow(
    clippy::disallowed_methods,
    reason = "a report is no part of a generated crate"
)]

mod compare;
mod report;
mod schemas;
mod values;

use std::fs;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;

use serde_json::Value;

#[allow(unused_imports, reason = "the tests of a crate need a part of it")]
pub use self::report::{Finding, Report};
#[allow(unused_imports, reason = "the tests of a crate need a part of it")]
pub use self::schemas::{Schemas, Validator, percent_decoded};
#[allow(unused_imports, reason = "the tests of a crate need a part of it")]
pub use self::values::are_equal_moments;

/// A schema, by its place in the description, with what reads a sample of it as its type and writes it again.
pub type Check = (&'static str, fn(&[u8]) -> Result<Vec<u8>, String>);

/// The variable that names the file which the results are written to.
const REPORT: &str = "CODEGEN_PROOF_REPORT";

/// The files of samples: what the description gives as examples, and what was made from its schemas.
const EXAMPLES: &str = "tests/examples.json";
const INSTANCES: &str = "tests/instances.json";

/// Checks all samples of the package in `folder`, and says what came of them.
///
/// # Errors
///
/// Says what does not come back as it was, or which file cannot be read or written.
pub fn run(folder: &str, checks: &[Check]) -> Result<(), String> {
    let folder = Path::new(folder);
    let examples = read(&folder.join(EXAMPLES)).map_err(|error| error.to_string())?;
    let schemas = Schemas::new(examples.get("schemas").unwrap_or(&Value::Null))?;
    let mut results = vec![("examples", report(&examples, checks, &schemas))];
    if let Ok(instances) = read(&folder.join(INSTANCES)) {
        results.push(("instances", report(&instances, checks, &schemas)));
    }
    if let Some(path) = std::env::var_os(REPORT) {
        let data: Value = results
            .iter()
            .map(|(name, report)| ((*name).to_owned(), report.to_json()))
            .collect();
        fs::write(path, data.to_string()).map_err(|error| error.to_string())?;
    }
    let said = results
        .iter()
        .map(|(name, report)| format!("{name}: {report}"))
        .collect::<Vec<_>>()
        .join("\n");
    if results.iter().any(|(_, report)| !report.failed.is_empty()) {
        return Err(said);
    }
    report::say(&said);
    Ok(())
}

fn read(path: &Path) -> io::Result<Value> {
    Ok(serde_json::from_slice(&fs::read(path)?)?)
}

/// Checks every sample of a file.
#[must_use]
pub fn report(file: &Value, checks: &[Check], schemas: &Schemas) -> Report {
    let mut report = Report::default();
    let samples = file.get("samples").and_then(Value::as_array);
    // Where the file says so, what the schema does not name has to come back as well.
    let is_exact = file.get("exact") == Some(&Value::Bool(true));
    for sample in samples.into_iter().flatten() {
        let text = |key: &str| sample.get(key).and_then(Value::as_str).unwrap_or_default();
        let value = sample.get("value").unwrap_or(&Value::Null);
        let (schema, at) = (text("schema"), text("at"));
        report.schemas.insert(schema.to_owned());
        let check = checks.iter().find(|(place, _)| *place == schema);
        let problem = match check {
            Some((_, check)) => problem(value, schema, *check, (schemas, is_exact)),
            None => Err("there is no type for its schema".to_owned()),
        };
        match problem {
            Ok(()) => report.passed += 1,
            Err(problem) => report.blame(schemas, (schema, at), value, problem),
        }
    }
    report
}

/// Why a sample does not come back as it was.
fn problem(
    value: &Value,
    schema: &str,
    check: fn(&[u8]) -> Result<Vec<u8>, String>,
    (schemas, is_exact): (&Schemas, bool),
) -> Result<(), String> {
    let text = value.to_string();
    let written = panic::catch_unwind(AssertUnwindSafe(|| check(text.as_bytes())))
        .map_err(|_| "it panics".to_owned())??;
    let written = serde_json::from_slice(&written)
        .map_err(|error| format!("what is written is no JSON: {error}"))?;
    if values::are_equal(value, &written) {
        return Ok(());
    }
    compare::same((schemas, is_exact), schema, value, &written)
}

#[cfg(test)]
mod tests;
