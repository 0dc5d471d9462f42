//! A gibibyte up and a gibibyte down, in memory that stays flat: a program of its own, since its memory is measured.

#![cfg(feature = "reqwest")]
#![expect(clippy::unwrap_used, reason = "a panic is how a test fails, in what tests share too")]

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::task::Poll;
use std::{fs, thread};

use bytes::Bytes;
use codegen_runtime as runtime;
use codegen_runtime::{Api, Body, ByteStream, Client, Operation, Request, Untyped, Upload};

const SIZE: u64 = 1 << 30;

/// What goes the other ways.
const PART: u64 = 1 << 26;

/// As much as the memory of this program may grow by.
const ROOM: u64 = 32 << 20;

static API: Api = Api {
    name: "Large",
    version: "1",
    user_agent: "large/0.1.0",
    headers: &[],
    servers: &[],
    rate_limit: runtime::RateLimitHeaders::USUAL,
};

#[derive(Debug, Clone)]
struct Send(Request);

runtime::operation!(
    Send => (), Untyped;
    POST "/up", id = "send", accept = "*/*":
    204 => empty(())
);

#[derive(Debug, Clone)]
struct Fetch(Request);

runtime::operation!(
    Fetch => ByteStream, Untyped;
    GET "/down", id = "fetch", accept = "*/*":
    200 => success stream;
    streams = 200
);

#[test]
fn a_gibibyte_goes_up_and_down_in_flat_memory() {
    let address = serve();
    let client = Client::builder(format!("http://{address}"));
    let client = client.no_proxy().no_timeout().build().unwrap();
    let before = peak();

    let reader = Body::from_reader(io::repeat(b'x').take(SIZE)).with_length(SIZE);
    let file = Upload::new(reader).file_name("large.bin");
    let call = Send(Request::new(Send::INFO).file("file", file));
    client.send_blocking(call).unwrap();
    let fetch = Fetch(Request::new(Fetch::INFO));
    let stream = client.send_blocking(fetch.clone()).unwrap().into_inner();
    let length = io::copy(&mut stream.take(PART), &mut io::sink()).unwrap();
    assert_eq!(length, PART);

    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let call = Send(Request::new(Send::INFO).bytes("application/x", generated()));
        client.send(call).await.unwrap();
        let mut stream = client.send(fetch).await.unwrap().into_inner();
        let mut length = 0;
        while let Some(piece) = stream.next().await {
            length += piece.unwrap().len() as u64;
        }
        assert_eq!(length, SIZE);
    });

    match (before, peak()) {
        (Some(before), Some(after)) => {
            assert!(after - before < ROOM, "from {before} to {after} bytes");
        }
        _ => eprintln!("memory is not measured: there is no /proc/self/status here"),
    }
}

/// A stream of a length that nobody says.
fn generated() -> Body {
    let piece = Bytes::from(vec![b'y'; 64 << 10]);
    let mut pieces = std::iter::repeat_n(piece, 1 << 10);
    Body::from_poll(move |_| Poll::Ready(pieces.next().map(Ok::<_, io::Error>)))
}

/// The most memory that this program has had.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes << 10)
}

/// A server that holds no more than a buffer of what it takes and gives.
fn serve() -> std::net::SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            // What is left of an answer is of no use to whoever has enough.
            thread::spawn(move || answer(&stream.unwrap()).ok());
        }
    });
    address
}

fn answer(stream: &TcpStream) -> io::Result<()> {
    let mut reader = BufReader::with_capacity(64 << 10, stream);
    let mut stream = stream;
    let mut head = String::new();
    while reader.read_line(&mut head)? > 0 {
        if !head.ends_with("\r\n\r\n") {
            continue;
        }
        if head.starts_with("GET") {
            write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: {SIZE}\r\n\r\n")?;
            io::copy(&mut io::repeat(b'z').take(SIZE), &mut stream)?;
        } else {
            let taken = match head.lines().find_map(|line| line.strip_prefix("content-length: ")) {
                Some(length) => {
                    let length = length.parse().map_err(io::Error::other)?;
                    io::copy(&mut reader.by_ref().take(length), &mut io::sink())?
                }
                None => skip_chunks(&mut reader)?,
            };
            let status = if taken < PART { "400 Less" } else { "204 All" };
            write!(stream, "HTTP/1.1 {status}\r\n\r\n")?;
        }
        head.clear();
    }
    Ok(())
}

fn skip_chunks(reader: &mut impl BufRead) -> io::Result<u64> {
    let mut taken = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let length = u64::from_str_radix(line.trim(), 16).map_err(io::Error::other)?;
        // Its line break, too.
        io::copy(&mut reader.by_ref().take(length + 2), &mut io::sink())?;
        if length == 0 {
            return Ok(taken);
        }
        taken += length;
    }
}
