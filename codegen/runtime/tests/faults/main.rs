//! Calls to a server that fails one time in five, in every way there is: none is lost, none is made twice that must not
//! be, and what is told of them is true.
//!
//! A failure names its seed; with `FAULTS_SEED` set to it, the same calls fail in the same way. This takes all that the
//! machine has, so that other tests, which mind the time, are kept apart.

#![cfg(feature = "reqwest")]
#![expect(clippy::unwrap_used, reason = "a panic is how a test fails, in what tests share too")]

mod server;
#[path = "../http/support/mod.rs"]
#[expect(dead_code, unused_imports, reason = "most of it is for other tests")]
mod support;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use crate::server::{FAULTS, Fault, Faulty, Happening, Happenings, ONE_SECOND, STALLS, is_stalled};
use crate::support::{API, BEARER, BasicError, Create, List, Token, block_on, create, list};
use codegen_runtime as runtime;
use codegen_runtime::{Attempt, Client, ClientBuilder, Error, Operation, Request, RetryPolicy};

/// How many calls are made each way, of two.
const CALLS: u64 = 5_000;

/// How many of them at once.
const AT_ONCE: usize = 50;

/// How long a call waits for an answer that may never come.
const PATIENCE: Duration = Duration::from_secs(1);

/// `POST`, and yet it may be repeated.
#[derive(Debug, Clone)]
#[must_use = "a request does nothing until it is sent"]
struct Mint(Request);

runtime::operation!(
    Mint => Token, BasicError;
    POST "/enterprises/{enterprise}/mint", id = "mint", security = [[BEARER]], idempotent = true:
    201 => success json
);

/// One of the calls: of ten, one makes something, and one mints a token.
enum Call {
    Reads(List),
    Mints(Mint),
    Makes(Create),
}

impl Call {
    fn new(number: u64) -> Self {
        let name = number.to_string();
        let patient = if is_stalled(number) { PATIENCE } else { Duration::MAX };
        let mint = || Mint(Mint::request().path("enterprise", &name));
        match number % 10 {
            0 => Self::Makes(create(&name).attempt_timeout(patient)),
            1 => Self::Mints(mint().attempt_timeout(patient)),
            _ => {
                let list = list().per_page(number.try_into().unwrap());
                Self::Reads(list.attempt_timeout(patient))
            }
        }
    }

    async fn send(self, client: &Client) -> Outcome {
        match self {
            Self::Reads(list) => Ok(*list.send(client).await? == [7]),
            Self::Mints(mint) => Ok(is_token(&*mint.send(client).await?)),
            Self::Makes(create) => Ok(is_token(&*create.send(client).await?)),
        }
    }

    fn send_blocking(self, client: &Client) -> Outcome {
        match self {
            Self::Reads(list) => Ok(*list.send_blocking(client)? == [7]),
            Self::Mints(mint) => Ok(is_token(&*mint.send_blocking(client)?)),
            Self::Makes(create) => Ok(is_token(&*create.send_blocking(client)?)),
        }
    }
}

fn is_token(token: &Token) -> bool {
    token.token.expose_secret() == "t"
}

/// Whether the answer of a call is what the server sent.
type Outcome = Result<bool, Error>;

/// How many attempts of an operation came to something, such as `503` or `Timeout`.
type Counts = BTreeMap<(&'static str, String), usize>;

/// What is told of attempts.
#[derive(Default)]
struct Told {
    counts: Mutex<Counts>,
    last: AtomicU64,
    /// How many are followed by a wait that only the server can have asked for.
    long_waits: AtomicU64,
}

impl Told {
    fn hear(&self, attempt: &Attempt) {
        let came_to = match (attempt.status, attempt.error) {
            (Some(status), None) => status.as_str().to_owned(),
            (None, Some(error)) => format!("{error:?}"),
            both => format!("{both:?}"),
        };
        let mut counts = self.counts.lock().unwrap();
        *counts.entry((attempt.operation.id, came_to)).or_default() += 1;
        let is_long = attempt.next.is_some_and(|next| next.as_secs() > 0);
        self.long_waits.fetch_add(is_long.into(), Ordering::Relaxed);
        self.last.fetch_add(attempt.next.is_none().into(), Ordering::Relaxed);
    }
}

/// A client with the patience for all this, and what is told of its calls.
fn client(server: &Faulty) -> (ClientBuilder, Arc<Told>) {
    let told = Arc::<Told>::default();
    let hears = Arc::clone(&told);
    let policy = RetryPolicy::new().attempts(20);
    let policy = policy.backoff(Duration::from_millis(1), Duration::from_millis(20));
    let client = Client::builder(server.base.as_str())
        .no_proxy()
        .bearer_token("t")
        .retry(policy)
        // Where nearly all fail at once, calls are given up, so that nobody makes it worse; not here.
        .retry_budget(1_000)
        .no_timeout()
        .on_attempt(move |attempt| hears.hear(attempt));
    (client, told)
}

/// What a message of an operation is answered with, as a caller sees it.
fn seen(id: &str, happening: &Happening) -> String {
    match happening.fault {
        None | Some(Fault::SlowHead) if id == "list" => "200".to_owned(),
        None | Some(Fault::SlowHead) => "201".to_owned(),
        Some(Fault::Busy(status, _)) => status.to_string(),
        Some(Fault::Silence | Fault::Stall) => "Timeout".to_owned(),
        Some(_) => "Interrupted".to_owned(),
    }
}

/// What an error says that it is.
fn said(error: &Error) -> String {
    let kind = || format!("{:?}", error.kind());
    error.status().map_or_else(kind, |status| status.as_str().to_owned())
}

fn operation(call: u64) -> &'static str {
    ["create", "mint"]
        .get(usize::try_from(call % 10).unwrap())
        .unwrap_or(&"list")
}

/// Looks at what became of each call.
fn check(server: &Faulty, outcomes: Vec<(u64, Outcome)>, told: &Told, may_make_twice: bool) {
    let (seed, happenings) = (server.seed, server.happenings());
    assert_eq!(outcomes.len(), happenings.len(), "FAULTS_SEED={seed}");
    for (call, outcome) in outcomes {
        let came = &happenings[&call];
        let about = format!("FAULTS_SEED={seed}, call {call}: {outcome:?}, {came:?}");
        let is_repeated = operation(call) != "create" || may_make_twice;
        match outcome {
            Ok(is_whole) => {
                assert!(is_whole, "{about}");
                assert!(came.last().unwrap().is_carried_out(), "{about}");
            }
            Err(error) => {
                assert!(!is_repeated, "{about}");
                assert_eq!(error.attempts(), 1, "{about}");
                assert_eq!(said(&error), seen("create", &came[0]), "{about}");
            }
        }
        assert!(is_repeated || came.len() == 1, "{about}");
        let key = &came[0].idempotency_key;
        let has_key = operation(call) == "create" && may_make_twice;
        assert_eq!(key.is_some(), has_key, "{about}");
        let is_same = |it: &Happening| it.idempotency_key == *key;
        assert!(came.iter().all(is_same), "{about}");
    }
    check_counts(
        &told.counts.lock().unwrap(),
        &counted(&happenings),
        &format!("FAULTS_SEED={seed}"),
    );
    let calls = u64::try_from(happenings.len()).unwrap();
    assert_eq!(told.last.load(Ordering::Relaxed), calls);
    let asked = |(call, came): (&u64, &Vec<Happening>)| {
        let is_asked = |it: &&Happening| matches!(it.fault, Some(Fault::Busy(_, Some(wait))) if wait == ONE_SECOND);
        let is_followed = operation(*call) != "create" || may_make_twice;
        came.iter().filter(|_| is_followed).filter(is_asked).count()
    };
    let asked: usize = happenings.iter().map(asked).sum();
    let waited = told.long_waits.load(Ordering::Relaxed);
    assert_eq!(usize::try_from(waited).unwrap(), asked, "FAULTS_SEED={seed}");
}

/// What is told of attempts is what the server has seen.
fn check_counts(told: &Counts, seen: &Counts, about: &str) {
    let timeouts = |counts: &Counts| -> usize {
        let counts = counts.iter().filter(|((_, came_to), _)| came_to == "Timeout");
        counts.map(|(_, count)| count).sum()
    };
    if timeouts(told) == timeouts(seen) {
        assert_eq!(told, seen, "{about}");
        return;
    }
    // On a busy machine, even an answer that comes may come too late for one that does not wait for ever.
    assert!(timeouts(told) > timeouts(seen), "{about}");
    for (what, count) in told.iter().filter(|((_, came_to), _)| came_to != "Timeout") {
        assert!(seen.get(what) >= Some(count), "{about}: {what:?}");
    }
}

/// What the server has seen, in the words of who calls it.
fn counted(happenings: &Happenings) -> Counts {
    let mut counts = Counts::new();
    for (call, came) in happenings {
        let id = operation(*call);
        for happening in came {
            *counts.entry((id, seen(id, happening))).or_default() += 1;
        }
    }
    counts
}

/// Looks at whether the server failed as it was meant to.
fn check_faults(server: &Faulty) {
    let happenings = server.happenings();
    let all = || happenings.values().flatten();
    let failed = all().filter(|it| it.fault.is_some()).count();
    let share = failed * 100 / all().count();
    assert!((18..30).contains(&share), "{share} %");
    for fault in FAULTS.iter().chain(&STALLS) {
        let is_there = all().any(|it| it.fault == Some(*fault));
        assert!(is_there, "FAULTS_SEED={}: {fault:?}", server.seed);
    }
}

/// Makes calls, many at once, each in a task.
fn make_awaited(client: &Client, calls: u64) -> Vec<(u64, Outcome)> {
    let next = Arc::<AtomicU64>::default();
    block_on(async {
        let tasks = (0..AT_ONCE).map(|_| {
            let (client, next) = (client.clone(), Arc::clone(&next));
            tokio::spawn(async move {
                let mut outcomes = Vec::new();
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= calls {
                        return outcomes;
                    }
                    outcomes.push((number, Call::new(number).send(&client).await));
                }
            })
        });
        let mut outcomes = Vec::new();
        for task in tasks.collect::<Vec<_>>() {
            outcomes.extend(task.await.unwrap());
        }
        outcomes
    })
}

/// Makes calls, many at once, each on a thread.
fn make_waited_for(client: &Client, calls: u64) -> Vec<(u64, Outcome)> {
    let next = AtomicU64::new(0);
    let outcomes = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= calls {
                        return;
                    }
                    let outcome = Call::new(number).send_blocking(client);
                    outcomes.lock().unwrap().push((number, outcome));
                }
            });
        }
    });
    outcomes.into_inner().unwrap()
}

#[test]
fn awaited_calls_are_neither_lost_nor_doubled() {
    let server = Faulty::start();
    let (client, told) = client(&server);
    let outcomes = make_awaited(&client.build().unwrap(), CALLS);
    check(&server, outcomes, &told, false);
    check_faults(&server);
}

#[test]
fn calls_that_are_waited_for_are_neither_lost_nor_doubled() {
    let server = Faulty::start();
    let (client, told) = client(&server);
    let outcomes = make_waited_for(&client.build().unwrap(), CALLS);
    check(&server, outcomes, &told, false);
}

#[test]
fn with_a_key_none_is_lost_at_all() {
    let server = Faulty::start();
    let (client, told) = client(&server);
    let client = client.idempotency_key("Idempotency-Key").build().unwrap();
    let outcomes = make_waited_for(&client, CALLS / 10);
    check(&server, outcomes, &told, true);
}
