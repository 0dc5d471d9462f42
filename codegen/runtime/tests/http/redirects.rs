//! Redirects: which are followed, and where the credential does not go.

use crate::support::scripted::{Scripted, Step, status};
use crate::support::{
    List, OPTIONAL_BEARER, QUERY_KEY, Reply, Server, TOKEN, block_on, client, client_builder, create, list_info, send,
};
use codegen_runtime::{Body, Client, Credential, ErrorKind, OperationInfo};

static KEY_NEEDED: OperationInfo = list_info(&[&[&QUERY_KEY]]);

fn moved(status: u16, location: &str) -> Reply {
    Reply::new(status).header("Location", location)
}

/// Redirects the first request, and answers the next.
fn redirecting(status: u16, location: &str) -> Server {
    let location = location.to_owned();
    Server::answering(move |_, request| {
        if request.target.starts_with("/moved") {
            Reply::json(200, "[7]")
        } else {
            moved(status, &location)
        }
    })
}

#[test]
fn reading_follows_on_the_same_origin() {
    for status in [301, 302, 303, 307, 308] {
        let server = redirecting(status, "/moved?x=1");
        assert_eq!(*send(&client(&server), &List::needing(&OPTIONAL_BEARER)).unwrap(), [7]);
        assert_eq!(server.request().target, "/moved?x=1");
        assert!(server.request().header("authorization").is_some());
    }
    // Relative to where it was found (RFC 9110, section 10.2.2).
    for (location, expected) in [
        ("moved", "/api/v3/moved"),
        ("../moved?x=1", "/api/moved?x=1"),
        ("?moved", "/api/v3/runners?moved"),
    ] {
        let server = Server::answering(move |_, request| {
            if request.target.contains("moved") {
                Reply::json(200, "[7]")
            } else {
                moved(302, location)
            }
        });
        send(&client(&server), &List::needing(&OPTIONAL_BEARER)).unwrap();
        assert_eq!(server.request().target, expected);
    }
    // The whole URL, as most servers write it: its port is the server's own.
    let server = Server::answering(|_, request| {
        let host = request.header("host").unwrap();
        if request.target == "/moved" {
            Reply::json(200, "[]")
        } else {
            moved(301, &format!("HTTP://{host}/moved#x"))
        }
    });
    send(&client(&server), &List::needing(&OPTIONAL_BEARER)).unwrap();
    assert_eq!(server.received().len(), 4);
}

#[test]
fn a_key_in_the_query_goes_where_the_server_leads_to() {
    for (location, expected) in [
        ("/moved", "/moved?api%20key=k"),
        ("/moved?x=1", "/moved?x=1&api%20key=k"),
        ("/moved?api%20key=k&x=1", "/moved?api%20key=k&x=1"),
    ] {
        let server = redirecting(302, location);
        let client = client_builder(&server).credential(&QUERY_KEY, Credential::api_key("k"));
        let answer = send(&client.build().unwrap(), &List::needing(&KEY_NEEDED)).unwrap();
        assert_eq!(server.request().target, expected);
        assert!(!format!("{answer:?}").contains("=k"), "{answer:?}");
    }
}

#[test]
fn the_credential_stays_at_home() {
    let elsewhere = Server::always(Reply::json(200, "[]"));
    let address = elsewhere.address();
    let other_host = format!("http://localhost:{}/moved?key=k", address.port());
    for location in [
        format!("http://{address}/moved?key=k"),
        format!("//{address}/moved?key=k"),
        other_host,
    ] {
        let server = redirecting(302, &location);
        let error = send(&client(&server), &List::needing(&OPTIONAL_BEARER)).unwrap_err();
        assert_eq!(
            (error.kind(), error.status().unwrap().as_u16()),
            (ErrorKind::UnexpectedStatus, 302)
        );
        assert_eq!(error.headers().unwrap()["location"], *location);
        // The query may hold what is for that place alone.
        let expected = location
            .split_once("://")
            .map_or("", |_| location.trim_end_matches("/moved?key=k"));
        let message = error.to_string();
        assert!(message.contains("302") && message.contains(expected), "{message}");
        assert!(!message.contains("key"), "{message}");
    }
    assert_eq!(elsewhere.received().len(), 0);
}

#[test]
fn writing_is_not_repeated_elsewhere() {
    for status in [301, 302, 303] {
        let server = redirecting(status, "/moved");
        let error = send(&client(&server), &create("octo")).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnexpectedStatus);
        assert_eq!(server.received().len(), 2);
    }
    let elsewhere = Server::always(Reply::json(201, r#"{"token":"t"}"#));
    let server = redirecting(307, &format!("http://{}/moved", elsewhere.address()));
    let error = send(&client(&server), &create("octo")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnexpectedStatus);
    assert_eq!(elsewhere.received().len(), 0);
}

#[test]
fn writing_goes_where_the_server_wants_it_instead() {
    for status in [307, 308] {
        let server = redirecting(status, "/moved");
        let sent = || create("octo").with(|it| it.text("text/plain", "what is sent"));
        // The answer is none that is described; what matters is what has arrived.
        let error = send(&client(&server), &sent()).unwrap_err();
        assert_eq!(error.status().unwrap(), 200);
        let received = server.received();
        assert_eq!(received.len(), 4);
        for request in &received {
            assert_eq!((&*request.method, &*request.body), ("POST", &b"what is sent"[..]));
            assert_eq!(request.header("content-type"), Some("text/plain"));
            assert_eq!(request.header("authorization"), received[0].header("authorization"));
        }
        assert_eq!(received[3].target, "/moved");
    }
    // What is read once cannot be sent there.
    let server = redirecting(307, "/moved");
    let stream = Body::from_reader(&b"x"[..]);
    let sent = create("octo").with(|it| it.bytes("text/plain", stream));
    let error = client(&server).send_blocking(sent).unwrap_err();
    assert_eq!(error.status().unwrap(), 307);
    assert_eq!(server.received().len(), 1);
}

#[test]
fn nothing_follows_to_where_it_could_be_overheard_or_means_another() {
    for location in [
        "http://h/moved",
        "http://h:443/moved",
        "https://h:444/moved",
        "https://h:99999/moved",
        "https://h.evil.example/moved",
        "https://evil.example\\@h/moved",
        "https://user@h/moved",
        "//evil.example/moved",
        "ftp://h/moved",
        "javascript:moved",
        "https:moved",
    ] {
        let moved = Step::Answer(302, vec![("location", location.to_owned())]);
        let transport = Scripted::new(&[moved]);
        let builder = Client::builder("https://h").transport(transport.clone());
        let client = builder.bearer_token(TOKEN).build().unwrap();
        let error = block_on(client.send(List::needing(&OPTIONAL_BEARER))).unwrap_err();
        assert_eq!(error.status().unwrap(), 302, "{location}");
        assert_eq!(transport.take().0, 1, "{location}");
    }
}

#[test]
fn an_origin_may_be_written_in_several_ways() {
    for location in ["https://h:443/moved", "HTTPS://H:/moved", "//h/moved"] {
        let moved = Step::Answer(302, vec![("location", location.to_owned())]);
        let transport = Scripted::new(&[moved, status(200)]);
        let builder = Client::builder("https://h").transport(transport.clone());
        let client = builder.bearer_token(TOKEN).build().unwrap();
        block_on(client.send(List::needing(&OPTIONAL_BEARER))).unwrap();
        assert_eq!(transport.take().0, 2, "{location}");
    }
}

#[test]
fn a_circle_ends() {
    let server = Server::always(moved(302, "/again"));
    let error = send(&client(&server), &List::needing(&OPTIONAL_BEARER)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnexpectedStatus);
    assert_eq!(server.received().len(), 2 * 6);
}
