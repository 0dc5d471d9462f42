//! The messages of one call: its attempts, and what each of them needs until it is answered.

use std::time::{Duration, Instant};

use bytes::Bytes;
use http::StatusCode;

use super::api::OperationInfo;
use super::attempt::Attempt;
use super::body::Body;
use super::cache::{Lookup, is_from_cache};
use super::client::Setup;
use super::clock;
use super::credential::Carrier;
use super::error::Error;
use super::head::Head;
use super::message::Outline;
use super::operation::Streams;
use super::redirect;
use super::retry::{Fault, RetryPolicy};
#[cfg(feature = "tracing")]
use super::trace;
use super::transport::{Limits, Transport};

/// What holds for all messages of one call.
pub(super) struct Exchange<'a> {
    setup: &'a Setup,
    outline: &'a Outline<'a>,
    carrier: Carrier<'a>,
    info: &'static OperationInfo,
    timeout: Option<Duration>,
    attempt_timeout: Option<Duration>,
    policy: &'a RetryPolicy,
    streams: Streams,
}

/// What a message comes to: an answer whose body is there as a whole, unless it is to be read as a stream.
type Reply = Result<http::Response<Body>, Error>;

impl<'a> Exchange<'a> {
    /// As the client is set up, unless the request says otherwise. Its time runs from now on.
    pub(super) fn new(
        setup: &'a Setup,
        transport: &'a dyn Transport,
        outline: &'a Outline<'a>,
        streams: Streams,
    ) -> Self {
        let (parts, attempts) = (&outline.request.parts, &setup.attempts);
        let timeout = parts.timeout.or(setup.timeout);
        let carrier = Carrier {
            server: &setup.base,
            transport,
            deadline: timeout.and_then(|timeout| clock::now()?.checked_add(timeout)),
            max_body_bytes: setup.max_body_bytes,
        };
        Self {
            setup,
            outline,
            carrier,
            info: parts.info,
            timeout,
            attempt_timeout: parts.attempt_timeout.or(attempts.timeout),
            policy: parts.retry.as_ref().unwrap_or(&attempts.policy),
            streams,
        }
    }

    /// Sends a message, and again as long as that may help; says how often it was sent.
    pub(super) async fn repeated(&self, message: &mut http::Request<Body>) -> (Reply, u32) {
        // What is read once cannot be sent again.
        let again = message.body().as_bytes().filter(|_| self.outline.may_repeat()).cloned();
        let mut number = 1;
        loop {
            let start = self.is_told().then(clock::now).flatten();
            let carrier = self.carrier.within(self.attempt_timeout);
            // Two pieces of memory are found sooner than one that is large.
            let outcome = Box::pin(self.answered(carrier, message)).await;
            let fault = self.fault(&outcome);
            if fault.is_none() && outcome.is_ok() {
                self.setup.attempts.budget.earn(number);
            }
            let next = fault.and_then(|fault| {
                again.as_ref()?;
                let wait = self.policy.wait(number, fault, self.carrier.limits().timeout)?;
                self.setup.attempts.budget.pay().then_some(wait)
            });
            self.tell(number, start, &outcome, next);
            let (Some(wait), Some(bytes)) = (next, &again) else {
                return (outcome, number);
            };
            self.carrier.transport.sleep(wait).await;
            *message = match self.outline.message(None, bytes.clone().into()) {
                Ok(message) => message,
                Err(error) => return (Err(error), number),
            };
            number += 1;
        }
    }

    /// What may have been only for now.
    fn fault(&self, outcome: &Reply) -> Option<Fault> {
        match outcome {
            // The caller reads it already.
            Ok(response) if is_streamed(self.streams, head_of(response)) => None,
            Ok(response) => {
                let names = self.setup.attempts.rate_limit_headers(self.info);
                Fault::of_answer(self.policy, response.status(), response.headers(), names)
            }
            Err(error) => Fault::of_error(error.kind()),
        }
    }

    /// Whether anybody wants to know of the attempts.
    fn is_told(&self) -> bool {
        cfg!(feature = "tracing") || self.setup.attempts.hook.is_some()
    }

    /// Tells whoever wants to know what an attempt came to that began then.
    fn tell(&self, number: u32, start: Option<Instant>, outcome: &Reply, next: Option<Duration>) {
        if !self.is_told() {
            return;
        }
        let attempt = Attempt {
            operation: self.info,
            number,
            status: outcome.as_ref().ok().map(received_status),
            error: outcome.as_ref().err().map(Error::kind),
            elapsed: start.map(|start| start.elapsed()).unwrap_or_default(),
            next,
        };
        #[cfg(feature = "tracing")]
        trace::attempt(&attempt);
        if let Some(hook) = &self.setup.attempts.hook {
            hook(&attempt);
        }
    }

    /// Sends a message with its credentials: again where it is redirected, and once more where the server refuses a
    /// credential that can be replaced (RFC 9110, section 15.5.2), since it has done nothing then.
    async fn answered(&self, carrier: Carrier<'_>, message: &mut http::Request<Body>) -> Reply {
        let (mut redirects, mut is_replaced) = (0, false);
        loop {
            // What is read once cannot be sent again.
            let again = message.body().as_bytes().cloned();
            let uri = message.uri().clone();
            let given = self.setup.credentials.attach(self.info, message, carrier).await?;
            let limits = self.limits(carrier);
            let lookup = self.lookup(message);
            let sending = carrier.transport.send(std::mem::take(message), limits);
            let mut response = sending.await?;
            if redirects < redirect::LIMIT
                && let Some(bytes) = &again
                && let Some(target) = redirect::target(&self.info.method, &uri, &response)
            {
                *message = self.outline.message(Some(target), bytes.clone().into())?;
                redirects += 1;
                continue;
            }
            if redirects > 0 {
                // Where the answer is from, whatever was called first.
                response.extensions_mut().insert(uri.clone());
            }
            if !is_streamed(self.streams, head_of(&response)) {
                let (parts, body) = response.into_parts();
                let body = body.into_bytes_within(limits.max_body_bytes).await?;
                response = settled(lookup, http::Response::from_parts(parts, body));
            }
            let is_refused = !is_replaced && response.status() == StatusCode::UNAUTHORIZED;
            match again {
                Some(bytes) if is_refused && given.is_replaced(response.headers()) => {
                    *message = self.outline.message(Some(uri), bytes.into())?;
                    is_replaced = true;
                }
                _ => return Ok(response),
            }
        }
    }

    /// What is kept of the answer to a message, unless that may be a stream.
    fn lookup(&self, message: &mut http::Request<Body>) -> Option<Box<Lookup<'_>>> {
        let caching = self.setup.cache.as_ref();
        let caching = caching.filter(|_| self.streams.is_none())?;
        Lookup::of(caching, self.info, message).map(Box::new)
    }

    /// A stream has no end to wait for: its time is that between two of its pieces.
    fn limits(&self, carrier: Carrier<'_>) -> Limits {
        let limits = carrier.limits();
        if self.streams.is_none() {
            return limits;
        }
        Limits {
            timeout: self.timeout,
            streamed: true,
            ..limits
        }
    }
}

/// An answer as it is kept, if it is.
fn settled(lookup: Option<Box<Lookup<'_>>>, response: http::Response<Bytes>) -> http::Response<Body> {
    let response = match lookup {
        Some(lookup) => lookup.settle(response),
        None => response,
    };
    response.map(Body::from)
}

/// The status that came.
fn received_status(response: &http::Response<Body>) -> StatusCode {
    if is_from_cache(response.extensions()) {
        return StatusCode::NOT_MODIFIED;
    }
    response.status()
}

fn head_of(response: &http::Response<Body>) -> Head<'_> {
    Head::new(response.status(), response.headers())
}

/// Whether an answer with this head is read as it comes.
pub(super) fn is_streamed(streams: Streams, head: Head<'_>) -> bool {
    streams.is_some_and(|streams| streams(head))
}
