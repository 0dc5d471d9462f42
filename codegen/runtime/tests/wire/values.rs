//! Values of every kind, as they are read and written.

use codegen_runtime::wire::{Nullable, Slot, from_json, to_json};
use serde_json::Value;

use super::models::{Kinds, RunnerStatus, Token};
use super::{again, read, refusal, write};

/// Reads `{name: value}` and gives what is written as the member's value.
fn round(name: &str, value: &str) -> String {
    let written = again::<Kinds>(&format!(r#"{{"{name}":{value}}}"#));
    let value = written
        .strip_prefix(&format!(r#"{{"{name}":"#))
        .and_then(|rest| rest.strip_suffix('}'));
    value.unwrap_or(&written).to_owned()
}

#[test]
fn what_is_read_is_written() {
    let cases = [
        ("yes", "true"),
        ("yes", "false"),
        ("i32", "-2147483648"),
        ("i64", "9223372036854775807"),
        ("i64", "-9223372036854775808"),
        ("u32", "4294967295"),
        ("u64", "18446744073709551615"),
        ("f32", "0.1"),
        ("f64", "0.1"),
        ("f64", "-1e+300"),
        ("text", r#""a \"b\" é 😀 \u0001\n""#),
        ("on", r#""2026-01-31""#),
        ("any", r#"{"a":[1,2.5,"x",null,true],"b":{}}"#),
        ("list", "[1,null,3]"),
        ("list", "[]"),
        ("map", r#"{"a":1,"b":-2}"#),
        ("object", r#"{"a":[{"b":null}]}"#),
    ];
    for (name, value) in cases {
        assert_eq!(round(name, value), value, "{name}");
    }
}

#[test]
fn numbers_that_are_written_otherwise() {
    let cases = [
        ("i64", "5.0", "5"),
        ("i64", "-0", "0"),
        ("u32", "1e3", "1000"),
        ("i32", "-7.0", "-7"),
        ("f64", "3", "3.0"),
        ("f64", "-3", "-3.0"),
        ("f32", "16777217", "16777216.0"),
    ];
    for (name, value, written) in cases {
        assert_eq!(round(name, value), written, "{name}: {value}");
    }
}

#[test]
fn numbers_out_of_range() {
    let cases = [
        (
            "i32",
            "2147483648",
            "expected a whole number of 32 bits, found 2147483648",
        ),
        (
            "i64",
            "9223372036854775808",
            "expected a whole number of 64 bits, found 9223372036854775808",
        ),
        (
            "i64",
            "-9223372036854775809",
            "expected a whole number of 64 bits, found -9223372036854776000",
        ),
        (
            "u32",
            "-1",
            "expected a whole number of 32 bits that is not negative, found -1",
        ),
        (
            "u64",
            "-1",
            "expected a whole number of 64 bits that is not negative, found -1",
        ),
        (
            "u64",
            "18446744073709551616",
            "expected a whole number of 64 bits that is not negative, found 18446744073709552000",
        ),
        ("i64", "5.5", "expected a whole number of 64 bits, found 5.5"),
        (
            "i64",
            "9007199254740992.0",
            "expected a whole number of 64 bits, found 9007199254740992",
        ),
        (
            "i64",
            "9007199254740994.0",
            "expected a whole number of 64 bits, found 9007199254740994",
        ),
        (
            "f32",
            "1e39",
            "expected a number of single precision, found 1000000000000000000000000000000000000000",
        ),
        ("f64", "1e999", "number out of range"),
    ];
    for (name, value, message) in cases {
        assert_eq!(
            refusal::<Kinds>(format!(r#"{{"{name}":{value}}}"#)),
            format!("{name}: {message}")
        );
    }
}

#[test]
fn dates_and_times_keep_their_offset() {
    let cases = [
        ("2026-01-31T12:00:00Z", "2026-01-31T12:00:00Z"),
        ("2026-01-31T12:00:00+00:00", "2026-01-31T12:00:00Z"),
        ("2026-01-31T12:00:00-07:00", "2026-01-31T12:00:00-07:00"),
        ("2026-01-31T12:00:00.123Z", "2026-01-31T12:00:00.123Z"),
        ("2026-01-31T12:00:00.123456+05:30", "2026-01-31T12:00:00.123456+05:30"),
        ("2026-01-31T12:00:00.123456789Z", "2026-01-31T12:00:00.123456789Z"),
        ("2026-01-31T12:00:00.5Z", "2026-01-31T12:00:00.500Z"),
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:60Z"),
    ];
    for (read, written) in cases {
        assert_eq!(round("at", &format!("{read:?}")), format!("{written:?}"));
    }
}

#[test]
fn texts_that_are_no_dates() {
    let long = "x".repeat(100);
    let cases = [
        (
            "at",
            "yesterday",
            r#"at: expected an RFC 3339 date and time, found "yesterday""#.to_owned(),
        ),
        (
            "at",
            "2026-01-31",
            r#"at: expected an RFC 3339 date and time, found "2026-01-31""#.to_owned(),
        ),
        (
            "at",
            &long,
            format!("at: expected an RFC 3339 date and time, found {:?}...", &long[..40]),
        ),
        (
            "on",
            "2026-02-30",
            r#"on: expected a date such as 2026-01-31, found "2026-02-30""#.to_owned(),
        ),
        (
            "on",
            "2026-1-1",
            r#"on: expected a date such as 2026-01-31, found "2026-1-1""#.to_owned(),
        ),
        (
            "on",
            "+2026-1-01",
            r#"on: expected a date such as 2026-01-31, found "+2026-1-01""#.to_owned(),
        ),
        (
            "on",
            "2026-01-31T00:00:00Z",
            r#"on: expected a date such as 2026-01-31, found "2026-01-31T00:00:00Z""#.to_owned(),
        ),
    ];
    for (name, text, message) in cases {
        assert_eq!(refusal::<Kinds>(format!("{{{name:?}:{text:?}}}")), message);
    }
}

#[test]
fn values_of_the_wrong_kind() {
    let kinds = [
        ("yes", "true or false", "a boolean"),
        ("i64", "a whole number of 64 bits", "a number"),
        ("f64", "a number", "a number"),
        ("text", "a text", "a text"),
        ("at", "a text", "a text"),
        ("list", "a list", "a list"),
        ("map", "an object", "an object"),
    ];
    let values = [
        ("true", "a boolean"),
        ("7", "a number"),
        ("1.5", "a number"),
        ("\"seven\"", "a text"),
        ("[7]", "a list"),
        ("{}", "an object"),
    ];
    for (name, expected, own) in kinds {
        for (value, found) in values.iter().filter(|(_, found)| *found != own) {
            let message = format!("{name}: expected {expected}, found {found}");
            assert_eq!(refusal::<Kinds>(format!(r#"{{"{name}":{value}}}"#)), message);
        }
    }
}

#[test]
fn an_enum_keeps_values_that_it_does_not_know() {
    for text in ["online", "offline", "", "On Fire"] {
        assert_eq!(again::<RunnerStatus>(&format!("{text:?}")), format!("{text:?}"));
        assert_eq!(RunnerStatus::from(text).to_string(), text);
    }
    assert_eq!(read::<RunnerStatus>("\"online\""), RunnerStatus::Online);
    assert_eq!(refusal::<RunnerStatus>("1"), ".: expected a text, found a number");
}

#[test]
fn any_value_is_a_document() {
    assert_eq!(read::<Vec<bool>>("[true]"), [true]);
    assert_eq!(read::<Option<i64>>("null"), None);
    assert_eq!(read::<Value>("null"), Value::Null);
    assert_eq!(read::<Option<Value>>("null"), None);
    assert_eq!(write(&None::<i64>), "null");
    assert_eq!(write(&vec![Some(1), None]), "[1,null]");
}

#[test]
fn nullable_values_become_options_and_back() {
    let values = [Nullable::Absent, Nullable::Null, Nullable::from(5)];
    assert_eq!(values.each_ref().map(Nullable::value), [None, None, Some(&5)]);
    assert_eq!(values.map(Nullable::into_value), [None, None, Some(5)]);
    assert_eq!(values.map(|value| value.is_absent()), [true, false, false]);
    assert_eq!(values.map(|value| value.is_null()), [false, true, false]);
    assert_eq!(
        [None, Some(5)].map(Nullable::from),
        [Nullable::Null, Nullable::Value(5)]
    );
    assert_eq!(Nullable::<i64>::default(), Nullable::Absent);
}

#[test]
fn what_is_not_finite_is_not_written() {
    let values: [&dyn Slot; 4] = [&f64::NAN, &f64::INFINITY, &f32::NEG_INFINITY, &Some(f64::NAN)];
    for value in values {
        assert_eq!(
            to_json(value).unwrap_err().to_string(),
            "a number that is not finite cannot be written"
        );
    }
}

#[test]
fn a_secret_is_written_and_never_printed() {
    let json = r#"{"token":"s3cret-s3cret","expires_at":"2026-01-31T12:00:00Z"}"#;
    let token = read::<Token>(json);
    assert_eq!(token.token.expose_secret(), "s3cret-s3cret");
    assert_eq!(write(&token), json);
    assert!(!format!("{token:?}").contains("s3cret"), "{token:?}");
    assert!(format!("{token:?}").contains("[REDACTED]"), "{token:?}");

    for wrong in [
        "5318008",
        "531.8008",
        "[\"s3cret\"]",
        "{\"s3cret\":1}",
        "\"s3cret",
        "\"s3cret\" 1",
        "\"s3cret\\q\"",
    ] {
        let error = from_json::<Token>(format!("{{\"token\":{wrong}}}").as_bytes()).unwrap_err();
        let printed = format!("{error} {error:?}");
        assert!(!printed.contains("s3cret") && !printed.contains("531"), "{printed}");
    }
}
