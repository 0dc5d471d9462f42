//! The default transport: reqwest over rustls. No other file knows of them, or of tokio.

mod body;
mod origin;
mod tls;
mod wait;

use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;
use http::header::{ACCEPT_ENCODING, RANGE};
use reqwest::redirect::Policy;
use tokio::runtime::Handle;

use self::body::Patience;
use self::origin::Origin;
use super::super::blocking::Blocking;
use super::super::body::Body;
use super::super::client::ClientBuilder;
use super::super::client::connection::{Connection, Proxy};
use super::super::error::ErrorKind;
use super::super::pause::pause;
use super::super::sending::BoxFuture;
use super::{Limits, Transport, TransportError};

/// Whether answers are asked for that are compressed.
const UNDOES_CODINGS: bool = cfg!(any(feature = "gzip", feature = "brotli", feature = "zstd"));

/// The default transports: the one that is awaited and the one that is waited for.
///
/// Each has connections of its own, because a connection lives on the runtime that opened it.
pub(in super::super) fn connect(
    connection: &Connection,
    needs_tls: bool,
) -> Result<(Arc<dyn Transport>, Blocking), String> {
    let tls = tls::configure(connection, needs_tls)?;
    let client = || {
        let builder = reqwest::Client::builder()
            .tls_backend_preconfigured(tls.clone())
            .redirect(Policy::none())
            .connect_timeout(connection.connect_timeout)
            .pool_idle_timeout(connection.idle_timeout)
            .pool_max_idle_per_host(connection.max_idle)
            .tcp_keepalive(connection.keep_alive);
        let builder = match &connection.proxy {
            Proxy::Environment => builder,
            Proxy::Never => builder.no_proxy(),
            Proxy::Always(url) => builder.proxy(parse_proxy(url.expose_secret())?),
        };
        builder
            .build()
            .map_err(|error| format!("the transport cannot be set up: {}", root_cause(&error)))
    };
    let transport = || client().map(|client| Arc::new(Reqwest::new(client, false)));
    Ok((transport()?, blocking(transport()?)))
}

impl ClientBuilder {
    /// Sends requests by a reqwest client of one's own: its proxies, certificates and redirect policy hold.
    ///
    /// It should follow no redirects (`redirect::Policy::none()`), as the default one does not: those that are safe are
    /// followed above it, while reqwest goes to other origins, too, and takes API keys in headers along.
    ///
    /// A program that calls both `send` and `send_blocking` should make a client for each, since a connection can
    /// only be used on the runtime that opened it.
    pub fn reqwest_client(mut self, client: reqwest::Client) -> Self {
        let transport = Arc::new(Reqwest::new(client, true));
        self.blocking = Some(blocking(Arc::clone(&transport)));
        self.transport = Some(transport);
        self
    }
}

fn blocking(transport: Arc<Reqwest>) -> Blocking {
    let wait = Arc::new(wait::OnRuntime::default());
    Blocking { transport, wait }
}

fn parse_proxy(url: &str) -> Result<reqwest::Proxy, String> {
    // The library goes past a proxy of another kind without a word. What has no host has no scheme either: `proxy:3128`.
    let parsed = reqwest::Url::parse(url).ok().filter(reqwest::Url::has_host);
    let is_known = parsed.is_none_or(|parsed| ["http", "https"].contains(&parsed.scheme()));
    let proxy = reqwest::Proxy::all(url).ok().filter(|_| is_known);
    // The library's own message would repeat the password.
    proxy.ok_or_else(|| {
        "the proxy's URL cannot be used: write `http://HOST:PORT` or `http://USER:PASSWORD@HOST:PORT`".to_owned()
    })
}

struct Reqwest {
    client: reqwest::Client,
    origin: Origin,
    /// Whether it is the user's, and may have a time limit.
    is_own: bool,
}

impl Reqwest {
    fn new(client: reqwest::Client, is_own: bool) -> Self {
        let origin = Origin::default();
        Self { client, origin, is_own }
    }
}

impl Transport for Reqwest {
    fn send(
        &self,
        message: http::Request<Body>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(exchange(self, message, limits))
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        match Handle::try_current() {
            Ok(_) => Box::pin(tokio::time::sleep(duration)),
            Err(_) => Box::pin(pause(duration)),
        }
    }
}

async fn exchange(
    Reqwest { client, origin, is_own }: &Reqwest,
    mut message: http::Request<Body>,
    limits: Limits,
) -> Result<http::Response<Body>, TransportError> {
    if Handle::try_current().is_err() {
        return Err(no_runtime());
    }
    // Of what is compressed, a part cannot be read.
    if UNDOES_CODINGS && message.headers().contains_key(RANGE) {
        let coding = message.headers_mut().entry(ACCEPT_ENCODING);
        coding.or_insert(HeaderValue::from_static("identity"));
    }
    let mut request = origin.request(message.map(body::sent)).map_err(failure)?;
    if *is_own && !limits.streamed {
        // It may have a shorter one.
        *request.timeout_mut() = limits.timeout;
    }
    let mut patience = Patience { limits, end: None };
    let mut answer = pin!(client.execute(request));
    let answer = poll_fn(|context| patience.poll(answer.as_mut(), context)).await?;
    Ok(body::received(answer, patience))
}

fn no_runtime() -> TransportError {
    let hint = "`send` needs a tokio runtime: await it in one, or call `send_blocking`";
    TransportError::new(ErrorKind::Configuration, hint)
}

fn failure(error: reqwest::Error) -> TransportError {
    let kind = if is_of_request_body(&error) {
        ErrorKind::RequestBody
    } else if error.is_timeout() {
        ErrorKind::Timeout
    } else if error.is_dns() {
        ErrorKind::Dns
    } else if tls::is_cause(&error) {
        ErrorKind::Tls
    } else if error.is_connect() {
        ErrorKind::Connect
    } else if error.is_request() || error.is_body() || error.is_decode() {
        ErrorKind::Interrupted
    } else {
        ErrorKind::Transport
    };
    // The URL's query may hold an API key.
    TransportError::new(kind, error.without_url())
}

/// Whether it was our side that broke off.
fn is_of_request_body(error: &reqwest::Error) -> bool {
    causes(error)
        .filter_map(|cause| cause.downcast_ref::<TransportError>())
        .any(|cause| cause.kind() == ErrorKind::RequestBody)
}

fn causes<'e>(
    error: &'e (dyn std::error::Error + 'static),
) -> impl Iterator<Item = &'e (dyn std::error::Error + 'static)> {
    std::iter::successors(Some(error), |error| error.source())
}

fn root_cause(error: &dyn std::error::Error) -> String {
    let mut cause = error;
    while let Some(next) = cause.source() {
        cause = next;
    }
    cause.to_string()
}
