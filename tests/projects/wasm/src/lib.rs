//! A call by a transport of one's own, for `wasm32-unknown-unknown`.

use std::future::ready;
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};

// All that the runtime of a client can have is compiled, too.
use codegen_runtime as _;
use ghes_runners::runtime::{Body, BoxFuture, Limits, Transport, TransportError};
use ghes_runners::{Client, runners};
use http::{Request, Response};

/// Answers at the second attempt.
#[derive(Default)]
struct Fixed(AtomicUsize);

impl Transport for Fixed {
    fn send(
        &self,
        message: Request<Body>,
        _: Limits,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        let is_first = self.0.fetch_add(1, Ordering::Relaxed) == 0;
        let path = message.uri().path();
        let is_asked = path.ends_with("/enterprises/octo/actions/runners/7");
        let (status, body) = match is_asked {
            true if is_first => (503, ""),
            true => (
                200,
                r#"{"id":7,"name":"a","os":"linux","status":"online","busy":false,"labels":[]}"#,
            ),
            false => (404, "{}"),
        };
        let answer = Response::builder()
            .status(status)
            .header("retry-after", "Sat, 21 Nov 2026 10:00:00 GMT");
        let answer = answer.header("date", "Sat, 21 Nov 2026 10:00:00 GMT");
        Box::pin(ready(answer.body(body.into()).map_err(|error| {
            TransportError::new(ghes_runners::ErrorKind::Transport, error)
        })))
    }
}

/// The id of the runner that is asked for; 0 where that fails.
#[unsafe(no_mangle)]
pub extern "C" fn id_of_runner() -> u32 {
    let client = Client::builder("https://github.example.com/api/v3")
        .bearer_token("t")
        .attempt_timeout(std::time::Duration::from_secs(1))
        .transport(Fixed::default())
        .build();
    let Ok(client) = client else {
        return 0;
    };
    let mut call = pin!(runners::get("octo", 7).send(&client));
    match call.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(runner)) => u32::try_from(runner.id).unwrap_or_default(),
        _ => 0,
    }
}
