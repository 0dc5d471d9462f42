//! Secrets: given to whoever asks for them by name, and printed nowhere.

use std::error::Error as StdError;
use std::fmt::Debug;
use std::time::Duration;

use ghes_runners::{Credential, Error, Operation, runners, security};

use crate::repository::{repository, token_with};
use crate::server::{Reply, Server};
use crate::support::{APPLICATIONS, CREDENTIAL, MINTED, TOKEN, builder, client};

/// What must not be read in anything that is printed.
const SECRETS: [&str; 4] = [
    CREDENTIAL,
    MINTED,
    "neverprinteddownload",
    "neverprintedclone",
];

fn assert_silent(printed: &str) {
    for secret in SECRETS {
        assert!(!printed.contains(secret), "{printed}");
    }
}

/// Everything that can be printed of an error.
fn words<B: Debug>(error: &Error<B>) -> String {
    let mut words = format!("{error} {error:?} {error:#?} {:?}", error.decode_error());
    let mut source = error.source();
    while let Some(cause) = source {
        words = format!("{words} {cause} {cause:?}");
        source = cause.source();
    }
    words
}

#[test]
fn a_minted_token_is_given_by_name_and_never_printed() {
    let body = token_with(&repository()).to_string();
    let client = client(&Server::always(Reply::json(201, &body)));
    for token in [
        both!(client, runners::create_registration_token("octo")).unwrap(),
        both!(client, runners::create_remove_token("octo")).unwrap(),
    ] {
        assert_eq!(token.token.expose_secret(), MINTED);
        let of_clone = token.repositories.as_ref().unwrap()[0]
            .temp_clone_token
            .as_ref();
        assert_eq!(of_clone.unwrap().expose_secret(), "neverprintedclone");
        assert_silent(&format!(
            "{token:?} {token:#?} {:?} {:?}",
            token.token, token.repositories
        ));
        assert!(format!("{token:?}").contains("token: [REDACTED]"));
        assert_silent(&format!("{:?}", token.into_inner()));
    }
}

#[test]
fn a_token_of_a_download_is_given_by_name_and_never_printed() {
    let client = client(&Server::always(Reply::json(200, APPLICATIONS)));
    let list = both!(client, runners::list_applications("octo")).unwrap();
    let token = list[2].temp_download_token.as_ref().unwrap();
    assert_eq!(token.expose_secret(), "neverprinteddownload");
    assert_silent(&format!("{list:?} {:?}", list[2]));
}

#[test]
fn a_client_and_its_requests_do_not_print_the_credential() {
    let server = Server::always(Reply::json(201, TOKEN));
    let builder = builder(&server)
        .credential(&security::ACCESS_TOKEN, Credential::bearer(CREDENTIAL))
        .header("Authorization", &format!("token {CREDENTIAL}"));
    assert_silent(&format!("{builder:?}"));
    let client = builder.build().unwrap();
    assert_silent(&format!(
        "{client:?} {client:#?} {:?}",
        Credential::bearer(CREDENTIAL)
    ));
    let request = runners::create_registration_token("octo")
        .header("Authorization", &format!("Bearer {CREDENTIAL}"))
        .header("X-Api-Key", CREDENTIAL);
    assert_silent(&format!("{request:?} {:?}", request.clone().into_request()));
    let message = runners::get("octo", 1).header("Authorization", &format!("Bearer {CREDENTIAL}"));
    let message = message.into_http_request(server.base_url()).unwrap();
    assert_silent(&format!("{message:?}"));
}

#[test]
fn an_answer_that_is_not_as_described_does_not_print_the_token_in_it() {
    let date = r#""expires_at":"2020-01-22T12:13:35Z""#;
    for body in [
        format!(r#"{{"token":"{MINTED}"}}"#),
        format!(r#"{{"token":"{MINTED}","expires_at":5}}"#),
        format!(r#"{{"token":"{MINTED}","expires_at":"tomorrow"}}"#),
        format!(r#"{{"token":["{MINTED}"],{date}}}"#),
        format!(r#"{{"token":{{"value":"{MINTED}"}},{date}}}"#),
        format!(r#"{{"token":"{MINTED}",{date},"permissions":"{MINTED}"}}"#),
        format!(r#"{{"token":"{MINTED}",{date},"repositories":["{MINTED}"]}}"#),
        format!(r#"{{"token":"{MINTED}",{date}"#),
        format!(r#"{{"token":"{MINTED}"#),
        format!(r#""{MINTED}""#),
        MINTED.to_owned(),
    ] {
        let server = Server::always(Reply::json(201, &body));
        let error = both!(client(&server), runners::create_registration_token("octo")).unwrap_err();
        assert_silent(&words(&error));
        assert_eq!(error.raw_body(), Some(body.as_bytes()));
        assert_silent(&words::<ghes_runners::runtime::Untyped>(&error.into()));
    }
}

#[test]
fn no_other_failure_prints_the_token_or_the_credential() {
    let wait = Duration::from_secs(3);
    for reply in [
        Reply::json(200, TOKEN),
        Reply::json(202, TOKEN),
        Reply::json(302, TOKEN).header("Location", "https://elsewhere.example.com"),
        Reply::cut_short(201, TOKEN),
        Reply::json(201, TOKEN).after(wait),
        Reply::json(201, TOKEN).with_body_after(wait),
        Reply::json(401, r#"{"message":"Bad credentials"}"#),
        Reply::status(200)
            .header("Content-Length", "nonsense")
            .with_body(TOKEN),
    ] {
        let server = Server::always(reply);
        let request = runners::create_remove_token("octo").timeout(Duration::from_millis(150));
        assert_silent(&words(&both!(client(&server), request).unwrap_err()));
    }
}
