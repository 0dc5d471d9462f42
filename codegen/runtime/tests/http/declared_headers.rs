//! Headers that the description declares.

use crate::support::{API, Reply, Server, block_on, client, list};
use chrono::{DateTime, FixedOffset};
use codegen_runtime as runtime;
use codegen_runtime::{ErrorKind, Operation, Request, Untyped};

#[derive(Debug, Clone)]
struct Page(Request);

#[derive(Debug, Clone, PartialEq)]
struct PageHeaders {
    total: i64,
    link: Option<String>,
    ratio: Option<f64>,
    last: Option<bool>,
    until: Option<DateTime<FixedOffset>>,
    ids: Option<Vec<i64>>,
    set_cookie: Vec<String>,
    extra: Option<serde_json::Value>,
}

mod tables {
    use codegen_runtime::wire;

    wire::struct_table!(PageHeaders {
        total = "X-Total", link = "Link", ratio = "X-Ratio", last = "X-Last", until = "X-Until", ids = "X-Ids",
        set_cookie = "Set-Cookie", extra = "X-Extra"
    } [0] false);
}

runtime::operation!(
    Page => Vec<i64>, Untyped;
    GET "/page", id = "page", headers = PageHeaders:
    200 => success json
);

fn page() -> Page {
    Page(Request::new(Page::INFO))
}

/// The declared headers of an answer that has these.
fn declared(headers: &[(&str, &str)]) -> Result<PageHeaders, runtime::Error> {
    let mut response = http::Response::builder();
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    let response = Page::decode_response(response.body("[]".into()).unwrap()).unwrap();
    response.declared_headers()
}

#[test]
fn each_declared_header_is_read_as_what_it_is() {
    let reply = Reply::json(200, "[1]")
        .header("x-total", "7")
        .header("Link", "<a, b>; rel=next")
        .header("X-Ratio", "0.5")
        .header("X-Last", "true")
        .header("X-Until", "2026-01-02T03:04:05Z")
        // The server writes the last one first.
        .header("X-Ids", "4")
        .header("X-Ids", "1, 2,3")
        .header("Set-Cookie", "b=2")
        .header("Set-Cookie", "a=1; Expires=Sun, 06 Nov 1994 08:49:37 GMT")
        .header("X-Extra", r#"{"a":[1]}"#);
    let server = Server::always(reply);
    let client = client(&server);
    let awaited = block_on(page().send(&client)).unwrap();
    let waited_for = page().send_blocking(&client).unwrap();
    for response in [awaited, waited_for] {
        assert_eq!(*response, [1]);
        let headers = response.declared_headers().unwrap();
        assert_eq!(headers.total, 7);
        assert_eq!(headers.link.as_deref(), Some("<a, b>; rel=next"));
        assert_eq!((headers.ratio, headers.last), (Some(0.5), Some(true)));
        let until = headers.until.unwrap().to_rfc3339();
        assert_eq!(until, "2026-01-02T03:04:05+00:00");
        assert_eq!(headers.ids, Some(vec![1, 2, 3, 4]));
        let cookies = ["a=1; Expires=Sun, 06 Nov 1994 08:49:37 GMT", "b=2"];
        assert_eq!(headers.set_cookie, cookies);
        assert_eq!(headers.extra.unwrap()["a"][0], 1);
    }
}

#[test]
fn what_is_not_there_is_nothing_unless_it_must_be() {
    let headers = declared(&[("X-Total", "0")]).unwrap();
    assert_eq!((headers.link, headers.ids), (None, None));
    assert!(headers.set_cookie.is_empty());
}

#[test]
fn a_header_that_is_not_as_declared_is_an_error_of_nothing_but_the_headers() {
    for (headers, expected) in [
        ([("X-Ratio", "1")].as_slice(), "the header `X-Total` is missing"),
        (
            &[("X-Total", "hunter2")],
            "the header `X-Total` is not a whole number that fits",
        ),
        (
            &[("X-Total", "99999999999999999999")],
            "the header `X-Total` is not a whole number that fits",
        ),
        (
            &[("X-Total", "1"), ("X-Last", "maybe")],
            "the header `X-Last` is not a boolean",
        ),
        (
            &[("X-Total", "1"), ("X-Ratio", "x")],
            "the header `X-Ratio` is not a number",
        ),
        (
            &[("X-Total", "1"), ("X-Ids", "1,x")],
            "the header `X-Ids` is not a whole number that fits",
        ),
        (
            &[("X-Total", "1"), ("X-Extra", "{")],
            "the header `X-Extra` is not JSON",
        ),
    ] {
        let error = declared(headers).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert_eq!(error.to_string(), expected);
    }
    let error = declared(&[("X-Total", "1"), ("X-Until", "soon")]).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("the header `X-Until` is wrong: expected "),
        "{error}"
    );
}

#[test]
fn an_operation_that_declares_none_has_none() {
    let server = Server::always(Reply::json(200, "[]"));
    let response: runtime::Response<Vec<i64>> = client(&server).send_blocking(list()).unwrap();
    assert!(response.is_empty());
}
