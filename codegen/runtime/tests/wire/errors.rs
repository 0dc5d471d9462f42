//! Where and why a document cannot be read.

use codegen_runtime::wire::from_json;
use serde_json::Value;

use super::models::{Kinds, Repository, Runner};
use super::{read, refusal};

#[test]
fn the_path_leads_to_what_is_at_fault() {
    let owner = r#"{"id":1,"plan":{"notes":[]}}"#;
    let cases = [
        (r#"[{"owner":{"id":"x"}}]"#.to_owned(), "[0].owner.id"),
        (
            format!(r#"[{{"owner":{owner}}},{{"owner":{{"id":1,"plan":{{"notes":["a",2]}}}}}}]"#),
            "[1].owner.plan.notes[1]",
        ),
        (
            format!(r#"[{{"owner":{owner},"topics":{{"rust":[1,2,null]}}}}]"#),
            "[0].topics.rust[2]",
        ),
        (
            format!(r#"[{{"owner":{owner},"topics":{{"a.b":true}}}}]"#),
            "[0].topics[\"a.b\"]",
        ),
        (
            format!(r#"[{{"owner":{owner},"parent":{{"owner":{{}}}}}}]"#),
            "[0].parent.owner",
        ),
        ("7".to_owned(), "."),
    ];
    for (json, path) in cases {
        assert_eq!(
            from_json::<Vec<Repository>>(json.as_bytes()).unwrap_err().path(),
            path,
            "{json}"
        );
    }
}

#[test]
fn an_error_says_where_and_why() {
    let error = from_json::<Runner>(b"{\n  \"id\": 1,\n  \"name\": false\n}").unwrap_err();
    assert_eq!((error.path(), error.line(), error.column()), ("name", 3, 15));
    assert_eq!(error.message(), "expected a text, found a boolean");
    assert_eq!(
        error.to_string(),
        "name: expected a text, found a boolean (line 3, column 15)"
    );
}

#[test]
fn documents_that_are_not_json() {
    let cases: [(&[u8], &str); 11] = [
        (b"", ".: EOF while parsing a value"),
        (b"  ", ".: EOF while parsing a value"),
        (b"<html>", ".: expected value"),
        (b"{\"text\":", "text: EOF while parsing a value"),
        (b"{\"text\":\"a", "text: EOF while parsing a string"),
        (b"{\"text\":\"\xff\"}", "text: the document is not UTF-8"),
        (b"{\"te\xffxt\":1}", ".: the document is not UTF-8"),
        (b"{}\xff", ".: the document is not UTF-8"),
        (b"{\"text\":tru, \"\xff\"}", "text: expected ident"),
        (b"{} {}", ".: trailing characters"),
        (b"{\"yes\":true,}", ".: trailing comma"),
    ];
    for (json, message) in cases {
        assert_eq!(refusal::<Kinds>(json), message);
    }
    assert_eq!(read::<Vec<i64>>(" [1]\r\n\t "), [1]);
}

#[test]
fn bytes_that_are_not_utf8_have_a_place() {
    let error = from_json::<Vec<String>>(b"[\n\"a\",\n \"b\xff\"]").unwrap_err();
    assert_eq!((error.path(), error.line(), error.column()), ("[1]", 3, 3));
}

#[test]
fn depth_is_bounded() {
    let nested = |depth: usize| {
        let owner = r#""owner":{"id":1,"plan":{"notes":[]}}"#;
        let start = format!("{{{owner},\"parent\":").repeat(depth);
        format!("{start}null{}", "}".repeat(depth))
    };
    assert!(from_json::<Repository>(nested(120).as_bytes()).is_ok());
    assert!(refusal::<Repository>(nested(100_000)).ends_with("parent.owner.plan.notes: recursion limit exceeded"));
    assert!(refusal::<Value>("[".repeat(100_000)).ends_with("recursion limit exceeded"));
    assert!(refusal::<Kinds>(format!("{{\"unknown\":{}", "[".repeat(100_000))).contains("EOF"));
}
