//! An API as the generator writes it: statics, models, operations.

use codegen_runtime::wire::{self, Model, Shape, Visit, VisitMut, blank};
use codegen_runtime::{
    Answer, Api, BaseUrl, Client, Decoded, Error, ErrorBody, Operation, OperationInfo, Request,
    Response, Secret, SecurityScheme, SecuritySchemeKind, Sending, Untyped,
};
use http::Method;

pub(crate) static API: Api = Api {
    name: "Runners",
    version: "3.1",
    user_agent: "runners/0.1.0",
    headers: &[("X-GitHub-Api-Version", "2022-11-28")],
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

/// The server of the description, with its variables.
#[derive(Debug, Clone)]
pub(crate) struct EnterpriseServer {
    pub(crate) protocol: String,
    pub(crate) hostname: String,
}

impl From<EnterpriseServer> for BaseUrl {
    fn from(server: EnterpriseServer) -> Self {
        Self::from(format!("{}://{}/api/v3", server.protocol, server.hostname))
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

/// What the error answers of [`delete`] hold.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum DeleteError {
    Forbidden(BasicError),
    UnprocessableEntity(Vec<String>),
}

impl ErrorBody for DeleteError {}

/// `POST`, one path parameter, an error type, a credential.
pub(crate) fn create(enterprise: &str) -> Create {
    Create {
        request: Request::new(Create::INFO).path("enterprise", &enterprise),
    }
}

#[derive(Debug, Clone)]
#[must_use = "a request does nothing until it is sent"]
pub(crate) struct Create {
    request: Request,
}

impl Create {
    pub(crate) fn with(self, change: impl FnOnce(Request) -> Request) -> Self {
        Self {
            request: change(self.request),
        }
    }

    pub(crate) fn send(self, client: &Client) -> Sending<Token, BasicError> {
        client.send(self)
    }

    pub(crate) fn send_blocking(
        self,
        client: &Client,
    ) -> Result<Response<Token>, Error<BasicError>> {
        client.send_blocking(self)
    }
}

impl Operation for Create {
    type Output = Token;
    type ErrorBody = BasicError;

    const INFO: &'static OperationInfo = &OperationInfo {
        api: &API,
        id: "create",
        method: Method::POST,
        path: "/enterprises/{enterprise}/token",
        accept: "application/json",
        security: &[&[&BEARER]],
        idempotent: false,
    };

    fn into_request(self) -> Request {
        self.request
    }

    fn decode(answer: &Answer) -> Decoded<Self> {
        match answer.code() {
            201 => answer.success(),
            401 | 403 | 404 => answer.failure(),
            _ => answer.undocumented(),
        }
    }
}

/// `DELETE`, two variables in one segment, an error enum, a 204.
pub(crate) fn delete(group: &str, runner_id: i64) -> Delete {
    Delete {
        request: Request::new(Delete::INFO)
            .path("group", &group)
            .path("runner_id", &runner_id),
    }
}

#[derive(Debug, Clone)]
#[must_use = "a request does nothing until it is sent"]
pub(crate) struct Delete {
    request: Request,
}

impl Operation for Delete {
    type Output = ();
    type ErrorBody = DeleteError;

    const INFO: &'static OperationInfo = &OperationInfo {
        api: &API,
        id: "delete",
        method: Method::DELETE,
        path: "/runners/{group}:{runner_id}/.{group}",
        accept: "application/json",
        security: &[&[&BEARER]],
        idempotent: true,
    };

    fn into_request(self) -> Request {
        self.request
    }

    fn decode(answer: &Answer) -> Decoded<Self> {
        match answer.code() {
            204 => answer.empty(),
            403 => answer.failure_with(DeleteError::Forbidden),
            422 => answer.failure_with(DeleteError::UnprocessableEntity),
            _ => answer.undocumented(),
        }
    }
}

/// `GET` by anyone; what it needs can be changed, for the tests of credentials.
pub(crate) fn list() -> List {
    List {
        request: Request::new(List::INFO),
    }
}

#[derive(Debug, Clone)]
#[must_use = "a request does nothing until it is sent"]
pub(crate) struct List {
    request: Request,
}

impl List {
    pub(crate) fn needing(info: &'static OperationInfo) -> Self {
        Self {
            request: Request::new(info),
        }
    }

    pub(crate) fn per_page(self, per_page: i64) -> Self {
        self.with(|request| request.query("per_page", &per_page))
    }

    pub(crate) fn with(self, change: impl FnOnce(Request) -> Request) -> Self {
        Self {
            request: change(self.request),
        }
    }
}

/// The facts of [`list`], with this security.
pub(crate) const fn list_info(
    security: &'static [&'static [&'static SecurityScheme]],
) -> OperationInfo {
    OperationInfo {
        api: &API,
        id: "list",
        method: Method::GET,
        path: "/runners",
        accept: "application/json",
        security,
        idempotent: true,
    }
}

impl Operation for List {
    type Output = Vec<i64>;
    type ErrorBody = Untyped;

    const INFO: &'static OperationInfo = &list_info(&[]);

    fn into_request(self) -> Request {
        self.request
    }

    fn decode(answer: &Answer) -> Decoded<Self> {
        match answer.code() {
            200 => answer.success(),
            _ => answer.undocumented(),
        }
    }
}

/// The facts of [`list`], with a credential where there is one.
pub(crate) static OPTIONAL_BEARER: OperationInfo = list_info(&[&[], &[&BEARER]]);
