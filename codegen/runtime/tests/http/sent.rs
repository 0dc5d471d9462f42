//! What goes over the wire.

use crate::support::{API, List, Reply, Server, client, client_builder, create, list, list_info, send};
use codegen_runtime::{Api, OperationInfo};

const TOKEN_BODY: &str = r#"{"token":"t"}"#;

#[test]
fn a_post_has_method_path_headers_and_an_empty_body() {
    let server = Server::always(Reply::json(201, TOKEN_BODY));
    send(&client(&server), &create("octo")).unwrap();
    for request in server.received() {
        assert_eq!(
            (request.method.as_str(), request.target.as_str()),
            ("POST", "/api/v3/enterprises/octo/token")
        );
        assert_eq!(request.header("accept"), Some("application/json"));
        assert_eq!(request.header("user-agent"), Some("runners/0.1.0"));
        assert_eq!(request.header("x-github-api-version"), Some("2022-11-28"));
        assert_eq!(request.header("authorization"), Some("Bearer ghp_verysecrettoken"));
        assert_eq!(request.header("content-length"), Some("0"));
        assert_eq!(request.header("content-type"), None);
        assert_eq!(request.body, b"");
    }
    assert_eq!(server.received().len(), 2);
}

#[test]
fn a_path_value_stays_in_its_segment() {
    let server = Server::always(Reply::json(201, TOKEN_BODY));
    send(&client(&server), &create("a/b c?d#e%2e\\ü..")).unwrap();
    assert_eq!(
        server.request().target,
        "/api/v3/enterprises/a%2Fb%20c%3Fd%23e%252e%5C%C3%BC../token"
    );
}

#[test]
fn each_message_has_its_own_url_whatever_the_ones_before_had() {
    let [server, other] = [(); 2].map(|()| Server::always(Reply::json(201, TOKEN_BODY)));
    let client = client(&server);
    let elsewhere = other.base_url().replace("/api/v3", "//v1/x%2fy");
    send(&client, &create("a%2E").with(|request| request.query("q", &"1"))).unwrap();
    send(&client, &create("ü").base_url(elsewhere.as_str())).unwrap();
    send(&client, &create("c//d").with(|request| request.query("q", &"'<\"#>"))).unwrap();
    send(&client, &create("e")).unwrap();
    let targets = |server: &Server| {
        let targets = server.received().into_iter().map(|request| request.target);
        targets.collect::<Vec<_>>()
    };
    let paths = ["a%252E/token?q=1", "c%2F%2Fd/token?q=%27%3C%22%23%3E", "e/token"];
    let twice = paths.iter().flat_map(|path| [path; 2]);
    let expected: Vec<_> = twice.map(|path| format!("/api/v3/enterprises/{path}")).collect();
    assert_eq!(targets(&server), expected);
    assert_eq!(targets(&other), ["//v1/x%2fy/enterprises/%C3%BC/token"; 2]);
}

#[test]
fn a_query_is_encoded_and_set_once() {
    let server = Server::always(Reply::json(200, "[]"));
    let request = list().per_page(10).per_page(20).with(|request| {
        request
            .query("q", &"a b&c=d+e\n")
            .query("label", &["x", "y", "true"].map(str::to_owned).as_slice())
    });
    send(&client(&server), &request).unwrap();
    assert_eq!(
        server.request().target,
        "/api/v3/runners?per_page=20&q=a%20b%26c%3Dd%2Be%0A&label=x&label=y&label=true"
    );
}

#[test]
fn a_request_wins_over_its_client_and_the_client_over_the_description() {
    let server = Server::always(Reply::json(201, TOKEN_BODY));
    let client = client_builder(&server)
        .user_agent("mine/1")
        .header("X-GitHub-Api-Version", "2099-01-01")
        .header("Accept", "application/vnd.github+json")
        .build()
        .unwrap();
    send(&client, &create("octo")).unwrap();
    let request = server.request();
    assert_eq!(request.header("user-agent"), Some("mine/1"));
    assert_eq!(request.header("x-github-api-version"), Some("2099-01-01"));
    assert_eq!(request.header("accept"), Some("application/vnd.github+json"));

    let call = create("octo").with(|request| {
        request
            .header("user-agent", "call/1")
            .header("ACCEPT", "text/plain")
            .header("x-github-api-version", "now")
    });
    send(&client, &call).unwrap();
    let request = server.request();
    assert_eq!(request.header("user-agent"), Some("call/1"));
    assert_eq!(request.header("x-github-api-version"), Some("now"));
    assert_eq!(request.header("accept"), Some("text/plain"));
}

#[test]
fn a_json_body_goes_with_its_type() {
    let server = Server::always(Reply::json(201, TOKEN_BODY));
    let labels = vec!["gpu".to_owned(), "arm".to_owned()];
    send(&client(&server), &create("octo").with(|request| request.json(&labels))).unwrap();
    let request = server.request();
    assert_eq!(request.body, br#"["gpu","arm"]"#);
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(request.header("content-length"), Some("13"));
}

#[test]
fn what_cannot_be_sent_is_not_sent() {
    let server = Server::always(Reply::json(201, TOKEN_BODY));
    let client = client(&server);
    for call in [
        create(""),
        create("."),
        create(".."),
        create("o").with(|request| request.header("x", "a\r\nb: c")),
        create("o").with(|request| request.header("x y", "a")),
        create("o").with(|request| request.header("Content-Length", "5")),
        create("o").with(|request| request.json(&f64::NAN)),
        create(&"o".repeat(70_000)),
    ] {
        let error = send(&client, &call).unwrap_err();
        assert_eq!(error.kind(), codegen_runtime::ErrorKind::InvalidRequest, "{error}");
    }
    assert_eq!(server.received().len(), 0);
}

#[test]
fn a_client_sends_the_headers_of_whichever_description_the_operation_is_of() {
    static OTHER: Api = Api {
        user_agent: "other/1",
        headers: &[("X-Other", "1")],
        ..API
    };
    let info: &_ = Box::leak(Box::new(OperationInfo {
        api: &OTHER,
        ..list_info(&[])
    }));
    let server = Server::always(Reply::json(200, "[]"));
    let client = client(&server);
    for list in [list(), List::needing(info), list(), List::needing(info)] {
        send(&client, &list).unwrap();
    }
    let sent = server.received();
    let agents: Vec<_> = sent.iter().map(|request| request.header("user-agent")).collect();
    let [described, other] = ["runners/0.1.0", "other/1"].map(|agent| [Some(agent); 2]);
    assert_eq!(agents, [described, other, described, other].as_flattened());
    let own: Vec<_> = sent.iter().map(|request| request.header("x-other").is_some()).collect();
    assert_eq!(own, [false, false, true, true, false, false, true, true]);
}
