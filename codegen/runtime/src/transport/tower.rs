//! Transports by the traits of the crate `tower`: layers around any transport, and services as one.

use std::future::poll_fn;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use tower_layer::Layer;
use tower_service::Service;

use super::super::body::Body;
use super::super::client::ClientBuilder;
use super::super::clock;
use super::super::error::{BoxError, ErrorKind};
use super::super::pause::{in_time, pause};
use super::super::sending::BoxFuture;
use super::{Limits, Transport, TransportError};

/// What is below a client's layers: its transport, as a service.
///
/// It finds the [`Limits`] of a message among its extensions. Where a layer has lost them, there are none but the
/// client's own on the size of an answer.
#[derive(Clone)]
pub struct TransportService(Arc<dyn Transport>);

impl Service<Request<Body>> for TransportService {
    type Response = Response<Body>;
    type Error = TransportError;
    type Future = BoxFuture<'static, Result<Response<Body>, TransportError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, mut message: Request<Body>) -> Self::Future {
        let transport = Arc::clone(&self.0);
        let limits = message.extensions_mut().remove().unwrap_or(Limits {
            timeout: None,
            max_body_bytes: usize::MAX,
            streamed: false,
        });
        Box::pin(async move { transport.send(message, limits).await })
    }
}

/// A service as a transport.
struct Served<S> {
    /// Each message has a clone: a service is called by one at a time.
    service: Mutex<S>,
    /// What knows how to wait.
    below: Option<Arc<dyn Transport>>,
}

impl<S, B> Transport for Served<S>
where
    S: Service<Request<Body>, Response = Response<B>> + Clone + Send + 'static,
    S::Error: Into<BoxError>,
    S::Future: Send,
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    fn send(
        &self,
        mut message: Request<Body>,
        mut limits: Limits,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        let service = self.service.lock();
        let mut service = service.unwrap_or_else(PoisonError::into_inner).clone();
        let failure = |error: S::Error| TransportError::of(ErrorKind::Transport, error.into());
        Box::pin(async move {
            let start = clock::now();
            let ready = in_time(poll_fn(|context| service.poll_ready(context)), || limits.timeout).await;
            ready.ok_or_else(too_slow)?.map_err(failure)?;
            if !limits.streamed {
                let waited = start.map(|start| start.elapsed()).unwrap_or_default();
                limits.timeout = limits.timeout.map(|timeout| timeout.saturating_sub(waited));
            }
            message.extensions_mut().insert(limits);
            let answer = service.call(message).await.map_err(failure)?;
            Ok(answer.map(Body::new))
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        match &self.below {
            Some(transport) => transport.sleep(duration),
            None => Box::pin(pause(duration)),
        }
    }
}

fn too_slow() -> TransportError {
    TransportError::new(ErrorKind::Timeout, "a service or a layer was not ready in time")
}

/// What is put around the transport, the outermost first.
#[derive(Default)]
pub(in super::super) struct Layers(Vec<Around>);

type Around = Box<dyn Fn(Arc<dyn Transport>) -> Arc<dyn Transport> + Send + Sync>;

impl Layers {
    fn around(&self, transport: &Arc<dyn Transport>) -> Arc<dyn Transport> {
        let innermost_first = self.0.iter().rev();
        innermost_first.fold(Arc::clone(transport), |inner, around| around(inner))
    }
}

impl ClientBuilder {
    /// Puts a layer of the crate `tower` around the transport, whichever that is, inside the layers that were added
    /// before: the first is the outermost, as with `tower`'s own `ServiceBuilder`.
    ///
    /// A layer is around each message and not around the call: each attempt goes through it, each redirect that is
    /// followed, and each request for a token. What it gives as an error fails the attempt: a [`TransportError`] by its
    /// kind, any other as [`ErrorKind::Transport`]. Where it needs a runtime, such as for time, that of the call must
    /// be of that kind; `send_blocking` brings one of tokio for the default transport.
    pub fn layer<L, B>(mut self, layer: L) -> Self
    where
        L: Layer<TransportService> + Send + Sync + 'static,
        L::Service: Service<Request<Body>, Response = Response<B>> + Clone + Send + 'static,
        <L::Service as Service<Request<Body>>>::Error: Into<BoxError>,
        <L::Service as Service<Request<Body>>>::Future: Send,
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        self.layers.0.push(Box::new(move |transport| {
            Arc::new(Served {
                service: Mutex::new(layer.layer(TransportService(Arc::clone(&transport)))),
                below: Some(transport),
            })
        }));
        self
    }

    /// Sends requests by a service of the crate `tower`, instead of the default transport; those of `send_blocking`
    /// have none then but a [`blocking_transport`](Self::blocking_transport).
    ///
    /// It finds the [`Limits`] of a message among its extensions.
    pub fn service<S, B>(self, service: S) -> Self
    where
        S: Service<Request<Body>, Response = Response<B>> + Clone + Send + 'static,
        S::Error: Into<BoxError>,
        S::Future: Send,
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        self.transport(Served {
            service: Mutex::new(service),
            below: None,
        })
    }

    pub(in super::super) fn add_layers(&mut self) {
        if let Some(transport) = &mut self.transport {
            *transport = self.layers.around(transport);
        }
        if let Some(blocking) = &mut self.blocking {
            blocking.transport = self.layers.around(&blocking.transport);
        }
    }
}
