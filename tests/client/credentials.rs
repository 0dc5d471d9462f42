//! Credentials: missing ones are told before anything is sent, and none goes where it does not belong.

use std::sync::atomic::{AtomicUsize, Ordering};

use ghes_runners::{Client, Credential, ErrorKind, runners, security};

use crate::server::{Reply, Server};
use crate::support::{CALLS, CREDENTIAL, GIVEN, Given, RUNNER, client};

fn anonymous(server: &Server) -> ghes_runners::ClientBuilder {
    Client::builder(server.base_url()).no_proxy()
}

#[test]
fn without_a_credential_nothing_is_sent_and_the_error_says_what_to_do() {
    for call in CALLS {
        let server = Server::always(Reply::json(200, RUNNER));
        let client = anonymous(&server).build().unwrap();
        let error = (call.send)(&client, GIVEN).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::MissingCredential, "{}", call.name);
        assert_eq!((error.operation(), error.status()), (Some(call.name), None));
        let text = error.to_string();
        assert!(
            text.contains("`access_token`") && text.contains("bearer_token"),
            "{text}"
        );
        assert!(server.is_untouched(), "{}", call.name);
    }
}

#[test]
fn a_bearer_token_that_no_server_would_take_is_refused_at_once() {
    let server = Server::always(Reply::json(200, RUNNER));
    for token in [
        "",
        "ghp_neverprinted\n",
        "ghp neverprinted",
        "ghp_neverprintedé",
    ] {
        let error = anonymous(&server).bearer_token(token).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(
            !format!("{error} {error:?}").contains("neverprinted"),
            "{error:?}"
        );
    }
}

#[test]
fn a_credential_of_the_scheme_is_sent_over_the_bearer_token() {
    let server = Server::always(Reply::json(200, RUNNER));
    let client = anonymous(&server)
        .bearer_token("for-any-scheme")
        .credential(&security::ACCESS_TOKEN, Credential::bearer("for-this-one"))
        .build()
        .unwrap();
    both!(client, runners::get("octo", 1)).unwrap();
    for request in server.received() {
        assert_eq!(request.all("authorization"), ["Bearer for-this-one"]);
    }
}

#[test]
fn a_provider_is_asked_for_each_call_and_its_failure_is_the_source() {
    let server = Server::always(Reply::json(200, RUNNER));
    let count = AtomicUsize::new(1);
    let provider = move || match count.fetch_add(1, Ordering::SeqCst) {
        3 => Err("the vault is sealed".into()),
        number => Ok(Credential::bearer(format!("number-{number}"))),
    };
    let client = anonymous(&server)
        .credential(&security::ACCESS_TOKEN, provider)
        .build()
        .unwrap();
    both!(client, runners::get("octo", 1)).unwrap();
    let error = runners::get("octo", 1).send_blocking(&client).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::CredentialProvider);
    assert!(error.to_string().contains("the vault is sealed"), "{error}");
    let sent: Vec<_> = server
        .received()
        .iter()
        .map(|request| request.all("authorization").concat())
        .collect();
    assert_eq!(sent, ["Bearer number-1", "Bearer number-2"]);
}

#[test]
fn an_authorization_header_of_the_request_stands_for_the_credential() {
    let server = Server::always(Reply::json(200, RUNNER));
    let client = anonymous(&server).build().unwrap();
    let given = Given {
        header: Some(("Authorization", "token mine")),
        ..GIVEN
    };
    (CALLS[3].send)(&client, given).unwrap();
    assert_eq!(server.received()[1].all("authorization"), ["token mine"]);
}

#[test]
fn a_redirect_takes_the_credential_to_no_other_origin() {
    let elsewhere = Server::always(Reply::json(200, RUNNER));
    let port = elsewhere.authority().rsplit(':').next().unwrap().to_owned();
    let authority = elsewhere.authority();
    for location in [
        format!("http://{authority}/stolen"),
        format!("//{authority}/stolen"),
        format!("http://localhost:{port}/stolen"),
        format!("http://user@{authority}/stolen"),
    ] {
        let home = Server::always(Reply::empty(302).header("Location", &location));
        for call in CALLS {
            let error = (call.send)(&client(&home), GIVEN).unwrap_err();
            assert_eq!(
                error.kind(),
                ErrorKind::UnexpectedStatus,
                "{} {location}",
                call.name
            );
            assert_eq!(error.headers().unwrap()["location"], *location);
        }
    }
    assert!(elsewhere.is_untouched());
}

#[test]
fn a_redirect_on_the_same_origin_is_followed_for_reading_only() {
    let server = Server::answering(|_, request| match request.target.as_str() {
        "/renamed" => Reply::json(200, RUNNER),
        _ => Reply::empty(301).header("Location", "/renamed"),
    });
    both!(client(&server), runners::get("octo", 1)).unwrap();
    let followed = &server.received()[1];
    assert_eq!(followed.target, "/renamed");
    assert_eq!(
        followed.all("authorization"),
        [format!("Bearer {CREDENTIAL}")]
    );
    let error = both!(client(&server), runners::delete("octo", 1)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnexpectedStatus);
    assert_eq!(server.received().len(), 4 + 2);
}
