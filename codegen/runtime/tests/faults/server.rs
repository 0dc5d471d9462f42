//! A server that fails one time in five, in every way there is: which call, how often and in which way, a seed says.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, RandomState};
use std::io::{BufReader, Read, Result, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use crate::support::server::{Received, read_request};
use socket2::SockRef;

/// What goes wrong with a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The connection is reset before anything is done.
    Reset,
    /// It is reset in the middle of the answer.
    ResetInBody,
    /// It is closed, and nobody hears that the call was carried out.
    Closed,
    /// It is closed in the middle of the answer.
    Half,
    /// What comes is not HTTP.
    Garbage,
    /// The head comes slowly, but it comes.
    SlowHead,
    /// Nothing comes.
    Silence,
    /// The answer never ends.
    Stall,
    /// The server turns the call away, and says when to come back.
    Busy(u16, Option<&'static str>),
}

/// What goes wrong in between, each as often as any other.
pub(crate) const FAULTS: [Fault; 9] = [
    Fault::Reset,
    Fault::ResetInBody,
    Fault::Closed,
    Fault::Half,
    Fault::Garbage,
    Fault::SlowHead,
    Fault::Busy(503, None),
    Fault::Busy(502, Some("0")),
    Fault::Busy(429, Some("soon")),
];

/// What only the client's patience ends.
pub(crate) const STALLS: [Fault; 2] = [Fault::Silence, Fault::Stall];

/// What each of forty calls in a row is turned away with, and how often.
const BURSTS: [(Fault, usize); 6] = [
    (Fault::Busy(502, None), 2),
    (Fault::Busy(503, Some(ONE_SECOND)), 1),
    (Fault::Busy(503, Some("Wed, 21 Oct 2015 07:28:00 GMT")), 2),
    (Fault::Busy(429, None), 2),
    (Fault::Busy(504, None), 3),
    (Fault::Busy(429, Some("0")), 2),
];

/// A time that a server asks to wait.
pub(crate) const ONE_SECOND: &str = "1";

/// A message of a call, and what became of it.
#[derive(Debug, Clone)]
pub(crate) struct Happening {
    pub(crate) fault: Option<Fault>,
    pub(crate) idempotency_key: Option<String>,
}

impl Happening {
    /// Whether the server did what it was asked for.
    pub(crate) fn is_carried_out(&self) -> bool {
        !matches!(self.fault, Some(Fault::Reset | Fault::Busy(..)))
    }
}

/// What happened to each call, by its number.
pub(crate) type Happenings = BTreeMap<u64, Vec<Happening>>;

pub(crate) struct Faulty {
    /// Where it is.
    pub(crate) base: String,
    /// What decides what goes wrong.
    pub(crate) seed: u64,
    happenings: Arc<Mutex<Happenings>>,
}

impl Faulty {
    /// Starts with the seed that `FAULTS_SEED` names, or with any.
    pub(crate) fn start() -> Self {
        let seed = std::env::var("FAULTS_SEED").ok();
        let seed = seed.map_or_else(|| RandomState::new().hash_one("seed"), |seed| seed.parse().unwrap());
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let happenings = Arc::<Mutex<Happenings>>::default();
        let shared = Arc::clone(&happenings);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let happenings = Arc::clone(&shared);
                // Some end in the middle of something.
                thread::spawn(move || drop(serve(&stream.unwrap(), seed, &happenings)));
            }
        });
        Self { base, seed, happenings }
    }

    pub(crate) fn happenings(&self) -> Happenings {
        self.happenings.lock().unwrap().clone()
    }
}

/// What goes wrong with a message of this call, of which so many came before.
fn fault(seed: u64, call: u64, before: usize) -> Option<Fault> {
    let chance = mixed(mixed(seed ^ call) ^ u64::try_from(before).unwrap());
    if is_stalled(call) && before == 0 {
        return Some(STALLS[pick(chance, STALLS.len())]);
    }
    let place = call.wrapping_add(seed % 1_000);
    let (burst, times) = BURSTS[pick(place / 1_000, BURSTS.len())];
    if place % 1_000 < 40 && before < times {
        return Some(burst);
    }
    let is_chosen = chance.is_multiple_of(5);
    is_chosen.then(|| FAULTS[pick(chance / 5, FAULTS.len())])
}

/// Whether whoever makes this call should not wait for ever.
pub(crate) fn is_stalled(call: u64) -> bool {
    call % 97 == 13
}

fn pick(number: u64, length: usize) -> usize {
    usize::try_from(number % u64::try_from(length).unwrap()).unwrap()
}

/// A number that looks like chance: one bit of difference changes all others.
fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}

/// Answers, until something goes wrong as it is meant to.
fn serve(mut stream: &TcpStream, seed: u64, happenings: &Mutex<Happenings>) -> Result<()> {
    let mut reader = BufReader::new(stream);
    while let Some(request) = read_request(&mut reader) {
        let fault = record(&request, seed, &mut happenings.lock().unwrap());
        let (status, body) = match &*request.method {
            "POST" => (201, r#"{"token":"t"}"#),
            _ => (200, "[7]"),
        };
        let length = body.len();
        let head = format!("HTTP/1.1 {status} Whatever\r\ncontent-type: application/json\r\n");
        let whole = format!("{head}content-length: {length}\r\n\r\n{body}").into_bytes();
        let half = &whole[..whole.len() - 2];
        match fault {
            None => stream.write_all(&whole)?,
            Some(Fault::Reset) => return reset(stream),
            Some(Fault::ResetInBody) => {
                stream.write_all(half)?;
                return reset(stream);
            }
            Some(Fault::Closed) => return Ok(()),
            Some(Fault::Half) => return stream.write_all(half),
            Some(Fault::Garbage) => return stream.write_all(b"\0\x01HTTP? no\r\n\r\n"),
            Some(Fault::SlowHead) => {
                for piece in whole.chunks(20) {
                    stream.write_all(piece)?;
                    thread::sleep(Duration::from_millis(1));
                }
            }
            Some(Fault::Silence) => return wait_for_the_end(stream),
            Some(Fault::Stall) => {
                stream.write_all(half)?;
                return wait_for_the_end(stream);
            }
            Some(Fault::Busy(status, retry_after)) => {
                let wait = retry_after.map(|wait| format!("retry-after: {wait}\r\n"));
                let wait = wait.unwrap_or_default();
                let head = format!("HTTP/1.1 {status} Busy\r\n{wait}content-length: 0\r\n\r\n");
                stream.write_all(head.as_bytes())?;
            }
        }
    }
    Ok(())
}

/// Writes a message down, and says what goes wrong with it.
fn record(request: &Received, seed: u64, happenings: &mut Happenings) -> Option<Fault> {
    let digits = request
        .target
        .split(|c: char| !c.is_ascii_digit())
        .find(|digits| !digits.is_empty());
    let call = digits.unwrap().parse().unwrap();
    let known = happenings.entry(call).or_default();
    let fault = fault(seed, call, known.len());
    let idempotency_key = request.header("idempotency-key").map(str::to_owned);
    known.push(Happening { fault, idempotency_key });
    fault
}

/// Has the connection be reset when it is dropped: what is still on its way is thrown away.
fn reset(stream: &TcpStream) -> Result<()> {
    SockRef::from(stream).set_linger(Some(Duration::ZERO))
}

/// Says no more, until the other side gives up.
fn wait_for_the_end(mut stream: &TcpStream) -> Result<()> {
    while stream.read(&mut [0])? > 0 {}
    Ok(())
}
