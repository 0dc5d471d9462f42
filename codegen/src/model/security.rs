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
    /// `Authorization: Bearer ...` (RFC 6750).
    Bearer,
    /// `Authorization: Basic ...` (RFC 7617).
    Basic,
    /// `Authorization: <this> ...`, as its registration writes it where it has one.
    HttpOther(String),
    /// A key in a header of this name.
    ApiKeyHeader(String),
    /// A key in a query parameter of this name.
    ApiKeyQuery(String),
    /// A key in a cookie of this name.
    ApiKeyCookie(String),
    /// A bearer token that one of these flows gives (RFC 6749).
    #[serde(rename = "oauth2")]
    OAuth2(Vec<OAuth2Flow>),
    /// A bearer token; what is at this URL says how to get one.
    OpenIdConnect(String),
    /// The certificate of the client's connection; since `OpenAPI` 3.1.
    MutualTls,
}

/// A way to get a token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OAuth2Flow {
    /// Which way.
    pub grant: OAuth2Grant,
    /// Where a person allows the access.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authorization_url: Option<String>,
    /// Where the token is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_url: Option<String>,
    /// Where it is renewed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_url: Option<String>,
    /// What access can be asked for, each with what it is for.
    pub scopes: IndexMap<String, String>,
}

/// The ways to get a token, in the order in which the specification lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OAuth2Grant {
    /// A person's browser brings the token itself (RFC 6749, section 4.2).
    Implicit,
    /// A person gives name and password (section 4.3).
    Password,
    /// A program calls in its own name (section 4.4).
    ClientCredentials,
    /// A person's browser brings a code (section 4.1).
    AuthorizationCode,
}

/// One alternative: every scheme in it must be met, with these scopes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SecurityRequirement {
    /// The schemes by name, with the scopes that they must have.
    pub schemes: IndexMap<String, Vec<String>>,
}
