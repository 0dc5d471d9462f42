//! An API as the generator writes it, and what its server answers.

use codegen_runtime as runtime;
use codegen_runtime::{
    Api, Client, ClientBuilder, Operation, RateLimitHeaders, Request, RetryPolicy, SecurityScheme, SecuritySchemeKind,
    Untyped,
};
use serde_json::{Value, json};
use std::time::Duration;

/// The token that calls carry.
pub(crate) const TOKEN: &str = "ghp_0123456789abcdefghijklmnopqrstuvwxyz";

/// How long a call may take.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(30);

/// How many runners are on a page.
pub(crate) const PER_PAGE: i64 = 30;

pub(crate) static API: Api = Api {
    name: "Runners",
    version: "3.19",
    user_agent: "runners/0.1.0",
    headers: &[("X-GitHub-Api-Version", "2022-11-28")],
    servers: &["{protocol}://{hostname}/api/v3"],
    rate_limit: RateLimitHeaders::USUAL,
};

static BEARER: SecurityScheme = SecurityScheme {
    name: "bearerAuth",
    kind: SecuritySchemeKind::HttpBearer,
};

structs! {
    RunnerList [0, 1] {
        total_count = "total_count": i64,
        runners = "runners": Vec<Runner>,
    }
    Runner [0, 1, 2, 3, 4, 6] {
        id = "id": i64,
        name = "name": String,
        os = "os": String,
        status = "status": String,
        busy = "busy": bool,
        group_id = "runner_group_id": Option<i64>,
        labels = "labels": Vec<Label>,
    }
    Label [1] {
        id = "id": Option<i64>,
        name = "name": String,
        kind = "type": Option<String>,
    }
    RegistrationToken [0, 1] {
        token = "token": String,
        expires_at = "expires_at": String,
    }
}

/// `GET`, an answer of some kilobytes.
#[derive(Debug, Clone)]
#[must_use = "a request does nothing until it is sent"]
pub(crate) struct ListRunners(Request);

pub(crate) fn list_runners(enterprise: &str) -> ListRunners {
    let request = ListRunners::request().path("enterprise", &enterprise);
    ListRunners(request.query("per_page", &PER_PAGE))
}

runtime::operation!(
    ListRunners => models::RunnerList, Untyped;
    GET "/enterprises/{enterprise}/actions/runners", id = "list_runners", security = [[BEARER]]:
    200 => success json
);

/// `POST`, which is not to be repeated, and a short answer.
#[derive(Debug, Clone)]
#[must_use = "a request does nothing until it is sent"]
pub(crate) struct CreateToken(Request);

pub(crate) fn create_token(enterprise: &str) -> CreateToken {
    CreateToken(CreateToken::request().path("enterprise", &enterprise))
}

runtime::operation!(
    CreateToken => models::RegistrationToken, Untyped;
    POST "/enterprises/{enterprise}/actions/runners/registration-token", id = "create_token", security = [[BEARER]]:
    201 => success json
);

/// A client for a server, free of what the environment says about proxies.
pub(crate) fn client(base: &str, policy: RetryPolicy) -> Client {
    let builder: ClientBuilder = Client::builder(base).no_proxy().bearer_token(TOKEN);
    builder.timeout(TIMEOUT).retry(policy).build().unwrap()
}

/// The answer to [`list_runners`]: a page of a large enterprise.
pub(crate) fn page() -> Value {
    let runners: Vec<_> = (0..PER_PAGE).map(runner).collect();
    json!({"total_count": 2_315, "runners": runners})
}

fn runner(number: i64) -> Value {
    json!({
        "id": 4_100 + number, "name": format!("build-{number:04}.eu-central.example.com"), "os": "Linux",
        "status": if number % 7 == 0 { "offline" } else { "online" }, "busy": number % 3 == 0, "ephemeral": false,
        "runner_group_id": 12,
        "labels": [
            {"id": 1, "name": "self-hosted", "type": "read-only"}, {"id": 2, "name": "Linux", "type": "read-only"},
            {"id": 3, "name": "X64", "type": "read-only"}, {"id": 20_431, "name": "large \"memory\"", "type": "custom"}
        ]
    })
}

/// The answer to [`create_token`].
pub(crate) fn token() -> Value {
    json!({"token": "LLBF3JGZDX3P5PMEXLND6TS6FCWO6", "expires_at": "2029-01-22T12:13:35.123-08:00"})
}
