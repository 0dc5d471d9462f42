//! Pages that are asked for by number, and when the last one is there.

use super::{ByOffset, ByOffsetOfTotal, ByPage, ByPageOfPages, ByPageOfTotal, Sheet, body, request, walk};
use codegen_runtime::{ErrorKind, Paged, Request, Untyped};

/// What is called for pages with these bodies; there is one more behind them, which is empty.
fn called<O>(of: fn(Request) -> O, query: &[(&'static str, i64)], bodies: &[&str]) -> Vec<String>
where
    O: Paged<ErrorBody = Untyped, Item = i64> + Clone,
{
    let set = |request: Request, (name, value): &(&'static str, i64)| request.query(*name, value);
    let operation = of(query.iter().fold(request::<O>(), set));
    let end = if bodies[0].starts_with('[') { "[]" } else { "{}" };
    // No two pages are the same.
    let numbered = |(number, text): (usize, &&str)| body(&text.replacen('{', &format!(r#"{{"number":{number},"#), 1));
    let sheets: Vec<Sheet> = bodies.iter().enumerate().map(numbered).chain([body(end)]).collect();
    let came = walk(&operation, &sheets);
    assert_eq!(came.error, None);
    let target = |target: String| target.replace("/api/v3/things", "");
    came.called.into_iter().map(target).collect()
}

#[test]
fn pages_are_counted_from_what_was_asked_for() {
    let bodies = ["[1,2]", "[3,4]"];
    assert_eq!(called(ByPage, &[], &bodies), ["", "?page=2", "?page=3"]);
    assert_eq!(
        called(ByPage, &[("page", 7)], &bodies),
        ["?page=7", "?page=8", "?page=9"]
    );
    let few = &[("per_page", 2), ("page", 1)];
    assert_eq!(
        called(ByPage, few, &bodies),
        ["?per_page=2&page=1", "?per_page=2&page=2", "?per_page=2&page=3"]
    );
}

#[test]
fn a_short_page_is_the_last_where_that_is_certain() {
    // Shorter than asked for, which the server gives.
    assert_eq!(called(ByPage, &[("per_page", 3)], &["[1,2]"]).len(), 1);
    assert_eq!(called(ByPage, &[("per_page", 2)], &["[1,2]", "[3]"]).len(), 2);
    // Shorter than asked for, which is more than any server of it gives.
    assert_eq!(called(ByPage, &[("per_page", 101)], &["[1,2]", "[3,4]"]).len(), 3);
    // Shorter than the page before.
    assert_eq!(called(ByPage, &[("per_page", 101)], &["[1,2]", "[3]"]).len(), 2);
    assert_eq!(called(ByPage, &[], &["[1,2]", "[3]"]).len(), 2);
    // Shorter than pages are where nobody asks for more or less.
    let page = r#"{"items":[1]}"#;
    assert_eq!(called(ByOffset, &[], &[page]).len(), 1);
    assert_eq!(called(ByOffset, &[("limit", 4)], &[page]).len(), 2);
}

#[test]
fn the_answer_says_how_many_there_are() {
    let page = r#"{"items":[1,2],"total":4}"#;
    assert_eq!(called(ByPageOfTotal, &[], &[page, page]).len(), 2);
    // A page that misses some, of which the caller may not know, ends nothing.
    let short = r#"{"items":[1],"total":4}"#;
    assert_eq!(called(ByPageOfTotal, &[], &[short, page, short]).len(), 3);
    // What is on the pages before counts as well.
    assert_eq!(called(ByPageOfTotal, &[("page", 2)], &[page]).len(), 1);
    // Where it does not say it after all.
    let silent = r#"{"items":[1,2],"total":null}"#;
    assert_eq!(called(ByPageOfTotal, &[], &[silent, page]).len(), 2);
    let page = r#"{"items":[1],"meta":{"pages":2}}"#;
    assert_eq!(called(ByPageOfPages, &[], &[page, page]), ["", "?page=1"]);
    assert_eq!(called(ByPageOfPages, &[("page", 1)], &[page]).len(), 1);
}

#[test]
fn a_server_that_does_not_look_at_the_number_goes_in_circles() {
    let circles = |came: super::Came| {
        let message = "list: the page is the same as the one before".to_owned();
        assert_eq!(came.error, Some((ErrorKind::PageLoop, message)));
        (came.items, came.called)
    };
    let page = body("[1,2]");
    let (items, called) = circles(walk(&ByPage(request::<ByPage>()), &[page.clone(), page]));
    assert_eq!(items, ["1", "2"]);
    assert_eq!(called, ["/api/v3/things", "/api/v3/things?page=2"]);
    let page = body(r#"{"items":[1],"total":9}"#);
    let of_total = ByOffsetOfTotal(request::<ByOffsetOfTotal>());
    assert_eq!(circles(walk(&of_total, &[page.clone(), page])).0, ["1"]);
}

#[test]
fn an_offset_goes_up_by_what_came() {
    let page = r#"{"items":[1,2,3],"total":8}"#;
    assert_eq!(
        called(ByOffsetOfTotal, &[], &[page, page, r#"{"items":[1,2],"total":8}"#]),
        ["", "?offset=3", "?offset=6"]
    );
    assert_eq!(called(ByOffsetOfTotal, &[("offset", 5)], &[page]), ["?offset=5"]);
    // A word on whether there is more is worth more than numbers.
    let more = r#"{"items":[1],"total":1,"more":true}"#;
    let last = r#"{"items":[1],"total":9,"more":false}"#;
    assert_eq!(called(ByOffsetOfTotal, &[], &[more, last]).len(), 2);
}
