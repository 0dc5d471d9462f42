//! Redirects: which are followed, and where the credential does not go.

use crate::support::{List, OPTIONAL_BEARER, Reply, Server, client, create, send};
use codegen_runtime::ErrorKind;

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
        assert_eq!(
            *send(&client(&server), &List::needing(&OPTIONAL_BEARER)).unwrap(),
            [7]
        );
        assert_eq!(server.request().target, "/moved?x=1");
        assert!(server.request().header("authorization").is_some());
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
fn the_credential_stays_at_home() {
    let elsewhere = Server::always(Reply::json(200, "[]"));
    let address = elsewhere.address();
    let other_host = format!("http://localhost:{}/moved", address.port());
    for location in [
        format!("http://{address}/moved"),
        format!("//{address}/moved"),
        other_host,
    ] {
        let server = redirecting(302, &location);
        let error = send(&client(&server), &List::needing(&OPTIONAL_BEARER)).unwrap_err();
        assert_eq!(
            (error.kind(), error.status().unwrap().as_u16()),
            (ErrorKind::UnexpectedStatus, 302)
        );
        assert_eq!(error.headers().unwrap()["location"], *location);
    }
    assert_eq!(elsewhere.received().len(), 0);
}

#[test]
fn writing_is_not_repeated_elsewhere() {
    for status in [301, 303, 307] {
        let server = redirecting(status, "/moved");
        let error = send(&client(&server), &create("octo")).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnexpectedStatus);
        assert_eq!(server.received().len(), 2);
    }
}

#[test]
fn a_circle_ends() {
    let server = Server::always(moved(302, "/again"));
    let error = send(&client(&server), &List::needing(&OPTIONAL_BEARER)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnexpectedStatus);
    assert_eq!(server.received().len(), 2 * 6);
}
