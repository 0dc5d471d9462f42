//! What is sent: method, target, headers, and nothing else.

use ghes_runners::{API, BaseUrl, Client, Operation, Protocol, runners};

use crate::server::{Reply, Server};
use crate::support::{CALLS, CREDENTIAL, Call, GIVEN, Given, builder, client};

fn succeeding(call: &Call) -> Server {
    let (status, body) = call.success;
    Server::always(if body.is_empty() {
        Reply::status(status)
    } else {
        Reply::json(status, body)
    })
}

#[test]
fn each_operation_sends_its_method_and_target_below_every_form_of_the_base_url() {
    for call in CALLS {
        let server = succeeding(&call);
        let authority = server.authority();
        let on_instance =
            ghes_runners::Server::enterprise_server(&authority).protocol(Protocol::Http);
        for (base, prefix) in [
            (
                BaseUrl::from(format!("http://{authority}/api/v3")),
                "/api/v3",
            ),
            (format!("http://{authority}/api/v3/").into(), "/api/v3"),
            (on_instance.into(), "/api/v3"),
            (format!("http://{authority}").into(), ""),
            (format!("http://{authority}/").into(), ""),
        ] {
            let client = Client::builder(base)
                .no_proxy()
                .bearer_token(CREDENTIAL)
                .build()
                .unwrap();
            let status = (call.send)(&client, GIVEN).unwrap();
            assert_eq!(status, call.success.0, "{}", call.name);
            let received = server.received();
            for request in &received[received.len() - 2..] {
                assert_eq!(request.method, call.method, "{}", call.name);
                let target = format!("{prefix}{}", call.path("octo-enterprise"));
                assert_eq!(request.target, target, "{}", call.name);
            }
        }
        assert_eq!(server.received().len(), 10);
    }
}

#[test]
fn each_operation_sends_the_headers_of_the_description_and_no_others() {
    for call in CALLS {
        let server = succeeding(&call);
        (call.send)(&client(&server), GIVEN).unwrap();
        for request in server.received() {
            let mut names = vec!["accept", "authorization"];
            if call.method == "POST" || !call.body.is_empty() {
                names.push("content-length");
                let length = call.body.len().to_string();
                assert_eq!(request.all("content-length"), [&length]);
            }
            if !call.body.is_empty() {
                names.push("content-type");
                assert_eq!(request.all("content-type"), ["application/json"]);
            }
            names.extend(["host", "user-agent", "x-github-api-version"]);
            assert_eq!(request.header_names(), names, "{}", call.name);
            for (name, value) in [
                ("accept", "application/vnd.github+json, application/json"),
                ("authorization", &format!("Bearer {CREDENTIAL}")),
                ("host", &server.authority()),
                ("user-agent", API.user_agent),
                ("x-github-api-version", "2022-11-28"),
            ] {
                assert_eq!(request.all(name), [value], "{}", call.name);
            }
            assert_eq!(request.body, call.body.as_bytes(), "{}", call.name);
        }
    }
    assert!(API.user_agent.starts_with("ghes-runners/"));
}

#[test]
fn each_header_can_be_replaced_on_the_client_and_on_the_request() {
    const REPLACED: [(&str, &str); 4] = [
        ("Accept", "application/json"),
        ("X-GitHub-Api-Version", "2026-03-10"),
        ("User-Agent", "inventory/2"),
        ("Authorization", "token another"),
    ];
    for call in CALLS {
        let server = succeeding(&call);
        for (name, value) in REPLACED {
            let by_client = builder(&server).header(name, value).build().unwrap();
            (call.send)(&by_client, GIVEN).unwrap();
            let other = builder(&server).header(name, "of-the-client").build();
            let header = Some((name, value));
            (call.send)(&client(&server), Given { header, ..GIVEN }).unwrap();
            (call.send)(&other.unwrap(), Given { header, ..GIVEN }).unwrap();
            let received = server.received();
            for request in &received[received.len() - 6..] {
                let name = name.to_ascii_lowercase();
                assert_eq!(request.all(&name), [value], "{} {name}", call.name);
            }
        }
    }
}

#[test]
fn a_header_of_ones_own_is_sent_once_and_one_that_cannot_be_sent_is_refused() {
    let call = &CALLS[3];
    let server = succeeding(call);
    let request = runners::get("octo", 1)
        .header("X-Trace", "1")
        .header("x-trace", "2");
    both!(client(&server), request).unwrap();
    assert_eq!(server.received()[0].all("x-trace"), ["2"]);

    let untouched = succeeding(call);
    for header in [
        ("X-Trace", "a\r\nX-Smuggled: b"),
        ("X Trace", "a"),
        ("Content-Length", "7"),
    ] {
        let given = Given {
            header: Some(header),
            ..GIVEN
        };
        let error = (call.send)(&client(&untouched), given).unwrap_err();
        assert_eq!(error.kind(), ghes_runners::ErrorKind::InvalidRequest);
        let built = builder(&untouched).header(header.0, header.1).build();
        let kind = built.unwrap_err().kind();
        assert_eq!(kind, ghes_runners::ErrorKind::Configuration);
    }
    assert!(untouched.is_untouched());
}

#[test]
fn the_user_agent_can_be_set_by_its_own_setter() {
    let call = &CALLS[0];
    let server = succeeding(call);
    let client = builder(&server).user_agent("inventory/2").build().unwrap();
    (call.send)(&client, GIVEN).unwrap();
    assert_eq!(server.received()[0].all("user-agent"), ["inventory/2"]);
}

#[test]
fn the_servers_of_the_description_are_there_without_variables_left_open() {
    let url = |base: BaseUrl| {
        let message = runners::get("octo", 1).into_http_request(base).unwrap();
        message.uri().to_string()
    };
    let path = "/enterprises/octo/actions/runners/1";
    let instance = ghes_runners::Server::enterprise_server("ghe.example.com:8443");
    assert_eq!(
        url(instance.clone().into()),
        format!("https://ghe.example.com:8443/api/v3{path}")
    );
    assert_eq!(
        url(instance.protocol(Protocol::Http).into()),
        format!("http://ghe.example.com:8443/api/v3{path}")
    );
    assert_eq!(
        url(ghes_runners::Server::public_service().into()),
        format!("https://api.github.com{path}")
    );
}

#[test]
fn nothing_is_sent_before_it_is_awaited() {
    let server = succeeding(&CALLS[3]);
    let client = client(&server);
    drop(runners::delete("octo", 1).send(&client));
    assert!(server.is_untouched());
}
