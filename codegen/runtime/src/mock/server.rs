//! The server itself: HTTP/1.1 on the loopback interface, on a thread of its own.

use std::future::pending;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Poll, ready};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;
use tokio::time::sleep;

use super::super::body::Body;
use super::call::Call;
use super::reply::{End, Manner};
use super::state::Shared;

/// How large the body of a call may be.
const MAX_BODY_BYTES: usize = 256 << 20;

/// How long a body lasts that is cut short: what was sent of it should get there.
const BEFORE_CUT: Duration = Duration::from_millis(5);

/// A server that runs until it is dropped.
pub(super) struct Running {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Running {
    pub(super) fn start(shared: Arc<Shared>) -> io::Result<Self> {
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let (stop, stopped) = oneshot::channel();
        let thread = thread::Builder::new().name("mock".to_owned());
        let thread = thread.spawn(move || run(&runtime, listener, shared, stopped))?;
        Ok(Self {
            address,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.stop.take());
        // A handler may hold the server that it is of, and be the last to let go of it.
        let is_another = |thread: &JoinHandle<()>| thread.thread().id() != thread::current().id();
        if let Some(thread) = self.thread.take().filter(is_another) {
            // There is nobody left who could be told that it failed.
            let _ = thread.join();
        }
    }
}

fn run(runtime: &Runtime, listener: std::net::TcpListener, shared: Arc<Shared>, stopped: oneshot::Receiver<()>) {
    runtime.block_on(async {
        tokio::spawn(accept(listener, shared));
        // What is told is that the sender is gone.
        let _ = stopped.await;
    });
}

async fn accept(listener: std::net::TcpListener, shared: Arc<Shared>) {
    let Ok(listener) = TcpListener::from_std(listener) else {
        return;
    };
    loop {
        if let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, Arc::clone(&shared)));
        }
    }
}

async fn serve(stream: TcpStream, shared: Arc<Shared>) {
    let _ = stream.set_nodelay(true);
    let service = service_fn(|request| respond(request, Arc::clone(&shared)));
    // That the caller goes away, or is cut off, is no failure of the server.
    let _ = http1::Builder::new()
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

/// An error ends the connection.
async fn respond(request: http::Request<Incoming>, shared: Arc<Shared>) -> io::Result<http::Response<Body>> {
    let (head, body) = request.into_parts();
    let body = Body::new(body).into_bytes_within(MAX_BODY_BYTES).await;
    let body = body.map_err(io::Error::other)?;
    let message = shared.answer(Call::new(head, body));
    let manner = message.manner;
    if !manner.delay.is_zero() {
        sleep(manner.delay).await;
    }
    match manner.end {
        End::Stalled => pending().await,
        End::Cut => Err(io::Error::other("the connection is to be cut")),
        End::Whole | End::CutShort => Ok(message.response.map(|body| sent(body, manner))),
    }
}

/// The body as it is sent: at once, or in pieces.
fn sent(body: Bytes, manner: Manner) -> Body {
    if manner.end == End::Whole && manner.pace.is_none() {
        return body.into();
    }
    let mut rest = body;
    let mut length = rest.len();
    if manner.end == End::CutShort {
        length = length.max(1);
        rest.truncate(length / 2);
    }
    let (piece, pause) = match manner.pace {
        Some(pace) => (1, pace),
        None => (rest.len(), BEFORE_CUT),
    };
    let mut waiting = rest.is_empty().then(|| Box::pin(sleep(pause)));
    let pieces = Body::from_poll(move |context| {
        if let Some(pause) = &mut waiting {
            ready!(Future::poll(Pin::as_mut(pause), context));
        }
        if rest.is_empty() {
            return Poll::Ready(None);
        }
        waiting = Some(Box::pin(sleep(pause)));
        Poll::Ready(Some(Ok::<_, io::Error>(rest.split_to(piece))))
    });
    pieces.with_length(u64::try_from(length).unwrap_or(u64::MAX))
}
