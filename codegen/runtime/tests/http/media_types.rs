//! Answers whose media type says what they are read as.

use crate::support::{API, BasicError, Reply, Server, block_on, client, client_builder, send};
use codegen_runtime as runtime;
use codegen_runtime::{Answer, ByteStream, Decoded, ErrorKind, EventStream, Operation, OperationInfo, Request};

#[derive(Debug, Clone)]
struct Complete(Request);

/// What [`Complete`] gives.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "generated modules allow it")]
enum CompleteOutput {
    Json(Vec<i64>),
    Text(String),
    Events(EventStream<i64>),
    Bytes(ByteStream),
}

#[derive(Debug, Clone, PartialEq)]
enum CompleteError {
    Json(BasicError),
    Problem(Vec<String>),
}

runtime::error_bodies!(CompleteError);

runtime::operation!(
    Complete => CompleteOutput, CompleteError;
    GET "/complete", id = "complete", accept = "application/json, text/plain, text/event-stream, image/*":
    200 if "text/plain" => success_with text(CompleteOutput::Text),
    200 if "text/event-stream" => success_with events(CompleteOutput::Events),
    200 if "!image/svg+xml" | "image/*" => success_with stream(CompleteOutput::Bytes),
    200 => success_with json(CompleteOutput::Json),
    400..=499 if "application/problem+json" => failure_with json(CompleteError::Problem),
    400..=499 => failure_with json(CompleteError::Json);
    streams = 200 if "text/event-stream", 200 if "!image/svg+xml" | "image/*"
);

fn complete() -> Complete {
    Complete(Request::new(Complete::INFO))
}

fn answered(media_type: &str, body: &str) -> CompleteOutput {
    let server = Server::always(Reply::typed(200, media_type, body));
    send(&client(&server), &complete()).unwrap().into_inner()
}

#[test]
fn the_media_type_of_an_answer_says_what_it_is_read_as() {
    for media_type in ["application/json", "text/json", "application/x", ""] {
        let output = answered(media_type, "[1]");
        assert!(
            matches!(&output, CompleteOutput::Json(list) if *list == [1]),
            "{media_type}: {output:?}"
        );
    }
    for media_type in ["text/plain", "TEXT/Plain; charset=utf-8"] {
        let output = answered(media_type, "[1]");
        assert!(
            matches!(&output, CompleteOutput::Text(text) if text == "[1]"),
            "{media_type}: {output:?}"
        );
    }
}

#[test]
fn an_answer_without_a_media_type_is_the_first_that_is_described() {
    let reply = Reply::raw("HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n[1]");
    let output = send(&client(&Server::always(reply)), &complete()).unwrap();
    assert!(matches!(&*output, CompleteOutput::Json(list) if *list == [1]));
}

#[test]
fn only_what_comes_in_the_media_type_of_a_stream_is_one() {
    let large = "x".repeat(5000);
    let server = Server::in_turn(vec![
        Reply::typed(200, "image/png", large.as_bytes()),
        Reply::typed(200, "image/svg+xml", large.as_bytes()),
        Reply::typed(200, "text/event-stream", b"data: 7\n\n"),
    ]);
    let client = client_builder(&server).max_body_bytes(1000).build().unwrap();
    let output = client.send_blocking(complete()).unwrap().into_inner();
    let CompleteOutput::Bytes(stream) = output else {
        panic!("{output:?}");
    };
    assert_eq!(stream.length(), Some(5000));
    let error = client.send_blocking(complete()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BodyTooLarge);
    let output = block_on(async {
        let CompleteOutput::Events(mut events) = client.send(complete()).await.unwrap().into_inner() else {
            return None;
        };
        events.next().await
    });
    assert_eq!(output.unwrap().unwrap().json().unwrap(), 7);
}

#[test]
fn an_error_is_told_apart_by_its_media_type_too() {
    for (media_type, body, expected) in [
        (
            "application/json",
            r#"{"message":"no"}"#,
            CompleteError::Json(BasicError {
                message: "no".to_owned(),
            }),
        ),
        (
            "application/problem+json",
            r#"["no"]"#,
            CompleteError::Problem(vec!["no".to_owned()]),
        ),
    ] {
        let server = Server::always(Reply::typed(404, media_type, body));
        let error = client(&server).send_blocking(complete()).unwrap_err();
        assert_eq!(error.body(), Some(&expected));
    }
}

#[test]
fn an_answer_that_no_client_has_fetched_is_read_alike() {
    let response = http::Response::builder()
        .header("content-type", "text/event-stream")
        .body("data: 1\n\ndata: 2\n\n".into());
    let output = Complete::decode_response(response.unwrap()).unwrap();
    let CompleteOutput::Events(events) = output.into_inner() else {
        panic!("no events");
    };
    let values: Vec<_> = events.into_iter().map(|event| event.unwrap().json().unwrap()).collect();
    assert_eq!(values, [1, 2]);
}

#[test]
fn a_page_is_shown_and_nothing_else_that_may_hold_secrets() {
    for (status, media_type, body, expected) in [
        (
            200,
            "text/html",
            "<html>\nLog in",
            "complete: 200 OK, but in a media type that is not described (text/html): <html> Log in",
        ),
        (502, "text/html", "<html>Bad", "complete: 502 Bad Gateway: <html>Bad"),
        (
            403,
            "text/html",
            "<html>No",
            "complete: 403 Forbidden: <html>No (not as described: text/html)",
        ),
        (
            200,
            "text/x",
            "secret",
            "complete: 200 OK, but the body is not as described (text/x): ",
        ),
    ] {
        let server = Server::always(Reply::typed(status, media_type, body));
        let error = client(&server).send_blocking(complete()).unwrap_err();
        let text = error.to_string();
        assert!(text.starts_with(expected), "{text}");
        assert!(!text.contains("secret"), "{text}");
    }
}

/// Which of the [`PATTERNS`] an answer is in.
struct Fits;

const PATTERNS: [&[&str]; 6] = [
    &["text/csv;header=present"],
    &["image/*"],
    &["*/*"],
    &["!image/png", "image/*"],
    &["application/json"],
    &["application/problem+json"],
];

impl Operation for Fits {
    type Output = Vec<usize>;
    type ErrorBody = String;
    type Headers = ();
    const INFO: &'static OperationInfo = Complete::INFO;

    fn into_request(self) -> Request {
        Request::new(Self::INFO)
    }

    fn decode(answer: &Answer) -> Decoded<Self> {
        let fits = PATTERNS.iter().map(|patterns| answer.is_in(patterns));
        Ok(fits.enumerate().filter(|(_, fits)| *fits).map(|(at, _)| at).collect())
    }
}

#[test]
fn a_media_type_is_compared_without_parameters_and_case() {
    for (media_type, fitting) in [
        (Some("text/csv"), [0, 2].as_slice()),
        (Some("Text/CSV; charset=utf-8"), &[0, 2]),
        (Some("text/csvs"), &[2]),
        (Some("image/png"), &[1, 2]),
        (Some("IMAGE/PNG"), &[1, 2]),
        (Some("image/gif"), &[1, 2, 3]),
        (Some("imag"), &[2]),
        (Some("application/json"), &[2, 4]),
        (Some("application/problem+json"), &[2, 4, 5]),
        (Some("text/json"), &[2, 4]),
        (Some(""), &[]),
        (None, &[]),
    ] {
        let mut response = http::Response::new(bytes::Bytes::new());
        if let Some(media_type) = media_type {
            let value = http::HeaderValue::from_static(media_type);
            response.headers_mut().insert("content-type", value);
        }
        let fits = Fits::decode_response(response).unwrap();
        assert_eq!(*fits, fitting, "{media_type:?}");
    }
}
