//! Constraints: what a value must keep to beyond its type.

use serde::Serialize;
use serde_json::Number;

use super::schema::is_false;

/// What a value must keep to beyond its type.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Constraints {
    /// `minimum` and whether it is itself excluded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum: Option<Bound>,
    /// `maximum` and whether it is itself excluded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum: Option<Bound>,
    /// `multipleOf`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub multiple_of: Option<Number>,
    /// `minLength`, in characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_length: Option<u64>,
    /// `maxLength`, in characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u64>,
    /// `pattern`, all of which a text must match.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub patterns: Vec<String>,
    /// `minItems`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_items: Option<u64>,
    /// `maxItems`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_items: Option<u64>,
    /// `uniqueItems`.
    #[serde(skip_serializing_if = "is_false")]
    pub unique_items: bool,
    /// `minProperties`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_properties: Option<u64>,
    /// `maxProperties`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_properties: Option<u64>,
    /// The keywords that ask for more, in words that are not understood: `not`, `if` and the like.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<&'static str>,
}

impl Constraints {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether they ask for something that is understood.
    #[must_use]
    pub fn are_understood(&self) -> bool {
        let others = self.others.clone();
        *self
            != Self {
                others,
                ..Self::default()
            }
    }

    /// What a value must keep to that keeps to both.
    #[must_use]
    pub fn and(self, other: &Self) -> Self {
        let mut patterns = self.patterns;
        let more = other.patterns.iter();
        patterns.extend(more.cloned());
        let mut others = self.others;
        others.extend(&other.others);
        Self {
            minimum: bound(self.minimum, other.minimum.as_ref(), |a, b| a > b),
            maximum: bound(self.maximum, other.maximum.as_ref(), |a, b| a < b),
            multiple_of: other.multiple_of.clone().or(self.multiple_of),
            min_length: self.min_length.max(other.min_length),
            max_length: least(self.max_length, other.max_length),
            patterns: once(patterns),
            min_items: self.min_items.max(other.min_items),
            max_items: least(self.max_items, other.max_items),
            unique_items: self.unique_items || other.unique_items,
            min_properties: self.min_properties.max(other.min_properties),
            max_properties: least(self.max_properties, other.max_properties),
            others: once(others),
        }
    }
}

/// A list without repetition, in its order.
fn once<T: PartialEq>(list: Vec<T>) -> Vec<T> {
    let mut once = Vec::with_capacity(list.len());
    for element in list {
        if !once.contains(&element) {
            once.push(element);
        }
    }
    once
}

fn least(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

fn bound(
    one: Option<Bound>,
    other: Option<&Bound>,
    is_stricter: fn(f64, f64) -> bool,
) -> Option<Bound> {
    let Some(other) = other else { return one };
    let Some(one) = one else {
        return Some(other.clone());
    };
    let value = |number: &Number| number.as_f64().unwrap_or_default();
    let (left, right) = (value(&one.value), value(&other.value));
    let equal = left.total_cmp(&right).is_eq();
    if is_stricter(right, left) || (equal && other.exclusive) {
        Some(other.clone())
    } else {
        Some(one)
    }
}

/// The smallest or the largest number that a value may be.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bound {
    /// The number.
    pub value: Number,
    /// Whether the number itself is out of bounds.
    #[serde(skip_serializing_if = "is_false")]
    pub exclusive: bool,
}
