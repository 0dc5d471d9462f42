//! What the attempts of a call have in common, and what is told of them.

use crate::support::scripted::{LONGEST, Scripted, Step, status, tried};
use crate::support::{List, create, delete, list};
use codegen_runtime::{Attempt, ErrorKind, RetryPolicy};
use std::sync::{Arc, Mutex};
use std::time::Duration;

#[test]
fn an_idempotency_key_is_kept_across_attempts_and_new_for_each_call() {
    let transport = Scripted::new(&[status(503), status(201)]);
    let builder = transport.client().bearer_token("t").retry(LONGEST);
    let client = builder.idempotency_key("Idempotency-Key").build().unwrap();
    let keys = || {
        let sent = std::mem::take(&mut *transport.sent.lock().unwrap());
        let key = |message: &http::Request<_>| message.headers().get("idempotency-key").cloned();
        sent.iter().map(|(it, _)| key(it)).collect::<Vec<_>>()
    };
    let mut all = Vec::new();
    for _ in 0..2 {
        client.send_blocking(create("octo")).unwrap_err();
        let keys = keys();
        assert_eq!(keys.len(), 2);
        assert_eq!(keys[0], keys[1]);
        all.push(keys[0].clone().unwrap());
    }
    assert_ne!(all[0], all[1]);
    let form: Vec<_> = all[0].to_str().unwrap().split('-').collect();
    let lengths: Vec<_> = form.iter().map(|part| part.len()).collect();
    assert_eq!(lengths, [8, 4, 4, 4, 12]);
    assert!(
        form[2].starts_with('4') && form[3].starts_with(['8', '9', 'a', 'b']),
        "{form:?}"
    );
    // One that the caller sets is the caller's; an operation that may be repeated needs none.
    let own = create("octo").with(|it| it.header("idempotency-key", "mine"));
    client.send_blocking(own).unwrap_err();
    assert_eq!(keys(), [Some("mine".parse().unwrap()), Some("mine".parse().unwrap())]);
    client.send_blocking(list()).unwrap_err();
    assert_eq!(keys(), [None, None]);
    let fault = transport.client().idempotency_key("a b").build().unwrap_err();
    assert_eq!(fault.kind(), ErrorKind::Configuration);
}

#[test]
fn an_operation_has_a_policy_and_times_of_its_own() {
    let transport = Scripted::new(&[status(503)]);
    let builder = transport.client().timeout(Duration::from_secs(20));
    let client = builder.attempt_timeout(Duration::from_secs(5)).build().unwrap();
    assert_eq!(tried(&transport, &client, &list().retry(RetryPolicy::none())).0, 1);
    assert_eq!(tried(&transport, &client, &list().retry(LONGEST.attempts(5))).0, 5);
    let limit = |operation| {
        client.send_blocking::<List>(operation).unwrap_err();
        let sent = std::mem::take(&mut *transport.sent.lock().unwrap());
        sent[0].1.timeout.unwrap().as_millis().div_ceil(1000)
    };
    assert_eq!(limit(list()), 5);
    assert_eq!(limit(list().attempt_timeout(Duration::from_secs(7))), 7);
    assert_eq!(limit(list().attempt_timeout(Duration::from_secs(70))), 20);
    assert_eq!(limit(list().timeout(Duration::from_secs(3))), 3);
}

#[test]
fn a_server_that_answers_nothing_is_left_alone() {
    let transport = Scripted::new(&[status(503)]);
    let client = transport.client().retry_budget(3).build().unwrap();
    let times = |count: usize| -> usize {
        (0..count).for_each(|_| drop(client.send_blocking(list())));
        transport.take().0
    };
    // Two calls with three retries between them, and then none; a clone has no more.
    assert_eq!(times(2), 5);
    assert_eq!(times(10), 10);
    // What is not sent is not answered either.
    (0..10).for_each(|_| drop(client.send_blocking(create("octo"))));
    assert_eq!(times(1), 1);
    client.clone().send_blocking(list()).unwrap_err();
    assert_eq!(transport.take().0, 1);
    // Five answers of any kind are worth a retry, and a retry that is answered costs nothing.
    let steps = [
        status(404),
        status(404),
        status(404),
        status(404),
        status(404),
        status(503),
    ];
    let transport = Scripted::new(&[&steps[..], &[status(404), status(503)]].concat());
    let client = transport.client().retry_budget(1).build().unwrap();
    (0..6).for_each(|_| drop(client.send_blocking(list())));
    assert_eq!(transport.take().0, 7);
    let transport = Scripted::new(&[status(503), status(404), status(503), status(404), status(503)]);
    let client = transport.client().retry_budget(1).build().unwrap();
    (0..2).for_each(|_| drop(client.send_blocking(list())));
    assert_eq!(transport.take().0, 4);
}

#[test]
fn a_hook_sees_each_attempt_and_no_secret() {
    let seen: Arc<Mutex<Vec<Attempt>>> = Arc::default();
    let hook = {
        let seen = Arc::clone(&seen);
        move |attempt: &Attempt| seen.lock().unwrap().push(attempt.clone())
    };
    let broken = Step::Failure(ErrorKind::Interrupted);
    let transport = Scripted::new(&[status(503), broken, status(204)]);
    let builder = transport.client().retry(LONGEST).bearer_token("secret");
    let client = builder.on_attempt(hook).build().unwrap();
    client.send_blocking(delete("hidden", 7)).unwrap();
    let seen = seen.lock().unwrap();
    assert!(!format!("{seen:?}").contains("secret") && !format!("{seen:?}").contains("hidden"));
    let facts = seen.iter().map(|attempt| {
        let Attempt {
            number,
            status,
            error,
            next,
            ..
        } = *attempt;
        assert_eq!(attempt.operation.path, "/runners/{group}:{runner_id}/.{group}");
        assert!(attempt.elapsed < Duration::from_secs(5));
        let next = next.map(|next| next.as_secs());
        (number, status.map(|it| it.as_u16()), error, next)
    });
    let expected = [
        (1, Some(503), None, Some(1)),
        (2, None, Some(ErrorKind::Interrupted), Some(2)),
        (3, Some(204), None, None),
    ];
    assert_eq!(facts.collect::<Vec<_>>(), expected);
}

#[test]
fn an_error_says_how_often_it_was_tried() {
    let transport = Scripted::new(&[status(503)]);
    let client = transport.client().build().unwrap();
    let error = client.send_blocking(list()).unwrap_err();
    assert_eq!((error.attempts(), error.is_retryable()), (3, true));
    assert!(
        error
            .to_string()
            .ends_with("503 Service Unavailable: [] (after 3 attempts)"),
        "{error}"
    );
    let transport = Scripted::new(&[Step::Failure(ErrorKind::Connect)]);
    let client = transport.client().build().unwrap();
    let error = client.send_blocking(list()).unwrap_err();
    assert_eq!((error.attempts(), error.is_retryable()), (3, true));
    assert!(error.to_string().contains("(after 3 attempts): as scripted"), "{error}");
    let transport = Scripted::new(&[status(404)]);
    let client = transport.client().build().unwrap();
    let error = client.send_blocking(list()).unwrap_err();
    assert_eq!((error.attempts(), error.is_retryable()), (1, false));
    assert!(!error.to_string().contains("attempts"), "{error}");
    let error = client
        .send_blocking(list().with(|it| it.header("a b", "")))
        .unwrap_err();
    assert_eq!((error.attempts(), error.is_retryable()), (0, false));
}
