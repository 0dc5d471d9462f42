//! What the tests share: clients, the operations as a table, and answers like those of GitHub.

use std::fmt::Debug;
use std::time::Duration;

use bytes::Bytes;
use ghes_runners::models::{AddedLabels, CustomLabels, JitConfigRequest};
use ghes_runners::runtime::RetryPolicy;
use ghes_runners::{Client, ClientBuilder, Error, Operation, Response, runners};
use http::StatusCode;

use crate::server::Server;

/// The credential of the clients of these tests.
pub(crate) const CREDENTIAL: &str = "ghp_neverprintedcredential";

/// The token that a server of these tests mints.
pub(crate) const MINTED: &str = "AABF3JGZDX3P5PMEXLND6TS6FCWO6";

/// As GitHub documents it.
pub(crate) const TOKEN: &str =
    r#"{"token":"AABF3JGZDX3P5PMEXLND6TS6FCWO6","expires_at":"2020-01-22T12:13:35.123-08:00"}"#;

/// As GitHub documents it.
pub(crate) const RUNNER: &str = r#"{"id":23,"name":"MBP","os":"macos","status":"online","busy":true,"labels":[
    {"id":5,"name":"self-hosted","type":"read-only"},{"id":7,"name":"macOS","type":"read-only"},
    {"id":20,"name":"no-gpu","type":"custom"}]}"#;

/// The first two as GitHub documents them.
pub(crate) const APPLICATIONS: &str = r#"[
    {"os":"osx","architecture":"x64","filename":"actions-runner-osx-x64-2.164.0.tar.gz",
     "download_url":"https://github.com/actions/runner/releases/download/v2.164.0/actions-runner-osx-x64-2.164.0.tar.gz"},
    {"os":"linux","architecture":"arm64","filename":"actions-runner-linux-arm64-2.164.0.tar.gz",
     "download_url":"https://github.com/actions/runner/releases/download/v2.164.0/actions-runner-linux-arm64-2.164.0.tar.gz"},
    {"os":"win","architecture":"x64","filename":"w.zip","download_url":"https://example.com/w.zip",
     "temp_download_token":"neverprinteddownload","sha256_checksum":"ab12"}]"#;

/// As GitHub documents it, but for what it says of each runner.
pub(crate) const RUNNERS: &str = r#"{"total_count":1,"runners":[{"id":23,"name":"MBP","os":"macos","status":"online",
    "busy":true,"labels":[]}]}"#;

/// As GitHub documents it.
pub(crate) const JIT_CONFIG: &str = r#"{"runner":{"id":23,"name":"New runner","os":"unknown","status":"offline",
    "busy":false,"labels":[],"runner_group_id":1},"encoded_jit_config":"neverprintedconfig"}"#;

/// As GitHub documents it.
pub(crate) const LABELS: &str =
    r#"{"total_count":1,"labels":[{"id":5,"name":"self-hosted","type":"read-only"}]}"#;

/// A body that has the shape of both kinds of error answer, so that only the status tells which it is.
pub(crate) const REFUSAL: &str = r#"{"message":"No","documentation_url":"https://docs.github.com/rest",
    "errors":["too often"]}"#;

/// A builder for a server, free of what the environment says about proxies, for clients that send everything once.
pub(crate) fn builder(server: &Server) -> ClientBuilder {
    Client::builder(server.base_url())
        .no_proxy()
        .bearer_token(CREDENTIAL)
        .retry(RetryPolicy::none())
}

pub(crate) fn client(server: &Server) -> Client {
    builder(server).build().unwrap()
}

pub(crate) fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(future)
}

/// Sends a request both ways, which must come to the same; the server has to answer twice.
macro_rules! both {
    ($client:expr, $request:expr) => {{
        let (client, request) = (&$client, $request);
        let waited_for = request.clone().send_blocking(client);
        let awaited = $crate::support::block_on(request.send(client));
        $crate::support::agreed(&waited_for, awaited)
    }};
}

/// What both ways of sending came to.
pub(crate) fn agreed<T: Debug, E: Debug, H>(
    waited_for: &Result<Response<T, H>, Error<E>>,
    awaited: Result<Response<T, H>, Error<E>>,
) -> Result<Response<T, H>, Error<E>> {
    assert_eq!(told(waited_for), told(&awaited));
    awaited
}

/// What the transport was at when the time was over is a matter of moments, and does not count.
fn told<T: Debug, E: Debug, H>(outcome: &Result<Response<T, H>, Error<E>>) -> String {
    match outcome {
        Err(error) if error.is_timeout() => {
            format!("{:?} {error} {:?}", error.kind(), error.body())
        }
        outcome => format!("{outcome:?}"),
    }
}

/// How one of the operations is called.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Given {
    pub(crate) enterprise: &'static str,
    pub(crate) header: Option<(&'static str, &'static str)>,
    pub(crate) timeout: Option<Duration>,
}

pub(crate) const GIVEN: Given = Given {
    enterprise: "octo-enterprise",
    header: None,
    timeout: None,
};

/// One of the operations, without its types.
pub(crate) struct Call {
    pub(crate) name: &'static str,
    pub(crate) method: &'static str,
    /// What comes after the enterprise.
    pub(crate) tail: &'static str,
    /// The body that it sends.
    pub(crate) body: &'static str,
    /// Whether it may be sent again.
    pub(crate) repeats: bool,
    /// The status of success, and a body that comes with it.
    pub(crate) success: (u16, &'static str),
    /// Sends it both ways.
    pub(crate) send: fn(&Client, Given) -> Result<StatusCode, Error>,
    pub(crate) message: fn(Given, &str) -> Result<http::Request<Bytes>, Error>,
    pub(crate) decode: fn(http::Response<Bytes>) -> Result<StatusCode, Error>,
}

impl Call {
    /// The path below the base URL.
    pub(crate) fn path(&self, enterprise: &str) -> String {
        format!("/enterprises/{enterprise}/actions/runners{}", self.tail)
    }
}

macro_rules! calls {
    ($($ty:ident: $function:ident $method:literal $tail:literal ($($argument:expr),*) $($body:literal)?
        => $success:expr;)*) => {
        [$(Call {
            name: stringify!($function),
            method: $method,
            tail: $tail,
            body: concat!($($body)?),
            repeats: <runners::$ty as Operation>::INFO.idempotent,
            success: $success,
            send: |client, given| {
                let mut request = runners::$function(given.enterprise $(, $argument)*);
                if let Some((name, value)) = given.header {
                    request = request.header(name, value);
                }
                if let Some(timeout) = given.timeout {
                    request = request.timeout(timeout);
                }
                Ok(both!(client, request)?.status())
            },
            message: |given, base| {
                let mut request = runners::$function(given.enterprise $(, $argument)*);
                if let Some((name, value)) = given.header {
                    request = request.header(name, value);
                }
                request.into_http_request(base)
            },
            decode: |response| Ok(runners::$ty::decode_response(response)?.status()),
        }),*]
    };
}

/// All of them.
pub(crate) const CALLS: [Call; 12] = calls! {
    ListApplications: list_applications "GET" "/downloads" () => (200, APPLICATIONS);
    CreateRegistrationToken: create_registration_token "POST" "/registration-token" () => (201, TOKEN);
    CreateRemoveToken: create_remove_token "POST" "/remove-token" () => (201, TOKEN);
    Get: get "GET" "/5000000000" (5_000_000_000) => (200, RUNNER);
    Delete: delete "DELETE" "/5000000000" (5_000_000_000) => (204, "");
    List: list "GET" "" () => (200, RUNNERS);
    CreateJitConfig: create_jit_config "POST" "/generate-jitconfig" (&JitConfigRequest::new("new", 1, ["gpu"]))
        r#"{"name":"new","runner_group_id":1,"labels":["gpu"]}"# => (201, JIT_CONFIG);
    ListLabels: list_labels "GET" "/5000000000/labels" (5_000_000_000) => (200, LABELS);
    AddLabels: add_labels "POST" "/5000000000/labels" (5_000_000_000, &AddedLabels::new(["gpu"]))
        r#"{"labels":["gpu"]}"# => (200, LABELS);
    SetLabels: set_labels "PUT" "/5000000000/labels" (5_000_000_000, &CustomLabels::new(["gpu"]))
        r#"{"labels":["gpu"]}"# => (200, LABELS);
    RemoveAllLabels: remove_all_labels "DELETE" "/5000000000/labels" (5_000_000_000) => (200, LABELS);
    RemoveLabel: remove_label "DELETE" "/5000000000/labels/big%20memory" (5_000_000_000, "big memory") => (200, LABELS);
};
