//! The server for tests, as the tests of a program that manages runners use it.

use std::time::Duration;

use ghes_runners::mock::{self, Mock, Reply};
use ghes_runners::runtime::RetryPolicy;
use ghes_runners::runtime::serde_json::json;
use ghes_runners::{Client, ErrorKind, Protocol, runners};

use crate::support::{CALLS, GIVEN};

fn client(mock: &Mock) -> Client {
    let builder = mock.client().retry(RetryPolicy::none());
    builder.build().unwrap()
}

#[test]
fn every_operation_is_answered_by_the_example_of_the_description() {
    let mock = mock::start();
    for call in CALLS {
        let status = (call.send)(&client(&mock), GIVEN).unwrap();
        assert_eq!(status.as_u16(), call.success.0, "{}", call.name);
        let received = mock.received();
        let path = call.path(GIVEN.enterprise);
        for each in &received[received.len() - 2..] {
            assert_eq!(each.to_string(), format!("{} {path}", call.method));
        }
    }
    let runner = both!(client(&mock), runners::get("octo", 42)).unwrap();
    assert_eq!(runner.name, "build-farm-07");
    mock.assert_called::<runners::Get>(4);
    mock.assert_no_problems();
}

#[test]
fn each_documented_error_has_its_example() {
    let mock = mock::start();
    mock.on::<runners::Delete>(|call| {
        let runner = call.path("runner_id").unwrap_or_default();
        Reply::status(runner.parse().unwrap_or(500))
    });
    for (status, message) in [
        (401, "Bad credentials"),
        (403, "The token lacks the admin:enterprise scope"),
        (404, "Not Found"),
        (422, "Validation Failed"),
    ] {
        let error = both!(client(&mock), runners::delete("octo", status)).unwrap_err();
        assert_eq!(i64::from(error.status().unwrap().as_u16()), status);
        let said = match error.into_body().unwrap() {
            runners::DeleteError::UnprocessableContent(body) => body.message,
            runners::DeleteError::Unauthorized(body)
            | runners::DeleteError::Forbidden(body)
            | runners::DeleteError::NotFound(body) => body.message.unwrap(),
            _ => String::new(),
        };
        assert_eq!(said, message);
    }
}

#[test]
fn a_handler_answers_with_the_type_of_the_operation() {
    let mock = mock::start();
    let runner = mock.example::<runners::Get>();
    mock.on::<runners::Get>(move |call| {
        if call.path("enterprise") == Some("other") {
            return Reply::status(404).json(&json!({ "message": "no such enterprise" }));
        }
        let mut runner = runner.clone();
        runner.id = call.path("runner_id").unwrap().parse().unwrap();
        Reply::ok(runner)
    });
    assert_eq!(both!(client(&mock), runners::get("octo", 7)).unwrap().id, 7);
    let error = both!(client(&mock), runners::get("other", 7)).unwrap_err();
    let message = error.into_body().unwrap().message;
    assert_eq!(message.as_deref(), Some("no such enterprise"));
}

#[test]
fn faults_are_those_of_a_network() {
    let mock = mock::start();
    let soon = Duration::from_millis(100);
    // On a busy machine, what does not wait for the end should not come to it either.
    for (reply, timeout, kind) in [
        (Reply::cut(), 300 * soon, ErrorKind::Interrupted),
        (
            Reply::example().cut_short(),
            300 * soon,
            ErrorKind::Interrupted,
        ),
        (Reply::stall(), 2 * soon, ErrorKind::Timeout),
        (
            Reply::example().after(300 * soon),
            2 * soon,
            ErrorKind::Timeout,
        ),
        (Reply::example().slowly(soon), 2 * soon, ErrorKind::Timeout),
        (Reply::status(503), 300 * soon, ErrorKind::Api),
    ] {
        mock.script::<runners::Get>([reply.clone(), reply]);
        let call = runners::get("octo", 1).timeout(timeout);
        let error = both!(client(&mock), call).unwrap_err();
        assert_eq!(error.kind(), kind);
    }
    assert_eq!(mock.calls::<runners::Get>().len(), 12);
    both!(client(&mock), runners::get("octo", 1)).unwrap();
}

#[test]
fn an_instance_of_enterprise_server_is_what_it_can_stand_for() {
    let mock = mock::start();
    let host = mock.address().to_string();
    let server = ghes_runners::Server::enterprise_server(&host).protocol(Protocol::Http);
    let builder = Client::builder(server).no_proxy().bearer_token("t");
    both!(builder.build().unwrap(), runners::get("octo", 1)).unwrap();
    mock.assert_called::<runners::Get>(2);
}

#[test]
fn what_the_description_does_not_allow_is_told() {
    let mock = mock::start();
    let anonymous = Client::builder(mock.url()).no_proxy();
    let anonymous = anonymous.header("Authorization", "Basic eDp5").build();
    let error = both!(anonymous.unwrap(), runners::get("octo", 1)).unwrap_err();
    assert_eq!(error.status().unwrap(), 400);
    assert_eq!(
        error.raw_body().unwrap(),
        b"mock: there is no credential for access_token"
    );
    let elsewhere = mock.client().build().unwrap();
    let elsewhere = both!(
        elsewhere,
        runners::get("octo", 1).base_url(format!("{}/elsewhere", mock.url()))
    );
    assert_eq!(elsewhere.unwrap_err().status().unwrap(), 400);
    let problems = mock.problems();
    assert_eq!(problems.len(), 4);
    assert_eq!(problems[0].operation(), Some("get"));
    assert_eq!(problems[2].operation(), None);
}
