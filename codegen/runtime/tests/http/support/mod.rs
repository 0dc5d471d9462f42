//! What the tests share: a server that answers as it is told, and operations as the generator writes them.

pub(crate) mod operations;
pub(crate) mod scripted;
pub(crate) mod server;

use codegen_runtime::{Called, Client, ClientBuilder, Error, Operation, RetryPolicy};
use std::fmt::Debug;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

pub(crate) use self::operations::*;
pub(crate) use self::server::{Reply, Server};

/// The token that clients of these tests carry.
pub(crate) const TOKEN: &str = "ghp_verysecrettoken";

/// A client for a server, free of what the environment says about proxies, that sends everything once.
pub(crate) fn client_builder(server: &Server) -> ClientBuilder {
    let builder = Client::builder(server.base_url())
        .bearer_token(TOKEN)
        .retry(RetryPolicy::none());
    #[cfg(feature = "reqwest")]
    let builder = builder.no_proxy();
    builder
}

pub(crate) fn client(server: &Server) -> Client {
    client_builder(server).build().unwrap()
}

/// Sends an operation both ways, which must come to the same; the server has to answer twice.
pub(crate) fn send<O>(client: &Client, operation: &O) -> Called<O>
where
    O: Operation + Clone,
    O::Output: Debug,
    O::ErrorBody: Debug,
{
    let waited_for = client.send_blocking(operation.clone());
    let awaited = block_on(client.send(operation.clone()));
    assert_eq!(told(&waited_for), told(&awaited));
    awaited
}

/// What a call came to; what the transport was at when the time was over is a matter of moments, and does not count.
fn told<T: Debug, B: Debug>(outcome: &Result<T, Error<B>>) -> String {
    match outcome {
        Err(error) if error.is_timeout() => format!("{:?} {error} {:?}", error.kind(), error.body()),
        outcome => format!("{outcome:?}"),
    }
}

pub(crate) fn block_on<T>(future: impl Future<Output = T>) -> T {
    current_thread().block_on(future)
}

/// What runs several futures one after the other.
pub(crate) fn current_thread() -> tokio::runtime::Runtime {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_all().build().unwrap()
}

/// Does what would never end if the time of a call did not end it: longer than anything here takes is a failure.
pub(crate) fn which_ends(test: impl FnOnce() + Send + 'static) {
    let (say, said) = channel();
    let test = thread::spawn(move || {
        // It is heard of a panic, too.
        let _say = say;
        test();
    });
    let outcome: Result<(), _> = said.recv_timeout(Duration::from_secs(20));
    assert_eq!(outcome, Err(RecvTimeoutError::Disconnected));
    test.join().unwrap();
}
