//! How a client is set up.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;
use http::header::USER_AGENT;

use super::super::api::SecurityScheme;
use super::super::base_url::BaseUrl;
use super::super::blocking::Blocking;
use super::super::cache::Caching;
use super::super::credential::{CredentialProvider, Credentials};
use super::super::error::{Error, ErrorKind};
use super::super::header;
use super::super::secret::Secret;
#[cfg(feature = "tower")]
use super::super::transport::tower::Layers;
use super::super::transport::{BlockingTransport, Transport};
#[cfg(feature = "reqwest")]
use super::connection::Connection;
use super::{Attempts, Client, Setup};

/// Sets up a [`Client`].
///
/// What is wrong with a value is reported by [`build`](ClientBuilder::build).
#[must_use = "a client is made by `build`"]
pub struct ClientBuilder {
    base: BaseUrl,
    headers: HeaderMap,
    credentials: Credentials,
    timeout: Option<Duration>,
    max_body_bytes: usize,
    pub(super) attempts: Attempts,
    pub(in super::super) cache: Option<Caching>,
    pub(in super::super) transport: Option<Arc<dyn Transport>>,
    pub(in super::super) blocking: Option<Blocking>,
    #[cfg(feature = "tower")]
    pub(in super::super) layers: Layers,
    #[cfg(feature = "reqwest")]
    pub(super) connection: Connection,
    /// The first thing that is wrong.
    fault: Option<String>,
}

impl ClientBuilder {
    pub(super) fn new(base: BaseUrl) -> Self {
        Self {
            fault: base.check().err(),
            base,
            headers: HeaderMap::new(),
            credentials: Credentials::default(),
            timeout: Some(Duration::from_secs(30)),
            max_body_bytes: 64 << 20,
            attempts: Attempts::default(),
            cache: None,
            transport: None,
            blocking: None,
            #[cfg(feature = "tower")]
            layers: Layers::default(),
            #[cfg(feature = "reqwest")]
            connection: Connection::default(),
        }
    }

    /// Sets the bearer token, for every operation that takes one.
    pub fn bearer_token(mut self, token: impl Into<Secret>) -> Self {
        let token = token.into();
        // An environment variable that is empty, or a file that ends in a line break: told now, not by a 401.
        if !token.expose_secret().bytes().all(|byte| byte.is_ascii_graphic()) || token.expose_secret().is_empty() {
            self.note("the bearer token is empty, or holds a space, a line break or another character that none has");
        }
        self.credentials.set_bearer(token);
        self
    }

    /// Sets the credential for one security scheme: a [`Credential`](super::super::Credential), or what provides one for each call, such as a
    /// [`CachedToken`](super::super::CachedToken).
    pub fn credential(mut self, scheme: &'static SecurityScheme, provider: impl CredentialProvider) -> Self {
        self.credentials.set(scheme, provider);
        self
    }

    /// Sets a header of every request, over the description's own.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match header::parse(name, value) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            Err(fault) => self.note(fault),
        }
        self
    }

    /// Sets the `User-Agent` of every request.
    pub fn user_agent(self, user_agent: &str) -> Self {
        self.header(USER_AGENT.as_str(), user_agent)
    }

    /// Sets how long a call may take, from connecting to the last byte of the answer, with all its attempts and the
    /// waits between them: 30 seconds, if not set.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Lets calls take as long as they want.
    pub fn no_timeout(mut self) -> Self {
        self.timeout = None;
        self
    }

    /// Sets how large the body of an answer may be: 64 MiB, if not set.
    pub fn max_body_bytes(mut self, bytes: usize) -> Self {
        self.max_body_bytes = bytes;
        self
    }

    /// Sends requests by another transport than the default one.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Sends the requests that are waited for by another transport than the default one.
    pub fn blocking_transport(mut self, transport: impl BlockingTransport) -> Self {
        self.blocking = Some(Blocking::by(transport));
        self
    }

    /// Makes the client. Nothing is sent.
    ///
    /// # Errors
    ///
    /// Where a setting cannot be used: [`ErrorKind::Configuration`].
    pub fn build(mut self) -> Result<Client, Error> {
        if self.fault.is_none() && self.transport.is_none() && self.blocking.is_none() {
            self.use_default_transport();
        }
        if let Some(fault) = self.fault {
            return Err(Error::new(ErrorKind::Configuration, fault));
        }
        #[cfg(feature = "tower")]
        self.add_layers();
        let setup = Setup {
            base: self.base,
            headers: header::Defaults::new(self.headers),
            credentials: self.credentials,
            timeout: self.timeout,
            max_body_bytes: self.max_body_bytes,
            attempts: self.attempts,
            cache: self.cache,
            transport: self.transport,
            blocking: self.blocking,
        };
        Ok(Client { setup: Arc::new(setup) })
    }

    #[cfg(feature = "reqwest")]
    fn use_default_transport(&mut self) {
        match super::super::transport::reqwest::connect(&self.connection, self.base.is_https()) {
            Ok((transport, blocking)) => {
                self.transport = Some(transport);
                self.blocking = Some(blocking);
                if self.connection.identity.is_some() {
                    self.credentials.set_identity();
                }
            }
            Err(fault) => self.note(fault),
        }
    }

    #[cfg(not(feature = "reqwest"))]
    fn use_default_transport(&mut self) {
        self.note("the client has no transport: give it one by `ClientBuilder::transport`, or turn on `reqwest`");
    }

    pub(super) fn note(&mut self, fault: impl Into<String>) {
        self.fault.get_or_insert(fault.into());
    }
}

/// Neither header values nor credentials.
impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("base", &self.base)
            .field("headers", &header::names(&self.headers))
            .field("credentials", &self.credentials)
            .field("timeout", &self.timeout)
            .field("max_body_bytes", &self.max_body_bytes)
            .finish_non_exhaustive()
    }
}
