//! What answers say of rate limits and of when to come back.

use crate::support::scripted::{Scripted, Step};
use crate::support::{List, list};
use bytes::Bytes;
use codegen_runtime::{Operation, RateLimit, RateLimitHeaders};
use http::Response;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// An answer with these headers: what it says of its rate limit, and how long it asks to wait.
fn told(status: u16, headers: &[(&str, &str)]) -> (Option<RateLimit>, Option<Duration>) {
    let answer = Response::builder().status(status);
    let answer = headers
        .iter()
        .fold(answer, |answer, (name, value)| answer.header(*name, *value));
    match List::decode_response(answer.body(Bytes::from("[]")).unwrap()) {
        Ok(response) => (response.rate_limit(), response.retry_after()),
        Err(error) => (error.rate_limit(), error.retry_after()),
    }
}

#[test]
fn an_answer_and_an_error_tell_of_the_limit() {
    for status in [200, 404] {
        let (limit, _) = told(
            status,
            &[
                ("X-RateLimit-Limit", "5000"),
                ("x-ratelimit-remaining", "0"),
                ("x-ratelimit-used", "5001"),
                ("x-ratelimit-reset", "1750000000"),
                ("x-ratelimit-resource", "core"),
            ],
        );
        let limit = limit.unwrap();
        assert_eq!(
            (limit.limit, limit.remaining, limit.used),
            (Some(5000), Some(0), Some(5001))
        );
        assert_eq!(limit.reset, Some(UNIX_EPOCH + Duration::from_secs(1_750_000_000)));
        assert_eq!(limit.resource.as_deref(), Some("core"));
        assert!(limit.is_reached());
    }
}

#[test]
fn what_is_not_said_or_cannot_be_read_is_not_there() {
    assert_eq!(told(200, &[]).0, None);
    assert_eq!(told(200, &[("x-ratelimit-limit", "many")]).0, None);
    let limit = told(200, &[("x-ratelimit-remaining", " 7, 7;w=60")]).0.unwrap();
    assert_eq!((limit.remaining, limit.limit, limit.reset), (Some(7), None, None));
    assert!(!limit.is_reached());
    let (limit, _) = told(200, &[("x-ratelimit-reset", "18446744073709551615")]);
    assert_eq!(limit, None);
}

#[test]
fn seconds_count_from_the_time_of_the_server() {
    let date = ("date", "Wed, 21 Oct 2015 07:28:00 GMT");
    let (limit, _) = told(200, &[("x-ratelimit-reset", "60"), date]);
    let expected = UNIX_EPOCH + Duration::from_secs(1_445_412_540);
    assert_eq!(limit.unwrap().reset, Some(expected));
    let (limit, _) = told(200, &[("x-ratelimit-reset", "60")]);
    let left = limit.unwrap().reset.unwrap().duration_since(SystemTime::now());
    assert!((55..=60).contains(&left.unwrap().as_secs()));
}

#[test]
fn a_wait_is_seconds_or_a_date_and_nothing_else() {
    let seconds = |seconds| Some(Duration::from_secs(seconds));
    for (value, expected) in [
        ("120", seconds(120)),
        ("0", seconds(0)),
        ("Wed, 21 Oct 2015 07:28:30 GMT", seconds(30)),
        ("Wednesday, 21-Oct-15 07:28:30 GMT", seconds(30)),
        ("Wed Oct 21 07:28:30 2015", seconds(30)),
        ("Wed, 21 Oct 2015 07:27:00 GMT", seconds(0)),
        ("99999999999999999999999", Some(Duration::MAX)),
        ("-5", None),
        ("+5", None),
        ("1.5", None),
        ("120junk", None),
        ("", None),
        ("soon", None),
    ] {
        let date = ("date", "Wed, 21 Oct 2015 07:28:00 GMT");
        for status in [200, 503] {
            let (_, wait) = told(status, &[date, ("retry-after", value)]);
            assert_eq!(wait, expected, "{status} {value}");
        }
    }
    let (_, wait) = told(503, &["soon", "2", "7", "0"].map(|value| ("retry-after", value)));
    assert_eq!(wait, seconds(7));
}

#[test]
fn an_error_says_when_its_limit_is_lifted() {
    let lifted = |status, remaining, wait| {
        let headers = [
            ("date", "Wed, 21 Oct 2015 07:28:00 GMT"),
            ("x-ratelimit-remaining", remaining),
            ("x-ratelimit-reset", "1445412540"),
        ];
        told(status, &[&headers[..], wait].concat())
            .1
            .map(|wait| wait.as_secs())
    };
    for status in [403, 429] {
        assert_eq!(lifted(status, "0", &[]), Some(60));
        // The first word is that of `Retry-After`, unless it asks for no time.
        assert_eq!(lifted(status, "0", &[("retry-after", "5")]), Some(5));
        assert_eq!(lifted(status, "0", &[("retry-after", "0")]), Some(60));
        assert_eq!(lifted(status, "1", &[]), None);
        assert_eq!(lifted(status, "1", &[("retry-after", "0")]), Some(0));
    }
    // What is left does not matter to another failure, nor to a success.
    assert_eq!((lifted(503, "0", &[]), lifted(200, "0", &[])), (None, None));
}

#[test]
fn a_client_can_name_the_headers() {
    static NAMES: RateLimitHeaders = RateLimitHeaders {
        remaining: "X-Calls-Left",
        reset: "X-Calls-Again",
        ..RateLimitHeaders::USUAL
    };
    let headers = vec![("x-calls-left", "0".to_owned()), ("x-calls-again", "4".to_owned())];
    let limited = Step::Answer(403, headers.clone());
    let transport = Scripted::new(&[limited, Step::Answer(200, headers)]);
    let builder = transport.client().rate_limit_headers(&NAMES);
    let client = builder.build().unwrap();
    let start = Instant::now();
    let limit = client.send_blocking(list()).unwrap().rate_limit().unwrap();
    assert!(limit.is_reached());
    let (times, waits) = transport.take();
    assert_eq!(times, 2);
    let least = 4000 - start.elapsed().as_millis();
    assert!((least - 1..=4500).contains(&waits[0]), "{waits:?}");
    let error = client.send_blocking(list().retry(codegen_runtime::RetryPolicy::none()));
    let error = error.unwrap_err();
    assert!(error.rate_limit().unwrap().is_reached() && error.is_retryable());
}
