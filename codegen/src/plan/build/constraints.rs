//! What is asked of a member's value beyond its type, as far as a client checks it.

use regress::Regex;
use serde_json::Number;

use super::types::Types;
use crate::model::{AdditionalProperties, Api, Bound, Constraints as Limits, SchemaId, SchemaKind};
use crate::plan::Constraint;

/// What is asked of a value beyond its type, and of each of the values that it holds.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// What is asked of the value itself.
    pub(super) own: Limits,
    /// What is asked of each value in a list or a map.
    pub(super) each: Option<Box<Asked>>,
}

/// How deep lists in lists are looked into: a list may be one of itself.
const MAX_DEPTH: usize = 4;

impl Asked {
    /// What the schema at `id` asks.
    pub(super) fn of(api: &Api, types: &Types<'_>, id: &SchemaId) -> Self {
        Self::within(api, types, id, MAX_DEPTH)
    }

    fn within(api: &Api, types: &Types<'_>, id: &SchemaId, depth: usize) -> Self {
        let element = api.aliased(id).and_then(|schema| match &schema.kind {
            SchemaKind::Array { items } => Some(items),
            SchemaKind::Object(object) if object.properties.is_empty() => {
                match &object.additional {
                    AdditionalProperties::Schema(values) => Some(values),
                    _ => None,
                }
            }
            _ => None,
        });
        let element = element.filter(|id| depth > 0 && !types.needs_type(id));
        let each = element.map(|id| Self::within(api, types, id, depth - 1));
        Self {
            own: api.constraints(id),
            each: each.filter(|each| !each.is_nothing()).map(Box::new),
        }
    }

    /// Whether any value of the type will do.
    pub(super) fn is_nothing(&self) -> bool {
        self.own.is_empty() && self.each.is_none()
    }

    /// The patterns, wherever in the value.
    pub(super) fn patterns(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        let own = self.own.patterns.iter().map(String::as_str);
        Box::new(own.chain(self.each.iter().flat_map(|each| each.patterns())))
    }

    /// What of it a client checks.
    pub(super) fn constraints(&self) -> Vec<Constraint> {
        let mut all = constraints(&self.own);
        let each = self.each.as_ref().map(|each| each.constraints());
        let each = each.filter(|each| !each.is_empty());
        all.extend(each.map(Constraint::Each));
        all
    }
}

/// Whether a pattern is one of ECMA-262, with Unicode or without (JSON Schema Core 2020-12, section 6.4).
pub(super) fn is_pattern(pattern: &str) -> bool {
    Regex::with_flags(pattern, "u").is_ok() || Regex::new(pattern).is_ok()
}

fn constraints(asked: &Limits) -> Vec<Constraint> {
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
    let patterns = asked.patterns.iter().filter(|pattern| is_pattern(pattern));
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
    .chain(patterns.cloned().map(Constraint::Pattern))
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
        let asked = Limits {
            minimum: bound(9_007_199_254_740_992_u64.into(), false),
            maximum: bound(9_007_199_254_740_993_u64.into(), true),
            multiple_of: Some(0.into()),
            min_length: Some(0),
            max_length: Some(u64::MAX),
            min_items: Some(1),
            patterns: vec!["a".to_owned(), "(".to_owned()],
            ..Limits::default()
        };
        assert_eq!(
            constraints(&asked),
            [
                Constraint::Minimum(9_007_199_254_740_992.0),
                Constraint::MinItems(1),
                Constraint::Pattern("a".to_owned()),
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
        let asked = |exclusive| Limits {
            minimum: bound(exclusive),
            maximum: bound(exclusive),
            ..Limits::default()
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
