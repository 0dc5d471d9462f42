//! What generated requests make of answers, as whoever sends them sees it.

use bytes::Bytes;
use codegen_runtime::{Error, Operation, Response};
use features::media_type_forms::{models, operations as forms};

type Read<O> =
    Result<Response<<O as Operation>::Output>, Error<<O as Operation>::ErrorBody>>;

/// What the operation makes of an answer that a request of it got.
fn read<O: Operation>(_: &O, status: u16, media_type: &str, body: &'static str) -> Read<O> {
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
