//! Answers that are read as they come, over real connections.

use crate::support::{API, BasicError, Reply, Server, block_on, client, client_builder, list};
use bytes::Bytes;
use codegen_runtime as runtime;
use codegen_runtime::{ByteStream, Error, ErrorKind, Event, EventStream, JsonLines, Operation, Request};
use std::io::{BufReader, Read, Write};
use std::net::TcpListener;
use std::task::Poll;
use std::thread;
use std::time::Duration;

macro_rules! streamed {
    ($name:ident => $output:ty, $read:ident, $accept:literal) => {
        #[derive(Debug, Clone)]
        pub(crate) struct $name(Request);

        impl $name {
            pub(crate) fn call() -> Self {
                Self(Request::new(Self::INFO))
            }
        }

        runtime::operation!(
            $name => $output, BasicError;
            GET "/stream", id = "stream", accept = $accept:
            200 => success $read, 404 => failure json;
            streams = 200
        );
    };
}

streamed!(Download => ByteStream, stream, "application/zip");
streamed!(Lines => JsonLines<Vec<i64>>, json_lines, "application/jsonl");
streamed!(Sequence => JsonLines<i64>, json_sequence, "application/json-seq");
streamed!(Watch => EventStream<i64>, events, "text/event-stream");

fn all(mut stream: ByteStream) -> Result<Vec<u8>, Error> {
    block_on(async {
        let mut bytes = Vec::new();
        while let Some(piece) = stream.next().await {
            bytes.extend_from_slice(&piece?);
        }
        Ok(bytes)
    })
}

/// The data of all events, and how they end.
fn data<T>(events: EventStream<T>) -> (Vec<String>, Option<Error>) {
    let (mut data, mut end) = (Vec::new(), None);
    for event in events {
        match event {
            Ok(event) => data.push(event.data().to_owned()),
            Err(error) => end = Some(error),
        }
    }
    (data, end)
}

fn events(text: &str) -> Reply {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n";
    Reply::raw(format!("{head}{text}")).then_close()
}

#[test]
fn a_download_may_be_larger_than_a_whole_answer() {
    let large = vec![b'1'; 200_000];
    let server = Server::always(Reply::typed(200, "application/json", &large));
    let client = client_builder(&server).max_body_bytes(1000).build().unwrap();
    let error = client.send_blocking(list()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BodyTooLarge);

    let mut stream = client.send_blocking(Download::call()).unwrap().into_inner();
    assert_eq!(stream.length(), Some(200_000));
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    assert!(bytes == large);

    let bytes = block_on(async {
        let mut stream = client.send(Download::call()).await.unwrap().into_inner();
        let mut bytes = Vec::new();
        while let Some(piece) = stream.next().await {
            bytes.extend_from_slice(&piece.unwrap());
        }
        bytes
    });
    assert!(bytes == large);
}

#[test]
fn an_error_is_read_whole_within_the_limit() {
    let server = Server::always(Reply::json(404, r#"{"message":"no"}"#));
    let error = client(&server).send_blocking(Watch::call()).unwrap_err();
    assert_eq!(error.body().unwrap().message, "no");
    let small = client_builder(&server).max_body_bytes(3).build().unwrap();
    let error = block_on(small.send(Download::call())).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BodyTooLarge);
}

#[test]
fn a_stream_that_is_cut_short_says_so() {
    let cut = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\n[1]\n\r\n4\r\n[2";
    let server = Server::always(Reply::raw(cut).then_close());
    let client = client(&server);
    let mut lines = client.send_blocking(Lines::call()).unwrap().into_inner();
    assert_eq!(lines.next_blocking().unwrap().unwrap(), [1]);
    let error = lines.next_blocking().unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Interrupted, "{error:?}");
    assert_eq!(error.operation(), Some("stream"));
    assert!(error.url().unwrap().ends_with("/stream"));
    assert!(lines.next_blocking().is_none());
    block_on(async {
        let mut stream = client.send(Download::call()).await.unwrap().into_inner();
        let error = loop {
            if let Err(error) = stream.next().await.unwrap() {
                break error;
            }
        };
        assert_eq!(error.kind(), ErrorKind::Interrupted, "{error:?}");
    });
}

#[test]
fn values_and_events_are_decoded_as_they_come() {
    let server = Server::always(Reply::typed(200, "application/jsonl", "[1]\n[2,3]\n"));
    let lines = client(&server).send_blocking(Lines::call()).unwrap();
    let values: Result<Vec<_>, _> = lines.into_inner().into_iter().collect();
    assert_eq!(values.unwrap(), [vec![1], vec![2, 3]]);

    let server = Server::always(Reply::typed(200, "application/json-seq", "\u{1e}1\n\u{1e}2\n"));
    let sequence = client(&server).send_blocking(Sequence::call()).unwrap();
    let values: Result<Vec<_>, _> = sequence.into_inner().into_iter().collect();
    assert_eq!(values.unwrap(), [1, 2]);

    let server = Server::always(events("event: tick\ndata: 1\n\ndata: 2\n\n"));
    let client = client(&server);
    block_on(async {
        let mut watch = client.send(Watch::call()).await.unwrap().into_inner();
        let event: Event<i64> = watch.next().await.unwrap().unwrap();
        assert_eq!((event.event(), event.json().unwrap()), ("tick", 1));
        assert_eq!(watch.next().await.unwrap().unwrap().json().unwrap(), 2);
        assert!(watch.next().await.is_none());
    });
    let watch = client.send_blocking(Watch::call()).unwrap().into_inner();
    assert_eq!(data(watch).0, ["1", "2"]);
    let request = server.request();
    assert_eq!(request.header("accept"), Some("text/event-stream"));
    assert_eq!(request.header("last-event-id"), None);
}

#[test]
fn one_item_is_held_to_the_limit() {
    let long = format!("[1]\n[{}", "1,".repeat(2000));
    let server = Server::always(Reply::typed(200, "application/jsonl", long));
    let client = client_builder(&server).max_body_bytes(1000).build().unwrap();
    let mut lines = client.send_blocking(Lines::call()).unwrap().into_inner();
    assert_eq!(lines.next_blocking().unwrap().unwrap(), [1]);
    let error = lines.next_blocking().unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BodyTooLarge);
    assert!(lines.next_blocking().is_none());
}

#[test]
fn a_stream_is_read_in_the_way_that_it_was_asked_for() {
    let server = Server::always(Reply::typed(200, "application/zip", "abc"));
    let client = client(&server);
    let stream = client.send_blocking(Download::call()).unwrap().into_inner();
    let error = all(stream).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(error.to_string().contains("`next_blocking`"), "{error}");
    let mut stream = block_on(client.send(Download::call())).unwrap().into_inner();
    let error = stream.next_blocking().unwrap().unwrap_err();
    assert!(error.to_string().contains("await `next`"), "{error}");
}

/// A server that sends a head, and then a piece after each pause, for ever.
fn slow_server(pause: Duration) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            thread::spawn(move || {
                crate::support::server::read_request(&mut BufReader::new(&stream));
                let mut text = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n";
                while stream.write_all(text.as_bytes()).is_ok() {
                    thread::sleep(pause);
                    text = "data: 1\n\n";
                }
            });
        }
    });
    format!("http://{address}")
}

#[test]
fn the_timeout_is_for_each_wait_and_not_for_the_whole() {
    let client = |pause: u64, timeout: u64| {
        runtime::Client::builder(slow_server(Duration::from_millis(pause)))
            .no_proxy()
            .timeout(Duration::from_millis(timeout))
            .build()
            .unwrap()
    };
    let patient = client(100, 2000);
    let watch = patient.send_blocking(Watch::call()).unwrap().into_inner();
    assert_eq!(watch.into_iter().take(24).flatten().count(), 24);

    let hasty = client(60_000, 600);
    let mut watch = hasty.send_blocking(Watch::call()).unwrap().into_inner();
    assert!(watch.next_blocking().unwrap().unwrap_err().is_timeout());
    block_on(async {
        let mut watch = hasty.send(Watch::call()).await.unwrap().into_inner();
        assert!(watch.next().await.unwrap().unwrap_err().is_timeout());
    });

    // The time that the reader takes is its own.
    let server = Server::always(Reply::typed(200, "x/y", vec![0; 10 << 20]));
    let hasty = client_builder(&server)
        .timeout(Duration::from_millis(1500))
        .build()
        .unwrap();
    let stream = hasty.send_blocking(Download::call()).unwrap().into_inner();
    let mut length = 0;
    for (index, piece) in stream.into_iter().enumerate() {
        length += piece.unwrap().len();
        if index == 1 {
            thread::sleep(Duration::from_secs(2));
        }
    }
    assert_eq!(length, 10 << 20);
    let silent = Server::always(events("").after(Duration::from_secs(20)));
    let hasty = client_builder(&silent)
        .timeout(Duration::from_millis(80))
        .build()
        .unwrap();
    assert!(hasty.send_blocking(Watch::call()).unwrap_err().is_timeout());
}

#[test]
fn events_go_on_over_another_connection() {
    let server = Server::answering(|index, _| match index {
        0 => events("retry: 10\nid: \u{fc}1\ndata: a\n\ndata: lost\n"),
        1 => events(""),
        2 => events("data: b\n\n"),
        _ => Reply::new(204),
    });
    let watch = client(&server).send_blocking(Watch::call()).unwrap().into_inner();
    let (data, end) = data(watch.reconnecting(2));
    assert_eq!(data, ["a", "b"]);
    assert!(end.is_none());
    let received = server.received();
    let ids: Vec<_> = received
        .iter()
        .map(|request| request.all("last-event-id").len())
        .collect();
    assert_eq!(ids, [0, 1, 1, 1]);
}

#[test]
fn events_do_not_go_on_unless_asked_nor_for_ever() {
    let once = || events("retry: 1\ndata: a\n\n");
    let server = Server::always(once());
    let watch = client(&server).send_blocking(Watch::call()).unwrap().into_inner();
    assert_eq!(data(watch).0, ["a"]);
    assert_eq!(server.received().len(), 1);

    let server = Server::answering(move |index, _| if index == 0 { once() } else { events("") });
    let watch = client(&server).send_blocking(Watch::call()).unwrap().into_inner();
    assert_eq!(data(watch.reconnecting(3)).0, ["a"]);
    assert_eq!(server.received().len(), 4);

    let server = Server::answering(move |index, _| match index {
        0 => events("retry: 1\nid: 7\ndata: a\n\n"),
        _ => Reply::json(404, "{}"),
    });
    let client = client(&server);
    block_on(async {
        let watch = client.send(Watch::call()).await.unwrap().into_inner();
        let mut watch = watch.reconnecting(3);
        assert_eq!(watch.next().await.unwrap().unwrap().id(), "7");
        let error = watch.next().await.unwrap().unwrap_err();
        assert!(error.is_not_found());
        assert_eq!(watch.last_event_id(), "7");
        assert!(watch.next().await.is_none());
    });
    assert_eq!(server.request().header("last-event-id"), Some("7"));
    assert_eq!(server.received().len(), 2);
}

#[test]
fn what_says_that_it_holds_no_events_is_not_searched_for_them() {
    let page = || Reply::typed(200, "text/html; charset=utf-8", "<html>");
    let error = client(&Server::always(page()))
        .send_blocking(Watch::call())
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    let text = error.to_string();
    assert!(
        text.contains("(text/html; charset=utf-8): .: expected a stream of events"),
        "{text}"
    );
    let server = Server::answering(move |index, _| match index {
        0 => events("retry: 1\ndata: a\n\n"),
        _ => page(),
    });
    let watch = client(&server).send_blocking(Watch::call()).unwrap().into_inner();
    let (data, end) = data(watch.reconnecting(3));
    assert_eq!((data.len(), end.unwrap().kind()), (1, ErrorKind::Decode));
    assert_eq!(server.received().len(), 2);
}

#[test]
fn a_stream_outlives_its_client_and_needs_a_runtime_to_wait() {
    let server = Server::always(events("data: 1\n\n"));
    let waiting = client(&server);
    let watch = waiting.send_blocking(Watch::call()).unwrap().into_inner();
    drop(waiting);
    assert_eq!(data(watch).0, ["1"]);

    let client = runtime::Client::builder(slow_server(Duration::from_secs(5)))
        .no_proxy()
        .build()
        .unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let watch = runtime.block_on(client.send(Watch::call()));
    let mut watch = watch.unwrap().into_inner();
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let Poll::Ready(Some(Err(error))) = watch.poll_next(&mut context) else {
        panic!("it waits")
    };
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(error.to_string().contains("tokio runtime"), "{error}");
}

#[test]
fn an_answer_that_others_carried_is_a_stream_too() {
    let response = http::Response::new(Bytes::from("data: 1\n\n"));
    let watch = Watch::decode_response(response).unwrap().into_inner();
    assert_eq!(data(watch).0, ["1"]);
}

#[test]
fn a_stream_is_read_whole_within_the_limit() {
    let server = Server::always(Reply::typed(200, "application/zip", b"123456"));
    for (limit, expected) in [(6, Ok("123456")), (5, Err(ErrorKind::BodyTooLarge))] {
        let client = client_builder(&server).max_body_bytes(limit);
        let client = client.build().unwrap();
        let expected = expected.map(Bytes::from);
        let stream = client.send_blocking(Download::call()).unwrap().into_inner();
        let whole = stream.into_bytes_blocking();
        assert_eq!(whole.map_err(|error| error.kind()), expected);
        let whole = block_on(async {
            let stream = client.send(Download::call()).await.unwrap().into_inner();
            stream.into_bytes().await
        });
        assert_eq!(whole.map_err(|error| error.kind()), expected);
    }
}
