//! Layers around the transport, and services as one.

use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use crate::support::scripted::{LONGEST, Scripted, status, tried, with};
use crate::support::{block_on, list, send, which_ends};
use bytes::Bytes;
use codegen_runtime::{
    Body, BoxError, BoxFuture, Client, ErrorKind, Limits, RetryPolicy, TransportError, TransportService,
};
use http::{HeaderValue, Request, Response};
use tower_layer::Layer;
use tower_service::Service;

/// Adds its name to each message, and counts them.
#[derive(Clone)]
struct Mark<S = ()> {
    name: &'static str,
    count: Arc<AtomicUsize>,
    inner: S,
}

fn mark(name: &'static str) -> (Mark, Arc<AtomicUsize>) {
    let count = Arc::<AtomicUsize>::default();
    let layer = Mark {
        name,
        count: Arc::clone(&count),
        inner: (),
    };
    (layer, count)
}

impl<S> Layer<S> for Mark {
    type Service = Mark<S>;

    fn layer(&self, inner: S) -> Mark<S> {
        Mark {
            name: self.name,
            count: Arc::clone(&self.count),
            inner,
        }
    }
}

impl<S: Service<Request<Body>>> Service<Request<Body>> for Mark<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut message: Request<Body>) -> S::Future {
        self.count.fetch_add(1, Ordering::Relaxed);
        message
            .headers_mut()
            .append("x-layer", HeaderValue::from_static(self.name));
        self.inner.call(message)
    }
}

/// What a message has got of the layers that it has come through.
fn marks(message: &Request<Body>) -> Vec<&str> {
    let values = message.headers().get_all("x-layer").iter();
    values.map(|value| value.to_str().unwrap()).collect()
}

#[test]
fn each_message_goes_through_all_layers_from_the_first_to_the_last() {
    let moved = with(302, "location", "/elsewhere");
    for (steps, messages) in [
        (vec![status(200)], 1),
        (vec![status(503), status(503), status(200)], 3),
        (vec![moved, status(200)], 2),
    ] {
        let transport = Scripted::new(&steps);
        let ((outer, seen), (inner, _)) = (mark("outer"), mark("inner"));
        let client = transport
            .client()
            .retry(LONGEST)
            .layer(outer)
            .layer(inner)
            .build()
            .unwrap();
        list().send_blocking(&client).unwrap();
        assert_eq!(seen.swap(0, Ordering::Relaxed), messages);
        for (message, limits) in &*transport.sent.lock().unwrap() {
            assert_eq!(marks(message), ["outer", "inner"]);
            assert!(limits.timeout.is_some() && limits.max_body_bytes == 64 << 20);
        }
        transport.take();
        // Both ways, with the waits of the transport itself.
        let (times, waits, failed) = tried(&transport, &client, &list());
        assert_eq!((times, failed), (messages, None));
        assert_eq!(waits.len(), messages - 1 - usize::from(steps.len() == 2));
        assert_eq!(seen.load(Ordering::Relaxed), 2 * messages);
    }
}

/// With the default transport: on its own runtime, and on that of the caller.
#[cfg(feature = "reqwest")]
#[test]
fn the_default_transport_has_layers_too() {
    use crate::support::{Reply, Server, client_builder};

    let server = Server::always(Reply::json(200, "[7]"));
    let (layer, seen) = mark("only");
    let client = client_builder(&server).layer(layer).build().unwrap();
    assert_eq!(*send(&client, &list()).unwrap(), [7]);
    assert_eq!(seen.load(Ordering::Relaxed), 2);
    assert_eq!(server.request().header("x-layer"), Some("only"));
}

/// A service that a function is.
#[derive(Clone)]
struct Func<F>(F);

type Outcome<B> = BoxFuture<'static, Result<Response<B>, BoxError>>;

impl<F: Fn(Request<Body>) -> Outcome<B>, B> Service<Request<Body>> for Func<F> {
    type Response = Response<B>;
    type Error = BoxError;
    type Future = Outcome<B>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, message: Request<Body>) -> Outcome<B> {
        (self.0)(message)
    }
}

/// A layer that a function is.
struct LayerOf<F>(F);

impl<F: Fn(TransportService) -> S, S> Layer<TransportService> for LayerOf<F> {
    type Service = S;

    fn layer(&self, inner: TransportService) -> S {
        (self.0)(inner)
    }
}

#[test]
fn the_error_of_a_layer_fails_the_attempt() {
    let failing = |error: fn() -> BoxError| {
        LayerOf(move |_| Func(move |_| -> Outcome<Body> { Box::pin(async move { Err(error()) }) }))
    };
    let silent = || TransportError::new(ErrorKind::Timeout, "the layer has waited").into();
    let other = || "the layer has no key".into();
    let transport = Scripted::new(&[status(200)]);
    for (layer, kind, attempts, told) in [
        (failing(silent), ErrorKind::Timeout, 3, "the layer has waited"),
        (failing(other), ErrorKind::Transport, 1, "the layer has no key"),
    ] {
        let client = transport.client().retry(LONGEST).layer(layer).build().unwrap();
        let error = send(&client, &list()).unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (kind, attempts));
        assert!(error.to_string().ends_with(told), "{error}");
        // Nothing has come to the transport but the waits.
        assert_eq!(transport.take().0, 0);
    }
}

/// Is ready after a while, or never: as one that lets so many calls through at a time.
#[derive(Clone)]
struct Busy(TransportService, Option<Instant>);

impl Service<Request<Body>> for Busy {
    type Response = Response<Body>;
    type Error = TransportError;
    type Future = BoxFuture<'static, Result<Response<Body>, TransportError>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        if self.1.is_some_and(|end| end <= Instant::now()) {
            return Poll::Ready(Ok(()));
        }
        if self.1.is_some() {
            context.waker().wake_by_ref();
        }
        Poll::Pending
    }

    fn call(&mut self, message: Request<Body>) -> Self::Future {
        self.0.call(message)
    }
}

#[test]
fn a_layer_waits_within_the_time_of_the_call() {
    which_ends(|| {
        let transport = Scripted::new(&[status(200)]);
        let busy = |until| {
            let layer = LayerOf(move |inner| Busy(inner, until));
            let builder = transport.client().layer(layer).retry(RetryPolicy::none());
            builder.build().unwrap()
        };
        let call = || list().timeout(Duration::from_millis(50));
        let error = send(&busy(None), &call()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout);
        assert_eq!(transport.take().0, 0);
        // What is left is for what is below.
        let start = Instant::now();
        let client = busy(Some(start + Duration::from_millis(300)));
        client.send_blocking(list().timeout(Duration::from_secs(10))).unwrap();
        let left = transport.sent.lock().unwrap()[0].1.timeout.unwrap();
        assert!(left <= Duration::from_millis(9800), "{left:?}");
    });
}

/// A body of a type of one's own.
struct Doubled(Body);

impl http_body::Body for Doubled {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, BoxError>>> {
        let frame = Pin::new(&mut self.0).poll_frame(context);
        frame
            .map_err(Into::into)
            .map_ok(|frame| frame.map_data(|bytes| Bytes::from([&bytes[..], &bytes[..]].concat())))
    }
}

#[test]
fn a_layer_may_lose_what_it_does_not_know_and_change_what_comes() {
    let changing = || {
        LayerOf(|inner: TransportService| {
            Func(move |message: Request<Body>| -> Outcome<Doubled> {
                let mut inner = inner.clone();
                let (parts, body) = message.into_parts();
                let message = Request::builder().uri(parts.uri).body(body).unwrap();
                Box::pin(async move { Ok(inner.call(message).await?.map(Doubled)) })
            })
        })
    };
    let transport = Scripted::new(&[status(200)]);
    for (limit, kind) in [(3, ErrorKind::BodyTooLarge), (4, ErrorKind::Decode)] {
        let builder = transport.client().max_body_bytes(limit).layer(changing());
        let error = send(&builder.build().unwrap(), &list()).unwrap_err();
        // Two empty lists, which are no value.
        assert_eq!(error.kind(), kind, "{error}");
    }
    assert!(
        transport
            .sent
            .lock()
            .unwrap()
            .iter()
            .all(|(_, limits)| limits.timeout.is_none())
    );
}

/// Is ready when it is asked again.
#[derive(Clone)]
struct Slow {
    is_ready: bool,
    seen: Arc<Mutex<Vec<Limits>>>,
}

impl Service<Request<Body>> for Slow {
    type Response = Response<Body>;
    type Error = TransportError;
    type Future = std::future::Ready<Result<Response<Body>, TransportError>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        if std::mem::replace(&mut self.is_ready, true) {
            return Poll::Ready(Ok(()));
        }
        context.waker().wake_by_ref();
        Poll::Pending
    }

    fn call(&mut self, message: Request<Body>) -> Self::Future {
        assert!(self.is_ready);
        let limits = message.extensions().get::<Limits>().copied();
        self.seen.lock().unwrap().extend(limits);
        std::future::ready(Ok(Response::new("[7]".into())))
    }
}

#[test]
fn a_service_is_a_transport() {
    let seen = Arc::<Mutex<Vec<Limits>>>::default();
    let service = Slow {
        is_ready: false,
        seen: Arc::clone(&seen),
    };
    let (layer, count) = mark("around");
    let builder = Client::builder("http://h")
        .max_body_bytes(10)
        .retry(RetryPolicy::none());
    let client = builder.layer(layer).service(service).build().unwrap();
    for _ in 0..2 {
        assert_eq!(*block_on(client.send(list())).unwrap(), [7]);
    }
    let limits = seen.lock().unwrap();
    assert!(limits.iter().all(|limits| limits.max_body_bytes == 10) && limits.len() == 2);
    assert_eq!(count.load(Ordering::Relaxed), 2);
    let error = client.send_blocking(list()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
}
