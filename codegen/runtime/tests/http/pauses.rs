//! Waiting between attempts where nothing keeps the time but the runtime itself.

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

use crate::support::list;
use codegen_runtime::{Body, BoxFuture, Client, Limits, RetryPolicy, Transport, TransportError};
use http::{Request, Response};

/// A transport that does not know how to wait, and always fails for now.
struct Failing;

impl Transport for Failing {
    fn send(&self, _: Request<Body>, _: Limits) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        let answer = Response::builder().status(503).body(Body::default());
        Box::pin(std::future::ready(Ok(answer.unwrap())))
    }
}

/// A client that waits this long, once.
fn client(wait: u64) -> Client {
    let wait = Duration::from_millis(wait);
    let policy = RetryPolicy::new().backoff(wait, wait).jitter(|| 1.0);
    let builder = Client::builder("http://h").transport(Failing);
    builder.retry(policy.attempts(2)).build().unwrap()
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Waits for a future without any runtime.
fn wait_for<T>(future: impl Future<Output = T>) -> T {
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(value) => return value,
            Poll::Pending => thread::park(),
        }
    }
}

#[test]
fn each_waits_as_long_as_it_should_whatever_the_others_do() {
    let start = Instant::now();
    let took = |wait: u64| {
        let error = wait_for(client(wait).send(list())).unwrap_err();
        assert_eq!(error.attempts(), 2);
        let took = start.elapsed();
        let expected = Duration::from_millis(wait)..Duration::from_millis(wait + 2000);
        assert!(expected.contains(&took), "{wait}: {took:?}");
    };
    thread::scope(|scope| {
        for wait in [600, 300, 100, 100, 450, 1, 200] {
            scope.spawn(move || took(wait));
        }
    });
    // Nobody waited any more.
    let start = Instant::now();
    wait_for(client(50).send(list())).unwrap_err();
    assert!(start.elapsed() >= Duration::from_millis(50));
}

#[test]
fn a_function_that_is_a_transport_waits_as_well() {
    let failing = |_: Request<Body>, _: Limits| {
        let answer = Response::builder().status(503).body(Body::default());
        Ok::<_, TransportError>(answer.unwrap())
    };
    let wait = Duration::from_millis(100);
    let policy = RetryPolicy::new().backoff(wait, wait).jitter(|| 1.0);
    let builder = Client::builder("http://h").blocking_transport(failing);
    let client = builder.retry(policy).build().unwrap();
    let start = Instant::now();
    assert_eq!(client.send_blocking(list()).unwrap_err().attempts(), 3);
    assert!(start.elapsed() >= 2 * wait);
}

/// Waits until the thread that keeps the time is there, or is gone.
#[cfg(target_os = "linux")]
fn see_time_kept(is_kept: bool) {
    let name = |task: std::io::Result<std::fs::DirEntry>| std::fs::read_to_string(task.ok()?.path().join("comm")).ok();
    let start = Instant::now();
    loop {
        let tasks = std::fs::read_dir("/proc/self/task").unwrap();
        let names: Vec<_> = tasks.filter_map(name).collect();
        if names.iter().any(|name| name == "pause\n") == is_kept {
            return;
        }
        assert!(start.elapsed() < Duration::from_secs(10), "{names:?}");
        thread::sleep(Duration::from_millis(10));
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_call_that_is_given_up_while_it_waits_leaves_nothing_behind() {
    let client = client(60_000);
    let mut call = Box::pin(client.send(list().timeout(Duration::from_secs(120))));
    // It is asked for at once, and again in a minute.
    let mut context = Context::from_waker(Waker::noop());
    assert!(call.as_mut().poll(&mut context).is_pending());
    see_time_kept(true);
    drop(call);
    see_time_kept(false);
}
