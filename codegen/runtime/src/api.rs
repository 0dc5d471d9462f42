//! What a description says once and for all: the API, its operations and its security schemes.
//!
//! The generator writes these values as constants and statics; nothing here is made at run time.

use http::Method;

use super::parameter::Parameter;
use super::rate_limit::RateLimitHeaders;

/// What holds for every operation of a description.
#[derive(Debug)]
pub struct Api {
    /// The title of the description.
    pub name: &'static str,
    /// The version of the description, as it says itself.
    pub version: &'static str,
    /// The `User-Agent` that is sent unless the client or the request sets another.
    pub user_agent: &'static str,
    /// Headers that every request carries unless the client or the request sets them.
    pub headers: &'static [(&'static str, &'static str)],
    /// Where the description says that the API is served: URLs with `{variables}`, whole or relative.
    pub servers: &'static [&'static str],
    /// How the headers are called that tell of rate limits, unless the client says it.
    pub rate_limit: RateLimitHeaders,
}

/// What holds for every request of one operation.
#[derive(Debug)]
pub struct OperationInfo {
    /// The API that the operation belongs to.
    pub api: &'static Api,
    /// The name of the operation, as errors give it.
    pub id: &'static str,
    /// The method.
    pub method: Method,
    /// The path template below the base URL, such as `/runners/{runner_id}`.
    pub path: &'static str,
    /// Where the operation is served, if not where the API is, which is empty: a URL, or a path on the client's server.
    pub server: &'static str,
    /// The media types that the operation can read, as `Accept` gives them.
    pub accept: &'static str,
    /// The credentials that the operation needs: any one of these alternatives, and all of its schemes.
    pub security: &'static [&'static [&'static SecurityScheme]],
    /// How those properties of a form are written that are not written as is usual.
    pub form: &'static [Parameter],
    /// Whether sending the request twice does no more than sending it once, so that it may be retried.
    pub idempotent: bool,
}

/// A way to say who is calling, as the description declares it.
#[derive(Debug, PartialEq, Eq)]
pub struct SecurityScheme {
    /// The name that the description gives it.
    pub name: &'static str,
    /// Where the credential goes.
    pub kind: SecuritySchemeKind,
}

/// Where a credential goes.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SecuritySchemeKind {
    /// `Authorization: Bearer ...` (RFC 6750).
    HttpBearer,
    /// `Authorization: Basic ...` (RFC 7617).
    HttpBasic,
    /// `Authorization: <this> ...`, for any other scheme of HTTP.
    HttpOther(&'static str),
    /// The header of this name.
    ApiKeyHeader(&'static str),
    /// The query parameter of this name.
    ApiKeyQuery(&'static str),
    /// The cookie of this name.
    ApiKeyCookie(&'static str),
    /// A bearer token, which one of these flows gives (RFC 6749).
    OAuth2(&'static [OAuth2Flow]),
    /// A bearer token; how to get one, the document at this URL says (`OpenID` Connect Discovery).
    OpenIdConnect(&'static str),
    /// The certificate that the client shows when it connects (RFC 8446, section 4.4.2); no header.
    MutualTls,
}

/// A way to get a token, as the description declares it: the addresses are as they stand there.
#[derive(Debug, PartialEq, Eq)]
pub struct OAuth2Flow {
    /// Which way.
    pub grant: OAuth2Grant,
    /// Where a person allows the access.
    pub authorization_url: Option<&'static str>,
    /// Where the token is given.
    pub token_url: Option<&'static str>,
    /// Where a token is renewed, if not where it was given.
    pub refresh_url: Option<&'static str>,
    /// What access can be asked for, each with what it is for.
    pub scopes: &'static [(&'static str, &'static str)],
}

/// The ways to get a token that a description can declare (`OpenAPI`, OAuth Flows Object).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum OAuth2Grant {
    /// A person's browser brings a code (RFC 6749, section 4.1).
    AuthorizationCode,
    /// A person's browser brings the token itself (section 4.2).
    Implicit,
    /// A person gives name and password (section 4.3).
    Password,
    /// A program calls in its own name (section 4.4).
    ClientCredentials,
}

impl SecurityScheme {
    /// The flow of this kind, for a scheme of OAuth 2 that has it.
    #[must_use]
    pub fn flow(&self, grant: OAuth2Grant) -> Option<&'static OAuth2Flow> {
        match self.kind {
            SecuritySchemeKind::OAuth2(flows) => flows.iter().find(|flow| flow.grant == grant),
            _ => None,
        }
    }
}
