//! What a credential provider learns of the call, and what it can do about it.

use std::fmt;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{HeaderMap, Method, Uri};

use super::super::api::SecurityScheme;
use super::super::base_url::BaseUrl;
use super::super::body::Body;
use super::super::clock;
use super::super::error::BoxError;
use super::super::header;
use super::super::sending::BoxFuture;
use super::super::server;
use super::super::transport::{Limits, Transport, TransportError};
use super::Credential;

/// The call that a credential is asked for.
pub struct CredentialContext<'a> {
    pub(super) scheme: &'static SecurityScheme,
    pub(super) message: &'a http::Request<Body>,
    pub(super) carrier: Carrier<'a>,
}

/// By what a call is carried, for which server its client is, and until when.
#[derive(Clone, Copy)]
pub(in super::super) struct Carrier<'a> {
    pub(in super::super) server: &'a BaseUrl,
    pub(in super::super) transport: &'a dyn Transport,
    pub(in super::super) deadline: Option<Instant>,
    pub(in super::super) max_body_bytes: usize,
}

impl Carrier<'_> {
    /// The same, for no longer than this from now on.
    pub(in super::super) fn within(self, timeout: Option<Duration>) -> Self {
        let end = timeout.and_then(|timeout| clock::now()?.checked_add(timeout));
        let ends = self.deadline.into_iter().chain(end);
        Self {
            deadline: ends.min(),
            ..self
        }
    }

    /// What the next exchange may take of what the call may.
    pub(in super::super) fn limits(&self) -> Limits {
        let left = |deadline: Instant| deadline.saturating_duration_since(Instant::now());
        Limits {
            timeout: self.deadline.map(left),
            max_body_bytes: self.max_body_bytes,
            streamed: false,
        }
    }
}

impl CredentialContext<'_> {
    /// The scheme that needs the credential.
    #[must_use]
    pub fn scheme(&self) -> &'static SecurityScheme {
        self.scheme
    }

    /// The method of the call.
    #[must_use]
    pub fn method(&self) -> &Method {
        self.message.method()
    }

    /// The URL of the call. Its query may hold the credential of another scheme.
    #[must_use]
    pub fn url(&self) -> &Uri {
        self.message.uri()
    }

    /// The headers of the call, without those that come from credentials which are still to be asked for.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.message.headers()
    }

    /// Makes a whole URL of one that the description gives, such as that of a token: it may be relative to the server
    /// that the client is for (`OpenAPI` 3.1.1, section Relative References in API URLs).
    ///
    /// # Errors
    ///
    /// Where there is no such URL, or it holds a password. The message does not repeat it.
    pub fn resolve(&self, url: &str) -> Result<Uri, BoxError> {
        Ok(server::locate(self.carrier.server, url)?)
    }

    /// Sends a message by the client's own transport, within the time that the call has left.
    ///
    /// The message goes out as it is: nothing of the client's is added, and no redirect is followed.
    ///
    /// # Errors
    ///
    /// Where there is no whole answer. A status that is an error is an answer.
    #[must_use = "nothing is sent until it is awaited"]
    pub fn send(&self, message: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let Carrier { transport, .. } = self.carrier;
        let limits = self.carrier.limits();
        Box::pin(async move {
            let response = transport.send(message.map(Body::from), limits).await?;
            let (head, body) = response.into_parts();
            let body = body.into_bytes_within(limits.max_body_bytes).await?;
            Ok(http::Response::from_parts(head, body))
        })
    }
}

/// Names of headers only.
impl fmt::Debug for CredentialContext<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CredentialContext")
            .field("scheme", &self.scheme.name)
            .field("method", self.message.method())
            .field("path", &self.message.uri().path())
            .field("headers", &header::names(self.message.headers()))
            .finish_non_exhaustive()
    }
}

/// That a server has refused a credential.
#[derive(Debug)]
#[non_exhaustive]
pub struct Rejection<'a> {
    /// The scheme that it was for.
    pub scheme: &'static SecurityScheme,
    /// What was refused.
    pub credential: &'a Credential,
    /// The headers of the answer; `WWW-Authenticate` says what the server wants instead.
    pub headers: &'a HeaderMap,
}
