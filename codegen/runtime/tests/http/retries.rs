//! What is tried again, after how long, and how often: by a transport for which no time passes.

use crate::support::scripted::{LONGEST, Scripted, Step, status, tried, with};
use crate::support::{API, List, create, delete, list};
use codegen_runtime as runtime;
use codegen_runtime::{Body, ByteStream, ErrorKind, Operation, OperationInfo, Request, RetryPolicy, Untyped};
use http::Method;
use std::time::{Duration, Instant};

fn tried_by(policy: RetryPolicy, steps: &[Step]) -> (usize, Vec<u128>, Option<u16>) {
    let transport = Scripted::new(steps);
    let client = transport.client().retry(policy).build().unwrap();
    tried(&transport, &client, &list())
}

#[test]
fn what_may_pass_is_tried_again_and_nothing_else() {
    for code in [408, 429, 502, 503, 504] {
        let outcome = tried_by(LONGEST, &[status(code), status(code), status(200)]);
        assert_eq!(outcome, (3, vec![1000, 2000], None), "{code}");
        let outcome = tried_by(LONGEST, &[status(code)]);
        assert_eq!(outcome, (3, vec![1000, 2000], Some(code)), "{code}");
    }
    for code in [400, 401, 403, 404, 409, 422, 500, 501] {
        assert_eq!(tried_by(LONGEST, &[status(code)]), (1, vec![], Some(code)));
    }
    for (kind, expected) in [
        (ErrorKind::Dns, 2),
        (ErrorKind::Connect, 2),
        (ErrorKind::Timeout, 2),
        (ErrorKind::Interrupted, 2),
        (ErrorKind::Tls, 1),
        (ErrorKind::Transport, 1),
        (ErrorKind::BodyTooLarge, 1),
    ] {
        let outcome = tried_by(LONGEST, &[Step::Failure(kind), status(200)]);
        assert_eq!(outcome.0, expected, "{kind:?}");
    }
}

#[test]
fn a_policy_says_how_often_how_long_and_for_what() {
    assert_eq!(tried_by(RetryPolicy::none(), &[status(503)]).0, 1);
    assert_eq!(tried_by(LONGEST.attempts(0), &[status(503)]).0, 1);
    let five = tried_by(LONGEST.attempts(6), &[status(503)]);
    assert_eq!(five.1, [1000, 2000, 4000, 8000, 8000]);
    let half = LONGEST.jitter(|| 0.5);
    assert_eq!(tried_by(half, &[status(503)]).1, [500, 1000]);
    assert_eq!(tried_by(LONGEST.statuses(&[500]), &[status(503)]).0, 1);
    assert_eq!(tried_by(LONGEST.statuses(&[500]), &[status(500)]).0, 3);
    // Whatever the numbers are, nothing breaks.
    for (fraction, expected) in [((|| f64::NAN) as fn() -> f64, 1000), (|| -7.0, 0), (|| 7.0, 1000)] {
        let policy = LONGEST.jitter(fraction).attempts(2);
        assert_eq!(tried_by(policy, &[status(503)]).1, [expected]);
    }
}

#[test]
fn the_usual_waits_are_random_and_short() {
    let transport = Scripted::new(&[status(503)]);
    let client = transport.client().retry_budget(u32::MAX).build().unwrap();
    let mut all = Vec::new();
    for _ in 0..200 {
        client.send_blocking(list()).unwrap_err();
        let waits = std::mem::take(&mut *transport.waits.lock().unwrap());
        assert!(waits[0] <= Duration::from_millis(500) && waits[1] <= Duration::from_secs(1));
        all.extend(waits);
        transport.take();
    }
    let mean = all.iter().sum::<Duration>() / 400;
    let around = Duration::from_millis(300)..Duration::from_millis(450);
    assert!(around.contains(&mean), "{mean:?}");
    all.sort();
    all.dedup();
    assert!(all.len() > 380);
}

#[test]
fn the_server_says_how_long_and_odd_words_cost_the_usual_wait() {
    let date = |seconds: u64| {
        let date = std::time::SystemTime::now() + Duration::from_secs(seconds);
        httpdate::fmt_http_date(date)
    };
    for (value, expected) in [
        ("2".to_owned(), 3000),
        ("0".to_owned(), 1000),
        ("-5".to_owned(), 1000),
        ("120junk".to_owned(), 1000),
        ("soon".to_owned(), 1000),
        ("Wed, 09 Jun 2021 10:18:14 GMT".to_owned(), 1000),
    ] {
        let outcome = tried_by(LONGEST, &[with(429, "retry-after", &value), status(200)]);
        assert_eq!(outcome, (2, vec![expected], None), "{value}");
    }
    // A date is one of the server's clock, however wrong that is.
    let headers = vec![
        ("retry-after", "Wed, 21 Oct 2015 07:28:04 GMT".to_owned()),
        ("date", "Wed, 21 Oct 2015 07:28:00 GMT".to_owned()),
    ];
    let outcome = tried_by(LONGEST, &[Step::Answer(503, headers), status(200)]);
    assert_eq!(outcome, (2, vec![5000], None));
    let outcome = tried_by(LONGEST, &[with(503, "retry-after", &date(10)), status(200)]);
    assert!((9000..=11_000).contains(&outcome.1[0]), "{outcome:?}");
}

#[test]
fn what_takes_too_long_is_not_waited_for() {
    let asking = |seconds: &str| [with(503, "retry-after", seconds), status(200)];
    let patient = |timeout| {
        let transport = Scripted::new(&asking("40"));
        let builder = transport.client().retry(LONGEST);
        (
            transport,
            builder.timeout(Duration::from_secs(timeout)).build().unwrap(),
        )
    };
    // The call's own time, less what it has taken.
    let (transport, client) = patient(41);
    assert_eq!(tried(&transport, &client, &list()), (1, vec![], Some(503)));
    let (transport, client) = patient(60);
    assert_eq!(tried(&transport, &client, &list()).0, 2);
    assert_eq!(
        tried(
            &transport,
            &client,
            &list().with(|it| it.timeout(Duration::from_secs(9)))
        )
        .0,
        1
    );
    // What the policy allows.
    for (seconds, expected) in [("61", 1), ("18446744073709551615", 1), ("99999999999999999999999", 1)] {
        let transport = Scripted::new(&asking(seconds));
        let client = transport.client().retry(LONGEST).no_timeout().build().unwrap();
        assert_eq!(tried(&transport, &client, &list()).0, expected);
        let client = transport.client().no_timeout();
        let client = client.retry(LONGEST.longest_wait(Duration::MAX)).build().unwrap();
        assert_eq!(tried(&transport, &client, &list()).0, 2);
    }
}

#[test]
fn a_rate_limit_is_waited_for_unless_it_is_not_to_be() {
    let in_seconds = |seconds: u64| {
        let since = std::time::UNIX_EPOCH.elapsed().unwrap().as_secs();
        (since + seconds).to_string()
    };
    let reached = |status, reset: String| {
        let headers = vec![("x-ratelimit-remaining", "0".to_owned()), ("X-RateLimit-Reset", reset)];
        [Step::Answer(status, headers), self::status(200)]
    };
    for code in [403, 429] {
        let start = Instant::now();
        let outcome = tried_by(LONGEST, &reached(code, in_seconds(10)));
        let least = 10_000 - start.elapsed().as_millis();
        assert!(
            outcome.0 == 2 && (least - 1..=11_000).contains(&outcome.1[0]),
            "{outcome:?}"
        );
        // Seconds from now on, as others write it; a time that is past.
        let start = Instant::now();
        let outcome = tried_by(LONGEST.jitter(|| 0.0), &reached(code, "20".to_owned()));
        let least = 20_000 - start.elapsed().as_millis();
        assert!((least - 1..=20_000).contains(&outcome.1[0]), "{outcome:?}");
        assert_eq!(tried_by(LONGEST, &reached(code, "1000000000".to_owned())).1, [1000]);
        assert_eq!(tried_by(LONGEST, &reached(code, in_seconds(3600))).0, 1);
        let outcome = tried_by(LONGEST.fail_on_rate_limit(), &reached(code, in_seconds(1)));
        assert_eq!(outcome, (1, vec![], Some(code)));
        // The first word is that of `Retry-After`.
        let mut both = reached(code, in_seconds(40));
        if let Step::Answer(_, headers) = &mut both[0] {
            headers.push(("retry-after", "2".to_owned()));
        }
        assert_eq!(tried_by(LONGEST, &both).1, [3000]);
        // One that asks for no time leaves the other.
        if let Step::Answer(_, headers) = &mut both[0] {
            headers[1].1 = "20".to_owned();
            headers[2].1 = "0".to_owned();
        }
        let start = Instant::now();
        let outcome = tried_by(LONGEST.jitter(|| 0.0), &both);
        let least = 20_000 - start.elapsed().as_millis();
        assert!((least - 1..=20_000).contains(&outcome.1[0]), "{outcome:?}");
    }
    // Whatever comes with it.
    assert_eq!(tried_by(LONGEST.fail_on_rate_limit(), &[status(429)]).0, 1);
    let asked = [with(403, "retry-after", "1"), status(200)];
    assert_eq!(tried_by(LONGEST, &asked).1, [2000]);
    // A 403 that leaves requests is no rate limit, and what is left does not matter to another failure.
    assert_eq!(tried_by(LONGEST, &[with(403, "x-ratelimit-remaining", "1")]).0, 1);
    assert_eq!(tried_by(LONGEST, &[with(403, "x-ratelimit-reset", "1")]).0, 1);
    assert_eq!(tried_by(LONGEST, &reached(503, "20".to_owned())).1, [1000]);
    assert_eq!(
        tried_by(LONGEST.fail_on_rate_limit(), &reached(503, "20".to_owned())).0,
        2
    );
}

static PUT: OperationInfo = OperationInfo {
    method: Method::PUT,
    ..*List::INFO
};
static POST: OperationInfo = OperationInfo {
    method: Method::POST,
    idempotent: false,
    ..*List::INFO
};

#[test]
fn only_what_may_be_repeated_is() {
    let broken = Step::Failure(ErrorKind::Interrupted);
    let transport = Scripted::new(&[status(503), broken, status(200)]);
    let builder = transport.client().bearer_token("t").retry(LONGEST);
    let client = builder.build().unwrap();
    assert_eq!(tried(&transport, &client, &create("octo")).0, 1);
    assert_eq!(tried(&transport, &client, &delete("a", 1)).0, 3);
    let text = |info| List::needing(info).with(|it| it.text("text/plain", "x"));
    assert_eq!(tried(&transport, &client, &text(&POST)).0, 1);
    assert_eq!(tried(&transport, &client, &text(&PUT)).0, 3);
    client.send_blocking(text(&PUT)).unwrap();
    for (message, _) in &*transport.sent.lock().unwrap() {
        assert_eq!(message.body().as_bytes().unwrap(), "x");
    }
    // What is read once cannot be sent twice.
    transport.take();
    let stream = Body::from_reader(&b"x"[..]);
    let operation = List::needing(&PUT).with(|it| it.bytes("text/plain", stream));
    client.send_blocking(operation).unwrap_err();
    assert_eq!(transport.take().0, 1);
}

/// Operations with nothing but a method, each with whether it may be repeated.
macro_rules! of_methods {
    ($($name:ident = $method:ident $may_be_repeated:literal),*) => {
        $(
            #[derive(Debug, Clone)]
            #[must_use = "a request does nothing until it is sent"]
            struct $name(Request);

            runtime::operation!($name => (), Untyped; $method "/x", id = "x": 204 => empty(()));
        )*

        /// Sends each: the method, whether it may be repeated, and how often it was sent.
        fn sent_by_method() -> Vec<(&'static str, bool, usize)> {
            let transport = Scripted::new(&[status(503), status(204)]);
            let client = transport.client().retry(LONGEST).build().unwrap();
            vec![$({
                let times = tried(&transport, &client, &$name($name::request())).0;
                (stringify!($method), $may_be_repeated, times)
            }),*]
        }
    };
}

// RFC 9110, section 9.2.2.
of_methods!(
    Get = GET true, Head = HEAD true, Options = OPTIONS true, Trace = TRACE true, Put = PUT true, Delete = DELETE true,
    Post = POST false, Patch = PATCH false
);

#[test]
fn the_method_says_what_may_be_repeated() {
    for (method, may_be_repeated, times) in sent_by_method() {
        assert_eq!(times, if may_be_repeated { 2 } else { 1 }, "{method}");
    }
}

#[derive(Debug, Clone)]
#[must_use = "a request does nothing until it is sent"]
struct Watch(Request);

runtime::operation!(
    Watch => ByteStream, Untyped;
    GET "/watch", id = "watch", accept = "*/*":
    200 | 503 => success stream;
    streams = 200 | 503
);

#[test]
fn what_is_read_as_a_stream_is_not_asked_for_again() {
    let watch = || Watch(Request::new(Watch::INFO));
    let transport = Scripted::new(&[status(502), status(503), status(200)]);
    let client = transport.client().retry(LONGEST).build().unwrap();
    assert_eq!(client.send_blocking(watch()).unwrap().status(), 503);
    assert_eq!(transport.take(), (2, vec![1000]));
}
