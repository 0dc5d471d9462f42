//! One call from beginning to end: what is the same for every operation and every transport.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{HeaderName, HeaderValue, StatusCode, request};

use super::answer::Answer;
use super::body::Body;
use super::client::Setup;
use super::error::Error;
use super::message::assemble;
use super::operation::Streams;
use super::pause::pause;
use super::redirect;
use super::request::Request;
use super::sending::{BoxFuture, Outcome};
use super::stream::{ByteStream, Origin, Way};
use super::transport::{Limits, Transport};

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
    pub(super) async fn make(self) -> Outcome {
        let again = self.streams.is_some().then(|| self.clone());
        let info = self.request.info;
        let timeout = self.request.timeout.or(self.setup.timeout);
        let setup = self.setup;
        let (parts, body) = assemble(self.request, &setup.base, &setup.headers)?.into_parts();
        let url = parts.uri.clone();
        let mut head = http::Request::from_parts(parts, Bytes::new());
        let exchange = Exchange {
            setup: &setup,
            transport: &*self.transport,
            timeout,
            deadline: timeout.and_then(|timeout| Instant::now().checked_add(timeout)),
            streams: self.streams,
        };
        let outcome = match setup.credentials.attach(info, &mut head).await {
            Ok(()) => exchange.run(head.into_parts().0, body).await,
            Err(error) => Err(error),
        };
        let response = outcome.map_err(|error| error.about(info, Some(url.clone())))?;
        let (parts, body) = response.into_parts();
        let head = http::Response::from_parts(parts, Bytes::new());
        let mut answer = Answer::new(info, Some(url.clone()), head);
        match body.as_bytes() {
            Some(bytes) if !is_streamed(self.streams, answer.status()) => {
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

    /// Makes the call later and once more, for what follows this event of the stream that it gave.
    pub(super) fn again(
        &self,
        delay: Duration,
        last_event_id: &str,
    ) -> BoxFuture<'static, Outcome> {
        let mut call = self.clone();
        // What no header can carry is no id that a server would know.
        if let (false, Ok(id)) = (
            last_event_id.is_empty(),
            HeaderValue::from_bytes(last_event_id.as_bytes()),
        ) {
            let name = HeaderName::from_static("last-event-id");
            call.request.headers.insert(name, id);
        }
        Box::pin(async move {
            pause(delay).await;
            call.make().await
        })
    }
}

/// What holds for all messages of one call.
struct Exchange<'a> {
    setup: &'a Setup,
    transport: &'a dyn Transport,
    timeout: Option<Duration>,
    deadline: Option<Instant>,
    streams: Streams,
}

impl Exchange<'_> {
    /// Sends a message, and again where it is redirected.
    async fn run(
        &self,
        mut parts: request::Parts,
        mut body: Body,
    ) -> Result<http::Response<Body>, Error> {
        let mut redirects = 0;
        loop {
            let limits = self.limits();
            // What is read once cannot be sent again.
            let again = body.as_bytes().cloned();
            let message = http::Request::from_parts(parts.clone(), body);
            let response = self.transport.send(message, limits).await?;
            match (redirect::target(&parts, &response), again) {
                (Some(target), Some(bytes)) if redirects < redirect::LIMIT => {
                    parts.uri = target;
                    body = bytes.into();
                }
                _ if is_streamed(self.streams, response.status()) => return Ok(response),
                _ => {
                    let (parts, body) = response.into_parts();
                    let body = body.into_bytes_within(limits.max_body_bytes).await?;
                    return Ok(http::Response::from_parts(parts, body.into()));
                }
            }
            redirects += 1;
        }
    }

    fn limits(&self) -> Limits {
        let left = |deadline: Instant| deadline.saturating_duration_since(Instant::now());
        let streamed = self.streams.is_some();
        Limits {
            timeout: if streamed {
                self.timeout
            } else {
                self.deadline.map(left)
            },
            max_body_bytes: self.setup.max_body_bytes,
            streamed,
        }
    }
}

fn is_streamed(streams: Streams, status: StatusCode) -> bool {
    streams.is_some_and(|streams| streams(status.as_u16()))
}
