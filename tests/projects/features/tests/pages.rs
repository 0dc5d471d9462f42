//! Lists that come page by page, as whoever takes them sees it.

use codegen_runtime::{Body, Client, Limits, TransportError};
use features::pages::operations as plain;
use features::pages_said::operations as said;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

/// A client whose server gives these pages, and what it is asked for.
fn served(pages: &[&str]) -> (Client, Arc<Mutex<Vec<String>>>) {
    let asked = Arc::new(Mutex::new(Vec::new()));
    let record = Arc::clone(&asked);
    let pages: Vec<_> = pages.iter().map(ToString::to_string).collect();
    let answer = move |message: http::Request<Body>, _: Limits| {
        let mut record = record.lock().unwrap();
        let page = pages.get(record.len()).cloned().unwrap_or_default();
        record.push(message.uri().path_and_query().unwrap().to_string());
        let next = format!("</next/{}>; rel=next", record.len());
        let answer = http::Response::builder();
        let answer = match record.len() < pages.len() {
            true => answer.header("link", next),
            false => answer,
        };
        Ok::<_, TransportError>(answer.body(Body::from(page)).unwrap())
    };
    let client = Client::builder("http://h").blocking_transport(answer);
    (client.build().unwrap(), asked)
}

/// Asserts what the items are, and what is asked for.
macro_rules! comes_to {
    ($request:expr, $pages:expr, $items:expr, $asked:expr) => {
        let (client, asked) = served(&$pages);
        let items = $request.items_blocking(&client).map(Result::unwrap);
        let items: Vec<_> = items.map(|item| text(&item)).collect();
        assert_eq!(items, $items);
        assert_eq!(*asked.lock().unwrap(), $asked);
    };
}

/// An item by what is in quotes, or all of it.
fn text(item: &impl Debug) -> String {
    let text = format!("{item:?}");
    text.split('"').nth(1).unwrap_or(&text).to_owned()
}

#[test]
fn what_the_description_makes_plain_is_followed() {
    let things = [r#"[{"id":"a"}]"#, r#"[{"id":"b"}]"#];
    comes_to!(plain::linked().page(1), things, ["a", "b"], ["/linked?page=1", "/next/1"]);
    let runners = [
        r#"{"total_count":1,"runners":[{"id":"a"}],"hints":["x"]}"#,
        r#"{"total_count":1,"runners":[{"id":"b"}]}"#,
    ];
    comes_to!(plain::linked_object(), runners, ["a", "b"], ["/linked-object", "/next/1"]);
    let results = [
        r#"{"next":"http://h/url?page=2","results":[{"id":"a"}]}"#,
        r#"{"next":"?page=3","results":null}"#,
        r#"{"next":null}"#,
    ];
    comes_to!(plain::by_url(), results, ["a"], ["/url", "/url?page=2", "/url?page=3"]);
    let values = [r#"{"@odata.nextLink":"/x?$skip=1","value":["a"]}"#, r#"{"value":["b"]}"#];
    comes_to!(plain::by_odata(), values, ["a", "b"], ["/odata", "/x?$skip=1"]);
    let held = [r#"{"type":[1],"links":{"next":{"href":"more"}}}"#, r#"{"type":[2],"links":{}}"#];
    comes_to!(plain::by_links(), held, ["1", "2"], ["/hal", "/more"]);
    let cursors = [
        r#"{"things":[{"id":"a"}],"meta":{"next_cursor":"x"}}"#,
        r#"{"things":null,"meta":{"next_cursor":"y"}}"#,
        r#"{"meta":{"next_cursor":null}}"#,
    ];
    let asked = ["/cursor?limit=2", "/cursor?limit=2&cursor=x", "/cursor?limit=2&cursor=y"];
    comes_to!(plain::by_cursor().limit(2), cursors, ["a"], asked);
    let more = [
        r#"{"data":[{"id":"a"},{"id":"b"}],"has_more":true}"#,
        r#"{"data":[{"id":"c"}],"has_more":false}"#,
    ];
    comes_to!(plain::by_last_item(), more, ["a", "b", "c"], ["/last", "/last?starting_after=b"]);
}

#[test]
fn pages_and_items_are_counted() {
    let things = [r#"[{"id":"a"},{"id":"b"}]"#, r#"[{"id":"c"}]"#];
    let asked = ["/page?per_page=2", "/page?per_page=2&page=2"];
    comes_to!(plain::by_page().per_page(2), things, ["a", "b", "c"], asked);
    // Shorter than pages are.
    comes_to!(plain::by_page(), [things[1]], ["c"], ["/page"]);
    let totals = [
        r#"{"items":[1,2],"meta":{"total":3}}"#,
        r#"{"items":[3],"meta":{"total":3}}"#,
    ];
    let asked = ["/page-of-total?items=x", "/page-of-total?items=x&page=1"];
    comes_to!(plain::by_page_of_total().items_query("x"), totals, ["1", "2", "3"], asked);
    let asked = ["/offset?limit=2", "/offset?limit=2&offset=2"];
    comes_to!(plain::by_offset().limit(2), things, ["a", "b", "c"], asked);
}

#[test]
fn what_an_extension_says_is_followed() {
    let (client, _) = served(&[r#"["a"]"#, r#"["b"]"#]);
    assert_eq!(said::way_alone().items_blocking(&client).count(), 2);
    let deep = [
        r#"{"more":true,"data":{"after":7,"things":[{"name":"a"}]}}"#,
        r#"{"more":true,"data":null}"#,
    ];
    comes_to!(said::deep(), deep, ["a"], ["/deep", "/deep?since=7"]);
    let all = [
        r#"{"more":true,"data":{"all":2,"things":[{"name":"a"}]}}"#,
        r#"{"more":true,"data":{"all":2,"things":[{"name":"b"}]}}"#,
    ];
    let asked = ["/offset?many=1", "/offset?many=1&since=2"];
    comes_to!(said::from_one(1), all, ["a", "b"], asked);
    let named = [
        r#"{"more":true,"data":{"things":[{"name":"x"},{"name":"y"}]}}"#,
        r#"{"more":true,"data":{"things":[]}}"#,
    ];
    comes_to!(said::last_of(), named, ["x", "y"], ["/last", "/last?since=y"]);
    let values = [r#"{"next":"/more","value":[1]}"#, r#"{"value":[2]}"#];
    comes_to!(said::autorest(), values, ["1", "2"], ["/autorest", "/more"]);
    let values = [r#"{"value":[1,2,3,4,5]}"#, r#"{"value":[6]}"#];
    let asked = ["/speakeasy", "/speakeasy?from=5"];
    comes_to!(said::speakeasy(), values, ["1", "2", "3", "4", "5", "6"], asked);
}
