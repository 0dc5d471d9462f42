//! The messages of one call: its attempts, and what each of them needs until it is answered.

use std::time::Duration;

use bytes::Bytes;
use http::{StatusCode, request};

use super::api::OperationInfo;
use super::attempt::Attempt;
use super::body::Body;
use super::cache::{Lookup, is_from_cache};
use super::client::Setup;
use super::clock;
use super::credential::Carrier;
use super::error::Error;
use super::head::Head;
use super::operation::Streams;
use super::redirect;
use super::retry::{Fault, RetryPolicy};
#[cfg(feature = "tracing")]
use super::trace;
use super::transport::Limits;

/// What holds for all messages of one call.
#[derive(Clone, Copy)]
pub(super) struct Exchange<'a> {
    pub(super) setup: &'a Setup,
    pub(super) carrier: Carrier<'a>,
    pub(super) info: &'static OperationInfo,
    pub(super) timeout: Option<Duration>,
    pub(super) attempt_timeout: Option<Duration>,
    pub(super) policy: &'a RetryPolicy,
    /// Whether the call may be carried out more than once.
    pub(super) may_repeat: bool,
    pub(super) streams: Streams,
}

/// What a message comes to: an answer whose body is there as a whole, unless it is to be read as a stream.
type Reply = Result<http::Response<Body>, Error>;

impl Exchange<'_> {
    /// Sends a message, and again as long as that may help; says how often it was sent.
    pub(super) async fn repeated(&self, head: &request::Parts, mut body: Body) -> (Reply, u32) {
        // What is read once cannot be sent again.
        let again = body.as_bytes().filter(|_| self.may_repeat).cloned();
        let mut number = 1;
        loop {
            let start = clock::now();
            let carrier = self.carrier.within(self.attempt_timeout);
            let outcome = Self { carrier, ..*self }.answered(head, body).await;
            let fault = self.fault(&outcome);
            if fault.is_none() && outcome.is_ok() {
                self.setup.attempts.budget.earn(number);
            }
            let next = fault.and_then(|fault| {
                again.as_ref()?;
                let wait = self.policy.wait(number, fault, self.carrier.limits().timeout)?;
                self.setup.attempts.budget.pay().then_some(wait)
            });
            let elapsed = start.map(|start| start.elapsed()).unwrap_or_default();
            self.tell(number, elapsed, &outcome, next);
            let (Some(wait), Some(bytes)) = (next, &again) else {
                return (outcome, number);
            };
            self.carrier.transport.sleep(wait).await;
            body = bytes.clone().into();
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

    /// Tells whoever wants to know what an attempt came to.
    fn tell(&self, number: u32, elapsed: Duration, outcome: &Reply, next: Option<Duration>) {
        let hook = &self.setup.attempts.hook;
        if hook.is_none() && !cfg!(feature = "tracing") {
            return;
        }
        let attempt = Attempt {
            operation: self.info,
            number,
            status: outcome.as_ref().ok().map(received_status),
            error: outcome.as_ref().err().map(Error::kind),
            elapsed,
            next,
        };
        #[cfg(feature = "tracing")]
        trace::attempt(&attempt);
        if let Some(hook) = hook {
            hook(&attempt);
        }
    }

    /// Sends a message with its credentials: again where it is redirected, and once more where the server refuses a
    /// credential that can be replaced (RFC 9110, section 15.5.2), since it has done nothing then.
    async fn answered(&self, head: &request::Parts, mut body: Body) -> Reply {
        let (mut uri, mut redirects, mut is_replaced) = (head.uri.clone(), 0, false);
        loop {
            // What is read once cannot be sent again.
            let again = body.as_bytes().cloned();
            let mut head = head.clone();
            head.uri = uri.clone();
            let credentials = &self.setup.credentials;
            let given = credentials.attach(self.info, &mut head, self.carrier).await?;
            let limits = self.limits();
            let mut message = http::Request::from_parts(head, body);
            let lookup = self.lookup(&mut message);
            let mut response = self.carrier.transport.send(message, limits).await?;
            if redirects < redirect::LIMIT
                && let Some(bytes) = &again
                && let Some(target) = redirect::target(&self.info.method, &uri, &response)
            {
                (uri, body) = (target, bytes.clone().into());
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
                    body = bytes.into();
                    is_replaced = true;
                }
                _ => return Ok(response),
            }
        }
    }

    /// What is kept of the answer to a message, unless that may be a stream.
    fn lookup(&self, message: &mut http::Request<Body>) -> Option<Lookup<'_>> {
        let caching = self.setup.cache.as_ref();
        let caching = caching.filter(|_| self.streams.is_none())?;
        Lookup::of(caching, self.info, message)
    }

    /// A stream has no end to wait for: its time is that between two of its pieces.
    fn limits(&self) -> Limits {
        let limits = self.carrier.limits();
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
fn settled(lookup: Option<Lookup<'_>>, response: http::Response<Bytes>) -> http::Response<Body> {
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
