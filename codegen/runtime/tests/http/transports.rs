//! Transports of one's own.

use crate::support::{BasicError, TOKEN, block_on, create, list};
use bytes::Bytes;
use codegen_runtime::{Body, BoxFuture, Client, ErrorKind, Limits, Operation, RetryPolicy, Transport, TransportError};
use http::{Request, Response};
use std::io;
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::Duration;

type Outcome = Result<Response<Body>, TransportError>;

type Sent = (Request<Body>, Limits);

/// Records what it is given, and answers always the same.
#[derive(Clone)]
struct Recording {
    status: u16,
    body: &'static str,
    sent: Arc<Mutex<Vec<Sent>>>,
}

impl Recording {
    fn new(status: u16, body: &'static str) -> Self {
        Self {
            status,
            body,
            sent: Arc::default(),
        }
    }

    fn answer(&self, message: Request<Body>, limits: Limits) -> Response<Body> {
        self.sent.lock().unwrap().push((message, limits));
        Response::builder().status(self.status).body(self.body.into()).unwrap()
    }
}

impl Transport for Recording {
    fn send(&self, message: Request<Body>, limits: Limits) -> BoxFuture<'_, Outcome> {
        Box::pin(async move { Ok(self.answer(message, limits)) })
    }
}

#[test]
fn a_transport_gets_the_message_and_the_limits() {
    let transport = Recording::new(201, r#"{"token":"t"}"#);
    let waiting = transport.clone();
    let client = Client::builder("http://h/api")
        .bearer_token(TOKEN)
        .timeout(Duration::from_secs(5))
        .max_body_bytes(100)
        .transport(transport.clone())
        .blocking_transport(move |message: Request<Body>, limits: Limits| Ok(waiting.answer(message, limits)))
        .build()
        .unwrap();
    block_on(create("octo").send(&client)).unwrap();
    create("octo").send_blocking(&client).unwrap();
    let sent = transport.sent.lock().unwrap();
    assert_eq!(sent.len(), 2);
    for (message, limits) in &*sent {
        assert_eq!(message.uri(), "http://h/api/enterprises/octo/token");
        assert!(message.headers()["authorization"].is_sensitive());
        assert!(!format!("{message:?}").contains(TOKEN));
        assert_eq!(limits.max_body_bytes, 100);
        assert!(limits.timeout.unwrap() <= Duration::from_secs(5));
    }
}

#[test]
fn a_transport_that_does_not_keep_to_the_limit_is_held_to_it() {
    let client = Client::builder("http://h")
        .max_body_bytes(3)
        .transport(Recording::new(200, "[1,2]"))
        .build()
        .unwrap();
    let error = block_on(client.send(list())).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BodyTooLarge);
}

#[test]
fn a_body_in_pieces_is_put_together_within_the_limit() {
    let all: [&[&str]; 4] = [
        &["[1,2,3]"],
        &["[1,2", ",3]"],
        &["", "[1,2,3", "]"],
        &["[", "1", ",2,", "3", "]"],
    ];
    for pieces in all {
        let answer = move |_: Request<Body>, _: Limits| {
            let mut left = pieces.iter().map(|piece| Ok::<_, io::Error>((*piece).into()));
            Ok(Response::new(Body::from_poll(move |_| Poll::Ready(left.next()))))
        };
        let within = |limit| {
            let client = Client::builder("http://h").max_body_bytes(limit);
            let client = client.blocking_transport(answer).build().unwrap();
            client.send_blocking(list())
        };
        assert_eq!(*within(7).unwrap(), [1, 2, 3], "{pieces:?}");
        assert_eq!(within(6).unwrap_err().kind(), ErrorKind::BodyTooLarge);
    }
}

#[test]
fn a_failure_of_a_transport_keeps_its_kind_and_its_cause() {
    for (given, expected) in [
        (ErrorKind::Timeout, ErrorKind::Timeout),
        (ErrorKind::Api, ErrorKind::Transport),
    ] {
        let failing = move |_: Request<Body>, _: Limits| -> Outcome {
            Err(TransportError::new(given, io::Error::other("the cable is cut")))
        };
        let client = Client::builder("http://h")
            .blocking_transport(failing)
            .retry(RetryPolicy::none())
            .build()
            .unwrap();
        let error = client.send_blocking(list()).unwrap_err();
        assert_eq!(error.kind(), expected);
        assert!(
            error.to_string().ends_with("(GET http://h/runners): the cable is cut"),
            "{error}"
        );
    }
}

#[test]
fn a_transport_for_one_way_is_not_helped_out_by_the_default_for_the_other() {
    let client = Client::builder("http://h")
        .transport(Recording::new(200, "[]"))
        .build()
        .unwrap();
    let error = client.send_blocking(list()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(
        error.to_string().contains("`ClientBuilder::blocking_transport`"),
        "{error}"
    );
    let waiting = Recording::new(200, "[]");
    let client = Client::builder("http://h")
        .blocking_transport(move |message: Request<Body>, limits: Limits| Ok(waiting.answer(message, limits)))
        .build()
        .unwrap();
    let error = block_on(client.send(list())).unwrap_err();
    assert!(error.to_string().contains("`ClientBuilder::transport`"), "{error}");
}

#[test]
fn a_program_may_carry_messages_itself() {
    let message = create("octo").into_http_request("http://h").unwrap();
    assert_eq!(message.method(), "POST");
    let answer = |status, body: &'static str| {
        type Create = crate::support::Create;
        Create::decode_response(
            Response::builder()
                .status(status)
                .body(Bytes::from_static(body.as_bytes()))
                .unwrap(),
        )
    };
    assert_eq!(answer(201, r#"{"token":"t"}"#).unwrap().token.expose_secret(), "t");
    let error = answer(404, r#"{"message":"no"}"#).unwrap_err();
    assert_eq!(error.operation(), Some("create"));
    assert_eq!(
        error.body(),
        Some(&BasicError {
            message: "no".to_owned()
        })
    );
    assert_eq!(answer(500, "").unwrap_err().kind(), ErrorKind::Api);
}

/// A transport that deals in whole bytes, and one that passes streams on.
#[test]
fn a_transport_may_read_a_body_as_a_whole_or_as_it_comes() {
    let upload = || {
        create("octo").with(|request| {
            let stream = Body::from_reader(io::Cursor::new("upload")).with_length(6);
            request.bytes("text/plain", stream)
        })
    };
    let echo = |bytes: Bytes| {
        let text = String::from_utf8(bytes.into()).unwrap();
        Ok(Response::builder()
            .status(201)
            .body(Bytes::from(format!("{{\"token\":\"{text}\"}}")))
            .unwrap())
    };
    let whole = move |message: Request<Body>, _: Limits| {
        let answer: Result<Response<Bytes>, TransportError> = echo(message.into_body().into_bytes_blocking()?);
        Ok(answer?.map(Body::from))
    };
    let streaming = move |message: Request<Body>, _: Limits| {
        let answer: Result<Response<Bytes>, TransportError> = echo(message.into_body().into_bytes_blocking()?);
        Ok(answer?.map(|bytes| Body::from_reader(io::Cursor::new(bytes))))
    };
    for client in [
        Client::builder("http://h").blocking_transport(whole),
        Client::builder("http://h").blocking_transport(streaming),
    ] {
        let client = client.bearer_token(TOKEN).build().unwrap();
        let token = client.send_blocking(upload()).unwrap();
        assert_eq!(token.token.expose_secret(), "upload");
    }
}

#[cfg(not(feature = "reqwest"))]
#[test]
fn without_the_default_transport_one_must_be_given() {
    let error = Client::builder("http://h").build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(error.to_string().contains("`ClientBuilder::transport`"), "{error}");
}

/// A provider that has to be waited for, by a program without any runtime.
#[test]
fn waiting_without_a_runtime_wakes_up() {
    use codegen_runtime::{BoxError, Credential, CredentialContext, CredentialProvider};
    use std::task::Poll;

    struct Slow;
    impl CredentialProvider for Slow {
        fn credential<'a>(&'a self, _: &'a CredentialContext<'a>) -> BoxFuture<'a, Result<Credential, BoxError>> {
            let mut asked = false;
            Box::pin(std::future::poll_fn(move |context| {
                if std::mem::replace(&mut asked, true) {
                    return Poll::Ready(Ok(Credential::bearer(TOKEN)));
                }
                let waker = context.waker().clone();
                std::thread::spawn(move || {
                    std::thread::sleep(Duration::from_millis(20));
                    waker.wake();
                });
                Poll::Pending
            }))
        }
    }
    let transport = Recording::new(201, r#"{"token":"t"}"#);
    let client = Client::builder("http://h")
        .credential(&crate::support::BEARER, Slow)
        .blocking_transport(move |message: Request<Body>, limits: Limits| Ok(transport.answer(message, limits)))
        .build()
        .unwrap();
    client.send_blocking(create("octo")).unwrap();
}
