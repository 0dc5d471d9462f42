//! What an operation leads to: calls of others with what it answers, and calls that the API makes.

use serde::Serialize;

use super::Method;
use crate::pointer::JsonPointer;

/// What an answer is good for: a call of another operation (`OpenAPI` specification, section Link Object).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// What the document calls it.
    pub name: String,
    /// The other operation, by its id or its place.
    pub operation: LinkTarget,
    /// The document's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What its parameters are: values, or expressions that say where in the call or its answer the value is.
    pub parameters: Vec<(String, String)>,
}

/// The operation that a link is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkTarget {
    /// `operationId`.
    Id(String),
    /// `operationRef`, where it points into this document.
    Place(JsonPointer),
    /// Any other `operationRef`.
    Elsewhere(String),
}

/// A call that the API makes because of an earlier one (section Callback Object).
#[derive(Debug, Clone, Serialize)]
pub struct Callback {
    /// Where its operation stands in the document.
    pub pointer: JsonPointer,
    /// What the document calls it.
    pub name: String,
    /// The HTTP method.
    pub method: Method,
    /// The expression that says where the earlier call has the address.
    pub expression: String,
}
