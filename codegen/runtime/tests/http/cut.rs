//! Streams that are cut in the middle: each kind of them, both ways.

use crate::streams::{Download, Lines, Sequence, Watch};
use crate::support::{Reply, Server, block_on, client, create};
use codegen_runtime::{Body, Error, ErrorKind};
use std::io::{self, Read};
use std::net::TcpListener;
use std::thread;

/// A server whose answers end before they say so.
fn cut(text: &str) -> Server {
    let length = text.len();
    let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
    Server::always(Reply::raw(format!("{head}{length:x}\r\n{text}\r\nff\r\ncut")).then_close())
}

fn assert_cut<T>(kind: &str, (pieces, error): (usize, Option<Error<T>>)) {
    let error = error.unwrap();
    assert_eq!(error.kind(), ErrorKind::Interrupted, "{kind}: {error}");
    assert_eq!(error.operation(), Some("stream"), "{kind}");
    assert!(pieces > 0, "{kind}");
}

/// Reads a stream both ways: how many pieces came before the error.
macro_rules! read_both_ways {
    ($operation:ident, $text:expr) => {
        let server = cut($text);
        let client = client(&server);
        let (mut pieces, mut failed) = (0, None);
        let mut stream = client.send_blocking($operation::call()).unwrap().into_inner();
        while let Some(piece) = stream.next_blocking() {
            pieces += usize::from(piece.is_ok());
            failed = piece.err();
        }
        assert_cut(stringify!($operation), (pieces, failed));
        let read = block_on(async {
            let (mut pieces, mut failed) = (0, None);
            let mut stream = client.send($operation::call()).await.unwrap().into_inner();
            while let Some(piece) = stream.next().await {
                pieces += usize::from(piece.is_ok());
                failed = piece.err();
            }
            (pieces, failed)
        });
        assert_cut(stringify!($operation), read);
    };
}

#[test]
fn every_kind_of_stream_says_that_it_was_cut() {
    read_both_ways!(Download, "abc");
    read_both_ways!(Lines, "[1]\n[2");
    read_both_ways!(Sequence, "\u{1e}1\n\u{1e}2\n");
    read_both_ways!(Watch, "data: 1\n\ndata: 2");
}

#[test]
fn an_upload_whose_server_goes_away_is_interrupted() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            // A little is read, and what is still on its way is thrown away.
            stream.unwrap().read_exact(&mut [0; 1000]).unwrap();
        }
    });
    let client = codegen_runtime::Client::builder(format!("http://{address}"));
    let client = client.bearer_token("t").no_proxy().build().unwrap();
    let upload = || {
        let endless = Body::from_reader(io::repeat(0).take(1 << 30));
        create("octo").with(|request| request.bytes("x/y", endless))
    };
    let blocking = client.send_blocking(upload()).unwrap_err();
    let awaited = block_on(client.send(upload())).unwrap_err();
    for error in [blocking, awaited] {
        assert_eq!(error.kind(), ErrorKind::Interrupted, "{error:?}");
    }
}
