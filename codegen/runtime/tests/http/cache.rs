//! Answers that are kept: which, for whom, and what becomes of them.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use crate::support::server::Received;
use crate::support::{COOKIE, KEY, List, QUERY_KEY, Reply, Server, block_on, client_builder, create, list, list_info};
use bytes::Bytes;
use codegen_runtime::{Cache, Changed, Client, Credential, MemoryCache, Operation, OperationInfo, Response, Stored};
use http::{HeaderMap, Method};

const OLD: &str = "Sat, 21 Nov 2026 10:00:00 GMT";
const NEW: &str = "Sat, 21 Nov 2026 10:00:01 GMT";

/// Keeps everything, and shows it.
#[derive(Default)]
struct Recording(Mutex<BTreeMap<String, Stored>>);

impl Cache for Recording {
    fn get(&self, key: &str) -> Option<Stored> {
        self.0.lock().unwrap().get(key).cloned()
    }

    fn put(&self, key: &str, stored: Stored) {
        self.0.lock().unwrap().insert(key.to_owned(), stored);
    }
}

static HEAD: OperationInfo = OperationInfo {
    method: Method::HEAD,
    ..*List::INFO
};

fn caching(server: &Server) -> Client {
    let cache = MemoryCache::new(1 << 20);
    client_builder(server).cache(cache).build().unwrap()
}

/// Answers with how often the thing has changed, or that it has not.
fn versioned(version: Arc<AtomicUsize>) -> Server {
    Server::answering(move |index, request| {
        let version = version.load(Ordering::Relaxed);
        let etag = format!("W/\"{version}\"");
        let reply = if request.header("if-none-match") == Some(&etag) {
            // Some servers name a type for what they do not send.
            Reply::new(304).header("content-type", "text/html")
        } else {
            Reply::json(200, &format!("[{version}]")).header("x-first", "1")
        };
        let left = (100 - index).to_string();
        reply.header("etag", &etag).header("x-ratelimit-remaining", &left)
    })
}

#[test]
fn what_still_holds_is_not_sent_again() {
    let version = Arc::<AtomicUsize>::default();
    let server = versioned(Arc::clone(&version));
    let statuses = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&statuses);
    let client = client_builder(&server)
        .cache(MemoryCache::new(1 << 20))
        .on_attempt(move |attempt| seen.lock().unwrap().push(attempt.status.unwrap().as_u16()))
        .build()
        .unwrap();
    // Each call: how it is made, what it gives, whether that was kept, and how many requests are left behind it.
    let check = |response: Response<Vec<i64>>, value: i64, is_kept: bool, left: u64| {
        assert_eq!((&**response, response.is_from_cache()), (&[value][..], is_kept));
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "application/json");
        assert_eq!(response.headers()["x-first"], "1");
        assert_eq!(response.rate_limit().unwrap().remaining, Some(left));
    };
    check(list().send_blocking(&client).unwrap(), 0, false, 100);
    check(list().send_blocking(&client).unwrap(), 0, true, 99);
    check(block_on(list().send(&client)).unwrap(), 0, true, 98);
    version.store(1, Ordering::Relaxed);
    check(block_on(list().send(&client)).unwrap(), 1, false, 97);
    // Clones share what is kept.
    check(list().send_blocking(&client.clone()).unwrap(), 1, true, 96);
    assert_eq!(*statuses.lock().unwrap(), [200, 304, 304, 200, 304]);
}

/// Sends twice, and says what the second message asks: the state that the first answer told, and since when.
fn asked_again(reply: &Reply, call: &List) -> (Option<String>, Option<String>) {
    let server = Server::always(reply.clone());
    let client = caching(&server);
    for _ in 0..2 {
        assert_eq!(*call.clone().send_blocking(&client).unwrap(), [7]);
    }
    let (first, again) = (&server.received()[0], server.request());
    assert_eq!(
        first.header("if-none-match").or(first.header("if-modified-since")),
        None
    );
    let asked = |name| again.header(name).map(str::to_owned);
    (asked("if-none-match"), asked("if-modified-since"))
}

fn reply(headers: &[(&str, &str)]) -> Reply {
    let reply = Reply::json(200, "[7]");
    headers
        .iter()
        .fold(reply, |reply, (name, value)| reply.header(name, value))
}

#[test]
fn what_tells_its_state_and_may_be_kept_is_asked_for() {
    for headers in [
        &[("etag", "\"a\"")][..],
        &[("etag", "\"a\""), ("cache-control", "private, max-age=60, s-maxage=60")],
        &[("etag", "\"a\""), ("cache-control", "no-cache"), ("last-modified", OLD)],
        &[("etag", "\"a\""), ("vary", "Accept, Authorization, X-Page")],
    ] {
        let asked = asked_again(&reply(headers), &list());
        assert_eq!(asked, (Some("\"a\"".to_owned()), None), "{headers:?}");
    }
    let dated = reply(&[("last-modified", OLD), ("date", NEW)]);
    assert_eq!(asked_again(&dated, &list()), (None, Some(OLD.to_owned())));
}

#[test]
fn everything_else_is_sent_again() {
    for headers in [
        &[][..],
        &[("etag", "\"a\""), ("cache-control", "private, No-Store")],
        &[
            ("etag", "\"a\""),
            ("cache-control", "private"),
            ("cache-control", "no-store"),
        ],
        &[("etag", "\"a\""), ("vary", "accept, *")],
        // What has changed again in the same second has the same date.
        &[("last-modified", NEW), ("date", NEW)],
        &[("last-modified", OLD)],
    ] {
        let asked = asked_again(&reply(headers), &list());
        assert_eq!(asked, (None, None), "{headers:?}");
    }
    let kept = reply(&[("etag", "\"a\"")]);
    for (name, value) in [("range", "bytes=0-2"), ("cache-control", "no-store")] {
        let call = list().with(|request| request.header(name, value));
        assert_eq!(asked_again(&kept, &call), (None, None), "{name}");
    }
    // What writes, and what is no body to keep.
    let server = Server::always(Reply::json(201, r#"{"token":"t"}"#).header("etag", "\"a\""));
    let client = caching(&server);
    for _ in 0..2 {
        create("octo").send_blocking(&client).unwrap();
    }
    assert_eq!(server.request().header("if-none-match"), None);
    let server = Server::always(Reply::raw(
        "HTTP/1.1 200 OK\r\netag: \"a\"\r\ncontent-length: 0\r\n\r\n",
    ));
    let client = caching(&server);
    for info in [&HEAD, &HEAD, List::INFO] {
        List::needing(info).send_blocking(&client).unwrap_err();
        assert_eq!(server.request().header("if-none-match"), None);
    }
    // What nobody asked whether it holds is no answer.
    let server = Server::always(Reply::new(304));
    assert_eq!(
        list().send_blocking(&caching(&server)).unwrap_err().status().unwrap(),
        304
    );
}

#[test]
fn an_answer_is_for_those_who_ask_as_the_first_did() {
    let server = Server::always(reply(&[("etag", "\"a\""), ("vary", "X-Page, Accept-Language")]));
    let client = caching(&server);
    // What the request has in headers, and whether the answer to the one before suits it.
    for (name, value, suits) in [
        ("x-page", "1", false),
        ("x-page", "1", true),
        ("x-page", "2", false),
        ("x-other", "2", false),
        ("accept-language", "de", false),
        ("accept", "text/csv", false),
    ] {
        let call = list().with(|request| request.header(name, value));
        call.send_blocking(&client).unwrap();
        assert_eq!(
            server.request().header("if-none-match").is_some(),
            suits,
            "{name}: {value}"
        );
    }
    // Another URL.
    list().per_page(1).send_blocking(&client).unwrap();
    assert_eq!(server.request().header("if-none-match"), None);
}

static BY_KEY: OperationInfo = list_info(&[&[&KEY], &[&QUERY_KEY], &[&COOKIE], &[]]);
static BY_QUERY: OperationInfo = list_info(&[&[&QUERY_KEY]]);
static BY_COOKIE: OperationInfo = list_info(&[&[&COOKIE]]);
static BY_BEARER: OperationInfo = list_info(&[&[&crate::support::BEARER]]);

#[test]
fn nobody_gets_what_another_was_given() {
    let server = Server::always(reply(&[("etag", "\"a\""), ("vary", "Authorization, X-Api-Key")]));
    let cache = Arc::<Recording>::default();
    let key = Arc::new(Mutex::new("hunter1"));
    let provided = |wrap: fn(&'static str) -> Credential| {
        let key = Arc::clone(&key);
        move || Ok(wrap(*key.lock().unwrap()))
    };
    let client = Client::builder(server.base_url())
        .no_proxy()
        .credential(&crate::support::BEARER, provided(Credential::bearer))
        .credential(&QUERY_KEY, provided(Credential::api_key))
        .credential(&COOKIE, provided(Credential::api_key))
        .cache(Arc::clone(&cache))
        .build()
        .unwrap();
    let own = |name: &'static str| {
        let key = Arc::clone(&key);
        move || {
            let value = *key.lock().unwrap();
            List::needing(&BY_KEY).with(|request| request.header(name, value))
        }
    };
    let calls: [Box<dyn Fn() -> List>; 6] = [
        Box::new(|| List::needing(&BY_BEARER)),
        Box::new(|| List::needing(&BY_QUERY).per_page(1)),
        Box::new(|| List::needing(&BY_COOKIE)),
        Box::new(own("X-Api-Key")),
        Box::new(own("authorization")),
        Box::new(own("cookie")),
    ];
    for (index, call) in calls.iter().enumerate() {
        for (who, suits) in [
            ("hunter1", false),
            ("hunter2", false),
            ("hunter1", true),
            ("hunter2", true),
        ] {
            *key.lock().unwrap() = who;
            call().send_blocking(&client).unwrap();
            let request = server.request();
            let shown = format!("{} {:?}", request.target, request.headers);
            assert!(shown.contains(who), "{index}: {shown}");
            assert_eq!(request.header("if-none-match").is_some(), suits, "{index} {who}");
        }
    }
    let kept = cache.0.lock().unwrap();
    assert!(kept.len() >= 10, "{}", kept.len());
    kept.iter().for_each(see_no_secret);
}

/// Says where it was, and not for whom.
fn see_no_secret((key, stored): (&String, &Stored)) {
    assert!(key.contains(" GET http://127.0.0.1:"), "{key}");
    let shown = format!("{key}{:?}{:?}", stored.varied, stored.headers);
    assert!(!shown.contains("hunter"), "{shown}");
}

#[test]
fn a_client_has_what_it_was_given_itself() {
    let server = Server::always(reply(&[("etag", "\"a\"")]));
    let cache = Arc::new(MemoryCache::new(1 << 20));
    // A transport may add what is not seen here: so another client is another caller.
    for _ in 0..2 {
        let builder = client_builder(&server).cache(Arc::clone(&cache));
        let client = builder.build().unwrap();
        for is_known in [false, true] {
            list().send_blocking(&client).unwrap();
            assert_eq!(server.request().header("if-none-match").is_some(), is_known);
        }
    }
}

#[test]
fn who_keeps_an_answer_themselves_is_told_what_has_not_changed() {
    let server = versioned(Arc::default());
    let client = caching(&server);
    let first = list().send_blocking(&client).unwrap();
    let again = list().if_changed_since(&first).send_blocking(&client).unwrap();
    assert_eq!((&*again, again.is_from_cache()), (&Changed::Same, false));
}

#[test]
fn each_url_on_the_way_is_kept_for_itself() {
    // The tags are counted for each thing: those of two say nothing about each other.
    let target = Arc::<AtomicUsize>::default();
    let turned = Arc::clone(&target);
    let server = Server::answering(move |_, request: &Received| {
        let target = turned.load(Ordering::Relaxed);
        if request.target.ends_with("/runners") {
            return Reply::new(302).header("location", &format!("/version/{target}"));
        }
        match request.header("if-none-match") {
            Some("\"1\"") => Reply::new(304),
            _ => Reply::json(200, &format!("[{target}]")).header("etag", "\"1\""),
        }
    });
    let client = caching(&server);
    for (version, is_kept) in [(0, false), (0, true), (1, false), (0, true)] {
        target.store(version, Ordering::Relaxed);
        let response = list().send_blocking(&client).unwrap();
        assert_eq!(
            (&**response, response.is_from_cache()),
            (&[i64::try_from(version).unwrap()][..], is_kept)
        );
    }
}

fn stored(bytes: usize) -> Stored {
    Stored {
        headers: HeaderMap::new(),
        body: Bytes::from(vec![0; bytes]),
        varied: HeaderMap::new(),
    }
}

#[test]
fn memory_is_bounded_and_what_is_asked_for_stays() {
    let cache = MemoryCache::new(4000);
    for key in ["a", "b", "c"] {
        cache.put(key, stored(1000));
    }
    assert!(cache.get("a").is_some());
    cache.put("d", stored(1000));
    let there = |keys: &[&str]| keys.iter().map(|key| cache.get(key).is_some()).collect::<Vec<_>>();
    assert_eq!(there(&["b", "a", "c", "d"]), [false, true, true, true]);
    // In place of what was there, it takes the room of that.
    cache.put("d", stored(1100));
    assert_eq!(there(&["a", "c", "d"]), [true, true, true]);
    // What is larger than all of it takes nobody's place, and what was there is no longer what is.
    cache.put("d", stored(4000));
    assert_eq!(there(&["a", "c", "d"]), [true, true, false]);
    for index in 0..10_000 {
        cache.put(&index.to_string(), stored(0));
    }
    let text = format!("{cache:?}");
    assert!(text.starts_with("MemoryCache { answers: 15, "), "{text}");
    assert!(!format!("{:?}", stored(3)).contains("[0"));
}
