//! A transport that answers as scripted, and for which no time passes while a call waits.

use crate::support::block_on;
use codegen_runtime::{
    BlockingTransport, Body, BoxFuture, Client, ClientBuilder, Error, ErrorKind, Limits, Operation, RetryPolicy,
    Transport, TransportError,
};
use http::{Request, Response};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// What the transport gives.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    /// An answer with these headers; `[]` is its body.
    Answer(u16, Vec<(&'static str, String)>),
    /// No answer.
    Failure(ErrorKind),
}

pub(crate) fn status(status: u16) -> Step {
    Step::Answer(status, Vec::new())
}

/// An answer with a header.
pub(crate) fn with(status: u16, name: &'static str, value: &str) -> Step {
    Step::Answer(status, vec![(name, value.to_owned())])
}

/// A message, and what its answer may take.
type Sent = (Request<Body>, Limits);

/// Gives each step in turn, and the last one for ever.
#[derive(Clone, Default)]
pub(crate) struct Scripted {
    steps: Arc<Vec<Step>>,
    /// What was sent.
    pub(crate) sent: Arc<Mutex<Vec<Sent>>>,
    /// How long was waited.
    pub(crate) waits: Arc<Mutex<Vec<Duration>>>,
}

impl Scripted {
    pub(crate) fn new(steps: &[Step]) -> Self {
        Self {
            steps: Arc::new(steps.to_vec()),
            ..Self::default()
        }
    }

    /// A client that awaits it and waits for it.
    pub(crate) fn client(&self) -> ClientBuilder {
        Client::builder("http://h/api")
            .transport(self.clone())
            .blocking_transport(self.clone())
    }

    /// How often something was sent, and how long was waited in between, in milliseconds; it is forgotten.
    pub(crate) fn take(&self) -> (usize, Vec<u128>) {
        let sent = std::mem::take(&mut *self.sent.lock().unwrap()).len();
        let waits = std::mem::take(&mut *self.waits.lock().unwrap());
        (sent, waits.iter().map(Duration::as_millis).collect())
    }

    fn next(&self, message: Request<Body>, limits: Limits) -> Result<Response<Body>, TransportError> {
        let mut sent = self.sent.lock().unwrap();
        let step = &self.steps[sent.len().min(self.steps.len() - 1)];
        sent.push((message, limits));
        match step {
            Step::Failure(kind) => Err(TransportError::new(*kind, "as scripted")),
            Step::Answer(status, headers) => {
                let answer = Response::builder().status(*status);
                let answer = headers
                    .iter()
                    .fold(answer, |answer, (name, value)| answer.header(*name, value));
                Ok(answer.body(Body::from("[]")).unwrap())
            }
        }
    }
}

impl Transport for Scripted {
    fn send(&self, message: Request<Body>, limits: Limits) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move { self.next(message, limits) })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        self.waits.lock().unwrap().push(duration);
        Box::pin(std::future::ready(()))
    }
}

impl BlockingTransport for Scripted {
    fn send(&self, message: Request<Body>, limits: Limits) -> Result<Response<Body>, TransportError> {
        self.next(message, limits)
    }

    fn sleep(&self, duration: Duration) {
        self.waits.lock().unwrap().push(duration);
    }
}

/// The longest waits that there can be: one second and two.
pub(crate) const LONGEST: RetryPolicy = RetryPolicy::new()
    .backoff(Duration::from_secs(1), Duration::from_secs(8))
    .jitter(|| 1.0);

/// Sends an operation both ways, which must come to the same: how often it is sent, how long is waited, the status.
pub(crate) fn tried<O: Operation + Clone>(
    transport: &Scripted,
    client: &Client,
    operation: &O,
) -> (usize, Vec<u128>, Option<u16>) {
    let status = |outcome: Result<_, Error<O::ErrorBody>>| match outcome {
        Ok(()) => None,
        Err(error) => error.status().map(|status| status.as_u16()),
    };
    let start = Instant::now();
    let waited_for = status(client.send_blocking(operation.clone()).map(drop));
    let (times, waits) = transport.take();
    let awaited = status(block_on(client.send(operation.clone())).map(drop));
    let (again, others) = transport.take();
    assert_eq!((again, others.len()), (times, waits.len()));
    // Between the two, a little time passes until a date.
    let late = start.elapsed().as_millis() + 1;
    let differ = |(one, other): (&u128, &u128)| one.abs_diff(*other) > late;
    assert!(!waits.iter().zip(&others).any(differ), "{waits:?} {others:?}");
    assert_eq!(waited_for, awaited);
    (times, waits, awaited)
}
