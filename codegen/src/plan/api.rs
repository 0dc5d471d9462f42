//! What a client needs to know before its first request: servers and credentials.

use serde::Serialize;

use super::Docs;
use crate::names::Ident;

/// A place where the API is served, as a constructor of `Server`.
#[derive(Debug, Clone, Serialize)]
pub struct Server {
    /// The constructor.
    pub constructor: Ident,
    /// The type that holds the variables, for a server that has some.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub builder: Option<Ident>,
    /// What is said about it.
    pub docs: Docs,
    /// The URL, with `{variables}`.
    pub url: String,
    /// The field that holds where a relative URL begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<Ident>,
    /// The variables, in order.
    pub variables: Vec<ServerVariable>,
}

/// A variable of a server's URL.
#[derive(Debug, Clone, Serialize)]
pub struct ServerVariable {
    /// The name in the URL.
    pub name: String,
    /// The field, the setter or the argument.
    pub ident: Ident,
    /// What is said about it.
    pub docs: Docs,
    /// What it takes.
    pub kind: VariableKind,
    /// The value where none is given; `None` where the caller must give one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
}

/// What a server variable takes.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum VariableKind {
    /// Any text.
    Text,
    /// One of these.
    Enum(ServerEnum),
}

/// The values that a server variable may have, as an enum.
#[derive(Debug, Clone, Serialize)]
pub struct ServerEnum {
    /// The type.
    pub name: Ident,
    /// What is said about it.
    pub docs: Docs,
    /// The variants, with the text that each stands for.
    pub variants: Vec<(Ident, String)>,
    /// The variant that is the default, if one is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<Ident>,
}

/// A way to authenticate, as a static of the crate.
#[derive(Debug, Clone, Serialize)]
pub struct SecurityScheme {
    /// The static.
    pub constant: Constant,
    /// The name in the document.
    pub name: String,
    /// What is said about it.
    pub docs: Docs,
    /// Which way.
    pub kind: CredentialKind,
}

/// The name of a static or a constant.
pub type Constant = Ident;

/// Which way to authenticate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CredentialKind {
    /// `Authorization: Bearer ...`.
    Bearer,
    /// `Authorization: Basic ...`.
    Basic,
    /// `Authorization: <this> ...`.
    HttpOther(String),
    /// A key in this header.
    ApiKeyHeader(String),
    /// A key in this query parameter.
    ApiKeyQuery(String),
    /// A key in this cookie.
    ApiKeyCookie(String),
    /// A bearer token that one of these flows gives.
    #[serde(rename = "oauth2")]
    OAuth2(Vec<OAuth2Flow>),
    /// A bearer token; what is at this URL says how to get one.
    OpenIdConnect(String),
    /// The certificate of the client's connection.
    MutualTls,
}

/// A way to get a token, as the static of its scheme holds it.
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
    pub scopes: Vec<(String, String)>,
}

/// Which way to get a token, as a variant of the runtime's enum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OAuth2Grant {
    /// `OAuth2Grant::Implicit`.
    Implicit,
    /// `OAuth2Grant::Password`.
    Password,
    /// `OAuth2Grant::ClientCredentials`.
    ClientCredentials,
    /// `OAuth2Grant::AuthorizationCode`.
    AuthorizationCode,
}
