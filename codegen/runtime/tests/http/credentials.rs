//! Credentials: who gets them, who does not, and what is said about them.

use crate::support::{
    BASIC, BEARER, COOKIE, DIGEST, KEY, List, MUTUAL_TLS, OAUTH, OPEN_ID, OPTIONAL_BEARER, QUERY_KEY, Reply, Server,
    TOKEN, client, client_builder, create, list, list_info, send,
};
use codegen_runtime::{
    BoxError, BoxFuture, Client, ClientBuilder, Credential, CredentialContext, CredentialProvider, ErrorKind,
    OperationInfo, SecurityScheme, SecuritySchemeKind,
};
use std::error::Error as _;
use std::sync::atomic::{AtomicUsize, Ordering};

static ANY: OperationInfo = list_info(&[&[&BASIC, &KEY], &[&BEARER]]);

static BY_NAME: OperationInfo = list_info(&[&[&BASIC]]);
static BY_QUERY_AND_COOKIE: OperationInfo = list_info(&[&[&QUERY_KEY, &COOKIE]]);

fn anonymous(server: &Server) -> ClientBuilder {
    Client::builder(server.base_url()).no_proxy()
}

fn server() -> Server {
    Server::always(Reply::json(200, "[]"))
}

#[test]
fn an_operation_that_needs_no_credential_gets_none() {
    let server = server();
    send(&client(&server), &list()).unwrap();
    assert_eq!(server.request().header("authorization"), None);
}

#[test]
fn a_credential_that_is_missing_is_told_before_anything_is_sent() {
    let server = server();
    let client = anonymous(&server).build().unwrap();
    let error = send(&client, &create("octo")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::MissingCredential);
    let text = error.to_string();
    assert!(
        text.contains("`bearerAuth` (set it by `ClientBuilder::bearer_token`)"),
        "{text}"
    );
    let text = send(&client, &List::needing(&ANY)).unwrap_err().to_string();
    assert!(
        text.contains("`basicAuth`") && text.contains("and `key`") && text.contains("or `bearerAuth`"),
        "{text}"
    );
    assert_eq!(server.received().len(), 0);
}

#[test]
fn the_first_alternative_that_can_be_met_is_taken() {
    let server = server();
    let with_bearer = anonymous(&server).bearer_token(TOKEN);
    send(&with_bearer.build().unwrap(), &List::needing(&ANY)).unwrap();
    let request = server.request();
    assert_eq!(request.header("authorization"), Some("Bearer ghp_verysecrettoken"));
    assert_eq!(request.header("x-api-key"), None);

    let with_all = anonymous(&server)
        .bearer_token(TOKEN)
        .credential(&BASIC, Credential::basic("Aladdin", "open sesame"))
        .credential(&KEY, Credential::api_key("k"));
    send(&with_all.build().unwrap(), &List::needing(&ANY)).unwrap();
    let request = server.request();
    assert_eq!(
        request.header("authorization"),
        Some("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
    );
    assert_eq!(request.header("x-api-key"), Some("k"));
}

#[test]
fn basic_credentials_of_every_length_are_encoded() {
    for (password, encoded) in [
        ("", "Basic dTo="),
        ("p", "Basic dTpw"),
        ("pw", "Basic dTpwdw=="),
        ("\u{ff}", "Basic dTrDvw=="),
    ] {
        let server = server();
        let client = anonymous(&server)
            .credential(&BASIC, Credential::basic("u", password))
            .build()
            .unwrap();
        send(&client, &List::needing(&BY_NAME)).unwrap();
        assert_eq!(server.request().header("authorization"), Some(encoded));
    }
}

#[test]
fn a_credential_that_is_optional_is_sent_where_there_is_one() {
    let server = server();
    send(&anonymous(&server).build().unwrap(), &List::needing(&OPTIONAL_BEARER)).unwrap();
    assert_eq!(server.request().header("authorization"), None);
    send(&client(&server), &List::needing(&OPTIONAL_BEARER)).unwrap();
    assert!(server.request().header("authorization").is_some());
}

#[test]
fn keys_go_into_the_query_and_into_cookies_but_not_into_errors() {
    let server = Server::always(Reply::new(500));
    let client = anonymous(&server)
        .credential(&QUERY_KEY, Credential::api_key("hunter&2"))
        .credential(&COOKIE, Credential::api_key("hunter3"))
        .build()
        .unwrap();
    let error = send(&client, &List::needing(&BY_QUERY_AND_COOKIE).per_page(5)).unwrap_err();
    let request = server.request();
    assert_eq!(request.target, "/api/v3/runners?per_page=5&api%20key=hunter%262");
    assert_eq!(request.header("cookie"), Some("session=hunter3"));
    assert!(
        !format!("{error} {error:?} {:?} {client:?}", error.url()).contains("hunter"),
        "{error:?}"
    );
}

#[test]
fn a_key_in_a_cookie_goes_beside_other_cookies() {
    let server = Server::always(Reply::json(200, "[]"));
    let client = anonymous(&server).header("cookie", "a=1");
    let client = client.credential(&QUERY_KEY, Credential::api_key("hunter2"));
    let client = client.credential(&COOKIE, Credential::api_key("hunter3"));
    let call = List::needing(&BY_QUERY_AND_COOKIE).with(|request| request.cookie("b", &"2 ;"));
    send(&client.build().unwrap(), &call).unwrap();
    assert_eq!(
        server.request().header("cookie"),
        Some("a=1; b=2%20%3B; session=hunter3")
    );
}

#[test]
fn a_key_in_a_query_is_not_in_the_error_of_a_connection_either() {
    let client = Client::builder("http://nowhere.invalid")
        .no_proxy()
        .credential(&QUERY_KEY, Credential::api_key("hunter2"))
        .credential(&COOKIE, Credential::api_key("hunter3"))
        .build()
        .unwrap();
    let error = send(&client, &List::needing(&BY_QUERY_AND_COOKIE)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Dns);
    assert!(
        !format!("{error} {error:?} {:?}", error.source()).contains("hunter"),
        "{error:?}"
    );
}

#[test]
fn a_header_of_the_caller_stands_for_the_credential() {
    let server = server();
    let call = |info| List::needing(info).with(|request| request.header("Authorization", "Bearer own"));
    send(&client(&server), &call(&ANY)).unwrap();
    assert_eq!(server.request().header("authorization"), Some("Bearer own"));
    send(&anonymous(&server).build().unwrap(), &call(&ANY)).unwrap();
    assert_eq!(server.request().header("authorization"), Some("Bearer own"));
}

#[test]
fn a_credential_of_the_wrong_kind_or_form_is_an_error_that_does_not_repeat_it() {
    let server = server();
    for credential in [Credential::api_key("hunter2"), Credential::bearer("hunter2\n")] {
        let client = anonymous(&server).credential(&BEARER, credential).build().unwrap();
        let error = send(&client, &create("octo")).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        let text = format!("{error} {error:?} {client:?}");
        assert!(text.contains("`bearerAuth`") && !text.contains("hunter2"), "{text}");
    }
    assert_eq!(server.received().len(), 0);
}

/// Gives another token each time, after a wait.
struct Rotating(AtomicUsize);

impl CredentialProvider for Rotating {
    fn credential<'a>(&'a self, call: &'a CredentialContext<'a>) -> BoxFuture<'a, Result<Credential, BoxError>> {
        Box::pin(async move {
            tokio::task::yield_now().await;
            let number = self.0.fetch_add(1, Ordering::Relaxed);
            Ok(Credential::bearer(format!("{}-{number}", call.scheme().name)))
        })
    }
}

#[test]
fn a_provider_is_asked_for_each_call() {
    let server = server();
    let client = anonymous(&server)
        .credential(&BEARER, Rotating(AtomicUsize::new(0)))
        .build()
        .unwrap();
    send(&client, &List::needing(&ANY)).unwrap();
    let tokens: Vec<_> = server
        .received()
        .iter()
        .map(|request| request.header("authorization").map(str::to_owned))
        .collect();
    assert_eq!(
        tokens,
        [
            Some("Bearer bearerAuth-0".to_owned()),
            Some("Bearer bearerAuth-1".to_owned())
        ]
    );
}

#[test]
fn a_provider_that_fails_says_why() {
    let server = server();
    let provider = || Err(BoxError::from("the vault is sealed"));
    let client = anonymous(&server).credential(&BEARER, provider).build().unwrap();
    let error = send(&client, &create("octo")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::CredentialProvider);
    assert!(error.to_string().ends_with("the vault is sealed"), "{error}");
    assert_eq!(error.source().unwrap().to_string(), "the vault is sealed");
    assert_eq!(server.received().len(), 0);
}

#[test]
fn neither_clients_nor_errors_print_the_token() {
    let server = Server::always(Reply::new(500));
    let client = client_builder(&server).header("X-Key", "hunter2").build().unwrap();
    let error = send(&client, &create("octo")).unwrap_err();
    let text = format!("{client:?} {error:?} {error} {:?}", Credential::basic("u", "hunter2"));
    assert!(!text.contains(TOKEN) && !text.contains("hunter2"), "{text}");
    assert!(text.contains("any bearer scheme") && text.contains("x-key"), "{text}");
}

static BY_DIGEST: OperationInfo = list_info(&[&[&DIGEST]]);
static BY_OAUTH: OperationInfo = list_info(&[&[&OAUTH]]);
static BY_OPEN_ID: OperationInfo = list_info(&[&[&OPEN_ID]]);
static BY_MUTUAL_TLS: OperationInfo = list_info(&[&[&MUTUAL_TLS]]);
static BY_COOKIE: OperationInfo = list_info(&[&[&COOKIE]]);
static BY_QUERY: OperationInfo = list_info(&[&[&QUERY_KEY]]);

#[test]
fn each_scheme_of_authorization_is_sent_by_its_name() {
    for (info, scheme, credential, sent) in [
        (
            &BY_DIGEST,
            &DIGEST,
            Credential::http("username=\"me\", qop=auth"),
            "Digest username=\"me\", qop=auth",
        ),
        (&BY_OAUTH, &OAUTH, Credential::bearer("t"), "Bearer t"),
        (&BY_OPEN_ID, &OPEN_ID, Credential::bearer("t"), "Bearer t"),
    ] {
        let server = server();
        let client = anonymous(&server).credential(scheme, credential);
        send(&client.build().unwrap(), &List::needing(info)).unwrap();
        assert_eq!(server.request().header("authorization"), Some(sent));
    }
}

#[test]
fn a_bearer_token_is_for_oauth_and_open_id_too() {
    for info in [&BY_OAUTH, &BY_OPEN_ID] {
        let server = server();
        send(&client(&server), &List::needing(info)).unwrap();
        let sent = format!("Bearer {TOKEN}");
        assert_eq!(server.request().header("authorization"), Some(&*sent));
    }
}

#[test]
fn what_would_do_is_named_with_how_to_set_it() {
    static INFO: OperationInfo = list_info(&[&[&OAUTH, &KEY], &[&OPEN_ID], &[&MUTUAL_TLS], &[&DIGEST]]);
    let server = server();
    let client = anonymous(&server).credential(&KEY, Credential::api_key("k"));
    let error = send(&client.build().unwrap(), &List::needing(&INFO)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::MissingCredential);
    let text = error.to_string();
    assert!(
        text.contains(
            "`oauth` (set it by `ClientBuilder::bearer_token`) and `key` (set it by `ClientBuilder::credential`), \
             or `openId` (set it by `ClientBuilder::bearer_token`), \
             or `certificate` (set it by `ClientBuilder::identity_pem`), \
             or `digest` (set it by `ClientBuilder::credential`)"
        ),
        "{text}"
    );
    assert_eq!(server.received().len(), 0);
}

#[test]
fn a_transport_of_ones_own_can_have_the_identity() {
    let server = server();
    let client = anonymous(&server).credential(&MUTUAL_TLS, Credential::Identity);
    send(&client.build().unwrap(), &List::needing(&BY_MUTUAL_TLS)).unwrap();
    assert_eq!(server.request().header("authorization"), None);
}

static OTHER_COOKIE: SecurityScheme = SecurityScheme {
    name: "tenant",
    kind: SecuritySchemeKind::ApiKeyCookie("tenant"),
};

#[test]
fn cookies_share_a_header() {
    static BOTH: OperationInfo = list_info(&[&[&COOKIE, &OTHER_COOKIE]]);
    let server = server();
    let client = anonymous(&server)
        .credential(&COOKIE, Credential::api_key("s=="))
        .credential(&OTHER_COOKIE, Credential::api_key("t"));
    let call = List::needing(&BOTH).with(|request| request.header("Cookie", "taste=sweet"));
    send(&client.build().unwrap(), &call).unwrap();
    assert_eq!(
        server.request().header("cookie"),
        Some("taste=sweet; session=s==; tenant=t")
    );
}

#[test]
fn a_cookie_holds_no_other_cookie() {
    let server = server();
    for key in ["hunter2; admin=1", "hunter2,", "hunter 2", "hunter\u{e9}"] {
        let client = anonymous(&server).credential(&COOKIE, Credential::api_key(key));
        let error = send(&client.build().unwrap(), &List::needing(&BY_COOKIE)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        let text = format!("{error} {error:?}");
        assert!(text.contains("`c`") && !text.contains("hunter"), "{text}");
    }
    assert_eq!(server.received().len(), 0);
}

#[test]
fn a_cookie_or_query_of_the_caller_stands_for_the_credential() {
    let server = server();
    for builder in [
        anonymous(&server),
        anonymous(&server)
            .credential(&COOKIE, Credential::api_key("other"))
            .credential(&QUERY_KEY, Credential::api_key("other")),
    ] {
        let client = builder.build().unwrap();
        let cookies = "taste=sweet; session=own";
        let call = List::needing(&BY_COOKIE).with(|request| request.header("Cookie", cookies));
        send(&client, &call).unwrap();
        assert_eq!(server.request().header("cookie"), Some(cookies));
        let call = List::needing(&BY_QUERY).with(|request| request.query("api key", &"own"));
        send(&client, &call).unwrap();
        assert_eq!(server.request().target, "/api/v3/runners?api%20key=own");
    }
}

#[test]
fn one_header_does_not_hold_two_credentials() {
    static BOTH: OperationInfo = list_info(&[&[&BEARER, &DIGEST]]);
    static SAME: OperationInfo = list_info(&[&[&BEARER, &OPEN_ID]]);
    let server = server();
    let client = client_builder(&server).credential(&DIGEST, Credential::http("hunter2"));
    let client = client.build().unwrap();
    let error = send(&client, &List::needing(&BOTH)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(error.to_string().contains("same header `authorization`"), "{error}");
    assert_eq!(server.received().len(), 0);
    send(&client, &List::needing(&SAME)).unwrap();
    assert!(server.request().header("authorization").is_some());
}

#[test]
fn a_name_with_a_colon_is_not_sent_as_another_name() {
    let server = server();
    let client = anonymous(&server).credential(&BASIC, Credential::basic("a:b", "hunter2"));
    let error = send(&client.build().unwrap(), &List::needing(&BY_NAME)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert_eq!(server.received().len(), 0);
}

/// Computes what it gives from the call.
struct Signing;

impl CredentialProvider for Signing {
    fn credential<'a>(&'a self, call: &'a CredentialContext<'a>) -> BoxFuture<'a, Result<Credential, BoxError>> {
        let (method, path) = (call.method(), call.url().path());
        let accept = call.headers()["accept"].to_str().unwrap();
        let signature = format!("{method} {path} {accept}");
        Box::pin(std::future::ready(Ok(Credential::http(signature))))
    }
}

#[test]
fn a_provider_knows_the_call() {
    let server = server();
    let client = anonymous(&server).credential(&DIGEST, Signing);
    send(&client.build().unwrap(), &List::needing(&BY_DIGEST)).unwrap();
    assert_eq!(
        server.request().header("authorization"),
        Some("Digest GET /api/v3/runners application/json")
    );
}

#[test]
fn a_credential_that_is_refused_is_not_sent_again() {
    let server = Server::always(Reply::new(401));
    let error = send(&client(&server), &create("octo")).unwrap_err();
    assert!(error.is_unauthorized());
    assert_eq!(server.received().len(), 2, "once by each way of calling");
}
