//! What came of a description, as data.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What came of a description.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Record {
    /// Its path below the folder.
    pub(crate) document: String,
    /// The package, and its folder.
    pub(crate) package: String,
    /// How the generator ended.
    pub(crate) outcome: Outcome,
    /// How many operations the description has.
    pub(crate) operations: u64,
    /// How many of them are functions.
    pub(crate) generated: u64,
    /// How many are not, by the code of the reason.
    pub(crate) skipped: BTreeMap<String, u64>,
    /// How many diagnostics there are, by their code.
    pub(crate) diagnostics: BTreeMap<String, u64>,
    /// How many types were made.
    pub(crate) types: u64,
    /// How many lines of code were made.
    pub(crate) lines: u64,
    /// How long it took.
    pub(crate) seconds: f64,
    /// How much memory it took at most, where the system says.
    pub(crate) peak_mib: Option<f64>,
    /// What the compiler said, if it was asked.
    pub(crate) check: Option<Check>,
    /// What came of the examples, if they were tested.
    pub(crate) examples: Option<Samples>,
    /// What came of the instances that were made, if they were tested.
    pub(crate) instances: Option<Samples>,
    /// How many component schemas there are no instances of, by the reason.
    pub(crate) without_instances: BTreeMap<String, u64>,
}

/// What came of samples that were read as their types and written again.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Samples {
    /// How many came back as they were.
    pub(crate) passed: u64,
    /// How many schemas have samples.
    pub(crate) schemas: u64,
    /// Those that did not, though their schema describes them.
    pub(crate) failed: Vec<Value>,
    /// Those that did not, and that their own schema rejects.
    pub(crate) rejected: Vec<Value>,
}

/// How the generator ended.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub(crate) enum Outcome {
    /// There is a crate.
    #[default]
    Generated,
    /// The description is not one that a crate can be made of.
    Refused { message: String },
    /// It panicked, or was ended by the system.
    Crashed { message: String },
    /// It took too long, and was ended.
    TimedOut,
}

/// What the compiler said.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Check {
    /// What does not compile.
    pub(crate) errors: Vec<String>,
    /// What the compiler or clippy warns of.
    pub(crate) warnings: Vec<String>,
    /// The processor time that it took.
    pub(crate) cpu_seconds: f64,
}

impl Record {
    /// Whether there is a crate to go on with.
    pub(crate) fn is_generated(&self) -> bool {
        matches!(self.outcome, Outcome::Generated)
    }

    /// Whether nothing went wrong that is the generator's fault.
    pub(crate) fn is_good(&self) -> bool {
        let is_over = matches!(self.outcome, Outcome::Generated | Outcome::Refused { .. });
        let samples = [&self.examples, &self.instances].into_iter().flatten();
        let has_failed = samples.flat_map(|samples| &samples.failed).next().is_some();
        is_over && self.compiles() && !has_failed
    }

    /// Whether the compiler was content, or was not asked.
    pub(crate) fn compiles(&self) -> bool {
        let check = self.check.as_ref();
        check.is_none_or(|check| check.errors.is_empty() && check.warnings.is_empty())
    }

    /// How many schemas became any JSON value.
    pub(crate) fn untyped(&self) -> u64 {
        self.diagnostics
            .get("untyped-schema")
            .copied()
            .unwrap_or_default()
    }
}

impl Samples {
    /// What is said where the tests could not be run to their end.
    pub(crate) fn broken(problem: &str) -> Self {
        Self {
            failed: vec![json!({ "problem": problem })],
            ..Self::default()
        }
    }
}
