//! What came of the calls.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Value, json};

use crate::client::Call;

/// What came of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    /// Accepted, and its answer decodes.
    Good,
    /// Refused by Prism.
    Refused,
    /// The answer does not decode.
    Undecoded,
    /// The client does not send it.
    Unsent,
    /// The description's own example is not what its schema describes, so that Prism does not answer with it.
    Contradicted,
    /// Prism cannot serve it.
    Unserved,
}

impl Class {
    const ALL: [(Self, &'static str); 6] = [
        (Self::Good, "accepted and decoded"),
        (Self::Refused, "refused"),
        (Self::Undecoded, "not decoded"),
        (Self::Unsent, "not sent"),
        (Self::Contradicted, "contradicted by their own schemas"),
        (Self::Unserved, "not served by Prism"),
    ];

    fn of(outcome: &Value) -> Self {
        let said = error(outcome);
        match outcome["outcome"].as_str() {
            Some("answer") => Self::Good,
            Some("encode" | "arguments") => Self::Unsent,
            Some("transport" | "crash") => Self::Unserved,
            _ => match said {
                Some(said) if said.is_refusal() => Self::Refused,
                Some(said) if said.is_contradiction() => Self::Contradicted,
                Some(_) => Self::Unserved,
                None if outcome["outcome"] == "error" => Self::Good,
                None => Self::Undecoded,
            },
        }
    }
}

/// How Prism says that a request is wrong; what else it says is about itself or the description.
const REFUSALS: [&str; 8] = [
    "#UNPROCESSABLE_ENTITY",
    "#UNAUTHORIZED",
    "#INVALID_CONTENT_TYPE",
    "#NOT_ACCEPTABLE",
    "#NO_PATH_MATCHED_ERROR",
    "#NO_METHOD_MATCHED_ERROR",
    "#NO_SERVER_MATCHED_ERROR",
    "#NO_BASE_URL_ERROR",
];

/// An error of Prism's own (RFC 9457).
struct Problem(Value);

/// Prism's own error, if the answer is one.
fn error(outcome: &Value) -> Option<Problem> {
    let body: Value = serde_json::from_str(outcome["body"].as_str()?).ok()?;
    let is_own = body["type"].as_str()?.contains("stoplight.io/prism");
    is_own.then_some(Problem(body))
}

impl Problem {
    fn is_refusal(&self) -> bool {
        let kind = self.0["type"].as_str().unwrap_or_default();
        REFUSALS.iter().any(|refusal| kind.ends_with(refusal)) || self.is_about("request")
    }

    /// Whether the answer, which is the description's example, is not what the description says.
    fn is_contradiction(&self) -> bool {
        self.is_about("response")
    }

    fn is_about(&self, message: &str) -> bool {
        let violations = self.0["validation"].as_array().into_iter().flatten();
        violations
            .into_iter()
            .any(|it| it["location"][0] == message)
    }
}

/// What came of each operation.
#[derive(Debug)]
pub(super) struct Score(Vec<(String, Class, String, Value)>);

impl Score {
    /// Judges what came of each call; `blamed` says why the answer of the operation at an index is not what its own
    /// schema describes.
    pub(super) fn of(
        calls: &[Call],
        outcomes: &[Value],
        blamed: impl Fn(usize, &Value) -> Option<String>,
    ) -> Self {
        let judged = calls.iter().zip(outcomes).enumerate();
        let judged = judged.map(|(index, (call, outcome))| {
            let arguments = json!(call.arguments);
            let (class, said) = match (Class::of(outcome), blamed(index, outcome)) {
                (Class::Undecoded, Some(verdict)) => (Class::Contradicted, verdict),
                (class, _) => (class, said(outcome)),
            };
            (call.operation.clone(), class, said, arguments)
        });
        Self(judged.collect())
    }

    pub(super) fn is_good(&self) -> bool {
        let is_good = |class| matches!(class, Class::Good | Class::Contradicted | Class::Unserved);
        self.0.iter().all(|(_, class, ..)| is_good(*class))
    }

    pub(super) fn to_json(&self) -> Value {
        let operation = |(operation, class, said, arguments): &(String, Class, String, Value)| {
            json!({
                "operation": operation,
                "class": class.name(),
                "said": said,
                "arguments": arguments,
            })
        };
        self.0.iter().map(operation).collect()
    }
}

impl Class {
    fn name(self) -> &'static str {
        let mut all = Self::ALL.iter();
        all.find(|(class, _)| *class == self)
            .map_or("", |(_, name)| name)
    }
}

/// What is said of a call.
fn said(outcome: &Value) -> String {
    if let Some(Problem(problem)) = error(outcome) {
        let violations = problem.get("validation").filter(|list| !list.is_null());
        return violations.unwrap_or(&problem).to_string();
    }
    let parts = ["outcome", "status", "text", "mismatch", "body"];
    let parts = parts.iter().filter_map(|key| outcome.get(key));
    let parts = parts.filter(|part| !part.is_null()).map(|part| match part {
        Value::String(text) => text.clone(),
        part => part.to_string(),
    });
    parts.collect::<Vec<_>>().join(" ")
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut counts: BTreeMap<Class, usize> = BTreeMap::new();
        for (operation, class, said, _) in &self.0 {
            *counts.entry(*class).or_default() += 1;
            if *class != Class::Good {
                let said: String = said.chars().take(600).collect();
                writeln!(f, "{}: {operation}: {said}", class.name())?;
            }
        }
        let counts = Class::ALL.iter().map(|(class, name)| {
            let count = counts.get(class).copied().unwrap_or_default();
            format!("{count} {name}")
        });
        let counts: Vec<_> = counts.collect();
        writeln!(f, "{} operations: {}", self.0.len(), counts.join(", "))
    }
}

#[cfg(test)]
mod tests;
