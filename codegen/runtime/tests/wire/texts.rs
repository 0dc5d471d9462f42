//! Types that stand for texts of some format: what is read, how it is written, what is refused.

use codegen_runtime::wire::Slot;
use codegen_runtime::{Base64, chrono, jiff, time, uuid};

use super::{again, read, refusal};

/// Each text as it is read and as it is written.
fn assert_written<T: Slot>(cases: &[(&str, &str)]) {
    for (text, written) in cases {
        assert_eq!(again::<T>(&format!("{text:?}")), format!("{written:?}"), "{text}");
    }
}

fn assert_refused<T: Slot>(expected: &str, texts: &[&str]) {
    for text in texts {
        assert_eq!(
            refusal::<T>(format!("{text:?}")),
            format!(".: expected {expected}, found {text:?}")
        );
    }
    assert_eq!(refusal::<T>("1"), ".: expected a text, found a number");
}

#[test]
fn dates_and_times_keep_their_offset() {
    fn assert_all<T: Slot>() {
        assert_written::<T>(&[
            ("2026-01-31T12:30:00Z", "2026-01-31T12:30:00Z"),
            ("2026-01-31T12:30:00+02:00", "2026-01-31T12:30:00+02:00"),
            ("2026-01-31T12:30:00.125-09:30", "2026-01-31T12:30:00.125-09:30"),
            ("2026-01-31t12:30:00+00:00", "2026-01-31T12:30:00Z"),
        ]);
        assert_refused::<T>(
            "an RFC 3339 date and time",
            &[
                "",
                "2026-01-31",
                "2026-01-31T12:30:00",
                "2026-02-30T12:30:00Z",
                "12:30:00Z",
            ],
        );
    }
    assert_all::<chrono::DateTime<chrono::FixedOffset>>();
    assert_all::<jiff::Zoned>();
    assert_all::<time::OffsetDateTime>();
}

#[test]
fn a_timestamp_is_an_instant() {
    assert_written::<jiff::Timestamp>(&[
        ("2026-01-31T12:30:00Z", "2026-01-31T12:30:00Z"),
        ("2026-01-31T12:30:00.5+02:00", "2026-01-31T10:30:00.5Z"),
    ]);
    assert_refused::<jiff::Timestamp>("an RFC 3339 date and time", &["2026-01-31T12:30:00"]);
}

#[test]
fn dates() {
    fn assert_all<T: Slot>() {
        assert_written::<T>(&[("2026-01-31", "2026-01-31"), ("0001-12-01", "0001-12-01")]);
        assert_refused::<T>(
            "a date such as 2026-01-31",
            &[
                "",
                "2026-02-30",
                "2026-1-31",
                "+026-01-31",
                "2026-01-31 ",
                "2026-01-31T00:00:00Z",
                "20260131",
                "2026-01",
                "２026-01-31",
            ],
        );
    }
    assert_all::<chrono::NaiveDate>();
    assert_all::<jiff::civil::Date>();
    assert_all::<time::Date>();
}

#[test]
fn times_of_day() {
    fn assert_all<T: Slot>() {
        assert_written::<T>(&[
            ("00:00:00", "00:00:00"),
            ("09:05:59Z", "09:05:59"),
            ("23:59:59.125", "23:59:59.125"),
            ("12:30:00.000000001", "12:30:00.000000001"),
            ("12:30:00.1250000000000", "12:30:00.125"),
        ]);
        assert_refused::<T>(
            "a time such as 12:30:00",
            &[
                "",
                "24:00:00",
                "12:60:00",
                "12:30",
                "1:30:00",
                "12:30:00+02:00",
                "12:30:00.",
                "12:30:00.+5",
                "12:30:00.5é",
                "12:30:00.12345678é",
            ],
        );
    }
    assert_all::<chrono::NaiveTime>();
    assert_all::<jiff::civil::Time>();
    assert_all::<time::Time>();
}

#[test]
fn uuids() {
    let written = "67e55044-10b1-426f-9247-bb680e5fe0c8";
    assert_written::<uuid::Uuid>(&[(written, written), ("67E5504410B1426F9247BB680E5FE0C8", written)]);
    assert_refused::<uuid::Uuid>("a UUID", &["", "67e55044-10b1-426f-9247-bb680e5fe0c"]);
}

#[test]
fn bytes() {
    assert_written::<Base64>(&[
        ("", ""),
        ("Zg==", "Zg=="),
        ("Zm8=", "Zm8="),
        ("Zm9v", "Zm9v"),
        // Without padding, with what is left of the last byte, or in the alphabet for URLs.
        ("Zg", "Zg=="),
        ("Zh==", "Zg=="),
        ("-_-_", "+/+/"),
        ("+_-/", "+/+/"),
    ]);
    assert_refused::<Base64>("bytes as base64", &["Z", "Zm9v!", "Zm 9v", "===="]);
    let bytes: Base64 = read("\"Zm9v\"");
    assert_eq!(bytes, Base64::from(&b"foo"[..]));
    assert_eq!(bytes.as_ref(), b"foo");
    assert_eq!(
        (bytes.to_string(), format!("{bytes:?}")),
        ("Zm9v".to_owned(), "Base64(\"Zm9v\")".to_owned())
    );
    assert_eq!(Vec::from(bytes), b"foo");
}
