//! Values that a style or a place has no form for.

use super::{Write, cookie, header, path, query};
use crate::support::{List, path_info};
use codegen_runtime::serde_json::{Value, json};
use codegen_runtime::{Operation, OperationInfo, Parameter};

#[test]
fn what_holds_more_than_its_style_can_write_is_refused() {
    let nested: [Value; 4] = [
        json!({"a": {"b": 1}}),
        json!({"a": [1]}),
        json!([[1]]),
        json!([{"a": 1}]),
    ];
    let x = Parameter::new("color");
    for value in &nested {
        for (location, write, style, parameter) in [
            ("query", query as Write, "form", x),
            ("query", query, "form", x.joined()),
            ("query", query, "spaceDelimited", x.space_delimited()),
            ("query", query, "pipeDelimited", x.pipe_delimited()),
            ("cookie", cookie, "form", x),
            ("header", header, "simple", x),
            ("path", path, "simple", x),
            ("path", path, "label", x.label()),
            ("path", path, "matrix", x.matrix().exploded()),
        ] {
            assert_eq!(
                write(parameter, value).unwrap_err(),
                format!(
                    "list: the {location} parameter `color` holds a list or an object inside another, for which the style `{style}` has no form"
                )
            );
        }
    }
}

#[test]
fn a_value_without_a_form_is_refused() {
    for value in [f64::NAN, f64::INFINITY] {
        let refusal = query("x", &vec![value]).unwrap_err();
        assert_eq!(
            refusal,
            "list: the query parameter `x` holds a number that is not finite"
        );
        let refusal = cookie(Parameter::new("color").json(), &value).unwrap_err();
        assert!(
            refusal.contains("cookie parameter `color` cannot be written as JSON"),
            "{refusal}"
        );
    }
}

#[test]
fn a_style_is_refused_where_it_cannot_stand() {
    let x = Parameter::new("color");
    for (write, parameter, refusal) in [
        (
            query as Write,
            x.label(),
            "query parameter `color` cannot be written in the style `label`",
        ),
        (
            header,
            x.deep_object(),
            "header parameter `color` cannot be written in the style `deepObject`",
        ),
        (
            cookie,
            x.space_delimited(),
            "cookie parameter `color` cannot be written in the style `spaceDelimited`",
        ),
        (
            path,
            x.pipe_delimited(),
            "path parameter `color` cannot be written in the style `pipeDelimited`",
        ),
    ] {
        let text = write(parameter, &"a").unwrap_err();
        assert_eq!(text, format!("list: the {refusal}"));
    }
}

#[test]
fn a_path_keeps_its_shape() {
    static LABEL: OperationInfo = path_info("/{x}");
    static INFO: OperationInfo = path_info("/files/{path}/{name}.txt");
    let uri = |path: &str| {
        let request = List::needing(&INFO).with(|request| {
            let path_parameter = Parameter::new("path").reserved();
            request.path(path_parameter, &path).path("name", &"n")
        });
        let message = request.into_http_request("http://h");
        message
            .map(|message| message.uri().to_string())
            .map_err(|error| error.to_string())
    };
    assert_eq!(uri("a/b").unwrap(), "http://h/files/a/b/n.txt");
    assert_eq!(uri("a%2Fb/...").unwrap(), "http://h/files/a%2Fb/.../n.txt");
    for (value, refusal) in [
        ("", "is empty"),
        ("/a", "is empty"),
        ("a/", "is empty"),
        ("a//b", "is empty"),
        ("a/../b", "gives the segment `..`"),
        ("./b", "gives the segment `.`"),
        ("a/%2e%2E", "gives the segment `..`"),
        ("a/.%2e/b", "gives the segment `..`"),
    ] {
        let text = uri(value).unwrap_err();
        assert!(
            text.starts_with("list: the path parameter `path`") && text.contains(refusal),
            "{value}: {text}"
        );
    }
    // A label alone in its segment makes one that servers drop.
    for value in ["", "."] {
        let label = Parameter::new("x").label();
        let request = List::needing(&LABEL).with(|request| request.path(label, &value));
        let error = request.into_http_request("http://h").unwrap_err().to_string();
        assert!(error.contains("which would call another path"), "{error}");
    }
}

#[test]
fn a_header_that_cannot_be_carried_is_refused_without_its_value() {
    for value in ["hunter2\r\nb: c", "hunter2\n", "hunter2\u{7f}", "hünter2"] {
        let refusal = header("color", &value).unwrap_err();
        assert!(
            refusal.contains("the header parameter `color` holds a line break or another")
                && !refusal.contains("nter2"),
            "{refusal}"
        );
    }
    let refusal = header("content-length", &"5").unwrap_err();
    assert!(refusal.contains("content-length"), "{refusal}");
}
