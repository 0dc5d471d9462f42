//! Calls that are given up by dropping them: nothing is left behind.

use std::io::{BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use crate::streams::Download;
use crate::support::server::read_request;
use crate::support::{block_on, list};
use codegen_runtime::{Client, ClientBuilder};

/// Longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(10);

/// A server that answers with the beginning of something, and says of each connection that it has come, and that it is
/// closed.
fn server(beginning: &'static str) -> (ClientBuilder, Receiver<&'static str>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let (say, said) = channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            read_request(&mut BufReader::new(&stream)).unwrap();
            stream.write_all(beginning.as_bytes()).unwrap();
            say.send("come").unwrap();
            // Nothing is sent any more: this is the end, one way or the other.
            let _ = stream.read(&mut [0]);
            say.send("closed").unwrap();
        }
    });
    (Client::builder(base).no_proxy(), said)
}

#[test]
fn a_call_that_is_dropped_closes_its_connection_and_is_not_made_again() {
    for beginning in ["", "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n[7"] {
        let (builder, said) = server(beginning);
        let client = builder.build().unwrap();
        block_on(async {
            let call = tokio::spawn(list().send(&client));
            // A first attempt is under way.
            while said.try_recv() != Ok("come") {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
            assert!(!call.is_finished());
            call.abort();
            call.await.unwrap_err();
            tokio::time::sleep(Duration::from_millis(100)).await;
        });
        assert_eq!(said.recv_timeout(PATIENCE), Ok("closed"));
        assert!(said.recv_timeout(Duration::from_millis(700)).is_err());
    }
}

#[test]
fn a_stream_that_is_dropped_closes_its_connection() {
    let (builder, said) = server("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n[7");
    let client = builder.build().unwrap();
    let mut stream = client.send_blocking(Download::call()).unwrap().into_inner();
    assert_eq!(stream.next_blocking().unwrap().unwrap(), "[7");
    assert_eq!(said.recv_timeout(PATIENCE), Ok("come"));
    drop(stream);
    drop(client);
    assert_eq!(said.recv_timeout(PATIENCE), Ok("closed"));
    let (builder, said) = server("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n[7");
    let client = builder.build().unwrap();
    block_on(async {
        let mut stream = client.send(Download::call()).await.unwrap().into_inner();
        assert_eq!(stream.next().await.unwrap().unwrap(), "[7");
        drop(stream);
        tokio::time::sleep(Duration::from_millis(100)).await;
        // The client is still there.
        assert_eq!(said.recv_timeout(PATIENCE), Ok("come"));
        assert_eq!(said.recv_timeout(PATIENCE), Ok("closed"));
    });
}
