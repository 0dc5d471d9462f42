//! What is seen of a call by whoever subscribes to traces.

use std::fmt::{Debug, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::support::scripted::{LONGEST, Scripted, Step, status};
use crate::support::{List, block_on, delete};
use codegen_runtime::{Client, Error, ErrorKind};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Writes down all that it is told, a line each.
#[derive(Clone, Default)]
struct Seen {
    lines: Arc<Mutex<Vec<String>>>,
    spans: Arc<AtomicU64>,
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
        Id::from_u64(self.spans.fetch_add(1, Ordering::Relaxed) + 1)
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

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
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
        "1:",
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
        lines.last().cloned().unwrap()
    };
    assert_eq!(last(status(404)), "1: error.type=\"404\"");
    assert_eq!(last(Step::Failure(ErrorKind::Tls)), "1: error.type=Tls");
}
