//! What came of the scenarios.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Value, json};

use super::scenarios::Row;

/// What came of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    Passed,
    Failed(String),
    NotApplicable(String),
}

/// What came of all requests, by scenario and step.
#[derive(Debug, Default)]
pub(super) struct Score(BTreeMap<(String, String), Verdict>);

/// What an outcome says about a row.
pub(super) fn verdict(row: &Row, outcome: &Value, origin: &str) -> Verdict {
    let kind = outcome["outcome"].as_str().unwrap_or_default();
    let is_success = (200..300).contains(&row.status);
    let is_expected = match kind {
        "answer" => is_success,
        "error" | "undocumented" => !is_success,
        _ => false,
    };
    if !is_expected || outcome["status"] != row.status {
        return Verdict::Failed(said(outcome));
    }
    let value = &outcome["value"];
    match &row.answer {
        // What is not documented has no type.
        Some(expected) if kind != "undocumented" => {
            let expected = located(expected, origin);
            if is_same(&expected, value) {
                Verdict::Passed
            } else {
                Verdict::Failed(format!("{expected} comes back as {value}"))
            }
        }
        _ => Verdict::Passed,
    }
}

/// What is said of a call that failed.
fn said(outcome: &Value) -> String {
    let mut said = outcome["outcome"].to_string();
    for key in ["status", "text", "mismatch", "body"] {
        if let Some(value) = outcome.get(key).filter(|value| !value.is_null()) {
            said.push(' ');
            said.push_str(&value.to_string());
        }
    }
    said
}

/// Answers name the server: in JSON, and in what is a text for us.
fn located(value: &Value, origin: &str) -> Value {
    let text = value.to_string().replace("{base}", origin);
    serde_json::from_str(&text).unwrap_or_default()
}

/// Whether two values mean the same: a moment may be spelled in another way, and so may a number.
fn is_same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            let is_in_b = |(name, value)| b.get(name).is_some_and(|other| is_same(value, other));
            a.len() == b.len() && a.iter().all(is_in_b)
        }
        (Value::String(a), Value::String(b)) => a == b || codegen_proof::are_equal_moments(a, b),
        _ => a == b,
    }
}

impl Score {
    pub(super) fn add(&mut self, row: &Row, verdict: Verdict) {
        self.0
            .insert((row.scenario.clone(), row.step.clone()), verdict);
    }

    pub(super) fn has_no_failure(&self) -> bool {
        !self
            .0
            .values()
            .any(|verdict| matches!(verdict, Verdict::Failed(_)))
    }

    /// The verdict of each scenario: the worst of its steps.
    fn scenarios(&self) -> BTreeMap<&str, &Verdict> {
        let mut scenarios = BTreeMap::new();
        for ((scenario, _), verdict) in &self.0 {
            let known = scenarios.entry(&**scenario).or_insert(verdict);
            if **known == Verdict::Passed {
                *known = verdict;
            }
        }
        scenarios
    }

    pub(super) fn to_json(&self) -> Value {
        let rows = self.0.iter().map(|((scenario, step), verdict)| {
            let (verdict, reason) = match verdict {
                Verdict::Passed => ("passed", None),
                Verdict::Failed(reason) => ("failed", Some(reason)),
                Verdict::NotApplicable(reason) => ("not applicable", Some(reason)),
            };
            json!({ "scenario": scenario, "step": step, "verdict": verdict, "reason": reason })
        });
        rows.collect()
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut passed, mut failed, mut others) = (0, 0, 0);
        for (scenario, verdict) in self.scenarios() {
            match verdict {
                Verdict::Passed => passed += 1,
                Verdict::Failed(reason) => {
                    failed += 1;
                    let reason: String = reason.chars().take(400).collect();
                    writeln!(f, "failed: {scenario}: {reason}")?;
                }
                Verdict::NotApplicable(reason) => {
                    others += 1;
                    writeln!(f, "not applicable: {scenario}: {reason}")?;
                }
            }
        }
        let total = passed + failed + others;
        writeln!(
            f,
            "{passed} passed, {failed} failed, {others} not applicable, of {total} scenarios"
        )
    }
}

#[cfg(test)]
mod tests;
