//! What comes of a call, as an object of JSON.

use super::given::Failed;
use super::runtime::serde_json::{Value, json};
use super::told::Told;

/// What comes of a call. Its member `outcome` is `answer` or `error`, where the answer is as described; `encode`, where
/// nothing was sent; `decode`, where the answer is not as described; `undocumented`, where it is an error of another
/// status; `transport` for the rest.
pub struct Outcome(pub(super) Value);

/// An answer that is as described.
pub(super) fn answered(status: u16, told: Told) -> Outcome {
    Outcome(match told {
        Ok(value) => json!({ "outcome": "answer", "status": status, "value": value }),
        Err(text) => json!({ "outcome": "decode", "status": status, "text": text }),
    })
}

/// An error that is as described; what it is read as may be less than what came.
pub(super) fn documented(facts: &Failed, told: Told) -> Outcome {
    let (status, body) = (facts.status, &facts.body);
    Outcome(match told {
        Ok(value) => json!({ "outcome": "error", "status": status, "value": value, "body": body }),
        Err(text) => json!({ "outcome": "decode", "status": status, "text": text, "body": body }),
    })
}

/// A call that fails.
pub(super) fn failed(failed: &Failed) -> Outcome {
    let outcome = match (&failed.mismatch, failed.status, &*failed.kind) {
        (Some(_), ..) => "decode",
        (None, Some(_), _) => "undocumented",
        (None, None, "InvalidRequest" | "MissingCredential" | "Configuration") => "encode",
        (None, None, _) => "transport",
    };
    Outcome(json!({
        "outcome": outcome,
        "kind": failed.kind,
        "status": failed.status,
        "text": failed.text,
        "mismatch": failed.mismatch,
        "body": failed.body,
        "url": failed.url,
    }))
}

/// A call whose arguments do not fit.
pub(super) fn unfit(text: &str) -> Outcome {
    Outcome(json!({ "outcome": "arguments", "text": text }))
}
