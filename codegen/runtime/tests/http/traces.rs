//! What is seen of a call by whoever subscribes to traces.

use std::cell::RefCell;
use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::support::scripted::{LONGEST, Scripted, Step, status};
use crate::support::{List, Reply, Server, block_on, delete, list};
use codegen_runtime::{Client, Error, ErrorKind};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};
use tracing_core::span::Current;

/// Writes down all that it is told, a line each.
#[derive(Clone, Default)]
struct Seen {
    lines: Arc<Mutex<Vec<String>>>,
    /// The kinds of the spans, the first of which has number 1.
    spans: Arc<Mutex<Vec<Kind>>>,
    /// The names of spans, each with that of the one it is in.
    inside: Arc<Mutex<Vec<(&'static str, &'static str)>>>,
}

type Kind = &'static Metadata<'static>;

thread_local! {
    /// The spans that a thread is in.
    static ENTERED: RefCell<Vec<(Id, Kind)>> = const { RefCell::new(Vec::new()) };
}

impl Seen {
    fn note(&self, line: String) {
        self.lines.lock().unwrap().push(line);
    }
}

#[derive(Default)]
struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        // How long things take differs each time.
        if field.name() != "elapsed" {
            write!(self.0, " {}={value:?}", field.name()).unwrap();
        }
    }
}

impl Subscriber for Seen {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("codegen_runtime")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut fields = Fields::default();
        span.record(&mut fields);
        self.note(format!("{}{}", span.metadata().name(), fields.0));
        if let Some((_, outer)) = ENTERED.with_borrow(|entered| entered.last().cloned()) {
            self.inside.lock().unwrap().push((span.metadata().name(), outer.name()));
        }
        let mut spans = self.spans.lock().unwrap();
        spans.push(span.metadata());
        Id::from_u64(spans.len().try_into().unwrap())
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let mut fields = Fields::default();
        values.record(&mut fields);
        self.note(format!("{}:{}", span.into_u64(), fields.0));
    }

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        self.note(format!("{}{}", event.metadata().level(), fields.0));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, span: &Id) {
        let number: usize = span.into_u64().try_into().unwrap();
        let kind = self.spans.lock().unwrap()[number - 1];
        ENTERED.with_borrow_mut(|entered| entered.push((span.clone(), kind)));
    }

    fn exit(&self, _: &Id) {
        ENTERED.with_borrow_mut(Vec::pop);
    }

    fn current_span(&self) -> Current {
        let last = ENTERED.with_borrow(|entered| entered.last().cloned());
        last.map_or_else(Current::none, |(span, kind)| Current::new(span, kind))
    }
}

/// What is seen of a call.
fn seen<T>(call: impl FnOnce() -> Result<T, Error>) -> Vec<String> {
    let seen = Seen::default();
    tracing::subscriber::with_default(seen.clone(), || drop(call()));
    std::mem::take(&mut *seen.lines.lock().unwrap())
}

fn client(steps: &[Step]) -> Client {
    let transport = Scripted::new(steps);
    let builder = transport.client().retry(LONGEST).bearer_token("secret");
    builder.header("X-Key", "secret").build().unwrap()
}

#[test]
fn a_call_is_a_span_and_each_attempt_an_event() {
    let broken = Step::Failure(ErrorKind::Interrupted);
    let client = || client(&[status(503), broken.clone(), status(204)]);
    let operation = || delete("secret", 7);
    let expected = [
        "call otel.name=DELETE /runners/{group}:{runner_id}/.{group} otel.kind=\"client\" operation=\"delete\" \
         http.request.method=\"DELETE\" url.template=\"/runners/{group}:{runner_id}/.{group}\"",
        "WARN message=an attempt failed, and another follows http.request.resend_count=0 \
         http.response.status_code=503 next_after=1.0",
        "WARN message=an attempt failed, and another follows http.request.resend_count=1 error.type=Interrupted \
         next_after=2.0",
        "DEBUG message=the last attempt is over http.request.resend_count=2 http.response.status_code=204",
        "1: server.address=\"h\"",
        "1: server.port=80",
        "1: http.request.resend_count=2",
        "1: http.response.status_code=204",
    ];
    assert_eq!(
        seen(|| client().send_blocking(operation()).map_err(Error::from)),
        expected
    );
    assert_eq!(
        seen(|| block_on(operation().send(&client())).map_err(Error::from)),
        expected
    );
}

#[test]
fn a_call_says_where_it_went_and_nothing_of_its_query() {
    let client = client(&[status(200)]);
    let list = List::needing(&crate::support::OPTIONAL_BEARER);
    let list = list.with(|request| {
        let request = request.query("name", &"secret");
        request.base_url("http://other.example:8080/secret")
    });
    let lines = seen(|| client.send_blocking(list));
    assert!(!lines.concat().contains("secret"), "{lines:?}");
    for expected in [
        "1: server.address=\"other.example\"",
        "1: server.port=8080",
        "1: http.response.status_code=200",
    ] {
        assert!(lines.iter().any(|line| line == expected), "{lines:?}");
    }
}

#[test]
fn a_failure_has_a_type() {
    let last = |step| {
        let client = client(&[step]);
        let list = List::needing(&crate::support::OPTIONAL_BEARER);
        let lines = seen(|| client.send_blocking(list.timeout(Duration::from_secs(9))));
        assert!(!lines.concat().contains("secret"));
        lines[lines.len() - 2..].concat()
    };
    let failed = "1: otel.status_code=\"ERROR\"1: error.type=";
    assert_eq!(last(status(404)), format!("{failed}\"404\""));
    assert_eq!(last(Step::Failure(ErrorKind::Tls)), format!("{failed}Tls"));
}

#[test]
fn a_call_that_another_thread_makes_is_in_the_span_of_its_caller() {
    // For all threads; the other tests have their own.
    let seen = Seen::default();
    tracing::subscriber::set_global_default(seen.clone()).unwrap();
    let server = Server::always(Reply::json(200, "[]"));
    let client = crate::support::client(&server);
    let call = move || {
        let outer = tracing::info_span!(target: "codegen_runtime", "outer");
        outer.in_scope(|| client.send_blocking(list())).unwrap();
    };
    block_on(async { tokio::task::spawn_blocking(call).await.unwrap() });
    let inside = seen.inside.lock().unwrap();
    assert!(inside.contains(&("call", "outer")), "{inside:?}");
}
