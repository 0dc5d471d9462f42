//! Messages without a connection: paths, base URLs, what is refused and how it is said.

use crate::support::{EnterpriseServer, Reply, Server, TOKEN, client_builder, create, delete};
use codegen_runtime::{BaseUrl, Client, ErrorKind, Operation};

fn url(base: impl Into<BaseUrl>) -> String {
    create("octo").into_http_request(base).unwrap().uri().to_string()
}

#[test]
fn a_base_url_keeps_its_prefix_and_its_port() {
    for (base, expected) in [
        (
            "https://ghe.example.com",
            "https://ghe.example.com/enterprises/octo/token",
        ),
        (
            "https://ghe.example.com/",
            "https://ghe.example.com/enterprises/octo/token",
        ),
        (
            "https://ghe.example.com/api/v3",
            "https://ghe.example.com/api/v3/enterprises/octo/token",
        ),
        (
            "https://ghe.example.com/api/v3/",
            "https://ghe.example.com/api/v3/enterprises/octo/token",
        ),
        (
            "HTTP://ghe.example.com:8080/x%20y",
            "http://ghe.example.com:8080/x%20y/enterprises/octo/token",
        ),
        ("http://[::1]:8080", "http://[::1]:8080/enterprises/octo/token"),
    ] {
        assert_eq!(url(base), expected);
    }
    let server = EnterpriseServer {
        protocol: "https".to_owned(),
        hostname: "ghe.example.com".to_owned(),
    };
    assert_eq!(url(server), "https://ghe.example.com/api/v3/enterprises/octo/token");
}

#[test]
fn a_base_url_that_cannot_be_used_is_refused_with_advice() {
    for (base, advice) in [
        ("", "write `https://HOST/PATH`"),
        ("ghe.example.com/api/v3", "write `https://HOST/PATH`"),
        ("ftp://ghe.example.com", "must start with `https://` or `http://`"),
        ("https://", "write `https://HOST/PATH`"),
        ("https:///api/v3", "write `https://HOST/PATH`"),
        ("https://{hostname}/api/v3", "no usable host"),
        ("https://ghe example.com", "no usable host"),
        ("https://:443/api", "write `https://HOST/PATH`"),
        ("https://ghe.example.com:99999/api", "up to 65535"),
        (
            "https://octo:hunter2@ghe.example.com/api",
            "leave out what stands before `@`",
        ),
        ("https://ghe.example.com/api?x=1", "leave out `?`"),
        ("https://ghe.example.com/api#x", "leave out `#`"),
        ("https://ghe.example.com/api/../v3", "`.` or `..`"),
        ("https://ghe.example.com/a b", "percent-encode"),
    ] {
        let error = Client::builder(base).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{base}");
        let text = format!("{error} {error:?} {:?}", Client::builder(base));
        assert!(text.contains(advice), "{base}: {text}");
        assert!(!text.contains("hunter2"), "{text}");
    }
}

#[test]
fn variables_share_a_segment() {
    let message = delete("a:b/c", 7).into_http_request("http://h").unwrap();
    assert_eq!(message.uri(), "http://h/runners/a%3Ab%2Fc:7/.a%3Ab%2Fc");
}

#[test]
fn a_segment_that_a_server_would_drop_is_refused_by_name() {
    // The literal `.` and the value `.` make `..` together.
    for (group, segment) in [(".", "`..`"), ("", "`.`")] {
        let error = delete(group, 7).into_http_request("http://h").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        let text = error.to_string();
        assert!(
            text.starts_with("delete: the path parameter `group`") && text.contains(segment),
            "{text}"
        );
    }
    let text = create("").into_http_request("http://h").unwrap_err().to_string();
    assert_eq!(
        text,
        "create: the path parameter `enterprise` is empty, which would call another path"
    );
}

#[test]
fn the_message_carries_the_defaults_and_no_credential() {
    let message = create("octo").into_http_request("http://h").unwrap();
    assert_eq!(message.headers()["accept"], "application/json");
    assert_eq!(message.headers()["x-github-api-version"], "2022-11-28");
    assert!(!message.headers().contains_key("authorization"));
}

#[test]
fn a_header_that_cannot_be_sent_is_an_error_of_the_client_that_does_not_repeat_it() {
    for (name, value) in [
        ("x", "hunter2\n"),
        ("x\r\n", "hunter2"),
        ("content-length", "2"),
        ("", "hunter2"),
    ] {
        let error = Client::builder("http://h").header(name, value).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(!format!("{error} {error:?}").contains("hunter2"), "{error}");
    }
}

#[test]
fn a_token_that_cannot_be_sent_is_an_error_of_the_client_that_does_not_repeat_it() {
    for token in ["", "hunter2\n", "hunter 2", "hünter2"] {
        let error = Client::builder("http://h").bearer_token(token).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        let text = format!("{error} {error:?}");
        assert!(text.contains("bearer token") && !text.contains("nter"), "{text}");
    }
}

#[test]
fn nothing_that_is_printed_holds_a_secret() {
    let server = Server::always(Reply::new(204));
    let builder = client_builder(&server)
        .header("Authorization", "Basic hunter2")
        .header("X-Key", "hunter2");
    let call = create("octo").with(|request| request.header("cookie", "hunter2").header("x-token", "hunter2"));
    let message = call.clone().into_http_request("http://h").unwrap();
    assert!(message.headers()["cookie"].is_sensitive());
    let text = format!("{builder:?} {call:?}");
    assert!(text.contains("x-key") && text.contains("octo"), "{text}");
    assert!(!text.contains("hunter2") && !text.contains(TOKEN), "{text}");
}
