//! The client: where an API is, who calls it, and how.

mod attempts;
mod builder;
#[cfg(feature = "reqwest")]
pub(super) mod connection;

use std::fmt;
use std::future::ready;
use std::sync::Arc;
use std::time::Duration;

use self::attempts::Attempts;
pub use self::builder::ClientBuilder;
use super::base_url::BaseUrl;
use super::blocking::{Blocking, wait_for};
use super::cache::Caching;
use super::call::Call;
use super::credential::Credentials;
use super::error::{Error, ErrorKind};
use super::header::{self, Defaults};
use super::operation::{Called, Operation, Streams, finish};
use super::request::Request;
use super::sending::{BoxFuture, Outcome, Sending};
use super::stream::Way;
#[cfg(feature = "tracing")]
use super::trace;
use super::transport::Transport;

/// Sends requests to one server.
///
/// It is cheap to clone, and all clones share their connections.
#[derive(Clone)]
pub struct Client {
    setup: Arc<Setup>,
}

/// What every call of a client shares.
pub(super) struct Setup {
    pub(super) base: BaseUrl,
    pub(super) headers: Defaults,
    pub(super) credentials: Credentials,
    pub(super) timeout: Option<Duration>,
    pub(super) max_body_bytes: usize,
    pub(super) attempts: Attempts,
    pub(super) cache: Option<Caching>,
    transport: Option<Arc<dyn Transport>>,
    blocking: Option<Blocking>,
}

impl Client {
    /// Starts a client for an API that is served at this URL.
    pub fn builder(base: impl Into<BaseUrl>) -> ClientBuilder {
        ClientBuilder::new(base.into())
    }

    /// Sends a request.
    #[inline]
    pub fn send<O: Operation>(&self, operation: O) -> Sending<O::Output, O::ErrorBody, O::Headers> {
        Sending::new(self.start(operation.into_request(), O::STREAMS), O::decode)
    }

    /// Sends a request and waits for the answer.
    ///
    /// # Errors
    ///
    /// Where the call fails; [`ErrorKind`] says how it can.
    #[inline]
    pub fn send_blocking<O: Operation>(&self, operation: O) -> Called<O> {
        match self.call_blocking(operation.into_request(), O::STREAMS) {
            Ok(answer) => finish(answer, O::decode),
            Err(error) => Err(error.typed()),
        }
    }

    pub(super) fn start(&self, request: Request, streams: Streams) -> BoxFuture<'static, Outcome> {
        let Some(transport) = &self.setup.transport else {
            let error = no_transport("send", "transport").about(request.parts.info, None);
            return Box::pin(ready(Err(error)));
        };
        let call = Call {
            setup: Arc::clone(&self.setup),
            transport: Arc::clone(transport),
            request,
            streams,
            way: Way::Awaited,
        };
        Box::pin(call.make())
    }

    pub(super) fn call_blocking(&self, request: Request, streams: Streams) -> Outcome {
        let info = request.parts.info;
        let Some(Blocking { transport, wait }) = &self.setup.blocking else {
            return Err(no_transport("send_blocking", "blocking_transport").about(info, None));
        };
        let call = Call {
            setup: Arc::clone(&self.setup),
            transport: Arc::clone(transport),
            request,
            streams,
            way: Way::WaitedFor(Arc::clone(wait)),
        };
        let call = call.make();
        #[cfg(feature = "tracing")]
        let call = trace::within_span(call);
        wait_for(&**wait, call).unwrap_or_else(|error| Err(error.about(info, None)))
    }
}

/// A client with a transport of its user's does not fall back on another for the other way of calling.
fn no_transport(method: &str, setter: &str) -> Error {
    Error::new(
        ErrorKind::Configuration,
        format!("the client has no transport for `{method}`: give it one by `ClientBuilder::{setter}`"),
    )
}

/// Neither header values nor credentials.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base", &self.setup.base)
            .field("headers", &header::names(&self.setup.headers.own))
            .field("credentials", &self.setup.credentials)
            .field("timeout", &self.setup.timeout)
            .field("retry", &self.setup.attempts.policy)
            .field("max_body_bytes", &self.setup.max_body_bytes)
            .finish_non_exhaustive()
    }
}
