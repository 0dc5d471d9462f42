//! One call from beginning to end: what is the same for every operation and every transport.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::Uri;

use super::answer::Answer;
use super::client::Setup;
use super::clock;
use super::credential::Carrier;
use super::exchange::{Exchange, is_streamed};
use super::message::assemble;
use super::operation::Streams;
use super::request::Request;
use super::sending::Outcome;
use super::stream::{ByteStream, Origin, Way};
#[cfg(feature = "tracing")]
use super::trace;
use super::transport::Transport;

/// A call, as often as it is made.
#[derive(Clone)]
pub(super) struct Call {
    pub(super) setup: Arc<Setup>,
    pub(super) transport: Arc<dyn Transport>,
    pub(super) request: Request,
    /// Which answers are streams.
    pub(super) streams: Streams,
    /// How these can be read.
    pub(super) way: Way,
}

impl Call {
    /// Makes the call.
    pub(super) fn make(self) -> impl Future<Output = Outcome> + Send {
        #[cfg(feature = "tracing")]
        return trace::call(self.request.parts.info, self.run());
        #[cfg(not(feature = "tracing"))]
        self.run()
    }

    async fn run(self) -> Outcome {
        let again = self.streams.is_some().then(|| self.clone());
        let info = self.request.parts.info;
        let timeout = self.request.parts.timeout.or(self.setup.timeout);
        let setup = self.setup;
        let attempts = &setup.attempts;
        let policy = self.request.parts.retry.unwrap_or(attempts.policy);
        let attempt_timeout = self.request.parts.attempt_timeout.or(attempts.timeout);
        let (mut head, body) = assemble(self.request, &setup.base, &setup.headers)?.into_parts();
        let url = head.uri.clone();
        let exchange = Exchange {
            setup: &setup,
            carrier: Carrier {
                server: &setup.base,
                transport: &*self.transport,
                deadline: timeout.and_then(|timeout| clock::now()?.checked_add(timeout)),
                max_body_bytes: setup.max_body_bytes,
            },
            info,
            timeout,
            attempt_timeout,
            policy: &policy,
            may_repeat: attempts.may_repeat(info, &mut head.headers),
            streams: self.streams,
        };
        let (outcome, number) = exchange.repeated(&head, body).await;
        let response = outcome.map_err(|error| error.about(info, Some(url.clone())).after(number))?;
        let (parts, body) = response.into_parts();
        let url = parts.extensions.get::<Uri>().cloned().unwrap_or(url);
        let head = http::Response::from_parts(parts, Bytes::new());
        let mut answer = Answer::new(info, Some(url.clone()), head);
        answer.attempts = number;
        answer.rate_limit_headers = attempts.rate_limit_headers(info);
        match body.as_bytes() {
            Some(bytes) if !is_streamed(self.streams, answer.head()) => {
                answer.body = bytes.clone();
            }
            _ => {
                let origin = Origin {
                    call: Some((info, Some(url))),
                    way: self.way,
                    max_item_bytes: setup.max_body_bytes,
                };
                answer.stream = Mutex::new(Some((ByteStream::of(body, origin), again)));
            }
        }
        Ok(answer)
    }
}
