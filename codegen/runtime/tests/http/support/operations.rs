//! An API as the generator writes it: statics, models, operations.

use codegen_runtime as runtime;
use codegen_runtime::wire::{self, Model, Shape, Visit, VisitMut, blank};
use codegen_runtime::{
    Api, BaseUrl, Operation, OperationInfo, RateLimitHeaders, Request, Secret, SecurityScheme, SecuritySchemeKind,
    Untyped,
};
use http::Method;

pub(crate) static API: Api = Api {
    name: "Runners",
    version: "3.1",
    user_agent: "runners/0.1.0",
    headers: &[("X-GitHub-Api-Version", "2022-11-28")],
    servers: &["{protocol}://{hostname}/api/v3"],
    rate_limit: RateLimitHeaders::USUAL,
};

pub(crate) static BEARER: SecurityScheme = SecurityScheme {
    name: "bearerAuth",
    kind: SecuritySchemeKind::HttpBearer,
};
pub(crate) static BASIC: SecurityScheme = SecurityScheme {
    name: "basicAuth",
    kind: SecuritySchemeKind::HttpBasic,
};
pub(crate) static KEY: SecurityScheme = SecurityScheme {
    name: "key",
    kind: SecuritySchemeKind::ApiKeyHeader("X-Api-Key"),
};
pub(crate) static QUERY_KEY: SecurityScheme = SecurityScheme {
    name: "q",
    kind: SecuritySchemeKind::ApiKeyQuery("api key"),
};
pub(crate) static COOKIE: SecurityScheme = SecurityScheme {
    name: "c",
    kind: SecuritySchemeKind::ApiKeyCookie("session"),
};
pub(crate) static DIGEST: SecurityScheme = SecurityScheme {
    name: "digest",
    kind: SecuritySchemeKind::HttpOther("Digest"),
};
pub(crate) static OAUTH: SecurityScheme = SecurityScheme {
    name: "oauth",
    kind: SecuritySchemeKind::OAuth2(&[]),
};
pub(crate) static OPEN_ID: SecurityScheme = SecurityScheme {
    name: "openId",
    kind: SecuritySchemeKind::OpenIdConnect("https://id.example.com"),
};
pub(crate) static MUTUAL_TLS: SecurityScheme = SecurityScheme {
    name: "certificate",
    kind: SecuritySchemeKind::MutualTls,
};

/// The server of the description, with its variables.
#[derive(Debug, Clone)]
pub(crate) struct EnterpriseServer {
    pub(crate) protocol: String,
    pub(crate) hostname: String,
}

impl From<EnterpriseServer> for BaseUrl {
    fn from(server: EnterpriseServer) -> Self {
        let variables = [("protocol", server.protocol.as_str()), ("hostname", &server.hostname)];
        Self::of_server("{protocol}://{hostname}/api/v3", &variables)
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Token {
    pub(crate) token: Secret,
    pub(crate) note: Option<String>,
}

impl Model for Token {
    fn blank() -> Self {
        Self {
            token: blank(),
            note: blank(),
        }
    }

    fn shape(&self) -> &'static Shape {
        &Shape {
            members: &["token", "note"],
            required: &[0],
            open: false,
        }
    }

    fn members(&self, visit: Visit<'_>) {
        visit.members(&[&self.token, &self.note]);
    }

    fn members_mut(&mut self, visit: VisitMut<'_>) {
        visit.members(&mut [&mut self.token, &mut self.note]);
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct BasicError {
    pub(crate) message: String,
}

impl Model for BasicError {
    fn blank() -> Self {
        Self { message: blank() }
    }

    fn shape(&self) -> &'static Shape {
        &Shape {
            members: &["message"],
            required: &[0],
            open: false,
        }
    }

    fn members(&self, visit: Visit<'_>) {
        visit.members(&[&self.message]);
    }

    fn members_mut(&mut self, visit: VisitMut<'_>) {
        visit.members(&mut [&mut self.message]);
    }
}

wire::models!(Token, BasicError);

/// `POST`, one path parameter, an error type, a credential.
pub(crate) fn create(enterprise: &str) -> Create {
    Create(Request::new(Create::INFO).path("enterprise", &enterprise))
}

#[derive(Debug, Clone)]
#[must_use = "a request does nothing until it is sent"]
pub(crate) struct Create(Request);

impl Create {
    pub(crate) fn with(self, change: impl FnOnce(Request) -> Request) -> Self {
        Self(change(self.0))
    }
}

runtime::operation!(
    Create => Token, BasicError;
    POST "/enterprises/{enterprise}/token", id = "create", security = [[BEARER]]:
    201 => success json, 401 | 403 | 404 => failure json
);

/// `DELETE`, two variables in one segment, an error enum, a 204.
pub(crate) fn delete(group: &str, runner_id: i64) -> Delete {
    Delete(
        Request::new(Delete::INFO)
            .path("group", &group)
            .path("runner_id", &runner_id),
    )
}

#[derive(Debug, Clone)]
#[must_use = "a request does nothing until it is sent"]
pub(crate) struct Delete(Request);

/// What the error answers of [`delete`] hold.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum DeleteError {
    Forbidden(BasicError),
    UnprocessableEntity(Vec<String>),
}

runtime::error_bodies!(DeleteError);

runtime::operation!(
    Delete => (), DeleteError;
    DELETE "/runners/{group}:{runner_id}/.{group}", id = "delete", security = [[BEARER]]:
    204 => empty(()),
    403 => failure_with json(DeleteError::Forbidden),
    422 => failure_with json(DeleteError::UnprocessableEntity)
);

/// `GET` by anyone; what it needs can be changed, for the tests of credentials.
pub(crate) fn list() -> List {
    List(Request::new(List::INFO))
}

#[derive(Debug, Clone)]
#[must_use = "a request does nothing until it is sent"]
pub(crate) struct List(Request);

impl List {
    pub(crate) fn needing(info: &'static OperationInfo) -> Self {
        Self(Request::new(info))
    }

    pub(crate) fn per_page(self, per_page: i64) -> Self {
        self.with(|request| request.query("per_page", &per_page))
    }

    pub(crate) fn with(self, change: impl FnOnce(Request) -> Request) -> Self {
        Self(change(self.0))
    }
}

runtime::operation!(
    List => Vec<i64>, Untyped;
    GET "/runners", id = "list":
    200 => success json
);

/// The facts of [`list`], with this security.
pub(crate) const fn list_info(security: &'static [&'static [&'static SecurityScheme]]) -> OperationInfo {
    OperationInfo {
        method: Method::GET,
        security,
        ..*List::INFO
    }
}

/// The facts of [`list`], at another path.
pub(crate) const fn path_info(path: &'static str) -> OperationInfo {
    OperationInfo {
        method: Method::GET,
        path,
        ..*List::INFO
    }
}

/// The facts of [`list`], with a credential where there is one.
pub(crate) static OPTIONAL_BEARER: OperationInfo = list_info(&[&[], &[&BEARER]]);

/// `GET`, answers that are text or anything else.
pub(crate) fn log() -> Log {
    Log(Request::new(Log::INFO))
}

#[derive(Debug, Clone)]
#[must_use = "a request does nothing until it is sent"]
pub(crate) struct Log(Request);

/// What [`log`] gives.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum LogOutput {
    Ok(String),
    Accepted(bytes::Bytes),
    NoContent,
}

runtime::operation!(
    Log => LogOutput, String;
    GET "/log", id = "log", accept = "text/plain, application/zip":
    200 => success_with text(LogOutput::Ok),
    202 => success_with bytes(LogOutput::Accepted),
    204 => empty(LogOutput::NoContent),
    400..=499 => failure text
);
