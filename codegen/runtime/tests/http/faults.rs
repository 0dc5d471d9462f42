//! A server that fails one time in five, in every way there is: no call is lost, and none is made twice that must not be.

use std::collections::BTreeMap;
use std::io::{BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use crate::support::server::{Received, read_request};
use crate::support::{Create, List, block_on, create, list};
use codegen_runtime::{Client, ClientBuilder, Error, RetryPolicy};

/// How many calls are made each way.
const CALLS: usize = 10_000;

/// How many of them at once.
const AT_ONCE: usize = 50;

/// How long the client waits for an answer.
const PATIENCE: Duration = Duration::from_secs(1);

/// How many messages came, and the keys with which each call was carried out.
#[derive(Default)]
struct Record {
    came: AtomicUsize,
    carried_out: Mutex<BTreeMap<String, Vec<Option<String>>>>,
}

/// Starts the server, and says where.
fn server() -> (String, Arc<Record>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let record = Arc::<Record>::default();
    let shared = Arc::clone(&record);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let record = Arc::clone(&shared);
            // Some end in the middle of something.
            thread::spawn(move || drop(serve(&stream.unwrap(), &record)));
        }
    });
    (base, record)
}

/// Answers, until something goes wrong as it is meant to.
fn serve(stream: &TcpStream, record: &Record) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    let mut stream = stream;
    loop {
        // One in five fails, and each way of failing comes as often as any other.
        let number = record.came.fetch_add(1, Ordering::Relaxed);
        let fault = number.is_multiple_of(5).then_some(number / 5 % 6);
        if fault == Some(0) {
            // What is sent meanwhile is not read, so that the connection is reset.
            let _ = stream.peek(&mut [0]);
            return Ok(());
        }
        let Some(request) = read_request(&mut reader) else {
            return Ok(());
        };
        record.carry_out(&request);
        let (status, body) = match &*request.method {
            "POST" => (201, r#"{"token":"t"}"#),
            _ => (200, "[7]"),
        };
        let length = body.len();
        let answer = format!(
            "HTTP/1.1 {status} Whatever\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
        );
        match fault {
            None => stream.write_all(answer.as_bytes())?,
            Some(1) => return Ok(()),
            Some(2) => return stream.write_all(&answer.as_bytes()[..answer.len() - 2]),
            Some(3) => {
                // The head comes slowly, but it comes.
                for piece in answer.as_bytes().chunks(20) {
                    stream.write_all(piece)?;
                    thread::sleep(Duration::from_millis(1));
                }
            }
            Some(4) => {
                stream.write_all(&answer.as_bytes()[..20])?;
                thread::sleep(PATIENCE * 2);
                return Ok(());
            }
            Some(_) => stream.write_all(b"HTTP/1.1 503 Busy\r\ncontent-length: 0\r\n\r\n")?,
        }
    }
}

impl Record {
    fn carry_out(&self, request: &Received) {
        let call = format!("{} {}", request.method, request.target);
        let key = request.header("idempotency-key").map(str::to_owned);
        let mut carried_out = self.carried_out.lock().unwrap();
        carried_out.entry(call).or_default().push(key);
    }
}

fn client(base: &str) -> ClientBuilder {
    let policy = RetryPolicy::new().attempts(12);
    Client::builder(base)
        .no_proxy()
        .bearer_token("t")
        .retry(policy.backoff(Duration::from_millis(1), Duration::from_millis(20)))
        .attempt_timeout(PATIENCE)
}

/// One of the calls: of ten, one makes something.
enum Call {
    Reads(List),
    Makes(Create),
}

fn call(number: usize) -> Call {
    if number.is_multiple_of(10) {
        Call::Makes(create(&number.to_string()))
    } else {
        Call::Reads(list().per_page(i64::try_from(number).unwrap()))
    }
}

/// What the calls came to: how many that read, and how many that make, were answered as they should be.
#[derive(Default)]
struct Answered {
    reads: AtomicUsize,
    makes: AtomicUsize,
    failed: Mutex<Vec<String>>,
}

impl Answered {
    fn read(&self, outcome: Result<bool, Error>) {
        match outcome {
            Ok(is_whole) if is_whole => drop(self.reads.fetch_add(1, Ordering::Relaxed)),
            other => self.failed.lock().unwrap().push(format!("{other:?}")),
        }
    }

    fn made<T, E>(&self, outcome: &Result<T, Error<E>>) {
        let made = usize::from(outcome.is_ok());
        self.makes.fetch_add(made, Ordering::Relaxed);
    }

    fn check(&self, record: &Record, has_key: bool) {
        let failed = self.failed.lock().unwrap();
        assert!(
            failed.is_empty(),
            "{} are lost: {:?}",
            failed.len(),
            failed.first()
        );
        let (reads, makes) = (CALLS - CALLS / 10, CALLS / 10);
        assert_eq!(self.reads.load(Ordering::Relaxed), reads);
        let made = self.makes.load(Ordering::Relaxed);
        let carried_out = record.carried_out.lock().unwrap();
        let posts = carried_out
            .iter()
            .filter(|(call, _)| call.starts_with("POST"));
        for (call, keys) in posts.clone() {
            let is_once = keys.len() == 1 && keys[0].is_none();
            let is_known = keys[0].is_some() && keys.iter().all(|key| *key == keys[0]);
            assert!(if has_key { is_known } else { is_once }, "{call}: {keys:?}");
        }
        // Whoever was told of success has it.
        assert!(made <= posts.count());
        let expected = if has_key {
            makes..=makes
        } else {
            makes / 2..=makes - makes / 10
        };
        assert!(expected.contains(&made), "{made}");
        let again = carried_out.values().filter(|keys| keys.len() > 1).count();
        assert!(again > CALLS / 20, "only {again} were tried again");
    }
}

#[test]
fn awaited_calls_are_neither_lost_nor_doubled() {
    let (base, record) = server();
    let answered = Arc::<Answered>::default();
    block_on(async {
        let client = client(&base).build().unwrap();
        let next = Arc::<AtomicUsize>::default();
        let tasks = (0..AT_ONCE).map(|_| {
            let (client, next) = (client.clone(), Arc::clone(&next));
            let answered = Arc::clone(&answered);
            tokio::spawn(async move {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= CALLS {
                        return;
                    }
                    match call(number) {
                        Call::Reads(list) => {
                            let outcome = list.send(&client).await;
                            answered.read(outcome.map(|it| *it == [7]));
                        }
                        Call::Makes(create) => answered.made(&create.send(&client).await),
                    }
                }
            })
        });
        for task in tasks.collect::<Vec<_>>() {
            task.await.unwrap();
        }
    });
    answered.check(&record, false);
}

#[test]
fn calls_that_are_waited_for_are_neither_lost_nor_doubled() {
    let (base, record) = server();
    let client = client(&base).idempotency_key("Idempotency-Key");
    let (client, next) = (client.build().unwrap(), AtomicUsize::new(0));
    let answered = Answered::default();
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= CALLS {
                        return;
                    }
                    match call(number) {
                        Call::Reads(list) => {
                            let outcome = list.send_blocking(&client);
                            answered.read(outcome.map(|it| *it == [7]));
                        }
                        Call::Makes(create) => answered.made(&create.send_blocking(&client)),
                    }
                }
            });
        }
    });
    answered.check(&record, true);
}
