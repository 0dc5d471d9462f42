//! Takes values for what they were meant to be: a number for a text, a text for a number.

use serde_json::{Map, Number, Value};

/// The largest whole number below which every other one is a float too.
const MAX_EXACT: f64 = 9_007_199_254_740_992.0;

pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

pub(super) fn flag(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::String(text) => text.trim().to_ascii_lowercase().parse().ok(),
        _ => None,
    }
}

pub(super) fn number(value: &Value) -> Option<Number> {
    match value {
        Value::Number(number) => Some(number.clone()),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

pub(super) fn count(value: &Value) -> Option<u64> {
    let number = number(value)?;
    number
        .as_u64()
        .or_else(|| u64::try_from(whole(&number, f64::floor)?).ok())
}

/// The number as a whole one, after `round`, if there is such.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the range is checked before"
)]
pub(super) fn whole(number: &Number, round: fn(f64) -> f64) -> Option<i64> {
    number.as_i64().or_else(|| {
        let rounded = round(number.as_f64()?);
        (rounded.abs() <= MAX_EXACT).then_some(rounded as i64)
    })
}

pub(super) fn texts(value: &Value) -> Option<Value> {
    let elements = match value {
        Value::Array(elements) => elements
            .iter()
            .filter_map(text)
            .map(Value::String)
            .collect(),
        Value::String(_) => vec![value.clone()],
        _ => return None,
    };
    Some(Value::Array(elements))
}

pub(super) fn text_map(value: &Value) -> Option<Value> {
    let members = value.as_object()?.iter().map(|(name, value)| {
        let value = text(value).unwrap_or_default();
        (name.clone(), Value::String(value))
    });
    Some(Value::Object(members.collect()))
}

/// A single requirement counts as a list of one.
pub(super) fn requirements(value: &Value) -> Option<Value> {
    let requirements = match value {
        Value::Array(elements) => elements.iter().filter_map(Value::as_object).collect(),
        Value::Object(members) => vec![members],
        _ => return None,
    };
    let with_scopes = requirements.into_iter().map(|members| {
        let schemes = members.iter().map(|(scheme, scopes)| {
            (
                scheme.clone(),
                texts(scopes).unwrap_or_else(|| Value::Array(Vec::new())),
            )
        });
        Value::Object(schemes.collect::<Map<_, _>>())
    });
    Some(Value::Array(with_scopes.collect()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn takes_values_for_what_they_mean() {
        assert_eq!(text(&json!(1.5)).as_deref(), Some("1.5"));
        assert_eq!(text(&json!([])), None);
        assert_eq!(flag(&json!("True")), Some(true));
        assert_eq!(flag(&json!(1)), None);
        assert_eq!(number(&json!(" 12")), Some(12.into()));
        let counts = [
            (json!(3), Some(3)),
            (json!("3"), Some(3)),
            (json!(3.0), Some(3)),
            (json!(-1), None),
            (json!(1e300), None),
        ];
        for (value, expected) in counts {
            assert_eq!(count(&value), expected, "{value}");
        }
        assert_eq!(texts(&json!(["a", 1, null, {}])), Some(json!(["a", "1"])));
        assert_eq!(
            text_map(&json!({"a": null, "b": "c"})),
            Some(json!({"a": "", "b": "c"}))
        );
        assert_eq!(requirements(&json!({"a": null})), Some(json!([{"a": []}])));
    }
}
