//! What becomes of an answer.

use crate::support::{
    BasicError, DeleteError, List, LogOutput, Reply, Server, client, client_builder, create, delete, list, log, send,
};
use codegen_runtime::{ErrorKind, Operation, OperationInfo};
use http::Method;
use std::error::Error as _;
use std::time::Duration;

#[test]
fn a_success_is_its_type_with_status_and_headers() {
    let reply = Reply::json(201, r#"{"token":"hunter2","new":1}"#).header("X-GitHub-Request-Id", "AB12");
    let response = send(&client(&Server::always(reply)), &create("octo")).unwrap();
    assert_eq!(response.status(), 201);
    assert_eq!(response.request_id(), Some("AB12"));
    assert_eq!(response.headers()["content-type"], "application/json");
    assert!(!format!("{response:?}").contains("hunter2"));
    assert_eq!(response.token.expose_secret(), "hunter2");
    assert_eq!(response.into_inner().note, None);
}

#[test]
fn an_answer_to_head_has_no_body_whatever_length_it_says() {
    static INFO: OperationInfo = OperationInfo {
        method: Method::HEAD,
        ..*List::INFO
    };
    let reply = Reply::raw("HTTP/1.1 200 OK\r\ncontent-length: 1000000000\r\n\r\n");
    let error = send(&client(&Server::always(reply)), &List::needing(&INFO)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.raw_body(), Some(b"".as_slice()));
}

#[test]
fn a_204_is_nothing_whatever_comes_with_it() {
    let odd = Reply::raw("HTTP/1.1 204 No Content\r\ncontent-type: text/html\r\n\r\n").then_close();
    for reply in [Reply::new(204), odd] {
        let response = send(&client(&Server::always(reply)), &delete("g", 1)).unwrap();
        assert_eq!(response.status(), 204);
    }
}

#[test]
fn a_documented_error_is_typed_by_its_status() {
    let not_found = Reply::json(404, r#"{"message":"Not Found"}"#).header("X-GitHub-Request-Id", "AB12");
    let error = send(&client(&Server::always(not_found)), &create("octo")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Api);
    assert!(error.is_not_found() && !error.is_server_error());
    assert_eq!(
        error.body(),
        Some(&BasicError {
            message: "Not Found".to_owned()
        })
    );
    assert_eq!(error.raw_body(), Some(br#"{"message":"Not Found"}"#.as_slice()));
    assert_eq!(error.operation(), Some("create"));
    assert!(error.url().unwrap().ends_with("/api/v3/enterprises/octo/token"));
    assert_eq!(
        error.to_string(),
        r#"create: 404 Not Found: {"message":"Not Found"} (request AB12)"#
    );
    assert!(error.source().is_none());

    // Two statuses with the same shape of body are told apart by the status.
    let server = Server::always(Reply::json(403, r#"{"message":"no"}"#));
    let error = send(&client(&server), &delete("g", 1)).unwrap_err();
    assert!(error.is_forbidden());
    assert_eq!(
        error.into_body(),
        Some(DeleteError::Forbidden(BasicError {
            message: "no".to_owned()
        }))
    );
    let server = Server::always(Reply::json(422, r#"["a","b"]"#));
    let error = send(&client(&server), &delete("g", 1)).unwrap_err();
    assert_eq!(
        error.into_body(),
        Some(DeleteError::UnprocessableEntity(vec!["a".to_owned(), "b".to_owned()]))
    );
}

#[test]
fn a_documented_error_that_is_not_as_described_keeps_everything_else() {
    let reply = Reply::json(404, r#"{"message":5}"#);
    let error = send(&client(&Server::always(reply)), &create("octo")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Api);
    assert!(error.is_not_found());
    assert_eq!(error.body(), None);
    assert_eq!(error.raw_body(), Some(br#"{"message":5}"#.as_slice()));
    assert_eq!(error.decode_error().unwrap().path(), "message");
    assert!(
        error
            .to_string()
            .starts_with(r#"create: 404 Not Found: {"message":5} (not as described: message:"#)
    );
}

#[test]
fn an_undocumented_error_is_kept() {
    let page = format!("<html>\r\nbroken\u{1b}[31m {}</html>", "x".repeat(5000));
    let reply = Reply::typed(500, "text/html", page.as_bytes());
    let error = send(&client(&Server::always(reply)), &create("octo")).unwrap_err();
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Api, 500));
    assert!(error.is_server_error());
    assert_eq!(error.body(), None);
    assert_eq!(error.raw_body().unwrap(), page.as_bytes());
    let text = error.to_string();
    assert!(
        text.starts_with("create: 500 Internal Server Error: <html>  broken [31m xxx"),
        "{text}"
    );
    assert!(text.len() < 300 && !text.contains(char::is_control), "{text}");
    let text = send(&client(&Server::always(Reply::new(502))), &create("octo"))
        .unwrap_err()
        .to_string();
    assert_eq!(text, "create: 502 Bad Gateway");
}

#[test]
fn a_status_that_is_neither_documented_nor_an_error_is_no_success() {
    let server = Server::always(Reply::raw("HTTP/1.1 304 Not Modified\r\n\r\n"));
    let error = send(&client(&server), &delete("g", 1)).unwrap_err();
    assert_eq!(
        (error.kind(), error.status().unwrap().as_u16()),
        (ErrorKind::UnexpectedStatus, 304)
    );
    assert_eq!(error.to_string(), "delete: unexpected status 304 Not Modified");

    let server = Server::always(Reply::json(200, r#"{"token":"hunter2"}"#));
    let error = send(&client(&server), &create("octo")).unwrap_err();
    assert_eq!(
        (error.kind(), error.status().unwrap().as_u16()),
        (ErrorKind::UnexpectedStatus, 200)
    );
    assert_eq!(error.raw_body(), Some(br#"{"token":"hunter2"}"#.as_slice()));
    assert!(!format!("{error} {error:?}").contains("hunter2"), "{error:?}");
}

#[test]
fn a_success_that_is_not_as_described_says_where_and_hides_the_rest() {
    let server = Server::always(Reply::json(201, r#"{"token":"hunter2","note":[5]}"#));
    let error = send(&client(&server), &create("octo")).unwrap_err();
    assert_eq!(
        (error.kind(), error.status().unwrap().as_u16()),
        (ErrorKind::Decode, 201)
    );
    assert_eq!(error.decode_error().unwrap().path(), "note");
    assert!(error.source().is_some());
    assert!(error.raw_body().is_some());
    let text = format!("{error} {error:?}");
    assert!(
        text.starts_with("create: 201 Created, but the body is not as described: note: "),
        "{text}"
    );
    assert!(!text.contains("hunter2"), "{text}");
}

#[test]
fn a_success_that_is_no_json_says_what_it_is() {
    let server = Server::always(Reply::typed(200, "text/html; charset=utf-8", "<html>Log in"));
    let error = send(&client(&server), &list()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(
        error.to_string(),
        "list: 200 OK, but in a media type that is not described (text/html; charset=utf-8): <html>Log in"
    );
    let error = send(&client(&Server::always(Reply::json(200, ""))), &list()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
}

#[test]
fn a_body_beyond_the_limit_is_not_taken() {
    let announced = "content-length: 99999999999\r\n\r\n";
    let chunked = "transfer-encoding: chunked\r\n\r\n5\r\n[1,2,\r\n5\r\n3,4,5\r\n";
    // That of an error no more than that of a success.
    for (status, rest) in [(200, announced), (200, chunked), (500, announced), (404, chunked)] {
        let reply = format!("HTTP/1.1 {status} Whatever\r\n{rest}");
        let server = Server::always(Reply::raw(reply));
        let client = client_builder(&server).max_body_bytes(9).build().unwrap();
        let error = send(&client, &list()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::BodyTooLarge);
        assert!(error.to_string().contains("more than 9 bytes"), "{error}");
    }
    let server = Server::always(Reply::json(200, "[1,2,3,4]"));
    let client = client_builder(&server).max_body_bytes(9).build().unwrap();
    assert_eq!(*send(&client, &list()).unwrap(), [1, 2, 3, 4]);
}

#[test]
fn the_wait_that_a_server_asks_for_is_a_number_or_a_date() {
    for (value, expected) in [
        ("17", Some(Duration::from_secs(17))),
        ("Sun, 06 Nov 1994 08:49:37 GMT", Some(Duration::ZERO)),
        ("soon", None),
    ] {
        let server = Server::always(Reply::new(429).header("Retry-After", value));
        let error = send(&client(&server), &list()).unwrap_err();
        assert_eq!(error.retry_after(), expected, "{value}");
    }
    let server = Server::always(Reply::new(503).header("Retry-After", "Wed, 06 Nov 2999 08:49:37 GMT"));
    assert!(send(&client(&server), &list()).unwrap_err().retry_after().unwrap() > Duration::from_secs(1_000_000));
}

#[test]
fn one_error_type_stands_for_those_of_all_operations() {
    fn all(server: &Server) -> Result<(), codegen_runtime::Error> {
        let client = client(server);
        client.send_blocking(list())?;
        create("octo").send_blocking(&client)?;
        client.send_blocking(delete("g", 1))?;
        Ok(())
    }
    let server = Server::in_turn(vec![Reply::json(200, "[]"), Reply::json(404, r#"{"message":"no"}"#)]);
    let error = all(&server).unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(error.to_string(), r#"create: 404 Not Found: {"message":"no"}"#);
    let error: Box<dyn std::error::Error + Send + Sync> = error.into();
    assert!(error.to_string().contains("404"));
    assert!(size_of::<codegen_runtime::Error<DeleteError>>() <= 2 * size_of::<usize>());
}

#[test]
fn a_text_is_read_in_the_charset_that_it_names() {
    for (media_type, body, text) in [
        ("text/plain", "na\u{ef}ve".as_bytes(), "na\u{ef}ve"),
        ("text/plain; charset=UTF-8", "\u{20ac}".as_bytes(), "\u{20ac}"),
        ("text/plain;format=flowed; Charset=\"us-ascii\"", b"plain", "plain"),
        ("text/plain; charset=ISO-8859-1", b"na\xefve \x80", "na\u{ef}ve \u{80}"),
        ("text/plain; charset=utf-8", b"", ""),
    ] {
        let server = Server::always(Reply::typed(200, media_type, body));
        let output = send(&client(&server), &log()).unwrap().into_inner();
        assert_eq!(output, LogOutput::Ok(text.to_owned()), "{media_type}");
    }
}

#[test]
fn a_text_that_cannot_be_read_is_no_text_and_nothing_is_lost() {
    for (media_type, message, column) in [
        ("text/plain", "the text is not UTF-8", 2),
        (
            "text/plain; charset=utf-16",
            "text in the charset `utf-16` is not read",
            0,
        ),
    ] {
        let server = Server::always(Reply::typed(200, media_type, b"\nna\xefve"));
        let error = send(&client(&server), &log()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        let mismatch = error.decode_error().unwrap();
        assert_eq!((mismatch.message(), mismatch.column()), (message, column));
        assert_eq!(error.raw_body(), Some(b"\nna\xefve".as_slice()));
        assert!(error.to_string().contains(media_type), "{error}");
    }
}

#[test]
fn a_body_of_another_kind_comes_as_it_is() {
    let body = b"PK\x03\x04\xff\x00";
    let server = Server::always(Reply::typed(202, "application/zip", body));
    let output = send(&client(&server), &log()).unwrap().into_inner();
    assert_eq!(output, LogOutput::Accepted(body.as_slice().into()));
    let server = Server::always(Reply::new(204));
    let output = send(&client(&server), &log()).unwrap().into_inner();
    assert_eq!(output, LogOutput::NoContent);
}

#[test]
fn an_error_can_be_a_text() {
    let server = Server::always(Reply::typed(404, "text/plain", b"no such log"));
    let error = send(&client(&server), &log()).unwrap_err();
    assert_eq!(error.body().map(String::as_str), Some("no such log"));
    let untyped: codegen_runtime::Error = error.into();
    assert!(untyped.is_not_found());
    let server = Server::always(Reply::typed(404, "text/plain", b"\xff"));
    let error = send(&client(&server), &log()).unwrap_err();
    assert_eq!((error.kind(), error.body()), (ErrorKind::Api, None));
    assert!(error.decode_error().is_some());
}

#[test]
fn the_media_types_that_can_be_read_are_asked_for() {
    let server = Server::always(Reply::new(204));
    send(&client(&server), &log()).unwrap();
    let received = server.received();
    assert_eq!(received[0].header("accept"), Some("text/plain, application/zip"));
}
