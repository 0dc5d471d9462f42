//! How callers authenticate.

use indexmap::IndexMap;
use serde::Serialize;

/// A way to authenticate.
#[derive(Debug, Clone, Serialize)]
pub struct SecurityScheme {
    /// The document's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Which way.
    pub kind: SecuritySchemeKind,
}

/// Which way to authenticate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SecuritySchemeKind {
    /// `Authorization: Bearer ...` (RFC 6750), which OAuth 2.0 and `OpenID` Connect end in as well.
    Bearer,
    /// `Authorization: Basic ...` (RFC 7617).
    Basic,
    /// A key in a header of this name.
    ApiKeyHeader(String),
    /// A key in a query parameter of this name.
    ApiKeyQuery(String),
    /// A key in a cookie of this name.
    ApiKeyCookie(String),
    /// A way that is not supported yet, with what it is.
    Unsupported(String),
}

/// One alternative: every scheme in it must be met, with these scopes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SecurityRequirement {
    /// The schemes by name, with the scopes that they must have.
    pub schemes: IndexMap<String, Vec<String>>,
}
