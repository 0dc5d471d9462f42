//! Tokens from a token endpoint, for a program that calls in its own name.

use crate::support::{BEARER, List, Reply, Server, list_info, send};
use codegen_runtime::{
    Client, ClientCredentials, ErrorKind, Limits, OAuth2Flow, OAuth2Grant, OperationInfo, SecurityScheme,
    SecuritySchemeKind, TokenError, TokenProvider,
};
use std::error::Error as _;
use std::sync::{Arc, Mutex};

static NEEDED: OperationInfo = list_info(&[&[&BEARER]]);

const TOKEN: &str = r#"{"access_token": "fresh", "token_type": "Bearer", "expires_in": 3600}"#;
const SECRET: &str = "hunter&2";

fn endpoint() -> Server {
    Server::always(Reply::json(200, TOKEN))
}

fn api() -> Server {
    Server::always(Reply::json(200, "[]"))
}

fn token_url(endpoint: &Server) -> String {
    format!("http://{}/token?tenant=1", endpoint.address())
}

fn tokens(endpoint: &Server) -> ClientCredentials {
    ClientCredentials::new(&token_url(endpoint), "id:1", SECRET)
}

/// A scheme with this token URL.
fn scheme(token_url: &'static str) -> &'static SecurityScheme {
    let flow = OAuth2Flow {
        grant: OAuth2Grant::ClientCredentials,
        authorization_url: None,
        token_url: Some(token_url),
        refresh_url: None,
        scopes: &[("read", "Read.")],
    };
    Box::leak(Box::new(SecurityScheme {
        name: "oauth",
        kind: SecuritySchemeKind::OAuth2(vec![flow].leak()),
    }))
}

fn client(api: &Server, tokens: ClientCredentials) -> Client {
    Client::builder(api.base_url())
        .no_proxy()
        .credential(&BEARER, tokens.cached())
        .build()
        .unwrap()
}

#[test]
fn id_and_secret_are_sent_as_basic_authentication() {
    let (endpoint, api) = (endpoint(), api());
    let tokens = tokens(&endpoint).scope("read").scope("write");
    let client = client(&api, tokens.parameter("audience", "https://pets"));
    send(&client, &List::needing(&NEEDED)).unwrap();
    assert_eq!(endpoint.received().len(), 1);
    let request = endpoint.request();
    assert_eq!((&*request.method, &*request.target), ("POST", "/token?tenant=1"));
    // `id%3A1:hunter%262`
    assert_eq!(request.header("authorization"), Some("Basic aWQlM0ExOmh1bnRlciUyNjI="));
    assert_eq!(
        String::from_utf8(request.body.clone()).unwrap(),
        "grant_type=client_credentials&scope=read%20write&audience=https%3A%2F%2Fpets"
    );
    assert_eq!(
        request.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(request.header("accept"), Some("application/json"));
    let call = api.request();
    assert_eq!(request.header("user-agent"), call.header("user-agent"));
    assert_eq!(call.header("authorization"), Some("Bearer fresh"));
}

#[test]
fn id_and_secret_can_be_sent_in_the_body() {
    let (endpoint, api) = (endpoint(), api());
    send(&client(&api, tokens(&endpoint).in_body()), &List::needing(&NEEDED)).unwrap();
    let request = endpoint.request();
    assert_eq!(request.header("authorization"), None);
    assert_eq!(
        String::from_utf8(request.body.clone()).unwrap(),
        "grant_type=client_credentials&client_id=id%3A1&client_secret=hunter%262"
    );
    assert!(!request.target.contains("hunter"));
}

#[test]
fn the_description_says_where_to_ask() {
    let (endpoint, api) = (endpoint(), api());
    let scheme = scheme(token_url(&endpoint).leak());
    assert_eq!(scheme.flow(OAuth2Grant::Password), None);
    let tokens = ClientCredentials::of_scheme(scheme, "id", SECRET);
    send(&client(&api, tokens), &List::needing(&NEEDED)).unwrap();
    assert_eq!(endpoint.request().target, "/token?tenant=1");
}

#[test]
fn a_relative_address_is_on_the_server_of_the_client() {
    for (url, expected) in [
        ("/oauth/token?tenant=1", "/oauth/token?tenant=1"),
        ("oauth/token", "/api/v3/oauth/token"),
    ] {
        let server = Server::in_turn(vec![Reply::json(200, TOKEN), Reply::json(200, "[]")]);
        let tokens = ClientCredentials::of_scheme(scheme(url), "id", SECRET);
        let client = Client::builder(server.base_url())
            .no_proxy()
            .credential(&BEARER, tokens.cached())
            .build()
            .unwrap();
        client.send_blocking(List::needing(&NEEDED)).unwrap();
        let asked: Vec<_> = server.received().into_iter().map(|it| it.target).collect();
        assert_eq!(asked, [expected, "/api/v3/runners"]);
    }
}

#[test]
fn an_address_that_cannot_be_used_is_told_before_anything_is_sent() {
    let api = api();
    for url in ["", "token", "/token", "ftp://h/token", "http://me:hunter2@h/"] {
        let tokens = ClientCredentials::new(url, "id", SECRET);
        let printed = format!("{tokens:?}");
        let error = send(&client(&api, tokens), &List::needing(&NEEDED)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::CredentialProvider);
        let text = error.to_string();
        assert!(text.contains("write `https://HOST/PATH`"), "{text}");
        assert!(!format!("{printed}{text}{error:?}").contains("hunter"));
    }
    let tokens = ClientCredentials::of_scheme(&BEARER, "id", SECRET);
    let error = send(&client(&api, tokens), &List::needing(&NEEDED)).unwrap_err();
    let text = error.to_string();
    assert!(text.contains("`bearerAuth` has no flow `clientCredentials`"), "{text}");
    assert_eq!(api.received().len(), 0);
}

#[test]
fn lifetimes_are_read_as_numbers_and_as_text() {
    // How often two calls ask.
    for (expires_in, asked) in [
        ("3600", 1),
        ("\"3600\"", 1),
        ("3599.5", 1),
        ("0", 2),
        ("\" 0 \"", 2),
        ("null", 1),
        ("-1", 1),
        ("1e300", 1),
        ("\"soon\"", 1),
    ] {
        let api = api();
        let answer = format!(r#"{{"access_token": "t", "token_type": "bearer", "expires_in": {expires_in}}}"#);
        let endpoint = Server::always(Reply::json(200, &answer));
        let client = client(&api, tokens(&endpoint));
        send(&client, &List::needing(&NEEDED)).unwrap();
        assert_eq!(endpoint.received().len(), asked, "{expires_in}");
    }
}

#[test]
fn an_answer_without_a_token_is_an_error_that_says_why() {
    let api = api();
    for (reply, words) in [
        (
            Reply::json(
                401,
                r#"{"error": "invalid_client", "error_description": "Unknown\nid."}"#,
            ),
            "401 Unauthorized: invalid_client: Unknown id.",
        ),
        (
            Reply::json(400, r#"{"error": "invalid_scope"}"#),
            "400 Bad Request: invalid_scope",
        ),
        (
            Reply::json(200, r#"{"error": "slow_down", "access_token": "t"}"#),
            "200 OK: slow_down",
        ),
        (
            Reply::json(
                400,
                r#"{"error": "invalid_client", "error_description": "not hunter&2"}"#,
            ),
            "400 Bad Request: invalid_client",
        ),
        (Reply::typed(503, "text/html", "<hunter&2>"), "503 Service Unavailable"),
        (Reply::json(200, "{}"), "JSON that has an `access_token`"),
        (
            Reply::json(200, r#"{"access_token": ""}"#),
            "JSON that has an `access_token`",
        ),
        (
            Reply::typed(200, "text/html", "<hunter&2>"),
            "JSON that has an `access_token`",
        ),
        (
            Reply::json(200, r#"{"access_token": "hunter&2", "token_type": "mac"}"#),
            "its token is no bearer token",
        ),
    ] {
        let endpoint = Server::always(reply);
        let client = client(&api, tokens(&endpoint));
        let error = send(&client, &List::needing(&NEEDED)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::CredentialProvider);
        let text = error.to_string();
        assert!(text.ends_with(words), "{text}");
        let printed = format!("{text} {error:?} {client:?}");
        assert!(!printed.contains("hunter"), "{printed}");
    }
    assert_eq!(api.received().len(), 0);
}

#[test]
fn the_error_of_a_token_endpoint_can_be_told_apart() {
    let (endpoint, api) = (
        Server::always(Reply::json(
            400,
            r#"{"error": "invalid_scope", "error_description": "No."}"#,
        )),
        api(),
    );
    let error = send(&client(&api, tokens(&endpoint)), &List::needing(&NEEDED)).unwrap_err();
    let source = error.source().unwrap().downcast_ref::<TokenError>();
    let source = source.unwrap();
    assert_eq!(source.status().as_u16(), 400);
    assert_eq!(source.error(), Some("invalid_scope"));
    assert_eq!(source.description(), Some("No."));
}

#[test]
fn the_secret_goes_to_no_other_address() {
    let (elsewhere, api) = (endpoint(), api());
    for status in [301, 302, 303, 307, 308] {
        for tokens in [ClientCredentials::in_body, |tokens: ClientCredentials| tokens] {
            let location = token_url(&elsewhere);
            let endpoint = Server::always(Reply::new(status).header("Location", &location));
            let client = client(&api, tokens(self::tokens(&endpoint)));
            let error = send(&client, &List::needing(&NEEDED)).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::CredentialProvider);
            assert!(error.to_string().contains("correct the token URL"), "{error}");
        }
    }
    assert_eq!(elsewhere.received().len(), 0);
    assert_eq!(api.received().len(), 0);
}

#[test]
fn tokens_are_asked_for_by_the_clients_own_transport() {
    let paths = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&paths);
    let transport = move |message: http::Request<codegen_runtime::Body>, limits: Limits| {
        assert!(limits.timeout.is_some());
        let path = message.uri().path().to_owned();
        let body = if path == "/token" { TOKEN } else { "[]" };
        seen.lock().unwrap().push(path);
        Ok(http::Response::new(body.into()))
    };
    let tokens = ClientCredentials::new("https://id.example.com/token", "id", SECRET);
    let client = Client::builder("https://h")
        .blocking_transport(transport)
        .credential(&BEARER, tokens.cached())
        .build()
        .unwrap();
    client.send_blocking(List::needing(&NEEDED)).unwrap();
    assert_eq!(*paths.lock().unwrap(), ["/token", "/runners"]);
}
