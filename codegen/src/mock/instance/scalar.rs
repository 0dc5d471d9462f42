//! Texts and numbers of schemas.

use serde_json::{Number, Value, json};

use crate::model::{Bound, Constraints};

/// A value of each format that has a type of its own, or that people look at.
const FORMATS: [(&str, &str); 10] = [
    ("date-time", "2020-01-02T03:04:05Z"),
    ("date", "2020-01-02"),
    ("time", "03:04:05Z"),
    ("duration", "P1DT2H"),
    ("email", "somebody@example.com"),
    ("hostname", "example.com"),
    ("ipv4", "192.0.2.1"),
    ("ipv6", "2001:db8::1"),
    ("uuid", "123e4567-e89b-12d3-a456-426614174000"),
    ("byte", "aGVsbG8="),
];

/// How long a text is made that must be long.
const MAX_LENGTH: u64 = 10_000;

/// A text, like an example where there is one.
pub(super) fn string(
    example: Option<&Value>,
    format: Option<&str>,
    constraints: &Constraints,
) -> Value {
    let least = constraints.min_length.unwrap_or(0).min(MAX_LENGTH);
    let most = constraints.max_length.unwrap_or(u64::MAX);
    let [least, most] = [least, most].map(|it| usize::try_from(it).unwrap_or(usize::MAX));
    let is_fit = |example: &&Value| {
        let length = example.as_str().map(|text| text.chars().count());
        length.is_some_and(|length| least <= length && length <= most)
    };
    if let Some(example) = example.filter(is_fit) {
        return example.clone();
    }
    let known = FORMATS.iter().find(|(name, _)| Some(*name) == format);
    let text = match (known, format) {
        (Some((_, text)), _) => (*text).to_owned(),
        (None, Some("uri" | "url" | "iri" | "uri-reference")) => "https://example.com/".to_owned(),
        _ => "text".to_owned(),
    };
    let missing = least.saturating_sub(text.chars().count());
    let padded = text.chars().chain(std::iter::repeat_n('x', missing));
    Value::String(padded.take(most).collect())
}

/// Whether a text can be of the format: those are looked at that have a type of their own.
pub(super) fn is_in_format(text: &str, format: Option<&str>) -> bool {
    let digits = |range: std::ops::Range<usize>| {
        let part = text.get(range);
        part.is_some_and(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let has = |at: usize, marks: &[u8]| {
        let byte = text.as_bytes().get(at);
        byte.is_some_and(|byte| marks.contains(byte))
    };
    let is_day = || digits(0..4) && has(4, b"-") && digits(5..7) && has(7, b"-") && digits(8..10);
    match format {
        Some("date") => text.len() == 10 && is_day(),
        Some("date-time") => {
            let is_time = digits(11..13) && has(13, b":") && digits(14..16) && has(16, b":");
            let tail = text.get(19..).unwrap_or_default();
            let has_offset = tail.ends_with(['Z', 'z']) || tail.contains(['+', '-']);
            is_day() && has(10, b"Tt") && is_time && digits(17..19) && has_offset
        }
        Some("uuid") => {
            let is_hex = |part: &str| part.bytes().all(|byte| byte.is_ascii_hexdigit());
            let lengths = text.split('-').map(str::len);
            lengths.eq([8, 4, 4, 4, 12]) && text.split('-').all(is_hex)
        }
        Some("byte") => {
            let is_base64 = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte);
            text.len().is_multiple_of(4) && text.bytes().all(is_base64)
        }
        _ => true,
    }
}

/// A whole number within its bounds, like an example where there is one.
pub(super) fn integer(
    example: Option<&Value>,
    format: Option<&str>,
    constraints: &Constraints,
) -> Value {
    let narrow = format == Some("int32");
    let is_fit = |value: &&Value| {
        let is_narrow = value.as_i64().is_some_and(|it| i32::try_from(it).is_ok());
        (is_narrow || !narrow) && is_within(value, constraints)
    };
    if let Some(example) = example.filter(is_fit) {
        return example.clone();
    }
    let [least, most] = bounds(constraints, 1.0);
    let wanted = least.unwrap_or(1.0).max(1.0).min(most.unwrap_or(f64::MAX));
    let wanted = match least {
        Some(least) => wanted.max(least).ceil(),
        None => wanted.floor(),
    };
    #[expect(
        clippy::cast_possible_truncation,
        reason = "what is out of bounds is brought back into them"
    )]
    let whole = wanted as i64;
    json!(whole)
}

/// A number within its bounds, like an example where there is one.
pub(super) fn number(example: Option<&Value>, constraints: &Constraints) -> Value {
    if let Some(example) = example.filter(|value| is_within(value, constraints)) {
        return example.clone();
    }
    let [least, most] = bounds(constraints, 0.5);
    let wanted = match (least, most) {
        (Some(least), Some(most)) => f64::midpoint(least, most),
        (Some(least), None) => least.max(1.5),
        (None, Some(most)) => most.min(1.5),
        (None, None) => 1.5,
    };
    Number::from_f64(wanted).map_or(Value::Null, Value::Number)
}

/// The least and the greatest number that it may be, a step away from what it may not be.
fn bounds(constraints: &Constraints, step: f64) -> [Option<f64>; 2] {
    let bound = |bound: &Option<Bound>, step: f64| {
        let bound = bound.as_ref()?;
        let value = bound.value.as_f64()?;
        Some(if bound.exclusive { value + step } else { value })
    };
    [
        bound(&constraints.minimum, step),
        bound(&constraints.maximum, -step),
    ]
}

/// Whether a number keeps to its bounds.
fn is_within(value: &Value, constraints: &Constraints) -> bool {
    let Some(number) = value.as_f64() else {
        return false;
    };
    let limit = |bound: &Option<Bound>| {
        let bound = bound.as_ref()?;
        Some((bound.value.as_f64()?, bound.exclusive))
    };
    let is_above = limit(&constraints.minimum)
        .is_none_or(|(least, excluded)| number > least || (number >= least && !excluded));
    let is_below = limit(&constraints.maximum)
        .is_none_or(|(most, excluded)| number < most || (number <= most && !excluded));
    is_above && is_below
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bound(value: i64, exclusive: bool) -> Bound {
        let value = value.into();
        Bound { value, exclusive }
    }

    #[test]
    fn numbers_keep_to_their_bounds_and_examples_that_do_are_left_alone() {
        let between = |minimum, maximum| Constraints {
            minimum,
            maximum,
            ..Constraints::default()
        };
        let cases = [
            (None, None, json!(1), json!(1.5)),
            (Some(bound(5, false)), None, json!(5), json!(5.0)),
            (Some(bound(5, true)), None, json!(6), json!(5.5)),
            (None, Some(bound(-5, false)), json!(-5), json!(-5.0)),
            (None, Some(bound(-5, true)), json!(-6), json!(-5.5)),
            (
                Some(bound(-9, false)),
                Some(bound(0, false)),
                json!(0),
                json!(-4.5),
            ),
        ];
        for (minimum, maximum, whole, any) in cases {
            let constraints = between(minimum, maximum);
            assert_eq!(integer(None, None, &constraints), whole);
            assert_eq!(number(None, &constraints), any);
            assert_eq!(integer(Some(&whole), None, &constraints), whole);
            let wrong = json!(1_000_000);
            let mended = integer(Some(&wrong), None, &constraints);
            assert_eq!(mended == wrong, constraints.maximum.is_none());
        }
        let large = json!(5_000_000_000_i64);
        let none = Constraints::default();
        assert_eq!(integer(Some(&large), Some("int64"), &none), large);
        assert_eq!(integer(Some(&large), Some("int32"), &none), json!(1));
    }

    #[test]
    fn texts_are_as_long_as_they_must_be() {
        let lengths = |least, most| Constraints {
            min_length: least,
            max_length: most,
            ..Constraints::default()
        };
        let cases = [
            (None, None, "an example"),
            (Some(12), None, "textxxxxxxxx"),
            (None, Some(2), "te"),
        ];
        for (least, most, expected) in cases {
            let example = json!("an example");
            let text = string(Some(&example), None, &lengths(least, most));
            assert_eq!(text, json!(expected));
        }
        let day = string(None, Some("date"), &Constraints::default());
        assert_eq!(day, json!("2020-01-02"));
    }

    #[test]
    fn what_can_be_of_a_format_is_told_from_what_cannot() {
        for (format, text, expected) in [
            ("date", "2020-01-02", true),
            ("date", "2020-1-2", false),
            ("date-time", "2020-01-02T03:04:05.678+01:00", true),
            ("date-time", "2020-01-02T03:04:05Z", true),
            ("date-time", "2020-01-02 03:04:05", false),
            ("date-time", "2020-01-02T03:04:05", false),
            ("uuid", "123e4567-e89b-12d3-a456-426614174000", true),
            ("uuid", "123", false),
            ("byte", "aGVsbG8=", true),
            ("byte", "hello!", false),
            ("email", "anything", true),
        ] {
            assert_eq!(
                is_in_format(text, Some(format)),
                expected,
                "{format} {text}"
            );
        }
    }
}
