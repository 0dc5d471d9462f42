//! HTTP/2 where the feature is on and the server speaks it: by a server that speaks as little as it can (RFC 9113).

use std::io::{self, Read, Write};

use crate::support::{list, send};
use crate::tls::{Secure, SecureServer};

const DATA: u8 = 0;
const HEADERS: u8 = 1;
const SETTINGS: u8 = 4;

/// `END_STREAM` of data and headers, `ACK` of settings.
const END: u8 = 1;
const END_HEADERS: u8 = 4;

fn frame(kind: u8, flags: u8, stream: [u8; 4], payload: &[u8]) -> Vec<u8> {
    let length = u8::try_from(payload.len()).unwrap();
    [&[0, 0, length, kind, flags], &stream[..], payload].concat()
}

/// Answers each request with the number of its stream.
fn answer(mut stream: Secure) -> io::Result<()> {
    let mut preface = [0; 24];
    stream.read_exact(&mut preface)?;
    assert_eq!(&preface, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    stream.write_all(&frame(SETTINGS, 0, [0; 4], &[]))?;
    loop {
        let mut head = [0; 9];
        stream.read_exact(&mut head)?;
        let [high, middle, low, kind, flags, id @ ..] = head;
        let length = u32::from_be_bytes([0, high, middle, low]);
        io::copy(&mut Read::take(&mut stream, length.into()), &mut io::sink())?;
        if kind == SETTINGS && flags & END == 0 {
            stream.write_all(&frame(SETTINGS, END, [0; 4], &[]))?;
        }
        if kind == HEADERS {
            // The eighth of the headers that everybody knows is `:status: 200` (RFC 7541, appendix A).
            stream.write_all(&frame(HEADERS, END_HEADERS, id, &[0x88]))?;
            let number = [b'[', b'0' + id[3], b']'];
            stream.write_all(&frame(DATA, END, id, &number))?;
        }
    }
}

#[test]
fn a_server_that_speaks_it_is_spoken_to_so() {
    let server = SecureServer::speaking(&[b"h2", b"http/1.1"], None, answer);
    let client = server.trusting().no_proxy().build().unwrap();
    assert_eq!(*send(&client, &list()).unwrap(), [1]);
    // The next call is the next stream of the same connection.
    assert_eq!(*client.send_blocking(list()).unwrap(), [3]);
    // Who speaks nothing else is spoken to as before.
    let client = SecureServer::start();
    let client = client.trusting().no_proxy().build().unwrap();
    assert_eq!(*send(&client, &list()).unwrap(), [5]);
}
