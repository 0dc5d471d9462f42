//! Answers that are small and become large: a program of its own, since its memory is measured.

#![cfg(all(feature = "gzip", feature = "zstd"))]
#![expect(clippy::unwrap_used, reason = "a panic is how a test fails, in what tests share too")]

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::{fs, thread};

use codegen_runtime as runtime;
use codegen_runtime::{Api, ByteStream, Client, ErrorKind, JsonLines, Operation, Request, RetryPolicy, Untyped};

/// What a client takes.
const LIMIT: usize = 1 << 20;

/// As much as the memory of this program may grow by.
const ROOM: u64 = 32 << 20;

static API: Api = Api {
    name: "Bombs",
    version: "1",
    user_agent: "bombs/0.1.0",
    headers: &[],
    servers: &[],
    rate_limit: runtime::RateLimitHeaders::USUAL,
};

macro_rules! operation {
    ($name:ident => $output:ty, $read:ident $($streams:tt)*) => {
        #[derive(Debug, Clone)]
        struct $name(Request);

        runtime::operation!(
            $name => $output, Untyped;
            GET "/bomb", id = "bomb", accept = "*/*":
            200 => success $read
            $($streams)*
        );
    };
}

operation!(Whole => bytes::Bytes, bytes);
operation!(Lines => JsonLines<i64>, json_lines; streams = 200);
operation!(Download => ByteStream, stream; streams = 200);

#[test]
fn what_becomes_too_large_is_given_up_in_flat_memory() {
    for (coding, head, rest) in [("gzip", gzip().0, gzip().1), ("zstd", zstd().0, zstd().1)] {
        let address = serve(coding, head, rest);
        let client = Client::builder(format!("http://{address}"))
            .no_proxy()
            .retry(RetryPolicy::none())
            .max_body_bytes(LIMIT)
            .build()
            .unwrap();
        let before = peak();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let whole = Whole(Request::new(Whole::INFO));
        let error = client.send_blocking(whole.clone()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::BodyTooLarge, "{coding}: {error}");
        let error = runtime.block_on(client.send(whole)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::BodyTooLarge, "{coding}: {error}");
        // A line that does not end.
        let lines = client.send_blocking(Lines(Request::new(Lines::INFO))).unwrap();
        let error = lines.into_inner().into_iter().next().unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::BodyTooLarge, "{coding}: {error}");
        // A stream has no limit, and is read in pieces.
        let stream = client.send_blocking(Download(Request::new(Download::INFO))).unwrap();
        let length = io::copy(&mut stream.into_inner().take(1 << 28), &mut io::sink()).unwrap();
        assert_eq!(length, 1 << 28);
        match (before, peak()) {
            (Some(before), Some(after)) => {
                assert!(after - before < ROOM, "{coding}: from {before} to {after} bytes");
            }
            _ => eprintln!("memory is not measured: there is no /proc/self/status here"),
        }
    }
}

/// Zeros without end, as a start and what is repeated (RFC 1951): a zero, then copies of the last 258 of them.
fn gzip() -> (Vec<u8>, Vec<u8>) {
    // Not the last block, of fixed codes (section 3.2.6): the first zero.
    let start = [0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0];
    // Length 258, distance 1.
    let copy = [1, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0];
    let mut bits = start.into_iter().chain(copy.into_iter().cycle());
    let mut byte = || {
        bits.by_ref()
            .take(8)
            .enumerate()
            .fold(0, |byte, (at, bit)| byte | bit << at)
    };
    let mut head = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    head.extend([byte(), byte()]);
    // Eight copies begin at the same bit of a byte again.
    let copies: Vec<u8> = (0..13).map(|_| byte()).collect();
    (head, copies)
}

/// Zeros without end (RFC 8878, section 3.1.1): blocks of one byte that is repeated.
fn zstd() -> (Vec<u8>, Vec<u8>) {
    let block = ((128_u32 << 10) << 3 | 1 << 1).to_le_bytes();
    let window_of_128_kib = 7 << 3;
    let head = vec![0x28, 0xb5, 0x2f, 0xfd, 0, window_of_128_kib];
    (head, vec![block[0], block[1], block[2], 0])
}

/// The most memory that this program has had.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes << 10)
}

/// A server that sends as long as it is listened to.
fn serve(coding: &'static str, head: Vec<u8>, rest: Vec<u8>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let (head, rest) = (head.clone(), rest.repeat(100));
            thread::spawn(move || answer(&stream.unwrap(), coding, &head, &rest).ok());
        }
    });
    address
}

fn answer(mut stream: &TcpStream, coding: &str, head: &[u8], rest: &[u8]) -> io::Result<()> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    while line != "\r\n" {
        line.clear();
        if reader.read_line(&mut line)? == 0 {
            return Ok(());
        }
    }
    write!(stream, "HTTP/1.1 200 OK\r\ncontent-encoding: {coding}\r\n\r\n")?;
    stream.write_all(head)?;
    loop {
        stream.write_all(rest)?;
    }
}
