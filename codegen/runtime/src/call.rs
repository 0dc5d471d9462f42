//! One call from beginning to end: what is the same for every operation and every transport.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{HeaderName, HeaderValue, StatusCode, request};

use super::answer::Answer;
use super::api::OperationInfo;
use super::body::Body;
use super::client::Setup;
use super::credential::Carrier;
use super::error::Error;
use super::head::Head;
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
        let (head, body) = assemble(self.request, &setup.base, &setup.headers)?.into_parts();
        let url = head.uri.clone();
        let exchange = Exchange {
            setup: &setup,
            carrier: Carrier {
                transport: &*self.transport,
                deadline: timeout.and_then(|timeout| Instant::now().checked_add(timeout)),
                max_body_bytes: setup.max_body_bytes,
            },
            info,
            timeout,
            streams: self.streams,
        };
        let outcome = exchange.authorized(head, body).await;
        let response = outcome.map_err(|error| error.about(info, Some(url.clone())))?;
        let (parts, body) = response.into_parts();
        let head = http::Response::from_parts(parts, Bytes::new());
        let mut answer = Answer::new(info, Some(url.clone()), head);
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
    carrier: Carrier<'a>,
    info: &'static OperationInfo,
    timeout: Option<Duration>,
    streams: Streams,
}

impl Exchange<'_> {
    /// Sends a message with its credentials, and once more where the server refuses one that can be replaced (RFC 9110,
    /// section 15.5.2): it has done nothing then.
    async fn authorized(
        &self,
        head: request::Parts,
        mut body: Body,
    ) -> Result<http::Response<Body>, Error> {
        // What is read once cannot be sent again.
        let mut again = body.as_bytes().cloned();
        loop {
            let mut head = head.clone();
            let credentials = &self.setup.credentials;
            let given = credentials
                .attach(self.info, &mut head, self.carrier)
                .await?;
            let response = self.run(head, body).await?;
            let is_refused = response.status() == StatusCode::UNAUTHORIZED;
            match again.take() {
                Some(bytes) if is_refused && given.is_replaced(response.headers()) => {
                    body = bytes.into();
                }
                _ => return Ok(response),
            }
        }
    }

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
            let response = self.carrier.transport.send(message, limits).await?;
            match (redirect::target(&parts, &response), again) {
                (Some(target), Some(bytes)) if redirects < redirect::LIMIT => {
                    parts.uri = target;
                    body = bytes.into();
                }
                _ if is_streamed(self.streams, head_of(&response)) => return Ok(response),
                _ => {
                    let (parts, body) = response.into_parts();
                    let body = body.into_bytes_within(limits.max_body_bytes).await?;
                    return Ok(http::Response::from_parts(parts, body.into()));
                }
            }
            redirects += 1;
        }
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

fn head_of(response: &http::Response<Body>) -> Head<'_> {
    Head::new(response.status(), response.headers())
}

fn is_streamed(streams: Streams, head: Head<'_>) -> bool {
    streams.is_some_and(|streams| streams(head))
}
