//! Where the API is served.

use indexmap::IndexMap;
use serde::Serialize;

/// A place where the API is served.
#[derive(Debug, Clone, Serialize)]
pub struct Server {
    /// The URL, with `{variables}`.
    pub url: String,
    /// The document's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The variables of the URL, by name.
    pub variables: IndexMap<String, ServerVariable>,
}

/// A variable of a server's URL.
#[derive(Debug, Clone, Serialize)]
pub struct ServerVariable {
    /// The document's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The value where none is given.
    pub default: String,
    /// The values that are allowed; empty where any is.
    pub values: Vec<String>,
    /// Whether the default is of no use, so that callers must give a value (`x-codegen-required`).
    pub required: bool,
}
