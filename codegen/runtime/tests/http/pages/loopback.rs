//! What holds for every list: pages are asked for when they are wanted, and each is a call like any other.

use super::{ByCursor, ByLink, body, linked, request, served, told};
use crate::support::{Reply, Server, block_on, client_builder};
use codegen_runtime::{Client, ErrorKind, RetryPolicy};
use std::time::Duration;

fn by_link() -> ByLink {
    ByLink(request::<ByLink>())
}

fn sheets() -> [super::Sheet; 3] {
    [
        linked("</2>; rel=next", "[1,2]"),
        linked("</3>; rel=next", "[3]"),
        body("[4]"),
    ]
}

#[test]
fn a_page_is_asked_for_when_an_item_of_it_is_wanted() {
    let (server, client) = served(&sheets());
    let mut items = by_link().items(&client);
    assert_eq!(server.received().len(), 0);
    block_on(async {
        for (item, calls) in [(1, 1), (2, 1), (3, 2), (4, 3)] {
            assert_eq!(items.next().await.unwrap().unwrap(), item);
            assert_eq!(server.received().len(), calls);
        }
        assert!(items.next().await.is_none());
    });
    assert_eq!(server.received().len(), 3);
    let (client, called) = told(&sheets());
    let mut items = by_link().items_blocking(&client);
    assert_eq!(items.next().unwrap().unwrap(), 1);
    drop(items);
    assert_eq!(called.lock().unwrap().len(), 1);
}

#[test]
fn pages_are_answers_like_any_other() {
    let (_server, client) = served(&sheets());
    let mut pages = by_link().pages(&client);
    block_on(async {
        let page = pages.next().await.unwrap().unwrap();
        assert_eq!(page.status(), 200);
        assert_eq!(page.headers()["link"], "</2>; rel=next");
        assert_eq!(page.to_string(), "[1,2]");
        assert!(pages.next().await.unwrap().is_ok());
        assert!(pages.next().await.unwrap().is_ok());
        assert!(pages.next().await.is_none());
    });
    let (client, _) = told(&sheets());
    assert_eq!(by_link().pages_blocking(&client).flatten().count(), 3);
}

#[test]
fn a_cap_ends_it() {
    for (most, items) in [(0, 0), (1, 2), (2, 3), (3, 4), (9, 4)] {
        let (server, client) = served(&sheets());
        let mut some = by_link().items(&client).at_most_pages(most);
        let mut pages = by_link().pages(&client).at_most_pages(0);
        block_on(async {
            for _ in 0..items {
                some.next().await.unwrap().unwrap();
            }
            assert!(some.next().await.is_none());
            assert!(pages.next().await.is_none());
        });
        assert_eq!(server.received().len(), most.min(3));
    }
    // What is refused behind it is not asked for.
    let (_server, client) = served(&[linked("<http://evil.example.com>; rel=next", "[1]")]);
    let mut capped = by_link().items(&client).at_most_pages(1);
    block_on(async {
        assert!(capped.next().await.unwrap().is_ok());
        assert!(capped.next().await.is_none());
    });
}

#[test]
fn an_error_ends_it() {
    let mut broken = sheets();
    broken[1].body = "{".to_owned();
    let (client, called) = told(&broken);
    let mut items = by_link().items_blocking(&client).skip(2);
    assert_eq!(items.next().unwrap().unwrap_err().kind(), ErrorKind::Decode);
    assert!(items.next().is_none());
    assert_eq!(called.lock().unwrap().len(), 2);
    let (server, client) = served(&sheets()[..2]);
    let mut pages = by_link().pages(&client);
    block_on(async {
        assert!(pages.next().await.unwrap().is_ok());
        assert!(pages.next().await.unwrap().is_ok());
        let error = pages.next().await.unwrap().unwrap_err();
        assert_eq!(error.status().unwrap(), 500);
        assert_eq!(error.url().unwrap(), format!("http://{}/3", server.address()));
        assert!(pages.next().await.is_none());
    });
    assert_eq!(server.received().len(), 3);
}

#[test]
fn each_page_is_retried_by_itself() {
    let server = Server::answering(|index, request| match index {
        0 | 2 | 4 => Reply::new(503),
        1 => Reply::json(200, "[1]").header("link", "</2>; rel=next"),
        3 => Reply::json(200, "[2]").header("link", "</3>; rel=next"),
        _ => {
            assert_eq!(request.target, "/3");
            Reply::json(200, "[3]")
        }
    });
    let wait = Duration::from_millis(1);
    let policy = RetryPolicy::new().attempts(2).backoff(wait, wait);
    let client = client_builder(&server).retry(policy).build().unwrap();
    let items = by_link().items_blocking(&client);
    assert_eq!(items.map(Result::unwrap).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(server.received().len(), 6);
}

#[test]
fn what_the_request_says_holds_for_each_page() {
    let (server, client) = served(&[body(r#"{"items":[1],"meta":{"next":"x"}}"#), body(r#"{"items":[2]}"#)]);
    let by_cursor = ByCursor(request::<ByCursor>()).header("x-who", "me");
    let pages = by_cursor.timeout(Duration::from_secs(5)).pages_blocking(&client);
    assert_eq!(pages.flatten().count(), 2);
    assert!(server.received().iter().all(|it| it.header("x-who") == Some("me")));
    // A request that cannot be sent fails once.
    let (client, called) = told(&[]);
    let faulty = by_link().header("no name", "x");
    let kinds = faulty.items_blocking(&client).map(|item| item.unwrap_err().kind());
    assert_eq!(kinds.collect::<Vec<_>>(), [ErrorKind::InvalidRequest]);
    assert_eq!(called.lock().unwrap().len(), 0);
}

#[test]
fn a_reference_is_resolved_where_a_redirect_has_led_to() {
    let server = Server::answering(|_, request| match &*request.target {
        "/api/v3/things" => Reply::new(301).header("Location", "/moved/here?x=1"),
        "/moved/here?x=1" => Reply::json(200, "[1]").header("link", "<there>; rel=next"),
        "/moved/there" => Reply::json(200, "[2]"),
        _ => Reply::new(404),
    });
    let client = client_builder(&server).build().unwrap();
    let items = by_link().items_blocking(&client);
    assert_eq!(items.map(Result::unwrap).collect::<Vec<_>>(), [1, 2]);
}

#[test]
fn less_than_before_is_not_enough_for_a_link() {
    let link = |scheme: &str| format!("<{scheme}://h/2>; rel=next");
    for (base, next, kind) in [
        ("https://h", "http", Some("at `http://h`, another origin")),
        ("http://h", "https", Some("at `https://h`, another origin")),
        ("https://h:443", "https", None),
    ] {
        let link = link(next);
        let answer = move |message: http::Request<codegen_runtime::Body>, _| {
            let answer = http::Response::builder();
            let answer = match message.uri().path() {
                "/things" => answer.header("link", &link),
                _ => answer,
            };
            Ok(answer.body("[1]".into()).unwrap())
        };
        let client = Client::builder(base).bearer_token("t").blocking_transport(answer);
        let mut pages = by_link().pages_blocking(&client.build().unwrap());
        assert!(pages.next().unwrap().is_ok());
        let second = pages.next().unwrap();
        match kind {
            None => assert!(second.is_ok()),
            Some(words) => {
                let error = second.unwrap_err();
                assert_eq!(error.kind(), ErrorKind::PageElsewhere);
                assert!(error.to_string().contains(words), "{error}");
                assert!(!error.is_retryable());
            }
        }
    }
}
