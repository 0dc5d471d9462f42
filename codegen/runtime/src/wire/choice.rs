//! Which case of a union a value may be of, as far as the table tells.

use serde_json::Value;

use super::{Case, Cases, Kinds};

/// What the table says of a value.
#[derive(Clone)]
pub(super) enum Choice {
    /// It is of that case; if it cannot be read, it is wrong.
    Certain(usize),
    /// It is of one of those cases, which are best tried in that order, or else of one of the others, if that
    /// loses nothing.
    Among(Vec<usize>, Vec<usize>),
    /// It is of no case, and that is why.
    None(String),
}

impl Choice {
    /// Looks a value up.
    pub(super) fn of(value: &Value, cases: &Cases) -> Self {
        if let Some(choice) = by_tag(value, cases) {
            return choice;
        }
        let mut among = of_kind(value, cases.cases);
        if among.is_empty() {
            return Self::None(unlike(value, cases));
        }
        among.retain(|case| fits(value, case.1));
        // A text that no enum lists is best taken by what takes any text, and only then by an enum.
        if among.iter().any(|case| may_be(value, case.1)) {
            among.retain(|case| may_be(value, case.1));
        }
        // What has the marks of a case is of that case, even where others take anything.
        let mut others = Vec::new();
        if among.iter().any(|case| is_marked(value, case.1)) {
            (among, others) = among.into_iter().partition(|case| is_marked(value, case.1));
        }
        match *among.as_slice() {
            [] => Self::None("expected the members of one of several objects".to_owned()),
            // A constant is what the value says of itself. A member that only one case has is what the table concludes.
            [(index, case)] if !cases.open || !case.constants.is_empty() => Self::Certain(index),
            _ => Self::Among(indexes(among), indexes(others)),
        }
    }
}

fn indexes(cases: Vec<(usize, &Case)>) -> Vec<usize> {
    cases.into_iter().map(|(index, _)| index).collect()
}

/// What the tag says; nothing where there is none.
fn by_tag(value: &Value, cases: &Cases) -> Option<Choice> {
    let tag = cases.tag.as_ref()?;
    let found = value.get(tag.member)?;
    let case = tag.values.iter().find(|(value, _)| is(found, value));
    Some(case.map_or_else(
        || Choice::None(format!("expected a known `{}`", tag.member)),
        |(_, case)| Choice::Certain(*case),
    ))
}

/// The cases that take values of that kind, those first that take it best.
fn of_kind(value: &Value, cases: &'static [Case]) -> Vec<(usize, &'static Case)> {
    let (best, other) = kinds(value);
    let all = || cases.iter().enumerate();
    let better = all().filter(|(_, case)| case.kinds.meets(best));
    let worse = all().filter(|(_, case)| case.kinds.meets(other) && !case.kinds.meets(best));
    better.chain(worse).collect()
}

/// The kind of a value, and one that it may be taken for.
fn kinds(value: &Value) -> (Kinds, Kinds) {
    match value {
        Value::Null => (Kinds::NULL, Kinds::NONE),
        Value::Bool(_) => (Kinds::BOOLEAN, Kinds::NONE),
        Value::Number(number) if number.is_i64() || number.is_u64() => (Kinds::INTEGER, Kinds::NUMBER),
        Value::Number(number) if number.as_f64().is_some_and(|number| number.fract() == 0.0) => {
            (Kinds::NUMBER, Kinds::INTEGER)
        }
        Value::Number(_) => (Kinds::NUMBER, Kinds::NONE),
        Value::String(_) => (Kinds::TEXT, Kinds::NONE),
        Value::Array(_) => (Kinds::LIST, Kinds::NONE),
        Value::Object(_) => (Kinds::OBJECT, Kinds::NONE),
    }
}

/// Whether an object has what the case demands of objects.
fn fits(value: &Value, case: &Case) -> bool {
    let Value::Object(members) = value else {
        return true;
    };
    let constant = |(name, text): &(&str, &str)| members.get(*name).is_some_and(|it| is(it, text));
    case.constants.iter().all(constant) && case.present.iter().all(|name| members.contains_key(*name))
}

/// Whether a value that fits a case does so because of something that few others have.
fn is_marked(value: &Value, case: &Case) -> bool {
    match value {
        Value::Object(_) => !case.constants.is_empty() || !case.present.is_empty(),
        Value::String(text) => lists(case, text),
        _ => false,
    }
}

/// Whether a text is one of the case's, if those are known.
fn may_be(value: &Value, case: &Case) -> bool {
    match value {
        Value::String(text) => case.texts.is_empty() || lists(case, text),
        _ => true,
    }
}

fn lists(case: &Case, text: &str) -> bool {
    case.texts.contains(&text)
}

/// Whether a value is the one of a table: a text as it is, anything else as JSON.
fn is(value: &Value, table: &str) -> bool {
    match value {
        Value::String(text) => text == table,
        _ => serde_json::from_str::<Value>(table).is_ok_and(|table| table == *value),
    }
}

/// Says which kinds of values there are cases for.
fn unlike(value: &Value, cases: &Cases) -> String {
    const NAMES: [(Kinds, &str); 7] = [
        (Kinds::NULL, "null"),
        (Kinds::BOOLEAN, "a boolean"),
        (Kinds::INTEGER, "a whole number"),
        (Kinds::NUMBER, "a number"),
        (Kinds::TEXT, "a text"),
        (Kinds::LIST, "a list"),
        (Kinds::OBJECT, "an object"),
    ];
    let all = cases.cases.iter();
    let all = all.fold(Kinds::NONE, |all, case| all.or(case.kinds));
    let names = |kinds: Kinds| {
        let names = NAMES.iter().filter(|(kind, _)| kinds.meets(*kind));
        names.map(|(_, name)| *name).collect::<Vec<_>>().join(" or ")
    };
    format!("expected {}, found {}", names(all), names(kinds(value).0))
}
