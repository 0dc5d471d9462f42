//! When two JSON values are one and the same.

use chrono::DateTime;
use serde_json::{Number, Value};

/// Whether two values are the same, where `1` and `1.0` are one number.
pub(super) fn are_equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => are_equal_numbers(a, b),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| are_equal(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            let is_in_b = |(name, value)| b.get(name).is_some_and(|other| are_equal(value, other));
            a.len() == b.len() && a.iter().all(is_in_b)
        }
        _ => a == b,
    }
}

/// Whether two numbers have the same value.
pub(super) fn are_equal_numbers(a: &Number, b: &Number) -> bool {
    match (whole(a), whole(b)) {
        (Some(a), Some(b)) => a == b,
        _ => a.as_f64() == b.as_f64(),
    }
}

fn whole(number: &Number) -> Option<i128> {
    let signed = number.as_i64().map(i128::from);
    signed.or_else(|| number.as_u64().map(i128::from))
}

/// Whether two numbers are one as far as 32 bits can tell.
pub(super) fn are_equal_floats(a: &Number, b: &Number) -> bool {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "that more would be lost is the point"
    )]
    let short = |number: &Number| number.as_f64().map(|float| float as f32);
    short(a) == short(b)
}

/// Whether a text is base64 (RFC 4648, sections 4 and 5), with or without padding.
pub(super) fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    let is_digit = |byte: u8| byte.is_ascii_alphanumeric() || b"+/-_".contains(&byte);
    digits.bytes().all(is_digit) && digits.len() % 4 != 1 && text.len() - digits.len() <= 2
}

/// Whether two texts are the same bytes, in either alphabet.
pub(super) fn are_equal_bytes(a: &str, b: &str) -> bool {
    let digits = |text: &str| {
        let text = text.trim_end_matches('=');
        text.replace('-', "+").replace('_', "/")
    };
    is_base64(a) && is_base64(b) && digits(a) == digits(b)
}

/// Whether two texts name the same moment with the same offset, in any spelling of RFC 3339.
#[must_use]
pub fn are_equal_moments(a: &str, b: &str) -> bool {
    let moment = |text| DateTime::parse_from_rfc3339(text).ok();
    match (moment(a), moment(b)) {
        (Some(a), Some(b)) => a == b && a.offset() == b.offset(),
        _ => false,
    }
}
