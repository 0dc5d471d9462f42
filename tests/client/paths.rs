//! Path parameters: a value stays inside its segment, or is refused.

use ghes_runners::{ErrorKind, Operation, runners};

use crate::server::{Reply, Server};
use crate::support::{CALLS, GIVEN, Given, RUNNER, client};

/// Values, and the segments that they become.
const ENCODED: [(&str, &str); 14] = [
    ("octo-enterprise", "octo-enterprise"),
    ("a/b c", "a%2Fb%20c"),
    ("%2F", "%252F"),
    ("a?b=c", "a%3Fb%3Dc"),
    ("a#b", "a%23b"),
    ("a+b", "a%2Bb"),
    ("a;b=1,c:d@e&f", "a%3Bb%3D1%2Cc%3Ad%40e%26f"),
    ("größe/日本", "gr%C3%B6%C3%9Fe%2F%E6%97%A5%E6%9C%AC"),
    ("../../admin", "..%2F..%2Fadmin"),
    ("...", "..."),
    ("%2e%2e", "%252e%252e"),
    (r"a\..\b", "a%5C..%5Cb"),
    ("a\r\nHost: b", "a%0D%0AHost%3A%20b"),
    ("{runner_id}", "%7Brunner_id%7D"),
];

#[test]
fn a_value_stays_inside_its_segment_on_the_wire() {
    let server = Server::always(Reply::json(200, RUNNER));
    let client = client(&server);
    for (value, segment) in ENCODED {
        both!(client, runners::get(value, 1)).unwrap();
        let received = server.received();
        for request in &received[received.len() - 2..] {
            let target = format!("/api/v3/enterprises/{segment}/actions/runners/1");
            assert_eq!(request.target, target, "{value:?}");
        }
    }
}

#[test]
fn each_operation_encodes_a_value_alike() {
    for call in CALLS {
        for (value, segment) in ENCODED {
            let given = Given {
                enterprise: value,
                ..GIVEN
            };
            let message = (call.message)(given, "http://ghe.example.com/api/v3").unwrap();
            let path = format!("/api/v3{}", call.path(segment));
            assert_eq!(message.uri().path(), path, "{}", call.name);
            assert_eq!(message.uri().query(), None, "{}", call.name);
        }
    }
}

#[test]
fn a_value_that_would_call_another_path_is_refused_before_anything_is_sent() {
    for call in CALLS {
        let server = Server::always(Reply::json(200, "[]"));
        let client = client(&server);
        for value in ["..", ".", ""] {
            let given = Given {
                enterprise: value,
                ..GIVEN
            };
            let error = (call.send)(&client, given).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{}", call.name);
            assert_eq!(error.operation(), Some(call.name));
            assert_eq!(error.status(), None);
            let text = error.to_string();
            assert!(text.contains("`enterprise`"), "{text}");
            let error = (call.message)(given, "http://ghe.example.com").unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{}", call.name);
        }
        assert!(server.is_untouched(), "{}", call.name);
    }
}

#[test]
fn a_runner_id_may_be_any_number_of_64_bits() {
    for id in [
        0,
        23,
        -1,
        2_147_483_648,
        9_007_199_254_740_993,
        i64::MAX,
        i64::MIN,
    ] {
        let message = runners::delete("octo", id).into_http_request("http://ghe.example.com");
        let path = format!("/enterprises/octo/actions/runners/{id}");
        assert_eq!(message.unwrap().uri().path(), path);
    }
}
