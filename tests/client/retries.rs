//! Retries: what a client does by itself where a server fails for now.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use ghes_runners::runtime::RetryPolicy;
use ghes_runners::{mock, runners};

use crate::server::{Reply, Server};
use crate::support::{CALLS, GIVEN, builder};

/// Fails before each success.
fn failing(success: (u16, &'static str)) -> Server {
    Server::answering(move |index, _| match index % 2 {
        0 => Reply::json(502, "<html>"),
        _ if success.1.is_empty() => Reply::empty(success.0),
        _ => Reply::json(success.0, success.1),
    })
}

#[test]
fn each_operation_is_tried_again_those_that_mint_tokens_too() {
    for call in CALLS.iter().filter(|call| call.repeats) {
        let server = failing(call.success);
        let client = builder(&server).retry(RetryPolicy::new()).build().unwrap();
        let status = (call.send)(&client, GIVEN).unwrap();
        assert_eq!(status.as_u16(), call.success.0, "{}", call.name);
        let received = server.received();
        assert_eq!(received.len(), 4, "{}", call.name);
        assert!(received.iter().all(|it| it.method == call.method));
    }
}

#[test]
fn what_would_be_done_twice_is_not_tried_again() {
    let once: Vec<_> = CALLS.iter().filter(|call| !call.repeats).collect();
    let names: Vec<_> = once.iter().map(|call| call.name).collect();
    assert_eq!(names, ["create_jit_config", "add_labels"]);
    for call in once {
        let server = Server::always(Reply::json(502, "<html>"));
        let client = builder(&server).retry(RetryPolicy::new()).build().unwrap();
        let error = (call.send)(&client, GIVEN).unwrap_err();
        assert_eq!((error.attempts(), error.is_retryable()), (1, true));
        // Once in each way.
        assert_eq!(server.received().len(), 2, "{}", call.name);
    }
}

#[test]
fn a_request_has_a_policy_of_its_own() {
    let mock = mock::start();
    mock.script::<runners::CreateRemoveToken>([mock::Reply::status(502)]);
    let client = mock.client().retry(RetryPolicy::new()).build().unwrap();
    let once = runners::create_remove_token("octo").retry(RetryPolicy::none());
    let once = once.attempt_timeout(Duration::from_secs(5));
    let error = once.send_blocking(&client).unwrap_err();
    assert_eq!((error.attempts(), error.is_retryable()), (1, true));
    mock.assert_called::<runners::CreateRemoveToken>(1);
}

#[test]
fn whoever_wants_to_know_is_told_of_each_attempt() {
    let mock = mock::start();
    mock.script::<runners::CreateRegistrationToken>([mock::Reply::status(502)]);
    let told = Arc::<Mutex<Vec<String>>>::default();
    let hook = {
        let told = Arc::clone(&told);
        move |attempt: &ghes_runners::runtime::Attempt| {
            let (operation, number) = (attempt.operation.id, attempt.number);
            let line = format!(
                "{operation} {number} {:?} {}",
                attempt.status,
                attempt.next.is_some()
            );
            told.lock().unwrap().push(line);
        }
    };
    let client = mock.client().retry(RetryPolicy::new()).on_attempt(hook);
    let minted = runners::create_registration_token("octo").send_blocking(&client.build().unwrap());
    assert_eq!(minted.unwrap().rate_limit(), None);
    let expected = [
        "create_registration_token 1 Some(502) true",
        "create_registration_token 2 Some(201) false",
    ];
    assert_eq!(*told.lock().unwrap(), expected);
}
