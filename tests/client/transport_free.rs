//! The client without a transport of its own: messages out, answers in.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use ghes_runners::runtime::{Body, Limits, TransportError};
use ghes_runners::{API, Client, ErrorKind, Operation, runners};

use crate::support::{CALLS, CREDENTIAL, GIVEN, Given, MINTED, REFUSAL, RUNNER, TOKEN};

fn answer(status: u16, body: &str) -> http::Response<Bytes> {
    let body = Bytes::copy_from_slice(body.as_bytes());
    let builder = http::Response::builder()
        .status(status)
        .header("X-Request-Id", "C0DE:1");
    builder.body(body).unwrap()
}

#[test]
fn each_operation_gives_its_message_without_a_credential() {
    for call in CALLS {
        let message = (call.message)(GIVEN, "https://ghe.example.com/api/v3/").unwrap();
        assert_eq!(message.method(), call.method);
        let url = format!(
            "https://ghe.example.com/api/v3{}",
            call.path("octo-enterprise")
        );
        assert_eq!(message.uri().to_string(), url);
        let mut headers: Vec<_> = message
            .headers()
            .iter()
            .map(|(name, value)| (name.as_str(), value.to_str().unwrap()))
            .collect();
        headers.sort_unstable();
        let mut expected = vec![("accept", "application/vnd.github+json, application/json")];
        if !call.body.is_empty() {
            expected.push(("content-type", "application/json"));
        } else if call.method == "POST" {
            expected.push(("content-length", "0"));
        }
        expected.push(("user-agent", API.user_agent));
        expected.push(("x-github-api-version", "2022-11-28"));
        assert_eq!(headers, expected, "{}", call.name);
        assert_eq!(message.body(), call.body);
    }
}

#[test]
fn a_header_of_the_request_is_in_its_message() {
    let bearer = format!("Bearer {CREDENTIAL}");
    for call in CALLS {
        let given = Given {
            header: Some(("Authorization", "Bearer ghp_neverprintedcredential")),
            ..GIVEN
        };
        let message = (call.message)(given, "https://ghe.example.com").unwrap();
        assert_eq!(message.headers()["authorization"], bearer);
    }
}

#[test]
fn a_base_url_that_cannot_be_used_is_refused() {
    for call in CALLS {
        for base in [
            "",
            "ghe.example.com",
            "ftp://ghe.example.com",
            "https://user:pw@ghe.example.com",
            "https://h/?q",
        ] {
            let error = (call.message)(GIVEN, base).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Configuration, "{base}");
        }
    }
}

#[test]
fn each_operation_reads_its_answers() {
    for call in CALLS {
        let (success, body) = call.success;
        assert_eq!((call.decode)(answer(success, body)).unwrap(), success);
        for (status, kind) in [
            (401, ErrorKind::Api),
            (403, ErrorKind::Api),
            (404, ErrorKind::Api),
            (422, ErrorKind::Api),
            (500, ErrorKind::Api),
            (206, ErrorKind::UnexpectedStatus),
            (304, ErrorKind::UnexpectedStatus),
        ] {
            let error = (call.decode)(answer(status, REFUSAL)).unwrap_err();
            assert_eq!(error.kind(), kind, "{} {status}", call.name);
            assert_eq!((error.operation(), error.url()), (Some(call.name), None));
            assert_eq!(error.request_id(), Some("C0DE:1"));
        }
    }
}

#[test]
fn the_answers_are_typed() {
    let token = runners::CreateRegistrationToken::decode_response(answer(201, TOKEN)).unwrap();
    assert_eq!(token.token.expose_secret(), MINTED);
    let runner = runners::Get::decode_response(answer(200, RUNNER)).unwrap();
    assert_eq!(runner.labels[0].name, "self-hosted");
    let error = runners::Delete::decode_response(answer(422, REFUSAL)).unwrap_err();
    assert!(matches!(
        error.body(),
        Some(runners::DeleteError::UnprocessableContent(_))
    ));
    let error = runners::Get::decode_response(answer(404, REFUSAL)).unwrap_err();
    assert_eq!(error.body().unwrap().message.as_deref(), Some("No"));
}

#[test]
fn a_transport_of_ones_own_carries_the_whole_message() {
    let carried = Arc::new(Mutex::new(Vec::new()));
    let record = Arc::clone(&carried);
    let transport = move |message: http::Request<Body>, _: Limits| {
        record.lock().unwrap().push((
            message.uri().to_string(),
            message.headers()["authorization"].clone(),
        ));
        Ok::<_, TransportError>(answer(200, RUNNER).map(Body::from))
    };
    let client = Client::builder("https://ghe.example.com/api/v3")
        .bearer_token(CREDENTIAL)
        .blocking_transport(transport)
        .build()
        .unwrap();
    let runner = runners::get("octo", 23).send_blocking(&client).unwrap();
    assert_eq!(runner.id, 23);
    let url = "https://ghe.example.com/api/v3/enterprises/octo/actions/runners/23".to_owned();
    let carried = carried.lock().unwrap();
    assert_eq!(
        *carried,
        [(url, format!("Bearer {CREDENTIAL}").parse().unwrap())]
    );
    assert!(carried[0].1.is_sensitive());
}
