//! Requests that are answered only where there is something new.

use crate::support::scripted::{Scripted, Step, status, with};
use crate::support::{API, List, block_on, create, list, log, send};
use codegen_runtime as runtime;
use codegen_runtime::{
    Changed, ErrorKind, IfChanged, MemoryCache, Operation, Request, RetryPolicy, Untyped, Validators,
};
use http::header::{IF_MODIFIED_SINCE, IF_NONE_MATCH};

const DATE: &str = "Sat, 21 Nov 2026 10:00:00 GMT";

/// An answer that says which state it is of.
fn answer(code: u16, headers: &[(&'static str, &str)]) -> Step {
    let headers = headers.iter();
    Step::Answer(
        code,
        headers.map(|(name, value)| (*name, (*value).to_owned())).collect(),
    )
}

/// The headers by which the last message asked for what has changed.
fn asked(transport: &Scripted) -> [Option<String>; 2] {
    let sent = transport.sent.lock().unwrap();
    let (message, _) = sent.last().unwrap();
    [IF_NONE_MATCH, IF_MODIFIED_SINCE].map(|name| {
        let value = message.headers().get(name)?;
        Some(value.to_str().unwrap().to_owned())
    })
}

fn validators(etag: Option<&str>, last_modified: Option<&str>) -> Validators {
    Validators {
        etag: etag.map(str::to_owned),
        last_modified: last_modified.map(str::to_owned),
    }
}

#[test]
fn what_an_answer_told_is_asked_for() {
    // What the first answer tells, and what the second request asks.
    for (told, asks) in [
        (&[("etag", "\"a1\"")][..], [Some("\"a1\""), None]),
        (&[("etag", "W/\"a1\"")], [Some("W/\"a1\""), None]),
        // Without quotes it is no entity tag; what the server makes of it, it knows.
        (&[("etag", "a1")], [Some("a1"), None]),
        (&[("last-modified", DATE)], [None, Some(DATE)]),
        (&[("etag", "\"a1\""), ("last-modified", DATE)], [Some("\"a1\""), None]),
        (&[], [None, None]),
    ] {
        for (code, same) in [(304, true), (200, false)] {
            let transport = Scripted::new(&[answer(200, told), answer(code, told)]);
            let client = transport.client().build().unwrap();
            let first = list().send_blocking(&client).unwrap();
            let again = list().if_changed_since(&first).send_blocking(&client).unwrap();
            assert_eq!(asked(&transport), asks.map(|text| text.map(str::to_owned)));
            assert_eq!(again.status().as_u16(), code);
            // What told of the first state tells of the second, too.
            assert_eq!(again.validators(), first.validators());
            let expected = if same { Changed::Same } else { Changed::New(vec![]) };
            assert_eq!(again.into_inner(), expected);
        }
    }
}

#[test]
fn both_ways_of_sending_tell_what_has_not_changed() {
    let transport = Scripted::new(&[answer(304, &[("etag", "\"a1\"")])]);
    let client = transport.client().build().unwrap();
    let since = validators(Some("\"a1\""), None);
    let response = send(&client, &list().if_changed_since(&since)).unwrap();
    assert_eq!(*response, Changed::Same);
    assert_eq!(transport.take().0, 2);
}

#[test]
fn other_answers_are_what_they_are_without_it() {
    let client = Scripted::new(&[status(404)])
        .client()
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    let since = validators(None, Some(DATE));
    let error = send(&client, &log().if_changed_since(&since)).unwrap_err();
    assert_eq!((error.kind(), error.body()), (ErrorKind::Api, Some(&"[]".to_owned())));
    // Nobody who has not asked for it gets nothing for an answer.
    let client = Scripted::new(&[status(304)]).client().build().unwrap();
    let error = send(&client, &list()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnexpectedStatus);
}

/// As the generator writes an operation whose description names 304.
#[derive(Debug, Clone)]
struct Documented(Request);

runtime::operation!(
    Documented => Vec<i64>, Untyped;
    GET "/runners", id = "documented":
    200 => success json, 304 => undocumented
);

#[test]
fn an_operation_that_documents_304_keeps_its_answer() {
    let transport = Scripted::new(&[status(304)]);
    let client = transport.client().build().unwrap();
    let call = || Documented(Request::new(Documented::INFO).header("if-none-match", "\"mine\""));
    let error = send(&client, &call()).unwrap_err();
    assert_eq!(error.status().unwrap(), 304);
    let since = validators(Some("\"a1\""), None);
    assert_eq!(*send(&client, &call().if_changed_since(&since)).unwrap(), Changed::Same);
    assert_eq!(asked(&transport), [Some("\"a1\"".to_owned()), None]);
}

#[test]
fn what_writes_is_not_asked_for() {
    let transport = Scripted::new(&[status(304)]);
    let client = transport.client().bearer_token("t").build().unwrap();
    let since = validators(Some("\"a1\""), None);
    let error = send(&client, &create("octo").if_changed_since(&since)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert!(error.to_string().contains("only what is read"), "{error}");
    let broken = validators(Some("\"a\r\nb\""), None);
    let error = send(&client, &list().if_changed_since(&broken)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert_eq!(transport.take().0, 0);
    // There, a header says it: the state that the caller knows is to be the one that is changed.
    let transport = Scripted::new(&[with(412, "etag", "\"b2\"")]);
    let client = transport.client().bearer_token("t").build().unwrap();
    let call = create("octo").with(|request| request.header("if-match", "\"a1\""));
    let error = send(&client, &call).unwrap_err();
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Api, 412));
}

/// More of it is tested with the default transport.
#[test]
fn a_cache_is_above_whatever_carries_messages() {
    let etag = [("etag", "\"a1\"")];
    let transport = Scripted::new(&[answer(200, &etag), answer(304, &etag)]);
    let builder = transport.client().cache(MemoryCache::new(1 << 20));
    let client = builder.build().unwrap();
    let first = list().send_blocking(&client).unwrap();
    assert!(!first.is_from_cache());
    for again in [
        list().send_blocking(&client).unwrap(),
        block_on(list().send(&client)).unwrap(),
    ] {
        assert_eq!(asked(&transport), [Some("\"a1\"".to_owned()), None]);
        assert!(again.is_from_cache() && again.status() == 200);
        assert_eq!(*again, *first);
    }
}

#[test]
fn a_program_that_carries_messages_itself_gets_the_same() {
    let since = validators(Some("\"a1\""), Some(DATE));
    let call = list().if_changed_since(&since);
    let message = call.into_http_request("http://h").unwrap();
    assert_eq!(message.headers()[IF_NONE_MATCH], "\"a1\"");
    let answer = http::Response::builder().status(304).body(bytes::Bytes::new()).unwrap();
    assert_eq!(*IfChanged::<List>::decode_response(answer).unwrap(), Changed::Same);
}
