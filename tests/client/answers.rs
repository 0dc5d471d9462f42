//! What becomes of an answer that is no documented error: it is what was described, or it says what it is instead.

use std::time::Duration;

use ghes_runners::{ErrorKind, runners};

use crate::server::{Reply, Server};
use crate::support::{
    APPLICATIONS, CALLS, GIVEN, MINTED, REFUSAL, RUNNER, TOKEN, block_on, builder, client,
};

#[test]
fn a_success_is_its_value_with_status_and_headers() {
    let reply = Reply::json(200, RUNNER).header("X-GitHub-Request-Id", "C0DE:1");
    let runner = both!(client(&Server::always(reply)), runners::get("octo", 23)).unwrap();
    assert_eq!(runner.status(), 200);
    assert_eq!(runner.request_id(), Some("C0DE:1"));
    assert_eq!(
        runner.headers()["content-type"],
        "application/json; charset=utf-8"
    );
    assert_eq!(
        (runner.id, runner.name.as_str(), runner.busy),
        (23, "MBP", true)
    );
    assert_eq!(runner.labels.len(), 3);
    let runner: ghes_runners::models::Runner = runner.into_inner();
    assert_eq!(runner.os, "macos");
}

#[test]
fn the_documented_list_of_applications_is_read() {
    let server = Server::always(Reply::json(200, APPLICATIONS));
    let list = both!(client(&server), runners::list_applications("octo")).unwrap();
    let described: Vec<_> = list
        .iter()
        .map(|one| (one.os.as_str(), one.architecture.as_str()))
        .collect();
    assert_eq!(
        described,
        [("osx", "x64"), ("linux", "arm64"), ("win", "x64")]
    );
    assert!(list[1].download_url.ends_with(&list[1].filename));
    assert_eq!(list[1].temp_download_token, None);
    assert_eq!(list[1].sha256_checksum, None);
    let token = list[2].temp_download_token.as_ref().unwrap();
    assert_eq!(token.expose_secret(), "neverprinteddownload");
    assert_eq!(list[2].sha256_checksum.as_deref(), Some("ab12"));
}

#[test]
fn both_kinds_of_token_are_read() {
    let server = Server::always(Reply::json(201, TOKEN));
    let client = client(&server);
    let registration = both!(client, runners::create_registration_token("octo")).unwrap();
    let removal = both!(client, runners::create_remove_token("octo")).unwrap();
    for token in [registration, removal] {
        assert_eq!(token.status(), 201);
        assert_eq!(token.token.expose_secret(), MINTED);
    }
}

#[test]
fn a_204_is_a_success_whatever_comes_with_it() {
    for reply in [
        Reply::status(204),
        Reply::empty(204),
        Reply::typed(204, "text/html", "<p>gone</p>"),
        Reply::status(204).header("X-GitHub-Request-Id", "C0DE:1"),
    ] {
        let server = Server::always(reply);
        let client = client(&server);
        // The second round shows that what came with it does not spoil the connection.
        for _ in 0..2 {
            let deleted = both!(client, runners::delete("octo", 23)).unwrap();
            assert_eq!(deleted.status(), 204);
        }
    }
}

#[test]
fn a_status_that_is_neither_documented_nor_an_error_is_no_success_and_nothing_is_lost() {
    for call in CALLS {
        for status in [200, 201, 202, 204, 206, 300, 304] {
            if status == call.success.0 {
                continue;
            }
            let reply = match status {
                204 | 304 => Reply::status(status),
                _ => Reply::json(status, call.success.1),
            };
            let server = Server::always(reply.header("X-GitHub-Request-Id", "C0DE:1"));
            let error = (call.send)(&client(&server), GIVEN).unwrap_err();
            assert_eq!(
                error.kind(),
                ErrorKind::UnexpectedStatus,
                "{} {status}",
                call.name
            );
            assert_eq!(error.status().unwrap(), status);
            assert_eq!(error.request_id(), Some("C0DE:1"));
            let body = if matches!(status, 204 | 304) {
                ""
            } else {
                call.success.1
            };
            assert_eq!(error.raw_body(), Some(body.as_bytes()));
            let start = format!("{}: unexpected status {status} ", call.name);
            assert!(error.to_string().starts_with(&start), "{error}");
        }
    }
}

#[test]
fn a_304_on_delete_is_an_error() {
    let server = Server::always(Reply::status(304));
    let error = both!(client(&server), runners::delete("octo", 23)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnexpectedStatus);
    assert_eq!(error.body(), None);
}

#[test]
fn an_undocumented_error_is_an_error_with_all_that_came() {
    for call in CALLS {
        for (status, retry_after) in [(418, None), (429, Some(60)), (500, None), (503, Some(17))] {
            let mut reply = Reply::typed(status, "text/html", "<h1>Whoa there</h1>");
            if let Some(seconds) = retry_after {
                reply = reply.header("Retry-After", &format!("{seconds}"));
            }
            let server = Server::always(reply.header("X-Request-Id", "C0DE:2"));
            let error = (call.send)(&client(&server), GIVEN).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Api, "{} {status}", call.name);
            assert_eq!(error.status().unwrap(), status);
            assert_eq!(error.is_server_error(), status >= 500);
            assert_eq!(error.retry_after(), retry_after.map(Duration::from_secs));
            assert_eq!(error.raw_body(), Some(b"<h1>Whoa there</h1>".as_slice()));
            assert_eq!(error.headers().unwrap()["content-type"], "text/html");
            assert_eq!(error.request_id(), Some("C0DE:2"));
            assert_eq!(error.operation(), Some(call.name));
            // Both ways of sending, once each: nothing is tried again.
            assert_eq!(server.received().len(), 2, "{} {status}", call.name);
        }
    }
}

#[test]
fn a_422_where_none_is_documented_is_kept_untyped() {
    let server = Server::always(Reply::json(422, REFUSAL));
    let error = both!(client(&server), runners::get("octo", 23)).unwrap_err();
    assert_eq!(
        (error.kind(), error.status().unwrap().as_u16()),
        (ErrorKind::Api, 422)
    );
    assert_eq!(error.body(), None);
    assert_eq!(error.raw_body(), Some(REFUSAL.as_bytes()));
}

/// Bodies that are no runner, where they are at fault, and what is said about them.
const NO_RUNNERS: [(&str, &str, &str); 11] = [
    ("", ".", "EOF"),
    ("null", ".", "expected an object, found null"),
    ("[]", ".", "expected an object, found a list"),
    ("<html>Sign in</html>", ".", "expected value"),
    (r#"{"id":23,"name":"MBP""#, ".", "EOF"),
    (
        r#"{"id":"23"}"#,
        "id",
        "expected a whole number of 64 bits, found a text",
    ),
    (r#"{"id":23.5}"#, "id", "23.5"),
    (r#"{"id":9223372036854775808}"#, "id", "9223372036854775808"),
    (
        r#"{"labels":{}}"#,
        "labels",
        "expected a list, found an object",
    ),
    (
        r#"{"labels":[{"name":"a"},{"name":["b"]}]}"#,
        "labels[1].name",
        "expected a text, found a list",
    ),
    (r#"{"labels":[{"id":1}]}"#, "labels[0]", "`name`"),
];

#[test]
fn a_body_that_is_not_as_described_says_where_and_keeps_what_came() {
    for (body, path, message) in NO_RUNNERS {
        let server = Server::always(Reply::json(200, body));
        let error = both!(client(&server), runners::get("octo", 23)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{body}");
        assert_eq!(error.status().unwrap(), 200);
        assert_eq!(error.raw_body(), Some(body.as_bytes()));
        let mismatch = error.decode_error().unwrap();
        assert_eq!(mismatch.path(), path, "{body}: {mismatch}");
        assert!(mismatch.message().contains(message), "{body}: {mismatch}");
        assert!(std::error::Error::source(&error).is_some());
    }
    let list =
        r#"[{"os":"linux","architecture":"x64","download_url":"u","filename":"f"},{"os":5}]"#;
    let server = Server::always(Reply::json(200, list));
    let error = both!(client(&server), runners::list_applications("octo")).unwrap_err();
    assert_eq!(error.decode_error().unwrap().path(), "[1].os");
}

#[test]
fn what_follows_the_value_makes_the_body_wrong() {
    let server = Server::always(Reply::json(200, &format!("{RUNNER} {{}}")));
    let error = both!(client(&server), runners::get("octo", 23)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
}

#[test]
fn an_answer_that_is_cut_short_is_no_answer() {
    for call in CALLS {
        // A 204 has no length that it could fall short of.
        for status in [200, 201, 401, 422, 500] {
            let server = Server::always(Reply::cut_short(status, call.success.1));
            let error = (call.send)(&client(&server), GIVEN).unwrap_err();
            assert_eq!(
                error.kind(),
                ErrorKind::Interrupted,
                "{} {status}: {error}",
                call.name
            );
            assert_eq!(error.status(), None);
            assert_eq!(error.operation(), Some(call.name));
        }
    }
}

#[test]
fn an_answer_larger_than_allowed_is_not_taken() {
    let server = Server::always(Reply::json(200, RUNNER));
    let exactly = builder(&server)
        .max_body_bytes(RUNNER.len())
        .build()
        .unwrap();
    both!(exactly, runners::get("octo", 23)).unwrap();
    let less = builder(&server)
        .max_body_bytes(RUNNER.len() - 1)
        .build()
        .unwrap();
    let error = both!(less, runners::get("octo", 23)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BodyTooLarge);
}

#[test]
fn a_chunked_body_is_read() {
    let (first, second) = RUNNER.split_at(40);
    let chunks = format!(
        "28\r\n{first}\r\n{:x}\r\n{second}\r\n0\r\n\r\n",
        second.len()
    );
    let reply = Reply::status(200)
        .header("Transfer-Encoding", "chunked")
        .with_body(&chunks);
    let client = client(&Server::always(reply));
    let runner = block_on(runners::get("octo", 23).send(&client)).unwrap();
    assert_eq!(runner.labels[2].name, "no-gpu");
}
