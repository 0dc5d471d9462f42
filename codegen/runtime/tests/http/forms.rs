//! Forms: what each style makes of a value.

use crate::support::{List, list_info};
use bytes::Bytes;
use codegen_runtime::serde_json::json;
use codegen_runtime::{Error, ErrorKind, Operation, OperationInfo, Parameter, ParameterValue, Request};

fn message(value: &dyn ParameterValue, fields: &'static [Parameter]) -> Result<Bytes, Error> {
    let info = OperationInfo {
        form: fields,
        ..list_info(&[])
    };
    // Operations are statics; those of tests are few.
    let request = Request::new(Box::leak(Box::new(info))).form(value);
    let message = List::needing(request.info()).with(|_| request);
    let message = message.into_http_request("http://h")?;
    let expected = "application/x-www-form-urlencoded";
    assert_eq!(message.headers()["content-type"], expected);
    Ok(message.into_body())
}

fn written(value: &dyn ParameterValue, fields: &'static [Parameter]) -> String {
    let body = message(value, fields).unwrap();
    String::from_utf8(body.into()).unwrap()
}

#[test]
fn properties_without_an_encoding_are_written_by_their_type() {
    for (value, expected) in [
        (json!({}), ""),
        (json!({"a": "b"}), "a=b"),
        (json!({"a": true, "b": -5, "c": 0.5}), "a=true&b=-5&c=0.5"),
        (json!({"a": [1, "x", null, 2]}), "a=1&a=x&a=2"),
        (json!({"a": []}), ""),
        (json!({"a": null, "b": ""}), "b="),
        (json!({"a": {"b": "c"}}), "a=%7B%22b%22%3A%22c%22%7D"),
        (json!({"a": [{"b": 1}, [2]]}), "a=%7B%22b%22%3A1%7D&a=%5B2%5D"),
        (
            json!({"a b&": "c d+e=f&*-._~\n\u{fc}"}),
            "a+b%26=c+d%2Be%3Df%26*-._%7E%0A%C3%BC",
        ),
    ] {
        assert_eq!(written(&value, &[]), expected, "{value}");
    }
}

#[test]
fn properties_with_an_encoding_are_written_by_it() {
    const A: Parameter = Parameter::new("a");
    static FORM: [Parameter; 1] = [A.joined()];
    static SPACE: [Parameter; 1] = [A.space_delimited()];
    static PIPE: [Parameter; 1] = [A.pipe_delimited()];
    static DEEP: [Parameter; 1] = [A.deep_object()];
    static EXPLODED: [Parameter; 1] = [A];
    static JSON: [Parameter; 1] = [A.json()];
    static RESERVED: [Parameter; 1] = [A.reserved()];
    let pair = || json!({"a": {"x": 1, "y": [true]}});
    for (value, fields, expected) in [
        (json!({"a": ["b c", 1]}), &FORM, "a=b+c,1"),
        (json!({"a": [{"b": 1}]}), &FORM, "a=%7B%22b%22%3A1%7D"),
        (pair(), &FORM, "a=x,1,y,%5Btrue%5D"),
        (json!({"a": []}), &FORM, ""),
        (json!({"a": ["b", 1]}), &SPACE, "a=b+1"),
        (json!({"a": ["b", 1]}), &PIPE, "a=b%7C1"),
        (json!({"a": ["b", 1]}), &EXPLODED, "a=b&a=1"),
        (pair(), &EXPLODED, "x=1&y=%5Btrue%5D"),
        (pair(), &DEEP, "a%5Bx%5D=1&a%5By%5D%5B0%5D=true"),
        (
            json!({"a": {"b": [{"c": "v"}, {"c": null, "d": 2}]}}),
            &DEEP,
            "a%5Bb%5D%5B0%5D%5Bc%5D=v&a%5Bb%5D%5B1%5D%5Bd%5D=2",
        ),
        (json!({"a": "v"}), &DEEP, "a=v"),
        (json!({"a": "v"}), &JSON, "a=%22v%22"),
        (json!({"a": [1, 2]}), &JSON, "a=%5B1%2C2%5D"),
        (json!({"a": null}), &FORM, ""),
        // Only of the property that allows it.
        (json!({"a": "x/y?&+ %", "b": "/"}), &RESERVED, "a=x/y?%26%2B+%25&b=%2F"),
        (json!({"b": {"c": 1}}), &DEEP, "b=%7B%22c%22%3A1%7D"),
    ] {
        assert_eq!(written(&value, fields), expected, "{value} {fields:?}");
    }
}

#[test]
fn a_model_is_written_in_its_own_order_without_what_is_not_there() {
    use crate::support::Token;
    let mut token = Token {
        token: "t".into(),
        note: None,
    };
    let form = |token: &Token| written(token, &[]);
    assert_eq!(form(&token), "token=t");
    token.note = Some("n".to_owned());
    assert_eq!(form(&token), "token=t&note=n");
}

#[test]
fn what_is_no_form_is_not_sent() {
    for value in [&1 as &dyn ParameterValue, &vec![1], &f64::NAN] {
        let error = message(value, &[]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{error}");
    }
    let nan = std::collections::BTreeMap::from([("x".to_owned(), f64::NAN)]);
    let text = message(&nan, &[]).unwrap_err().to_string();
    assert!(text.contains("form: `x` holds a number that is not"), "{text}");
}
