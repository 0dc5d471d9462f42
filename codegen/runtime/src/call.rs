//! One call from beginning to end: what is the same for every operation and every transport.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::Uri;

use super::answer::Answer;
use super::client::Setup;
use super::exchange::{Exchange, is_streamed};
use super::message::Outline;
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
        let Self {
            setup,
            transport,
            request,
            streams,
            way,
        } = self;
        let (attempts, info) = (&setup.attempts, request.parts.info);
        let outline = Outline::new(request, &setup.base, &setup.headers);
        let outline = outline.with_key(attempts.key(info));
        let mut message = outline.first()?;
        let url = message.uri().clone();
        let exchange = Exchange::new(&setup, &*transport, &outline, streams);
        let (outcome, number) = exchange.repeated(&mut message).await;
        let response = outcome.map_err(|error| error.about(info, Some(url.clone())).after(number))?;
        let (parts, body) = response.into_parts();
        let url = parts.extensions.get::<Uri>().cloned().unwrap_or(url);
        let head = http::Response::from_parts(parts, Bytes::new());
        let mut answer = Answer::new(info, Some(url), head);
        answer.attempts = number;
        answer.rate_limit_headers = attempts.rate_limit_headers(info);
        match body.as_bytes() {
            Some(bytes) if !is_streamed(streams, answer.head()) => {
                answer.body = bytes.clone();
            }
            _ => {
                let origin = Origin {
                    call: Some((info, answer.url.clone())),
                    way: way.clone(),
                    max_item_bytes: setup.max_body_bytes,
                };
                let Outline { request, .. } = outline;
                let again = streams.is_some().then_some(Self {
                    setup,
                    transport,
                    request,
                    streams,
                    way,
                });
                answer.stream = Mutex::new(Some((ByteStream::of(body, origin), again)));
            }
        }
        Ok(answer)
    }
}
