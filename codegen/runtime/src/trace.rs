//! A span for each call and an event for each attempt, by the names that OpenTelemetry has for HTTP.
//!
//! There is nothing secret in them: no header, no query, no value of a parameter.

use http::Uri;
use tracing::field::{Empty, Value, debug};
use tracing::instrument::{Instrument, Instrumented};
use tracing::{Span, debug, info_span, warn};

use super::api::OperationInfo;
use super::attempt::Attempt;
use super::redirect::origin;
use super::sending::Outcome;

/// A call, in a span of its own.
pub(super) async fn call(info: &OperationInfo, call: impl Future<Output = Outcome>) -> Outcome {
    let span = info_span!(
        "call",
        otel.name = format_args!("{} {}", info.method, info.path),
        otel.kind = "client",
        operation = info.id,
        http.request.method = info.method.as_str(),
        url.template = info.path,
        server.address = Empty,
        server.port = Empty,
        http.response.status_code = Empty,
        http.request.resend_count = Empty,
        error.type = Empty,
        otel.status_code = Empty,
    );
    let outcome = call.instrument(span.clone()).await;
    finish(&span, &outcome);
    outcome
}

/// A call that another thread may make for this one: in the span that this one is in.
pub(super) fn within_span<C>(call: C) -> Instrumented<C> {
    call.in_current_span()
}

/// Says what an attempt came to.
pub(super) fn attempt(attempt: &Attempt) {
    let resent = attempt.number - 1;
    let status = attempt.status.map(|status| status.as_u16());
    let error = attempt.error.map(debug);
    let elapsed = attempt.elapsed.as_secs_f64();
    if let Some(next) = attempt.next {
        warn!(
            http.request.resend_count = resent,
            http.response.status_code = status,
            error.type = error,
            elapsed,
            next_after = next.as_secs_f64(),
            "an attempt failed, and another follows"
        );
    } else {
        debug!(
            http.request.resend_count = resent,
            http.response.status_code = status,
            error.type = error,
            elapsed,
            "the last attempt is over"
        );
    }
}

/// Says what the call came to, and where it went.
fn finish(span: &Span, outcome: &Outcome) {
    let (attempts, url) = match outcome {
        Ok(answer) => (answer.attempts, answer.url.clone()),
        Err(error) => (error.attempts(), error.url().and_then(|url| url.parse().ok())),
    };
    let url: Uri = url.unwrap_or_default();
    span.record("server.address", url.host());
    span.record("server.port", origin(&url).map(|(_, _, port)| port));
    span.record(
        "http.request.resend_count",
        attempts.checked_sub(1).filter(|&resent| resent > 0),
    );
    match outcome {
        Ok(answer) => {
            let status = answer.status();
            span.record("http.response.status_code", status.as_u16());
            if status.is_client_error() || status.is_server_error() {
                fail(span, &status.as_str());
            }
        }
        Err(error) => fail(span, &debug(error.kind())),
    }
}

fn fail(span: &Span, why: &dyn Value) {
    span.record("otel.status_code", "ERROR");
    span.record("error.type", why);
}
