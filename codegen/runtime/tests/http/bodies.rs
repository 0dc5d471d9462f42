//! Bodies that are sent: of every kind, as a server receives them.

use crate::support::{Reply, Server, block_on, client, client_builder, create, list, send};
use bytes::Bytes;
use codegen_runtime::{Body, ErrorKind, Multipart, Operation, Request, serde_json};
use std::io::{self, Read};
use std::task::Poll;

const TOKEN_BODY: &str = r#"{"token":"t"}"#;

fn server() -> Server {
    Server::always(Reply::json(201, TOKEN_BODY))
}

/// Pieces of a stream, each ready at once.
fn pieces(pieces: &[&'static str]) -> Body {
    let pieces: Vec<_> = pieces.iter().map(|piece| Bytes::from(*piece)).collect();
    let mut pieces = pieces.into_iter();
    Body::from_poll(move |_| Poll::Ready(pieces.next().map(Ok::<_, io::Error>)))
}

#[test]
fn whole_bodies_arrive_with_their_type_and_length() {
    type Change = fn(Request) -> Request;
    let cases: [(Change, &str, &[u8]); 4] = [
        (
            |request| request.json_as("application/merge-patch+json", &Some(1)),
            "application/merge-patch+json",
            b"1",
        ),
        (
            |request| request.text("text/plain; charset=utf-8", "gr\u{fc}n"),
            "text/plain; charset=utf-8",
            b"gr\xc3\xbcn",
        ),
        (
            |request| request.bytes("application/octet-stream", vec![0, 255]),
            "application/octet-stream",
            b"\0\xff",
        ),
        (
            |request| request.text("text/plain", "first").json(&true),
            "application/json",
            b"true",
        ),
    ];
    for (change, content_type, body) in cases {
        let server = server();
        send(&client(&server), &create("octo").with(change)).unwrap();
        for request in server.received() {
            assert_eq!(request.header("content-type"), Some(content_type));
            assert_eq!(request.body, body);
            let length = body.len().to_string();
            assert_eq!(request.header("content-length"), Some(&*length));
            assert_eq!(request.header("transfer-encoding"), None);
        }
        assert_eq!(server.received().len(), 2);
    }
}

#[test]
fn a_stream_is_sent_in_chunks_or_with_the_length_that_is_known() {
    for (length, expected) in [(None, (Some("chunked"), None)), (Some(5), (None, Some("5")))] {
        for waits in [true, false] {
            let server = server();
            let client = client(&server);
            let body = pieces(&["ab", "", "cde"]);
            let body = match length {
                Some(length) => body.with_length(length),
                None => body,
            };
            let call = create("octo").with(|request| request.bytes("text/plain", body));
            if waits {
                client.send_blocking(call).unwrap();
            } else {
                block_on(client.send(call)).unwrap();
            }
            let request = server.request();
            assert_eq!(request.body, b"abcde");
            let framing = (request.header("transfer-encoding"), request.header("content-length"));
            assert_eq!(framing, expected);
        }
    }
}

#[test]
fn an_upload_of_any_size_is_read_as_it_is_sent() {
    const SIZE: u64 = 64 << 20;
    for length in [None, Some(SIZE)] {
        let server = server();
        let zeros = Body::from_reader(io::repeat(0).take(SIZE));
        let zeros = match length {
            Some(length) => zeros.with_length(length),
            None => zeros,
        };
        let call = create("octo").with(|request| request.bytes("x/y", zeros));
        client(&server).send_blocking(call).unwrap();
        let received = server.request();
        assert_eq!(received.body.len() as u64, SIZE);
        assert!(received.body == vec![0; received.body.len()]);
    }
}

#[test]
fn a_stream_that_fails_or_has_another_length_is_our_fault() {
    let failing = || {
        let mut pieces = vec![Err(io::Error::other("the disk is gone")), Ok("abc".into())];
        Body::from_poll(move |_| Poll::Ready(pieces.pop()))
    };
    for (body, cause) in [
        (failing(), "the disk is gone"),
        (pieces(&["abc"]).with_length(4), "ends 1 bytes before"),
        (pieces(&["abc"]).with_length(2), "longer than was said"),
    ] {
        let server = server();
        let call = create("octo").with(|request| request.bytes("text/plain", body));
        let error = client(&server).send_blocking(call).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::RequestBody, "{error:?}");
        assert!(error.to_string().contains(cause), "{error}");
        assert_eq!(server.received().len(), 0);
    }
}

#[test]
fn a_stream_is_sent_once_whichever_clone_carries_it() {
    let server = server();
    let client = client(&server);
    let call = create("octo").with(|request| request.bytes("text/plain", pieces(&["a"])));
    client.send_blocking(call.clone()).unwrap();
    let error = client.send_blocking(call).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert!(error.to_string().contains("only once"), "{error}");
    assert_eq!(server.received().len(), 1);
}

#[test]
fn a_stream_is_not_repeated_where_it_is_redirected() {
    let moved = || Server::always(Reply::new(307).header("Location", "/moved"));
    let server = moved();
    let call = list().with(|request| request.bytes("text/plain", pieces(&["a"])));
    let error = client(&server).send_blocking(call).unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 307);
    assert_eq!(server.received().len(), 1);

    let server = moved();
    let call = create("octo").with(|request| request.bytes("text/plain", pieces(&["a"])));
    let error = client(&server).send_blocking(call).unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 307);
    assert_eq!(server.received().len(), 1);

    // Whole bytes can be read again, and are sent again to whoever only reads.
    let server = moved();
    let call = list().with(|request| request.bytes("text/plain", "a"));
    client(&server).send_blocking(call).unwrap_err();
    assert!(server.received().iter().all(|request| request.body == b"a"));
    assert_eq!(server.received().len(), 6);
}

#[test]
fn a_call_with_a_body_that_never_comes_ends_in_time() {
    let server = server();
    let client = client_builder(&server)
        .timeout(std::time::Duration::from_millis(80))
        .build()
        .unwrap();
    let never = Body::from_poll(|_| Poll::<Option<io::Result<Bytes>>>::Pending);
    let call = create("octo").with(|request| request.bytes("text/plain", never));
    assert!(client.send_blocking(call).unwrap_err().is_timeout());
}

/// Pieces that another thread makes, each a while after the last.
fn slow_pieces(count: usize) -> Body {
    let mut left = count;
    let mut is_made = false;
    Body::from_poll(move |context| {
        if left == 0 {
            return Poll::Ready(None);
        }
        if std::mem::replace(&mut is_made, true) {
            is_made = false;
            left -= 1;
            return Poll::Ready(Some(Ok::<_, io::Error>(Bytes::from("x"))));
        }
        let waker = context.waker().clone();
        std::thread::spawn(move || {
            std::thread::sleep(std::time::Duration::from_millis(5));
            waker.wake();
        });
        Poll::Pending
    })
}

#[test]
fn a_stream_is_sent_as_it_comes_from_elsewhere() {
    let server = server();
    let client = client(&server);
    let call = || create("octo").with(|request| request.bytes("text/plain", slow_pieces(5)));
    client.send_blocking(call()).unwrap();
    assert_eq!(server.request().body, b"xxxxx");
    block_on(client.send(call())).unwrap();
    assert_eq!(server.request().body, b"xxxxx");
    assert_eq!(slow_pieces(3).into_bytes_blocking().unwrap(), "xxx");
}

#[test]
fn a_message_for_another_transport_has_bytes_or_a_stream() {
    let call = || create("octo").with(|request| request.bytes("text/plain", pieces(&["a", "b"])));
    let error = call().into_http_request("http://h").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    let text = error.to_string();
    assert!(text.starts_with("create: the body is a stream"), "{text}");
    let message = call().into_streamed_request("http://h").unwrap();
    assert_eq!(message.headers()["content-type"], "text/plain");
    assert_eq!(message.into_body().into_bytes_blocking().unwrap(), "ab");

    let whole = create("octo").with(|request| request.text("text/plain", "ab"));
    let message = whole.into_http_request("http://h").unwrap();
    assert_eq!(message.body(), "ab");
}

#[test]
fn a_body_is_any_other_body_and_knows_its_length() {
    let whole = Body::from("abc");
    assert_eq!(whole.length(), Some(3));
    let wrapped = Body::new(whole);
    assert_eq!((wrapped.length(), wrapped.as_bytes()), (Some(3), None));
    assert_eq!(format!("{wrapped:?}"), "Body { kind: Stream, length: Some(3), .. }");
    assert_eq!(block_on(wrapped.into_bytes()).unwrap(), "abc");
    let mut body = pieces(&["ab", "c"]).with_length(3);
    assert_eq!(block_on(body.chunk()).unwrap().unwrap(), "ab");
    assert_eq!(body.length(), Some(1));
}

#[test]
fn forms_and_parts_arrive_whole_or_streamed() {
    let server = server();
    let client = client(&server);
    let call = create("octo").with(|request| request.form(&serde_json::json!({"a": "b c"})));
    send(&client, &call).unwrap();
    let request = server.request();
    assert_eq!(request.body, b"a=b+c");
    assert_eq!(request.header("content-length"), Some("5"));

    let parts = |file: Body| Multipart::new().text("t", "x").file("f", file);
    for (parts, is_chunked) in [
        (parts("abc".into()), false),
        (parts(pieces(&["ab", "c"]).with_length(3)), false),
        (parts(pieces(&["ab", "c"])), true),
    ] {
        let call = create("octo").with(|request| request.multipart(parts));
        block_on(client.send(call)).unwrap();
        let request = server.request();
        let content_type = request.header("content-type").unwrap();
        let (_, boundary) = content_type.split_once("boundary=").unwrap();
        let text = String::from_utf8(request.body.clone()).unwrap();
        assert_eq!(text.matches(&format!("--{boundary}\r\n")).count(), 2);
        assert!(text.ends_with(&format!("\r\n\r\nabc\r\n--{boundary}--\r\n")));
        assert_eq!(request.header("transfer-encoding").is_some(), is_chunked);
    }
}
