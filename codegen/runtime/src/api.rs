//! What a description says once and for all: the API, its operations and its security schemes.
//!
//! The generator writes these values as constants and statics; nothing here is made at run time.

use http::Method;

use super::parameter::Parameter;

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
    /// The media types that the operation can read, as `Accept` gives them.
    pub accept: &'static str,
    /// The credentials that the operation needs: any one of these alternatives, and all of its schemes.
    pub security: &'static [&'static [&'static SecurityScheme]],
    /// How those properties of a form are written that are not written as is usual.
    pub form: &'static [Parameter],
    /// Whether sending the request twice does no more than sending it once.
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
    /// `Authorization: Bearer ...`; the tokens of OAuth 2 too.
    HttpBearer,
    /// `Authorization: Basic ...`
    HttpBasic,
    /// The header of this name.
    ApiKeyHeader(&'static str),
    /// The query parameter of this name.
    ApiKeyQuery(&'static str),
    /// The cookie of this name.
    ApiKeyCookie(&'static str),
}
