//! Waiting for calls: beside async code, from many threads, over kept connections.

use crate::support::{Reply, Server, block_on, client, create, list};
use codegen_runtime::ErrorKind;
use std::thread;
use std::time::Duration;

#[test]
fn waiting_in_an_async_task_is_an_error() {
    let server = Server::always(Reply::json(200, "[]"));
    let client = client(&server);
    block_on(async {
        let error = client.send_blocking(list()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::BlockingInAsync);
        assert!(error.to_string().contains("await `send` instead"), "{error}");
        let other = client.clone();
        let in_task = tokio::spawn(async move { other.send_blocking(list()).unwrap_err().kind() });
        assert_eq!(in_task.await.unwrap(), ErrorKind::BlockingInAsync);
        // The task is none the worse for it.
        client.send(list()).await.unwrap();
    });
    assert_eq!(server.received().len(), 1);
}

#[test]
fn waiting_beside_async_tasks_works() {
    let server = Server::always(Reply::json(200, "[1]"));
    let client = client(&server);
    block_on(async {
        let other = client.clone();
        let waited_for = tokio::task::spawn_blocking(move || other.send_blocking(list()).unwrap().into_inner());
        assert_eq!(waited_for.await.unwrap(), [1]);
        // Async code whose budget is lifted cannot be told from a thread that may wait, but must not panic.
        let unconstrained =
            tokio::task::coop::unconstrained(async { client.send_blocking(list()).unwrap().into_inner() });
        assert_eq!(unconstrained.await, [1]);
    });
}

#[test]
fn a_client_can_be_dropped_by_an_async_task() {
    let server = Server::always(Reply::json(200, "[]"));
    let client = client(&server);
    client.send_blocking(list()).unwrap();
    block_on(async move { drop(client) });
}

#[test]
fn many_threads_wait_at_once() {
    let server = Server::always(Reply::json(201, r#"{"token":"t"}"#).after(Duration::from_millis(100)));
    let client = client(&server);
    thread::scope(|scope| {
        for number in 0..16 {
            let client = &client;
            scope.spawn(move || {
                create(&number.to_string()).send_blocking(client).unwrap();
                create(&number.to_string()).send_blocking(client).unwrap();
            });
        }
    });
    assert_eq!(server.received().len(), 32);
}

#[test]
fn a_kept_connection_that_the_server_has_closed_is_not_used() {
    let server = Server::always(Reply::json(200, "[]").then_close());
    let client = client(&server);
    for _ in 0..5 {
        client.send_blocking(list()).unwrap();
        thread::sleep(Duration::from_millis(30));
    }
}
