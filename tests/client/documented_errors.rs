//! Documented errors: told apart by status and by nothing else, with a typed body.

use std::error::Error as _;

use ghes_runners::{Client, Error, ErrorKind, runners};

use crate::server::{Reply, Server};
use crate::support::{CALLS, GIVEN, REFUSAL, RUNNER, TOKEN, client};

const NOT_FOUND: &str =
    r#"{"message":"Not Found","documentation_url":"https://docs.github.com/rest"}"#;

#[test]
fn operations_whose_errors_share_a_body_give_that_body() {
    for status in [401, 403, 404] {
        let client = client(&Server::always(Reply::json(status, REFUSAL)));
        let got = both!(client, runners::get("octo", 1)).unwrap_err();
        let listed = both!(client, runners::list_applications("octo")).unwrap_err();
        for error in [got, listed] {
            assert_eq!(
                (error.kind(), error.status().unwrap().as_u16()),
                (ErrorKind::Api, status)
            );
            let body = error.into_body().unwrap();
            assert_eq!(body.message.as_deref(), Some("No"));
            assert_eq!(
                body.documentation_url.as_deref(),
                Some("https://docs.github.com/rest")
            );
            assert_eq!((body.url, body.status), (None, None));
        }
    }
}

/// The name of the variant that a status gives, with its message; the same body comes with every status.
macro_rules! variant {
    ($status:expr, $error:ident, $request:expr) => {{
        let server = Server::always(Reply::json($status, REFUSAL));
        let error = both!(client(&server), $request).unwrap_err();
        assert_eq!(error.status().unwrap(), $status);
        assert_eq!(error.kind(), ErrorKind::Api);
        assert!(error.decode_error().is_none());
        match error.into_body().unwrap() {
            runners::$error::Unauthorized(body) => ("Unauthorized", body.message),
            runners::$error::Forbidden(body) => ("Forbidden", body.message),
            runners::$error::NotFound(body) => ("NotFound", body.message),
            runners::$error::UnprocessableContent(body) => {
                assert_eq!(body.errors.unwrap(), ["too often"]);
                assert_eq!(body.documentation_url, "https://docs.github.com/rest");
                ("UnprocessableContent", Some(body.message))
            }
            _ => ("another", None),
        }
    }};
}

#[test]
fn operations_whose_errors_differ_give_the_variant_of_the_status() {
    for (status, name) in [
        (401, "Unauthorized"),
        (403, "Forbidden"),
        (404, "NotFound"),
        (422, "UnprocessableContent"),
    ] {
        let expected = (name, Some("No".to_owned()));
        let created = variant!(
            status,
            CreateRegistrationTokenError,
            runners::create_registration_token("octo")
        );
        assert_eq!(created, expected);
        let removed = variant!(
            status,
            CreateRemoveTokenError,
            runners::create_remove_token("octo")
        );
        assert_eq!(removed, expected);
        assert_eq!(
            variant!(status, DeleteError, runners::delete("octo", 23)),
            expected
        );
    }
}

#[test]
fn the_statuses_that_callers_ask_for_have_a_predicate() {
    for call in CALLS {
        for status in [401, 403, 404, 422, 500] {
            let server = Server::always(Reply::json(status, NOT_FOUND));
            let error = (call.send)(&client(&server), GIVEN).unwrap_err();
            let told = (
                error.is_unauthorized(),
                error.is_forbidden(),
                error.is_not_found(),
                error.is_server_error(),
            );
            assert_eq!(
                told,
                (status == 401, status == 403, status == 404, status == 500),
                "{}",
                call.name
            );
            assert!(!error.is_timeout() && !error.is_connect());
        }
    }
}

#[test]
fn a_422_whose_body_cannot_be_read_keeps_status_and_body() {
    for (body, path, message) in [
        ("", ".", "EOF"),
        ("<html>", ".", "expected value"),
        (r#"{"message":"No"}"#, ".", "`documentation_url`"),
        (
            r#"{"message":"No","documentation_url":"u","errors":[{"code":"custom"}]}"#,
            "errors[0]",
            "found an object",
        ),
    ] {
        let server = Server::always(Reply::json(422, body).header("X-GitHub-Request-Id", "C0DE:1"));
        let error = both!(client(&server), runners::delete("octo", 23)).unwrap_err();
        assert_eq!(
            (error.kind(), error.status().unwrap().as_u16()),
            (ErrorKind::Api, 422),
            "{body}"
        );
        assert_eq!(error.body(), None);
        assert_eq!(error.raw_body(), Some(body.as_bytes()));
        assert_eq!(error.request_id(), Some("C0DE:1"));
        let mismatch = error.decode_error().unwrap();
        assert_eq!(mismatch.path(), path, "{mismatch}");
        assert!(mismatch.message().contains(message), "{mismatch}");
    }
}

#[test]
fn an_error_reads_as_one_line_that_says_what_failed() {
    let reply = Reply::json(404, NOT_FOUND).header("X-GitHub-Request-Id", "C0DE:1");
    let server = Server::always(reply);
    let error = both!(client(&server), runners::delete("octo", 23)).unwrap_err();
    let expected = format!("delete: 404 Not Found: {NOT_FOUND} (request C0DE:1)");
    assert_eq!(error.to_string(), expected);
    let url = format!("{}/enterprises/octo/actions/runners/23", server.base_url());
    assert_eq!(error.url(), Some(url));
    assert!(error.source().is_none());
}

#[test]
fn the_errors_of_different_operations_become_one_by_the_question_mark() {
    fn replace(client: &Client) -> Result<String, Error> {
        let runner = runners::get("octo", 23).send_blocking(client)?;
        let token = runners::create_registration_token("octo").send_blocking(client)?;
        runners::delete("octo", runner.id).send_blocking(client)?;
        Ok(token.token.expose_secret().to_owned())
    }
    async fn replace_async(client: &Client) -> Result<(), Error> {
        runners::get("octo", 23).send(client).await?;
        runners::create_registration_token("octo")
            .send(client)
            .await?;
        runners::delete("octo", 23).send(client).await?;
        Ok(())
    }
    let server = Server::answering(|_, request| match request.method.as_str() {
        "GET" => Reply::json(200, RUNNER),
        "POST" => Reply::json(201, TOKEN),
        _ => Reply::json(404, NOT_FOUND)
            .header("X-GitHub-Request-Id", "C0DE:1")
            .header("Retry-After", "5"),
    });
    let client = client(&server);
    for error in [
        replace(&client).unwrap_err(),
        crate::support::block_on(replace_async(&client)).unwrap_err(),
    ] {
        assert!(error.is_not_found());
        assert_eq!(error.operation(), Some("delete"));
        assert_eq!(error.request_id(), Some("C0DE:1"));
        assert_eq!(error.retry_after().unwrap().as_secs(), 5);
        assert_eq!(error.raw_body(), Some(NOT_FOUND.as_bytes()));
        let boxed: Box<dyn std::error::Error + Send + Sync> = error.into();
        assert!(boxed.to_string().starts_with("delete: 404 Not Found"));
    }
}
