//! What comes of a call, as an object of JSON.

use super::given::Failed;
use super::runtime::serde_json::{Value, json};
use super::told::Told;

/// What comes of a call. Its member `outcome` is `answer` or `error`, where the answer is as described; `encode`, where
/// nothing was sent; `decode`, where the answer is not as described; `undocumented`, where it is an error of another
/// status; `transport` for the rest.
pub struct Outcome(pub(super) Value);

/// An answer that is as described.
pub(super) fn answered(outcome: &str, status: u16, told: Told) -> Outcome {
    Outcome(match told {
        Ok(Some(value)) => json!({ "outcome": outcome, "status": status, "value": value }),
        Ok(None) => json!({ "outcome": outcome, "status": status }),
        Err(text) => json!({ "outcome": "decode", "status": status, "text": text }),
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
