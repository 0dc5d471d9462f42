//! What is asked of a member's value beyond its type, as far as a client checks it.

use serde_json::Number;

use crate::model::{Bound, Constraints};
use crate::plan::Constraint;

/// What is asked. A `pattern` is not: its language is not that of any Rust crate.
pub(super) fn constraints(asked: &Constraints) -> Vec<Constraint> {
    let minimum = |bound: f64, is_exclusive| {
        if is_exclusive {
            Constraint::ExclusiveMinimum(bound)
        } else {
            Constraint::Minimum(bound)
        }
    };
    let maximum = |bound: f64, is_exclusive| {
        if is_exclusive {
            Constraint::ExclusiveMaximum(bound)
        } else {
            Constraint::Maximum(bound)
        }
    };
    let step = asked.multiple_of.as_ref().and_then(exact);
    let least = |count: Option<u64>| size(count).filter(|count| *count > 0);
    [
        bound(asked.minimum.as_ref(), minimum),
        bound(asked.maximum.as_ref(), maximum),
        step.filter(|step| *step > 0.0).map(Constraint::MultipleOf),
        least(asked.min_length).map(Constraint::MinLength),
        size(asked.max_length).map(Constraint::MaxLength),
        least(asked.min_items).map(Constraint::MinItems),
        size(asked.max_items).map(Constraint::MaxItems),
        asked.unique_items.then_some(Constraint::UniqueItems),
        least(asked.min_properties).map(Constraint::MinProperties),
        size(asked.max_properties).map(Constraint::MaxProperties),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn bound(
    bound: Option<&Bound>,
    constraint: impl FnOnce(f64, bool) -> Constraint,
) -> Option<Constraint> {
    let bound = bound?;
    exact(&bound.value).map(|number| constraint(number, bound.exclusive))
}

/// A number as the runtime compares with it; whole numbers beyond 2^53 are not exact, and would refuse what is right.
fn exact(number: &Number) -> Option<f64> {
    const LIMIT: u64 = 1 << 53;
    let whole = number.as_i64().map(i64::unsigned_abs).or(number.as_u64());
    let number = number.as_f64().filter(|number| number.is_finite());
    number.filter(|_| whole.is_none_or(|whole| whole <= LIMIT))
}

/// A count that every machine's `usize` holds; of more than that, there is never too many.
fn size(count: Option<u64>) -> Option<u32> {
    count.and_then(|count| u32::try_from(count).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_checked_exactly_is_left_out() {
        let bound = |value: serde_json::Value, exclusive| {
            let value = value.as_number().cloned().unwrap();
            Some(Bound { value, exclusive })
        };
        let asked = Constraints {
            minimum: bound(9_007_199_254_740_992_u64.into(), false),
            maximum: bound(9_007_199_254_740_993_u64.into(), true),
            multiple_of: Some(0.into()),
            min_length: Some(0),
            max_length: Some(u64::MAX),
            min_items: Some(1),
            pattern: Some("a".to_owned()),
            ..Constraints::default()
        };
        assert_eq!(
            constraints(&asked),
            [
                Constraint::Minimum(9_007_199_254_740_992.0),
                Constraint::MinItems(1)
            ]
        );
    }

    #[test]
    fn a_bound_that_is_excluded_is_told_from_one_that_is_not() {
        let bound = |exclusive| {
            Some(Bound {
                value: (-1).into(),
                exclusive,
            })
        };
        let asked = |exclusive| Constraints {
            minimum: bound(exclusive),
            maximum: bound(exclusive),
            ..Constraints::default()
        };
        assert_eq!(
            constraints(&asked(true)),
            [
                Constraint::ExclusiveMinimum(-1.0),
                Constraint::ExclusiveMaximum(-1.0)
            ]
        );
        assert_eq!(
            constraints(&asked(false)),
            [Constraint::Minimum(-1.0), Constraint::Maximum(-1.0)]
        );
    }
}
