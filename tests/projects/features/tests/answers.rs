//! What generated requests make of answers, as whoever sends them sees it.

use bytes::Bytes;
use codegen_runtime::{Called, Operation};
use features::declared_headers::headers::LinkHeaders;
use features::declared_headers::operations::{self as declared, Limits};
use features::media_type_forms::{models, operations as forms};

/// What the operation makes of an answer that a request of it got.
fn read<O: Operation>(_: &O, status: u16, media_type: &str, body: &'static str) -> Called<O> {
    let answer = http::Response::builder()
        .status(status)
        .header("content-type", media_type);
    O::decode_response(answer.body(Bytes::from_static(body.as_bytes())).unwrap())
}

#[test]
fn the_media_type_of_an_answer_says_which_variant_it_is() {
    let call = forms::complete();
    let whole = read(&call, 200, "application/json", r#"{"text":"x"}"#).unwrap();
    assert!(matches!(&*whole, forms::CompleteOutput::Json(whole) if whole.text == "x"));
    let pieces = read(&call, 200, "text/event-stream", "data: {\"delta\":\"x\"}\n\n").unwrap();
    let forms::CompleteOutput::Events(events) = pieces.into_inner() else {
        panic!("no events");
    };
    let pieces: Vec<_> = events.into_iter().map(|event| event.unwrap().json().unwrap().delta).collect();
    assert_eq!(pieces, [Some("x".to_owned())]);

    let picture = forms::picture();
    for (media_type, expected) in [
        ("application/json", "Json"),
        ("image/svg+xml", "Svg"),
        ("image/png", "Bytes"),
        ("video/mp4", "Bytes"),
    ] {
        let output = read(&picture, 200, media_type, r#"{"text":"x"}"#).unwrap();
        assert!(format!("{:?}", *output).starts_with(expected), "{media_type}: {output:?}");
    }
}

#[test]
fn a_problem_is_told_from_another_error() {
    let problem = read(&forms::complete(), 400, "application/problem+json", r#"{"title":"x"}"#);
    let Some(forms::CompleteError::BadRequestProblem(problem)) = problem.unwrap_err().into_body() else {
        panic!("no problem");
    };
    assert_eq!(problem.title.as_deref(), Some("x"));
    let failed = read(&forms::complete(), 400, "application/json", r#"{"message":"x"}"#);
    let body = failed.unwrap_err().into_body();
    assert!(matches!(body, Some(forms::CompleteError::BadRequest(models::Failed { .. }))));
}

#[test]
fn one_type_may_come_in_two_media_types_that_are_read_otherwise() {
    let name = forms::name();
    assert_eq!(*read(&name, 200, "text/plain", r#""x""#).unwrap(), r#""x""#);
    assert_eq!(*read(&name, 200, "application/json", r#""x""#).unwrap(), "x");
    let whole = read(&forms::habit(), 200, "text/plain", r#"{"text":"x"}"#).unwrap();
    assert_eq!(whole.text, "x");
}

#[test]
fn the_headers_that_an_operation_declares_have_types() {
    let answer = http::Response::builder()
        .header("x-ratelimit-limit", "60")
        .header("x-ratelimit-reset", "2026-01-02T03:04:05Z")
        .header("x-ratelimit-scopes", "a, b")
        .header("x-ratelimit-object", "a,x");
    let response = Limits::decode_response(answer.body(Bytes::new()).unwrap()).unwrap();
    let headers = response.declared_headers().unwrap();
    assert_eq!(headers.x_rate_limit_limit, 60);
    assert_eq!(headers.x_rate_limit_scopes, ["a", "b"]);
    assert_eq!(headers.x_rate_limit_object.as_deref(), Some("a,x"));
    assert_eq!((headers.x_rate_limit_json, headers.x_rate_limit_id), (None, None));

    let empty = http::Response::new(Bytes::new());
    let response = Limits::decode_response(empty).unwrap();
    let error = response.declared_headers().unwrap_err();
    assert_eq!(error.to_string(), "the header `X-RateLimit-Limit` is missing");

    let page = read(&declared::one(), 200, "application/json", "[]").unwrap();
    let LinkHeaders { link, .. } = page.declared_headers().unwrap();
    assert_eq!(link, None);
    // Another operation declares the same.
    let _: LinkHeaders = read(&declared::other(), 200, "application/json", "[]")
        .unwrap()
        .declared_headers()
        .unwrap();
}
