//! Streams split into values and events, in whatever pieces they come.

use bytes::Bytes;
use codegen_runtime::serde_json::Value;
use codegen_runtime::{Body, ByteStream, ErrorKind, Event, EventStream, JsonLines};
use std::fmt::Debug;
use std::io::{self, Read};
use std::task::Poll;

use crate::support::block_on;

fn body(pieces: &[&[u8]]) -> Body {
    let pieces: Vec<_> = pieces.iter().map(|piece| Bytes::copy_from_slice(piece)).collect();
    let mut pieces = pieces.into_iter();
    Body::from_poll(move |_| Poll::Ready(pieces.next().map(Ok::<_, io::Error>)))
}

/// Asserts that an input comes to this wherever it is cut in two or three, and byte by byte.
fn comes_to<T: Debug + PartialEq<E>, E: Debug>(input: &[u8], expected: &[E], read: impl Fn(Body) -> Vec<T>) {
    let check = |pieces: &[&[u8]]| assert_eq!(read(body(pieces)), expected, "{pieces:?}");
    check(&input.chunks(1).collect::<Vec<_>>());
    for first in 0..=input.len() {
        for second in first..=input.len() {
            check(&[&input[..first], &input[first..second], &input[second..]]);
        }
    }
}

/// The values as JSON; `!` for one that cannot be read.
fn texts(values: JsonLines<Value>) -> Vec<String> {
    let text = |value: Result<Value, _>| value.map_or("!".to_owned(), |value| value.to_string());
    values.into_iter().map(text).collect()
}

#[test]
fn lines_hold_a_value_each() {
    let cases: [(&str, &[&str]); 6] = [
        ("", &[]),
        ("1", &["1"]),
        ("1\n2\n", &["1", "2"]),
        ("{\"a\":1}\r\n\r\n \n [2] ", &["{\"a\":1}", "[2]"]),
        ("\n\n\"\u{fc}\"\n", &["\"\u{fc}\""]),
        ("1 2\n[\n3\n", &["!", "!", "3"]),
    ];
    for (input, expected) in cases {
        comes_to(input.as_bytes(), expected, |body| texts(JsonLines::lines(body)));
    }
}

#[test]
fn sequences_hold_a_value_behind_each_separator() {
    let cases: [(&str, &[&str]); 6] = [
        ("", &[]),
        ("\u{1e}1\n\u{1e}{\n}\n", &["1", "{}"]),
        ("\u{1e}\u{1e}\n\u{1e}[]", &["[]"]),
        // What may be the start of something longer is not taken for the whole.
        ("\u{1e}12\u{1e}true\n\u{1e}34", &["!", "true", "!"]),
        ("\u{1e}\"a\"\u{1e}{\"b", &["\"a\"", "!"]),
        ("x\n\u{1e}1\n", &["!", "1"]),
    ];
    for (input, expected) in cases {
        comes_to(input.as_bytes(), expected, |body| texts(JsonLines::sequence(body)));
    }
}

/// Kind, data, id and time of an event.
type Told = (String, String, String, Option<u128>);

fn told(event: &Event<Value>) -> Told {
    (
        event.event().to_owned(),
        event.data().to_owned(),
        event.id().to_owned(),
        event.retry().map(|retry| retry.as_millis()),
    )
}

fn events(body: Body) -> Vec<Told> {
    let events = EventStream::new(body).into_iter();
    events.map(|event| told(&event.unwrap())).collect()
}

fn event(event: &str, data: &str, id: &str, retry: Option<u128>) -> Told {
    (event.to_owned(), data.to_owned(), id.to_owned(), retry)
}

fn message(data: &str) -> Told {
    event("message", data, "", None)
}

#[test]
fn events_are_split_as_browsers_do() {
    for (input, expected) in [
        ("", vec![]),
        ("data: a\n\n", vec![message("a")]),
        // An event that is not ended is none.
        ("data: a\n\ndata: b\n", vec![message("a")]),
        (
            "data: a\r\rdata: b\r\n\r\ndata: c\n\r",
            vec![message("a"), message("b"), message("c")],
        ),
        ("data: a\r\n\ndata:b\n\r\n", vec![message("a"), message("b")]),
        ("data: a\ndata: b\ndata:\ndata:  c\n\n", vec![message("a\nb\n\n c")]),
        ("data\n\n", vec![message("")]),
        ("data\ndata\n\n", vec![message("\n")]),
        ("\u{feff}data: a\n\n", vec![message("a")]),
        ("\u{feff}\u{feff}data: a\n\n", vec![]),
        ("data: a\n\n\u{feff}data: b\n\n", vec![message("a")]),
        (": comment\n:\ndata: \u{fc}\n: another\n\n", vec![message("\u{fc}")]),
        (
            "event: x\ndata: a\n\ndata: b\n\n",
            vec![event("x", "a", "", None), message("b")],
        ),
    ] {
        comes_to(input.as_bytes(), &expected, events);
    }
    comes_to(b"data: \xff\n\n", &[message("\u{fffd}")], events);
}

#[test]
fn events_have_ids_and_times_as_browsers_know_them() {
    for (input, expected) in [
        // Without data there is no event, and what was said of it is forgotten; the id is not.
        ("event: x\nid: 1\n\ndata: b\n\n", vec![event("message", "b", "1", None)]),
        (
            "id: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\n",
            vec![
                event("message", "a", "1", None),
                event("message", "b", "1", None),
                message("c"),
            ],
        ),
        ("id: 1\nid: 2\u{0}\ndata: a\n\n", vec![event("message", "a", "1", None)]),
        (
            "retry: 250\ndata: a\n\ndata: b\n\n",
            vec![event("message", "a", "", Some(250)), message("b")],
        ),
        (
            "retry: 2.5\nretry: -1\nretry:\nretry: 99999999999999999999\ndata: a\n\n",
            vec![message("a")],
        ),
        (
            "retry: 7\nretry: x\ndata: a\n\n",
            vec![event("message", "a", "", Some(7))],
        ),
        ("Data: a\n data: b\ndatax: c\nother\n\n", vec![]),
        ("data: a: b\n\n", vec![message("a: b")]),
    ] {
        comes_to(input.as_bytes(), &expected, events);
    }
}

#[test]
fn the_data_of_an_event_is_decoded_on_demand() {
    let mut events = EventStream::<Vec<i64>>::new("data: [1,\ndata: 2]\n\ndata: [DONE]\n\n".into());
    let first = block_on(events.next()).unwrap().unwrap();
    assert_eq!(first.json().unwrap(), [1, 2]);
    assert_eq!(first.clone().data(), "[1,\n2]");
    assert!(!format!("{first:?} {events:?}").contains("[1"));
    let last = events.next_blocking().unwrap().unwrap();
    assert!(last.json().is_err());
    assert!(events.next_blocking().is_none());
    assert!(events.next_blocking().is_none());
}

#[test]
fn a_value_that_is_not_as_described_is_an_error_of_its_own() {
    let mut values = JsonLines::<Vec<i64>>::lines("[1]\n[\"x\"]\n[2]".into());
    assert_eq!(block_on(values.next()).unwrap().unwrap(), [1]);
    let error = block_on(values.next()).unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.decode_error().unwrap().path(), "[0]");
    let text = error.to_string();
    assert!(text.contains("item of the stream is not as described: [0]:"), "{text}");
    assert_eq!(values.next_blocking().unwrap().unwrap(), [2]);
    assert!(values.next_blocking().is_none());
}

#[test]
fn a_stream_that_fails_ends() {
    let failing = || {
        let mut pieces = vec![Err(io::Error::other("cut")), Ok(Bytes::from("1\n2"))];
        Body::from_poll(move |_| Poll::Ready(pieces.pop()))
    };
    let mut values = JsonLines::<i64>::lines(failing());
    assert_eq!(values.next_blocking().unwrap().unwrap(), 1);
    let error = values.next_blocking().unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Interrupted);
    assert!(values.next_blocking().is_none());
    let mut bytes = ByteStream::new(failing());
    let mut text = String::new();
    let error = bytes.read_to_string(&mut text).unwrap_err();
    assert!(error.to_string().contains("cut"), "{error}");
    assert!(block_on(bytes.next()).is_none());
}

#[test]
fn bytes_are_read_in_any_way() {
    let pieces: &[&[u8]] = &[b"abc", b"de"];
    let mut stream = ByteStream::new(body(pieces));
    let mut start = [0; 2];
    stream.read_exact(&mut start).unwrap();
    assert_eq!(&start, b"ab");
    assert_eq!(block_on(stream.next()).unwrap().unwrap(), "c");
    assert_eq!(stream.next_blocking().unwrap().unwrap(), "de");
    assert!(stream.next_blocking().is_none());

    let mut stream = ByteStream::new(body(pieces));
    stream.read_exact(&mut start).unwrap();
    assert_eq!(stream.into_body().into_bytes_blocking().unwrap(), "cde");
    let pieces: Vec<_> = ByteStream::new(body(pieces)).into_iter().map(Result::unwrap).collect();
    assert_eq!(pieces, ["abc", "de"]);
    assert_eq!(ByteStream::new("abc".into()).length(), Some(3));
}
