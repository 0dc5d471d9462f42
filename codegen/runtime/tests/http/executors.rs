//! The policies in each executor: awaited and waited for, by the default transport and by one of one's own, a call
//! comes to the same.

use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use crate::support::scripted::{Scripted, Step, status, with};
use crate::support::{List, Reply, Server, block_on};
use codegen_runtime::{Attempt, Client, ClientBuilder, ErrorKind, Operation, OperationInfo, RetryPolicy};
use http::Method;

/// How long a server stays silent for a call that is to be given up.
const SILENCE: Duration = Duration::from_secs(30);

const POLICY: RetryPolicy = RetryPolicy::new().backoff(Duration::ZERO, Duration::ZERO);

static GET: &OperationInfo = List::INFO;
static POST: &OperationInfo = &OperationInfo {
    method: Method::POST,
    idempotent: false,
    ..*List::INFO
};
static MARKED_POST: &OperationInfo = &OperationInfo {
    method: Method::POST,
    ..*List::INFO
};

/// What a server does, who is called how, and what the call comes to: what is told of each attempt, and the outcome.
struct Case {
    steps: Vec<Step>,
    operation: &'static OperationInfo,
    setup: fn(ClientBuilder) -> ClientBuilder,
    expected: &'static str,
}

fn case(operation: &'static OperationInfo, steps: &[Step], expected: &'static str) -> Case {
    Case {
        steps: steps.to_vec(),
        operation,
        setup: |client| client,
        expected,
    }
}

impl Case {
    fn by(mut self, setup: fn(ClientBuilder) -> ClientBuilder) -> Self {
        self.setup = setup;
        self
    }
}

/// What may pass, and what not.
fn faults() -> Vec<Case> {
    let (ok, busy) = (status(200), status(503));
    let broken = Step::Failure(ErrorKind::Interrupted);
    let silent = Step::Failure(ErrorKind::Timeout);
    vec![
        case(GET, &[busy.clone(), ok.clone()], "503, 200: success by 2"),
        case(
            GET,
            &[broken.clone(), status(502), ok.clone()],
            "Interrupted, 502, 200: success by 3",
        ),
        case(GET, std::slice::from_ref(&busy), "503, 503, 503: Api by 3"),
        case(GET, &[status(404)], "404: Api by 1"),
        case(POST, &[busy.clone(), ok.clone()], "503: Api by 1"),
        case(POST, &[broken.clone(), ok.clone()], "Interrupted: Interrupted by 1"),
        case(MARKED_POST, &[broken, ok.clone()], "Interrupted, 200: success by 2"),
        case(POST, &[busy.clone(), ok.clone()], "503, 200: success by 2")
            .by(|client| client.idempotency_key("Idempotency-Key")),
        case(GET, &[silent, ok.clone()], "Timeout, 200: success by 2")
            .by(|client| client.attempt_timeout(Duration::from_secs(2))),
        case(GET, &[busy.clone(), ok.clone()], "503: Api by 1").by(|client| client.retry_budget(0)),
        case(GET, &[busy, ok], "503: Api by 1").by(|client| client.retry(RetryPolicy::none())),
    ]
}

/// What a server says of when to come back.
fn waits() -> Vec<Case> {
    let asking = |wait: &str| [with(503, "retry-after", wait), status(200)];
    let limited = |code| {
        let headers = [
            ("x-ratelimit-remaining", "0"),
            ("x-ratelimit-reset", "1"),
            ("date", "Wed, 21 Oct 2015 07:28:00 GMT"),
        ];
        let headers = headers.map(|(name, value)| (name, value.to_owned()));
        [Step::Answer(code, headers.to_vec()), status(200)]
    };
    let mut cases = vec![
        case(GET, &asking("1"), "503 and 1 s, 200: success by 2"),
        case(GET, &asking("29"), "503: Api by 1").by(|client| client.timeout(SILENCE / 2)),
        case(GET, &asking("61"), "503: Api by 1").by(ClientBuilder::no_timeout),
        case(GET, &asking("99999999999999999999"), "503: Api by 1"),
        case(GET, &limited(403), "403 and 1 s, 200: success by 2"),
        case(GET, &limited(429), "429 and 1 s, 200: success by 2"),
        case(GET, &limited(403), "403: Api by 1").by(|client| client.retry(POLICY.fail_on_rate_limit())),
    ];
    let odd = ["0", "-5", "soon", "1.5", "Wed, 21 Oct 2015 07:28:00 GMT"];
    cases.extend(odd.map(|wait| case(GET, &asking(wait), "503, 200: success by 2")));
    cases
}

/// Where a server sends its callers.
fn redirects() -> Vec<Case> {
    let moved = |code, to| [with(code, "location", to), status(200)];
    vec![
        case(GET, &moved(302, "/moved"), "200: success by 2"),
        case(POST, &moved(308, "/moved"), "200: success by 2"),
        case(POST, &moved(302, "/moved"), "302: UnexpectedStatus by 1"),
        case(GET, &moved(307, "http://other.invalid/"), "307: UnexpectedStatus by 1"),
    ]
}

/// Who carries the messages.
#[derive(Debug, Clone, Copy)]
enum Carrier {
    Default,
    Own,
}

/// Makes the call, and writes down what it comes to.
fn run(case: &Case, carrier: Carrier, is_awaited: bool) -> String {
    let server = serve(&case.steps);
    let scripted = Scripted::new(&case.steps);
    let builder = match carrier {
        Carrier::Default => Client::builder(server.base_url()).no_proxy(),
        Carrier::Own => scripted.client(),
    };
    let told = Arc::<Mutex<Vec<String>>>::default();
    let hears = Arc::clone(&told);
    let builder = builder.retry(POLICY).on_attempt(move |attempt| {
        hears.lock().unwrap().push(written(attempt));
    });
    let client = (case.setup)(builder).build().unwrap();
    let operation = List::needing(case.operation);
    let outcome = if is_awaited {
        block_on(client.send(operation))
    } else {
        client.send_blocking(operation)
    };
    let sent = match carrier {
        Carrier::Default => server.received().len(),
        Carrier::Own => scripted.take().0,
    };
    let told = told.lock().unwrap();
    let outcome = match outcome {
        Ok(list) => {
            assert!(list.is_empty());
            "success".to_owned()
        }
        Err(error) => {
            assert_eq!(error.attempts(), u32::try_from(told.len()).unwrap());
            format!("{:?}", error.kind())
        }
    };
    format!("{}: {outcome} by {sent}", told.join(", "))
}

fn written(attempt: &Attempt) -> String {
    let came_to = match (attempt.status, attempt.error) {
        (Some(status), _) => status.as_str().to_owned(),
        (None, error) => error.map_or_else(String::new, |error| format!("{error:?}")),
    };
    match attempt.next {
        Some(wait) if !wait.is_zero() => format!("{came_to} and {} s", wait.as_secs_f64()),
        _ => came_to,
    }
}

/// A server that does the same as the transport of one's own.
fn serve(steps: &[Step]) -> Server {
    let replies: Vec<_> = steps.iter().map(reply).collect();
    Server::answering(move |index, _| replies[index.min(replies.len() - 1)].clone())
}

fn reply(step: &Step) -> Reply {
    match step {
        Step::Failure(ErrorKind::Timeout) => Reply::new(200).after(SILENCE),
        Step::Failure(_) => Reply::raw("").then_close(),
        Step::Answer(status, headers) => headers.iter().fold(Reply::json(*status, "[]"), |reply, (name, value)| {
            reply.header(name, value)
        }),
    }
}

/// Runs each case in each executor, all at once.
fn check(cases: &[Case]) {
    thread::scope(|scope| {
        for case in cases {
            for carrier in [Carrier::Default, Carrier::Own] {
                for is_awaited in [false, true] {
                    scope.spawn(move || {
                        let outcome = run(case, carrier, is_awaited);
                        let about = (&case.steps, carrier, is_awaited);
                        assert_eq!(outcome, case.expected, "{about:?}");
                    });
                }
            }
        }
    });
}

#[test]
fn a_fault_comes_to_the_same_in_each() {
    check(&faults());
}

#[test]
fn a_wait_comes_to_the_same_in_each() {
    check(&waits());
}

#[test]
fn a_redirect_comes_to_the_same_in_each() {
    check(&redirects());
}
