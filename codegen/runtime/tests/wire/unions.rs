//! Unions: which case a value is read as, what is lost, what is refused.

use codegen_runtime::wire::Slot;
use serde_json::json;

use super::union_models::{
    ClosedEither, ClosedPet, Either, Endless, Form, Known, Loose, Mixed, Outer, Pet, Places, Tree, Word,
};
use super::{again, read, refusal, write};

/// The beginning of what a document reads as.
fn case<T: Slot + std::fmt::Debug>(json: &str) -> String {
    let text = format!("{:?}", read::<T>(json));
    text.split('(').next().unwrap_or_default().to_owned()
}

fn assert_cases<T: Slot + std::fmt::Debug>(expected: &[(&str, &str)]) {
    for (json, name) in expected {
        assert_eq!(&case::<T>(json), name, "{json}");
    }
}

fn assert_refusals<T: Slot>(expected: &[(&str, &str)]) {
    for (json, why) in expected {
        assert_eq!(&refusal::<T>(json), why, "{json}");
    }
}

#[test]
fn the_tag_says_which_case_it_is() {
    assert_cases::<Pet>(&[
        (r#"{"kind":"cat","owner":{"id":1}}"#, "Cat"),
        (r#"{"owner":{"id":1},"kind":"lynx"}"#, "Cat"),
        (r#"{"kind":"dog","pack":[]}"#, "Dog"),
        (r#"{"kind":"bird"}"#, "Unknown"),
        (r#"{"kind":4}"#, "Unknown"),
        (r#"{"kind":null}"#, "Unknown"),
        (r#""Tom""#, "Name"),
        ("7", "Unknown"),
        ("null", "Unknown"),
    ]);
    assert_refusals::<Pet>(&[
        // What is not text is compared as JSON: it is the case's own `kind` that takes no number.
        (r#"{"kind":3}"#, "kind: expected a text, found a number"),
        (
            r#"{"kind":true,"owner":{"id":1}}"#,
            "kind: expected a text, found a boolean",
        ),
    ]);
    assert_refusals::<ClosedPet>(&[
        (r#"{"kind":"bird"}"#, ".: expected a known `kind`"),
        ("[]", ".: expected an object, found a list"),
        ("1.5", ".: expected an object, found a number"),
    ]);
}

#[test]
fn a_failure_inside_the_case_of_a_tag_is_an_error() {
    assert_refusals::<Pet>(&[
        (r#"{"kind":"cat"}"#, ".: missing: `owner`"),
        (
            r#"{"kind":"cat","owner":{"id":"x"}}"#,
            "owner.id: expected a whole number of 64 bits, found a text",
        ),
        (
            r#"{"kind":"dog","pack":["a",{"kind":"dog","friend":{"kind":"cat","owner":{}}}]}"#,
            "pack[1].friend.owner: missing: `id`",
        ),
    ]);
    let cat = r#"{"kind":"cat","owner":{"id":1}}"#;
    let wrong = r#"{"kind":"cat","owner":{"id":null}}"#;
    let found = "expected a whole number of 64 bits, found null";
    for (more, path) in [
        (format!(r#""list":[{cat},{wrong}]"#), "list[1].owner.id"),
        (format!(r#""map":{{"a b":{wrong}}}"#), "map[\"a b\"].owner.id"),
        (format!(r#""maybe":{wrong}"#), "maybe.owner.id"),
        (format!(r#""null":{wrong}"#), "null.owner.id"),
        (format!(r#""pair":[{wrong},1]"#), "pair[0].owner.id"),
    ] {
        let json = format!(r#"{{"pet":{cat},"boxed":{cat},{more}}}"#);
        assert_eq!(refusal::<Places>(&json), format!("{path}: {found}"), "{json}");
    }
}

#[test]
fn a_missing_tag_leaves_it_to_the_members() {
    // Both cases demand the tag, so neither can be read.
    assert_cases::<Pet>(&[(r#"{"owner":{"id":1}}"#, "Unknown")]);
    assert_refusals::<ClosedPet>(&[("{}", ".: fits no case: missing: `kind`, `owner`; missing: `kind`")]);
}

#[test]
fn unions_stand_everywhere() {
    let cat = r#"{"kind":"cat","owner":{"id":1}}"#;
    let dog = format!(r#"{{"kind":"dog","friend":{cat},"pack":["a",{cat}]}}"#);
    let json = format!(
        r#"{{"pet":{dog},"boxed":{dog},"maybe":"a","null":null,"list":["a",{dog},[1]],"map":{{"x":{cat},"y":"b"}},"pair":["a",1.5]}}"#
    );
    assert_eq!(again::<Places>(&json), json);
    let value: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    let places: Places = serde_json::from_value(value.clone()).expect("it is read");
    assert_eq!(places, read(&json));
    assert_eq!(serde_json::to_value(&places).expect("it has a form"), value);
    let yaml = serde_yaml::to_string(&places).expect("it has a form");
    assert_eq!(serde_yaml::from_str::<Places>(&yaml).expect("it is read"), places);
}

#[test]
fn of_a_union_named_twice_the_last_counts() {
    let json = r#"{"pet":"a","boxed":{"kind":"dog","friend":"x","pack":["y"]},"boxed":{"kind":"dog"},"pet":"b"}"#;
    let once = r#"{"pet":"b","boxed":{"kind":"dog","pack":[]},"list":[],"map":{}}"#;
    assert_eq!(again::<Places>(json), once);
}

#[test]
fn constants_and_members_mark_a_case() {
    assert_cases::<Form>(&[
        (r#"{"form":"circle","radius":1}"#, "Circle"),
        (r#"{"form":"square","side":1.5}"#, "Square"),
        (r#"{"form":"square","side":2.5}"#, "Anything"),
        (r#"{"points":[[1,2],[3,4]]}"#, "Path"),
        (r#"{"form":"line"}"#, "Anything"),
        ("{}", "Anything"),
        ("[]", "Unknown"),
        // Only one has the member, but not so.
        (r#"{"points":[[1,2],[3]]}"#, "Anything"),
        // Two are marked: the first that loses nothing.
        (r#"{"form":"circle","points":[]}"#, "Path"),
    ]);
    assert_refusals::<Form>(&[
        (r#"{"form":"circle"}"#, ".: missing: `radius`"),
        (
            r#"{"form":"circle","radius":"1"}"#,
            "radius: expected a number, found a text",
        ),
    ]);
}

#[test]
fn kinds_tell_cases_apart() {
    assert_cases::<Mixed>(&[
        ("5", "Small"),
        ("-5", "Small"),
        ("5.0", "Float"),
        ("5.5", "Float"),
        ("2147483648", "Big"),
        // Too much for the cases of whole numbers.
        ("9223372036854775808", "Float"),
        ("true", "Flag"),
        (r#""low""#, "Level"),
        (r#""lower""#, "Word"),
        ("[]", "Words"),
        (r#"["a"]"#, "Words"),
        (r#"[["a",1]]"#, "Pairs"),
        (r#"{"a":1}"#, "Map"),
    ]);
    assert_eq!(again::<Mixed>("9223372036854775807"), "9223372036854775807");
    assert_refusals::<Mixed>(&[
        (
            "null",
            ".: expected a boolean or a whole number or a number or a text or a list or an object, found null",
        ),
        (
            r#"[["a",true]]"#,
            ".: fits no case: [0]: expected a text, found a list; [0][1]: expected a whole number of 64 bits, found a boolean",
        ),
        (r#"{"a":null}"#, "a: expected a whole number of 64 bits, found null"),
    ]);
}

#[test]
fn texts_are_of_the_enum_that_lists_them() {
    assert_cases::<Word>(&[
        (r#""high""#, "Level"),
        (r#""offline""#, "Status"),
        // Both list it.
        (r#""low""#, "Level"),
        // No enum does, not even the one that would take it.
        (r#""busy""#, "Other"),
    ]);
    assert_cases::<Known>(&[(r#""offline""#, "Status"), (r#""busy""#, "Status")]);
    assert_eq!(again::<Known>(r#""busy""#), r#""busy""#);
    assert_cases::<Loose>(&[(r#""low""#, "Level"), (r#""busy""#, "Any")]);
}

#[test]
fn what_loses_least_wins() {
    assert_cases::<Either>(&[
        (r#"{"name":"a"}"#, "Short"),
        (r#"{"name":"a","size":1}"#, "Long"),
        (r#"{"name":"a","size":1,"new":2}"#, "Long"),
        (r#"{"name":"a","new":2}"#, "Short"),
        (r#"{"name":"a","size":"1","new":2}"#, "Short"),
        // Kept only as it came: no better than ignored.
        (r#"{"name":"a","form":1}"#, "Short"),
        (r#"{"name":"a","form":{}}"#, "Long"),
        (r#"{"size":1}"#, "Unknown"),
        ("1", "Unknown"),
    ]);
    assert_eq!(
        again::<Either>(r#"{"name":"a","size":1,"new":2}"#),
        r#"{"name":"a","size":1}"#
    );
    assert_eq!(again::<Either>(r#"{"size":1}"#), r#"{"size":1}"#);
    assert_cases::<ClosedEither>(&[(r#"{"name":"a","size":1,"new":2}"#, "Long")]);
    assert_refusals::<ClosedEither>(&[(
        r#"{"name":[],"size":1}"#,
        ".: fits no case: name: expected a text, found a list; name: expected a text, found a list",
    )]);
}

#[test]
fn a_union_is_a_case_of_another() {
    assert_eq!(case::<Outer>(r#""a""#), "Pet");
    assert_eq!(case::<Outer>(r#"["a"]"#), "Words");
    // It is the inner one that keeps what it does not know.
    assert_eq!(
        read::<Outer>(r#"{"kind":"bird"}"#),
        Outer::Pet(Pet::Unknown(json!({"kind": "bird"})))
    );
    // The only case of its kind, and yet not of it.
    assert_eq!(read::<Outer>("[1]"), Outer::Unknown(json!([1])));
    assert_eq!(
        read::<Outer>(r#"{"kind":"cat"}"#),
        Outer::Unknown(json!({"kind": "cat"}))
    );
    let again = read::<Endless>("\"a\"");
    assert_eq!(write(&again), "\"a\"");
}

/// Each level is one of two, and only what is lost inside tells which: nothing is found out twice.
#[test]
fn deep_unions_take_no_time() {
    let deep = |levels: usize, innermost: &str| {
        let (mut start, mut end) = (String::new(), String::new());
        for level in 0..levels {
            start += r#"{"inner":"#;
            end.insert_str(0, &format!(r#","new":{level}}}"#));
        }
        format!("{start}{innermost}{end}")
    };
    let innermost = r#"{"inner":null,"right":1}"#;
    let mut tree = read::<Tree>(&deep(120, innermost));
    let mut levels = 0;
    while let Tree::Left(left) = tree {
        levels += 1;
        tree = *left.inner.expect("all but the innermost have one");
    }
    assert_eq!(levels, 120);
    assert_eq!(write(&tree), innermost);
    assert!(refusal::<Tree>(deep(120, "1")).contains("fits no case"));
}
