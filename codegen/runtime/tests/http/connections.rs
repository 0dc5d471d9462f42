//! Connections that fail, each in its own way.

use crate::support::{Reply, Server, client, client_builder, create, list, send};
use codegen_runtime::{Client, ErrorKind, RetryPolicy};
use std::error::Error as _;
use std::net::Ipv4Addr;
use std::time::{Duration, Instant};
use tokio::net::TcpSocket;

#[test]
fn a_refused_connection_says_so_and_where() {
    // Held as long as the test runs, or another test's server might come to listen there.
    let nobody = TcpSocket::new_v4().unwrap();
    nobody.bind((Ipv4Addr::LOCALHOST, 0).into()).unwrap();
    let address = nobody.local_addr().unwrap();
    let client = Client::builder(format!("http://{address}"))
        .no_proxy()
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    let error = send(&client, &list().per_page(1)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(error.is_connect() && !error.is_timeout());
    assert!(error.source().is_some());
    let expected = format!("list: no connection to the server (GET http://{address}/runners): Connection refused");
    assert!(error.to_string().starts_with(&expected), "{error}");
}

#[test]
fn a_name_that_is_not_found_says_so() {
    let client = Client::builder("http://nowhere.invalid")
        .no_proxy()
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    let error = client.send_blocking(list()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Dns, "{error:?}");
    assert!(error.is_connect());
}

#[test]
fn a_body_that_is_cut_short_is_no_success() {
    let cut = Reply::raw("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n[1,2]").then_close();
    let cut_chunk = Reply::raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n[1,2]\r\n").then_close();
    let nothing = Reply::raw("").then_close();
    for reply in [cut, cut_chunk, nothing] {
        let error = send(&client(&Server::always(reply)), &list()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Interrupted, "{error:?}");
    }
}

#[test]
fn a_call_ends_in_time_whatever_part_of_it_is_slow() {
    let slow_head = Server::always(Reply::json(200, "[]").after(Duration::from_secs(20)));
    let slow_body = Server::always(Reply::raw("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n["));
    for server in [slow_head, slow_body] {
        let start = Instant::now();
        let client = client_builder(&server)
            .timeout(Duration::from_millis(80))
            .build()
            .unwrap();
        let error = send(&client, &list()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout, "{error:?}");
        assert!(error.is_timeout());
        assert!(start.elapsed() < Duration::from_secs(5));
    }
}

#[test]
fn a_request_has_a_time_of_its_own() {
    let server = Server::always(Reply::json(200, "[]").after(Duration::from_millis(200)));
    let hasty = client_builder(&server)
        .timeout(Duration::from_millis(20))
        .build()
        .unwrap();
    let patient = list().with(|request| request.timeout(Duration::from_secs(20)));
    send(&hasty, &patient).unwrap();
    let endless = client_builder(&server).no_timeout().build().unwrap();
    send(&endless, &list()).unwrap();
    let hasty = list().with(|request| request.timeout(Duration::from_millis(20)));
    assert!(send(&endless, &hasty).unwrap_err().is_timeout());
    // Longer than a clock can say is no limit.
    let longest = list().with(|request| request.timeout(Duration::MAX));
    send(&endless, &longest).unwrap();
}

#[test]
fn nothing_is_sent_before_it_is_awaited() {
    let server = Server::always(Reply::json(201, r#"{"token":"t"}"#));
    let client = client(&server);
    crate::support::block_on(async {
        drop(create("octo").send(&client));
        assert_eq!(server.received().len(), 0);
        // A call outlives the client that it was made by, and may move to another thread.
        let call = create("octo").send(&client);
        drop(client);
        tokio::spawn(call).await.unwrap().unwrap();
    });
    assert_eq!(server.received().len(), 1);
}

#[test]
fn awaiting_without_a_runtime_is_an_error() {
    let server = Server::always(Reply::new(200));
    let mut call = Box::pin(client(&server).send(list()));
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(outcome) = call.as_mut().poll(&mut context) else {
        panic!("it waits")
    };
    let error = outcome.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(error.to_string().contains("tokio runtime"), "{error}");
}

#[test]
fn a_server_that_is_silent_is_asked_again_until_the_time_of_the_call_is_over() {
    let server = Server::always(Reply::json(200, "[]").after(Duration::from_secs(20)));
    let builder = client_builder(&server).timeout(Duration::from_millis(1500));
    let policy = RetryPolicy::new().attempts(100).jitter(|| 0.0);
    let client = builder
        .retry(policy)
        .attempt_timeout(Duration::from_millis(400))
        .build()
        .unwrap();
    let start = Instant::now();
    let error = client.send_blocking(list()).unwrap_err();
    assert!(error.is_timeout() && error.is_retryable(), "{error}");
    assert!((2..=4).contains(&error.attempts()), "{error}");
    assert!(start.elapsed() < Duration::from_secs(4));
}
