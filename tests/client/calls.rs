//! Calls: how long they may take, where they may be made, and many at once.

use std::net::Ipv4Addr;
use std::thread;
use std::time::{Duration, Instant};

use ghes_runners::mock::{self, Mock};
use ghes_runners::models::Runner;
use ghes_runners::runtime::RetryPolicy;
use ghes_runners::{Client, ErrorKind, runners};
use tokio::net::TcpSocket;

use crate::server::{Reply, Server};
use crate::support::{CALLS, CREDENTIAL, GIVEN, Given, RUNNER, block_on, builder, client};

const SOON: Duration = Duration::from_millis(100);
const LATE: Duration = Duration::from_secs(20);

#[test]
fn a_call_ends_at_the_timeout_of_the_request_or_of_the_client() {
    // Late with the whole answer, and late in the middle of it.
    for reply in [
        Reply::json(200, RUNNER).after(LATE),
        Reply::json(200, RUNNER).with_body_after(LATE),
    ] {
        let server = Server::always(reply);
        let impatient = builder(&server).timeout(SOON).build().unwrap();
        let started = Instant::now();
        for (client, timeout) in [(&client(&server), Some(SOON)), (&impatient, None)] {
            let given = Given { timeout, ..GIVEN };
            let error = (CALLS[3].send)(client, given).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Timeout);
            assert!(error.is_timeout() && error.status().is_none());
            assert_eq!(error.operation(), Some("get"));
        }
        assert!(started.elapsed() >= 4 * SOON);
        assert!(started.elapsed() < LATE / 2);
    }
}

#[test]
fn each_operation_takes_a_timeout() {
    for call in CALLS {
        let server = Server::always(Reply::json(call.success.0, call.success.1).after(LATE));
        let given = Given {
            timeout: Some(SOON),
            ..GIVEN
        };
        let error = (call.send)(&client(&server), given).unwrap_err();
        assert!(error.is_timeout(), "{}: {error}", call.name);
    }
}

#[test]
fn the_timeout_of_the_request_stands_over_that_of_the_client() {
    let server = Server::always(Reply::json(200, RUNNER).after(3 * SOON));
    let impatient = builder(&server).timeout(SOON).build().unwrap();
    both!(impatient, runners::get("octo", 1).timeout(LATE)).unwrap();
}

#[test]
fn a_server_that_is_not_there_was_not_reached() {
    // Held as long as the test runs, or another test's server might come to listen there.
    let nobody = TcpSocket::new_v4().unwrap();
    nobody.bind((Ipv4Addr::LOCALHOST, 0).into()).unwrap();
    let address = nobody.local_addr().unwrap();
    let client = Client::builder(format!("http://{address}"))
        .no_proxy()
        .retry(RetryPolicy::none())
        .bearer_token(CREDENTIAL)
        .build()
        .unwrap();
    for call in CALLS {
        let error = (call.send)(&client, GIVEN).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Connect, "{}", call.name);
        assert!(error.is_connect());
        assert!(
            error
                .url()
                .unwrap()
                .starts_with(&format!("http://{address}/"))
        );
    }
}

#[test]
fn waiting_inside_an_async_task_is_an_error_and_no_panic() {
    let server = Server::always(Reply::json(200, RUNNER));
    let client = client(&server);
    let error = block_on(async { runners::get("octo", 1).send_blocking(&client).unwrap_err() });
    assert_eq!(error.kind(), ErrorKind::BlockingInAsync);
    assert!(server.is_untouched());
}

#[test]
fn a_client_is_dropped_in_an_async_task_without_a_panic() {
    let server = Server::always(Reply::json(200, RUNNER));
    let client = client(&server);
    runners::get("octo", 1).send_blocking(&client).unwrap();
    block_on(async move { drop(client) });
}

/// Answers with the runner that was asked for, after a while in which the other questions come.
fn many_runners() -> Mock {
    let mock = mock::start();
    let mut runner = mock.example::<runners::Get>();
    mock.on::<runners::Get>(move |call| {
        runner.id = call.path("runner_id").unwrap().parse().unwrap();
        mock::Reply::ok(runner.clone()).after(2 * SOON)
    });
    mock
}

#[test]
fn thirty_two_threads_share_a_client() {
    let mock = many_runners();
    let client = mock.client().build().unwrap();
    let started = Instant::now();
    thread::scope(|scope| {
        let waiting: Vec<_> = (1_000..1_032)
            .map(|id| {
                let client = client.clone();
                scope.spawn(move || {
                    (
                        id,
                        runners::get("octo", id).send_blocking(&client).unwrap().id,
                    )
                })
            })
            .collect();
        for thread in waiting {
            let (asked, got) = thread.join().unwrap();
            assert_eq!(asked, got);
        }
    });
    mock.assert_called::<runners::Get>(32);
    // One after the other they would take more than six seconds.
    assert!(started.elapsed() < 50 * SOON, "{:?}", started.elapsed());
}

#[test]
fn thirty_two_tasks_share_a_client() {
    let mock = many_runners();
    let client = mock.client().build().unwrap();
    block_on(async {
        // What `send` gives is a future of its own, which borrows neither the client nor the request.
        let tasks: Vec<_> = (1_000..1_032)
            .map(|id| (id, tokio::spawn(runners::get("octo", id).send(&client))))
            .collect();
        for (asked, task) in tasks {
            let runner: Runner = task.await.unwrap().unwrap().into_inner();
            assert_eq!(runner.id, asked);
        }
    });
    mock.assert_called::<runners::Get>(32);
}
