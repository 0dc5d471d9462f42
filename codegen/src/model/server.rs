//! Where the API is served.

use indexmap::IndexMap;
use serde::Serialize;

/// A place where the API is served.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Server {
    /// The URL, with `{variables}`.
    pub url: String,
    /// The document's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The variables of the URL, by name.
    pub variables: IndexMap<String, ServerVariable>,
}

impl Server {
    /// Whether the URL says not on which host it is.
    #[must_use]
    pub fn is_relative(&self) -> bool {
        !self.url.contains("//") && !self.url.starts_with('{')
    }
}

/// A variable of a server's URL.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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
