//! What came of a set of samples.

use std::collections::BTreeSet;
use std::fmt;

use serde_json::{Value, json};

use super::Schemas;

/// How many findings are printed; all of them are in the data.
const PRINTED: usize = 20;

/// What came of a set of samples.
#[derive(Debug, Default)]
pub struct Report {
    /// How many come back as they were.
    pub passed: usize,
    /// Those that do not, though their schema describes them.
    pub failed: Vec<Finding>,
    /// Those that do not, and that their own schema rejects.
    pub rejected: Vec<Finding>,
    /// The schemas that have samples.
    pub schemas: BTreeSet<String>,
}

/// A sample that does not come back as it was.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    /// Its schema, by its place in the description.
    pub schema: String,
    /// Where the sample is from.
    pub at: String,
    /// What becomes of it.
    pub problem: String,
    /// What its own schema says against it.
    pub verdict: Option<String>,
    /// The sample.
    pub value: Value,
}

impl Report {
    /// Notes a sample that does not come back: as the document's fault if its own schema rejects it.
    pub(super) fn blame(
        &mut self,
        schemas: &Schemas,
        (schema, at): (&str, &str),
        value: &Value,
        problem: String,
    ) {
        let verdict = schemas.validate(schema, value).err();
        let list = match verdict {
            Some(_) => &mut self.rejected,
            None => &mut self.failed,
        };
        list.push(Finding {
            schema: schema.to_owned(),
            at: at.to_owned(),
            problem,
            verdict,
            value: value.clone(),
        });
    }

    /// The report as data.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let list = |findings: &[Finding]| findings.iter().map(Finding::to_json).collect::<Value>();
        json!({
            "passed": self.passed,
            "schemas": self.schemas.len(),
            "failed": list(&self.failed),
            "rejected": list(&self.rejected),
        })
    }
}

impl Finding {
    fn to_json(&self) -> Value {
        json!({
            "schema": self.schema,
            "at": self.at,
            "problem": self.problem,
            "verdict": self.verdict,
            "value": self.value,
        })
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} come back as they were, {} do not, {} are rejected by their own schemas",
            self.passed,
            self.failed.len(),
            self.rejected.len(),
        )?;
        for finding in self.failed.iter().take(PRINTED) {
            let Finding {
                at,
                schema,
                problem,
                ..
            } = finding;
            write!(f, "\n  {at} as {schema}: {problem}")?;
        }
        for finding in self.rejected.iter().take(PRINTED) {
            let verdict = finding.verdict.as_deref().unwrap_or_default();
            write!(
                f,
                "\n  rejected: {} as {}: {verdict}",
                finding.at, finding.schema
            )?;
        }
        Ok(())
    }
}

/// Says it where those who run tests look.
#[expect(
    clippy::print_stdout,
    reason = "tests are asked to show what they print"
)]
pub(super) fn say(text: &str) {
    println!("{text}");
}
