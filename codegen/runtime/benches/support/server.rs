//! A server on the loopback interface, in a process of its own: what it takes is not counted as the client's.

use std::collections::BTreeSet;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use super::argument;
use super::runners::{page, token};

/// What makes this program the server; of how many of a thousand messages something goes wrong stands behind it.
const SERVE: &str = "--serve";

/// The server, until it is dropped.
pub(crate) struct Server {
    process: Child,
    /// Its base URL.
    pub(crate) base: String,
}

impl Server {
    /// Starts this program once more, as a server with which something goes wrong this many times out of a thousand.
    pub(crate) fn start(faults: u64) -> Self {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args([SERVE, &faults.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut address = String::new();
        let stdout = process.stdout.as_mut().unwrap();
        BufReader::new(stdout).read_line(&mut address).unwrap();
        let base = format!("http://{}/api/v3", address.trim_end());
        Self { process, base }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

/// Serves for as long as the program lives that started this one, if that is what it was started for.
pub(crate) fn serve_if_asked() -> bool {
    let Some(faults) = argument(SERVE) else {
        return false;
    };
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    println!("{}", listener.local_addr().unwrap());
    thread::spawn(move || accept(&listener, faults));
    // It ends where nobody holds the other end any more.
    io::copy(&mut io::stdin(), &mut io::sink()).unwrap();
    true
}

fn accept(listener: &TcpListener, faults: u64) {
    let desk = Arc::new(Desk {
        list: answer("200 OK", &page().to_string()),
        token: answer("201 Created", &token().to_string()),
        faults,
        came: AtomicU64::new(0),
        doubled: AtomicU64::new(0),
        carried_out: Mutex::default(),
    });
    for stream in listener.incoming() {
        let desk = Arc::clone(&desk);
        // Some end in the middle of something.
        thread::spawn(move || drop(desk.serve(&stream.unwrap())));
    }
}

fn answer(status: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    let head =
        format!("HTTP/1.1 {status}\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: {length}\r\n");
    let more = "x-ratelimit-limit: 15000\r\nx-ratelimit-remaining: 14999\r\nx-ratelimit-reset: 1900000000\r\n";
    format!("{head}{more}x-github-request-id: 5f4c1e2a\r\n\r\n{body}").into_bytes()
}

/// What the server knows.
struct Desk {
    list: Vec<u8>,
    token: Vec<u8>,
    faults: u64,
    came: AtomicU64,
    doubled: AtomicU64,
    /// What was made.
    carried_out: Mutex<BTreeSet<String>>,
}

impl Desk {
    fn serve(&self, mut stream: &TcpStream) -> io::Result<()> {
        stream.set_nodelay(true)?;
        let mut reader = BufReader::new(stream);
        let mut head = String::new();
        while read_message(&mut reader, &mut head)? {
            let mut words = head.split(' ');
            let (method, target) = (words.next(), words.next().unwrap_or_default());
            if target.ends_with("/told") {
                stream.write_all(&answer("200 OK", &self.told()))?;
                continue;
            }
            let number = self.came.fetch_add(1, Ordering::Relaxed);
            let makes = method == Some("POST");
            // A number that is spread over all there are; so it is the same each time, and looks like chance.
            let chance = number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
            let fault = (chance % 1_000 < self.faults).then_some(chance / 1_000 % 3);
            if fault == Some(0) {
                stream.write_all(&answer("503 Service Unavailable", ""))?;
                continue;
            }
            if makes && !self.carried_out.lock().unwrap().insert(target.to_owned()) {
                self.doubled.fetch_add(1, Ordering::Relaxed);
            }
            let whole = if makes { &self.token } else { &self.list };
            match fault {
                Some(1) => return Ok(()),
                Some(_) => return stream.write_all(&whole[..whole.len() / 2]),
                None => stream.write_all(whole)?,
            }
        }
        Ok(())
    }

    /// How many messages came, what was made, and what was made twice.
    fn told(&self) -> String {
        let made = self.carried_out.lock().unwrap().len();
        let came = self.came.load(Ordering::Relaxed);
        let doubled = self.doubled.load(Ordering::Relaxed);
        format!(r#"{{"came":{came},"made":{made},"doubled":{doubled}}}"#)
    }
}

/// Reads a message, of which nothing but its head is looked at; false where there is none.
fn read_message(reader: &mut BufReader<&TcpStream>, head: &mut String) -> io::Result<bool> {
    head.clear();
    let mut length = 0;
    loop {
        let start = head.len();
        if reader.read_line(head)? == 0 {
            return Ok(false);
        }
        let line = &head[start..];
        if line == "\r\n" {
            break;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().map_err(io::Error::other)?;
        }
    }
    io::copy(&mut reader.take(length), &mut io::sink())?;
    Ok(true)
}
