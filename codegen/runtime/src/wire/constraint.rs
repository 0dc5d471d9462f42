//! What is asked of a member's value beyond its type.

use std::collections::BTreeSet;

use serde_json::Value;

use super::trail::Trail;
use super::write::Node;
use super::{Elements, Model, View, Visit};

/// What is asked of a member's value beyond its type, in the words of JSON Schema.
///
/// As there, what is asked of numbers is not asked of texts: a value of another kind is not concerned.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Constraint {
    /// A number that is not less.
    Minimum(f64),
    /// A number that is greater.
    ExclusiveMinimum(f64),
    /// A number that is not greater.
    Maximum(f64),
    /// A number that is less.
    ExclusiveMaximum(f64),
    /// A number that is some times this one.
    MultipleOf(f64),
    /// A text of at least as many characters.
    MinLength(usize),
    /// A text of at most as many characters.
    MaxLength(usize),
    /// A text that a pattern describes, and what tells whether it does.
    Pattern(&'static str, fn(&'static str, &str) -> bool),
    /// A list of at least as many elements.
    MinItems(usize),
    /// A list of at most as many elements.
    MaxItems(usize),
    /// A list of elements all of which differ.
    UniqueItems,
    /// An object of at least as many members.
    MinProperties(usize),
    /// An object of at most as many members.
    MaxProperties(usize),
    /// A list or a map each of whose values does all of this.
    Each(&'static [Constraint]),
}

impl Constraint {
    /// Where a value does not do what is asked: what would have been right.
    ///
    /// The trail gets the way to where inside the value that is.
    pub(super) fn broken_by(self, view: &View<'_>, trail: &mut Trail) -> Option<String> {
        let kept = match self {
            Self::Each(constraints) => return broken_within(view, constraints, trail),
            Self::Minimum(_)
            | Self::ExclusiveMinimum(_)
            | Self::Maximum(_)
            | Self::ExclusiveMaximum(_)
            | Self::MultipleOf(_) => number(view).is_none_or(|number| self.allows(number)),
            Self::MinLength(least) => length(view).is_none_or(|length| length >= least),
            Self::MaxLength(most) => length(view).is_none_or(|length| length <= most),
            Self::Pattern(pattern, matches) => text(view).is_none_or(|text| matches(pattern, text)),
            Self::MinItems(least) => items(view).is_none_or(|items| items >= least),
            Self::MaxItems(most) => items(view).is_none_or(|items| items <= most),
            Self::MinProperties(least) => properties(view).is_none_or(|count| count >= least),
            Self::MaxProperties(most) => properties(view).is_none_or(|count| count <= most),
            Self::UniqueItems => all_differ(view),
        };
        (!kept).then(|| self.expected())
    }

    fn allows(self, number: Number) -> bool {
        match (self, number) {
            (Self::Minimum(bound), Number::Integer(number)) => number >= integer(bound.ceil()),
            (Self::Minimum(bound), Number::Float(number)) => number >= bound,
            (Self::ExclusiveMinimum(bound), Number::Integer(number)) => number > integer(bound.floor()),
            (Self::ExclusiveMinimum(bound), Number::Float(number)) => number > bound,
            (Self::Maximum(bound), Number::Integer(number)) => number <= integer(bound.floor()),
            (Self::Maximum(bound), Number::Float(number)) => number <= bound,
            (Self::ExclusiveMaximum(bound), Number::Integer(number)) => number < integer(bound.ceil()),
            (Self::ExclusiveMaximum(bound), Number::Float(number)) => number < bound,
            (Self::MultipleOf(step), number) => number.is_multiple_of(step),
            _ => true,
        }
    }

    fn expected(self) -> String {
        match self {
            Self::Minimum(bound) => format!("expected a number of at least {bound}"),
            Self::ExclusiveMinimum(bound) => format!("expected a number greater than {bound}"),
            Self::Maximum(bound) => format!("expected a number of at most {bound}"),
            Self::ExclusiveMaximum(bound) => format!("expected a number less than {bound}"),
            Self::MultipleOf(step) => format!("expected a multiple of {step}"),
            Self::MinLength(least) => format!("expected a text of at least {least} characters"),
            Self::MaxLength(most) => format!("expected a text of at most {most} characters"),
            Self::Pattern(pattern, _) => format!("expected a text that matches `{pattern}`"),
            Self::MinItems(least) => format!("expected a list of at least {least}"),
            Self::MaxItems(most) => format!("expected a list of at most {most}"),
            Self::UniqueItems => "expected a list without repetition".to_owned(),
            Self::MinProperties(least) => format!("expected an object of at least {least} members"),
            Self::MaxProperties(most) => format!("expected an object of at most {most} members"),
            Self::Each(_) => "expected other values".to_owned(),
        }
    }
}

/// Where one of the values of a list or a map does not do all that is asked: what would have been right.
fn broken_within(view: &View<'_>, constraints: &[Constraint], trail: &mut Trail) -> Option<String> {
    let broken_by = |view: &View<'_>, trail: &mut Trail| {
        let mut constraints = constraints.iter();
        constraints.find_map(|constraint| constraint.broken_by(view, trail))
    };
    match view {
        View::List(list) => (0..list.len()).find_map(|index| {
            let broken = broken_by(&list.get(index)?, trail);
            broken.inspect(|_| trail.index(index))
        }),
        View::Map(map) => {
            let mut broken = None;
            map.each(&mut |name, view| {
                if broken.is_none() {
                    broken = broken_by(&view, trail).inspect(|_| trail.name(name));
                }
            });
            broken
        }
        _ => None,
    }
}

#[derive(Clone, Copy)]
enum Number {
    Integer(i128),
    Float(f64),
}

impl Number {
    fn is_multiple_of(self, step: f64) -> bool {
        // Far above what is lost on the way from decimal digits, far below what anybody writes on purpose.
        const TOLERANCE: f64 = 1e-9;
        let number = match self {
            Self::Integer(number) if step.fract() == 0.0 => {
                return number.checked_rem(integer(step)).is_none_or(|rest| rest == 0);
            }
            Self::Integer(number) => float(number),
            Self::Float(number) => number,
        };
        let times = number / step;
        (times - times.round()).abs() <= TOLERANCE * times.abs().max(1.0)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a bound beyond all integers becomes the last of them"
)]
fn integer(whole: f64) -> i128 {
    whole as i128
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a step that is not whole has no more precision"
)]
fn float(number: i128) -> f64 {
    number as f64
}

fn number(view: &View<'_>) -> Option<Number> {
    match view {
        View::I64(number) => Some(Number::Integer((*number).into())),
        View::U64(number) => Some(Number::Integer((*number).into())),
        View::F32(number) => Some(Number::Float((*number).into())),
        View::F64(number) => Some(Number::Float(*number)),
        View::Value(Value::Number(number)) => {
            let whole = number.as_i64().map(i128::from);
            let whole = whole.or_else(|| number.as_u64().map(i128::from));
            whole
                .map(Number::Integer)
                .or_else(|| number.as_f64().map(Number::Float))
        }
        _ => None,
    }
}

fn length(view: &View<'_>) -> Option<usize> {
    text(view).map(|text| text.chars().count())
}

fn text<'v>(view: &'v View<'_>) -> Option<&'v str> {
    match view {
        View::Str(text) => Some(text),
        View::Text(text) => Some(text.as_ref()),
        View::Value(Value::String(text)) => Some(text),
        _ => None,
    }
}

fn items(view: &View<'_>) -> Option<usize> {
    match view {
        View::List(list) => Some(list.len()),
        View::Value(Value::Array(values)) => Some(values.len()),
        _ => None,
    }
}

fn properties(view: &View<'_>) -> Option<usize> {
    let mut count = 0;
    match view {
        View::Map(map) => map.each(&mut |_, _| count += 1),
        View::Model(model) => count = members(*model),
        View::Tagged(model, ..) => count = 1 + members(*model),
        View::Value(Value::Object(members)) => count = members.len(),
        _ => return None,
    }
    Some(count)
}

/// How many members of a model are there.
fn members(model: &dyn Model) -> usize {
    let named = model.shape().members.len();
    let mut count = 0;
    model.members(Visit(&mut |slots| {
        for (index, slot) in slots.iter().enumerate() {
            match slot.view() {
                View::Absent => {}
                View::Map(rest) if index >= named => rest.each(&mut |_, _| count += 1),
                _ => count += 1,
            }
        }
    }));
    count
}

fn all_differ(view: &View<'_>) -> bool {
    match view {
        View::List(list) => differ(*list),
        View::Value(Value::Array(values)) => differ(values),
        _ => true,
    }
}

/// Whether no two elements are written alike.
fn differ(list: &dyn Elements) -> bool {
    let mut seen = BTreeSet::new();
    (0..list.len()).all(|index| {
        let element = list.get(index).map(Node);
        let text = element.and_then(|element| serde_json::to_string(&element).ok());
        text.is_none_or(|text| seen.insert(text))
    })
}
