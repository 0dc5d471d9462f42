//! Enums that are not text, closed enums, tuples, types of other crates, and defaults.

use std::collections::BTreeMap;
use std::net::IpAddr;

use codegen_runtime::wire::{self, Expected, Model, Nullable, Shape, Slot, Visit, VisitMut, blank};
use serde_json::{Value, json};

use super::union_models::{Level, Pair};
use super::{again, read, refusal, write};

/// Of whole numbers, and open.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Priority {
    P1,
    P2,
    Unknown(i64),
}

impl Priority {
    fn value(self) -> i64 {
        match self {
            Self::P1 => 1,
            Self::P2 => 2,
            Self::Unknown(value) => value,
        }
    }
}

impl From<i64> for Priority {
    fn from(value: i64) -> Self {
        match value {
            1 => Self::P1,
            2 => Self::P2,
            other => Self::Unknown(other),
        }
    }
}

/// Of whole numbers, and closed.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Bit {
    Zero,
    One,
}

impl Bit {
    fn value(self) -> i64 {
        match self {
            Self::Zero => 0,
            Self::One => 1,
        }
    }
}

impl TryFrom<i64> for Bit {
    type Error = Expected;

    fn try_from(value: i64) -> Result<Self, Expected> {
        match value {
            0 => Ok(Self::Zero),
            1 => Ok(Self::One),
            _ => Err(Expected("0 or 1")),
        }
    }
}

/// Of values of several kinds, and open.
#[derive(Debug, Clone, PartialEq)]
enum Limit {
    Ten,
    All,
    Off,
    Unknown(Value),
}

impl Limit {
    fn to_value(&self) -> Value {
        match self {
            Self::Ten => json!(10),
            Self::All => json!("all"),
            Self::Off => json!(false),
            Self::Unknown(value) => value.clone(),
        }
    }
}

impl From<Value> for Limit {
    fn from(value: Value) -> Self {
        match &value {
            Value::Number(number) if number.as_i64() == Some(10) => Self::Ten,
            Value::String(text) if text == "all" => Self::All,
            Value::Bool(false) => Self::Off,
            _ => Self::Unknown(value),
        }
    }
}

/// Of values of several kinds, and closed.
#[derive(Debug, Clone, PartialEq)]
enum Auto {
    Auto,
    Off,
}

impl Auto {
    fn to_value(&self) -> Value {
        match self {
            Self::Auto => json!("auto"),
            Self::Off => json!(false),
        }
    }
}

impl TryFrom<Value> for Auto {
    type Error = Expected;

    fn try_from(value: Value) -> Result<Self, Expected> {
        match &value {
            Value::String(text) if text == "auto" => Ok(Self::Auto),
            Value::Bool(false) => Ok(Self::Off),
            _ => Err(Expected("`auto` or false")),
        }
    }
}

wire::integer_enums!(Priority);
wire::closed_integer_enums!(Bit: Zero);
wire::value_enums!(Limit);
wire::closed_value_enums!(Auto: Auto);

#[test]
fn enums_of_whole_numbers() {
    assert_eq!(
        read::<Vec<Priority>>("[1,2.0,-7]"),
        [Priority::P1, Priority::P2, Priority::Unknown(-7)]
    );
    assert_eq!(again::<Vec<Priority>>("[1,2,-7]"), "[1,2,-7]");
    assert_eq!(Priority::P2.to_string(), "2");
    assert_eq!(serde_json::from_value::<Priority>(json!(2)).unwrap(), Priority::P2);
    assert_eq!(serde_json::to_value(Priority::P2).unwrap(), json!(2));
    let refusals = [
        ("1.5", ".: expected a whole number of 64 bits, found 1.5"),
        (
            "9223372036854775808",
            ".: expected a whole number of 64 bits, found 9223372036854775808",
        ),
        ("\"1\"", ".: expected a whole number of 64 bits, found a text"),
    ];
    for (json, refused) in refusals {
        assert_eq!(refusal::<Priority>(json), refused);
    }
}

#[test]
fn closed_enums() {
    assert_eq!(read::<Vec<Bit>>("[0,1]"), [Bit::Zero, Bit::One]);
    assert_eq!(refusal::<Vec<Bit>>("[0,2]"), "[1]: expected 0 or 1, found 2");
    assert_eq!(Bit::One.to_string(), "1");
    assert_eq!(read::<Vec<Level>>(r#"["low","high"]"#), [Level::Low, Level::High]);
    assert_eq!(
        refusal::<Vec<Level>>(r#"["low","mid"]"#),
        "[1]: expected `low` or `high`, found \"mid\""
    );
    assert_eq!(again::<Vec<Auto>>(r#"["auto",false]"#), r#"["auto",false]"#);
    assert_eq!(refusal::<Vec<Auto>>("[true]"), "[0]: expected `auto` or false");
}

#[test]
fn enums_of_values_of_several_kinds() {
    let json = r#"[10,"all",false,{"a":[null]},"some"]"#;
    let limits = read::<Vec<Limit>>(json);
    assert_eq!(limits[..3], [Limit::Ten, Limit::All, Limit::Off]);
    assert_eq!(limits[4], Limit::Unknown(json!("some")));
    assert_eq!(write(&limits), json);
    assert_eq!(
        again::<BTreeMap<String, Option<Limit>>>(r#"{"a":null,"b":10}"#),
        r#"{"a":null,"b":10}"#
    );
}

#[test]
fn tuples_have_a_length() {
    type Eight = (i64, bool, String, Vec<i64>, Option<i64>, Value, f32, (i64, i64));
    assert_eq!(read::<(f64, f64)>("[1,2.5]"), (1.0, 2.5));
    assert_eq!(read::<(i64,)>("[1]"), (1,));
    let eight = r#"[1,true,"a",[2],null,{"b":3},1.5,[4,5]]"#;
    assert_eq!(again::<Eight>(eight), eight);
    let refusals = [
        ("[]", ".: expected a list of 2, found one of 0"),
        ("[1]", ".: expected a list of 2, found one of 1"),
        ("[1,2,3]", ".: expected a list of 2, found a longer one"),
        ("[1,\"a\"]", "[1]: expected a number, found a text"),
        ("{}", ".: expected a list of 2, found an object"),
        ("1", ".: expected a list of 2, found a number"),
    ];
    for (json, refused) in refusals {
        assert_eq!(refusal::<(f64, f64)>(json), refused);
    }
}

#[test]
fn of_a_tuple_named_twice_the_last_counts() {
    assert_eq!(
        again::<Pair>(r#"{"pair":[{"id":1,"email":"a"},1],"pair":[{"id":2},2]}"#),
        r#"{"pair":[{"id":2},2]}"#
    );
}

/// A type of another crate.
#[derive(Debug, Clone, PartialEq)]
struct Address(IpAddr);

impl serde::Serialize for Address {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.is_loopback() {
            return Err(serde::ser::Error::custom("it cannot be reached"));
        }
        self.0.serialize(serializer)
    }
}

impl<'de> serde::Deserialize<'de> for Address {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        IpAddr::deserialize(deserializer).map(Self)
    }
}

wire::foreign!(Address = Address([0, 0, 0, 0].into()));

/// A type of another crate that has a default.
#[derive(Debug, Clone, PartialEq, Default)]
struct Seconds(u64);

impl serde::Serialize for Seconds {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(self.0)
    }
}

impl<'de> serde::Deserialize<'de> for Seconds {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        u64::deserialize(deserializer).map(Self)
    }
}

wire::foreign!(Seconds);

#[test]
fn types_of_other_crates() {
    let json = r#"["10.0.0.1","::2"]"#;
    assert_eq!(again::<Vec<Address>>(json), json);
    assert_eq!(read::<Vec<Address>>(json)[0], Address([10, 0, 0, 1].into()));
    assert_eq!(again::<Vec<Seconds>>("[7]"), "[7]");
    assert_eq!(refusal::<Vec<Address>>("[\"a\"]"), "[0]: invalid IP address syntax");
    let error = wire::to_json(&Address([127, 0, 0, 1].into())).unwrap_err();
    assert_eq!(error.to_string(), "it cannot be reached");
}

/// Members that something stands in for where they are left out.
#[derive(Debug, Clone, PartialEq)]
struct Page {
    size: i64,
    order: Level,
    tags: Vec<String>,
    next: Nullable<i64>,
}

impl Model for Page {
    fn blank() -> Self {
        Self {
            size: blank(),
            order: blank(),
            tags: blank(),
            next: blank(),
        }
    }

    fn shape(&self) -> &'static Shape {
        &Shape {
            members: &["size", "order", "tags", "next"],
            required: &[],
            open: false,
        }
    }

    fn members(&self, visit: Visit<'_>) {
        visit.members(&[&self.size, &self.order, &self.tags, &self.next]);
    }

    fn members_mut(&mut self, visit: VisitMut<'_>) {
        visit.members(&mut [&mut self.size, &mut self.order, &mut self.tags, &mut self.next]);
    }

    fn defaults(&self) -> &'static [(usize, &'static str)] {
        &[(0, "30"), (1, "\"high\""), (2, "[\"a\",\"b\"]")]
    }
}

#[test]
fn defaults_stand_in_for_what_is_left_out() {
    let whole = r#"{"size":30,"order":"high","tags":["a","b"]}"#;
    assert_eq!(again::<Page>("{}"), whole);
    assert_eq!(again::<Box<Page>>("{}"), whole);
    assert_eq!(
        again::<Page>(r#"{"tags":[],"order":"low","size":0}"#),
        r#"{"size":0,"order":"low","tags":[]}"#
    );
    assert_eq!(
        refusal::<Page>(r#"{"size":null}"#),
        "size: expected a whole number of 64 bits, found null"
    );
}

#[test]
fn a_default_that_does_not_fit_is_an_error() {
    struct Wrong(i64);

    impl Model for Wrong {
        fn blank() -> Self {
            Self(0)
        }

        fn shape(&self) -> &'static Shape {
            &Shape {
                members: &["a"],
                required: &[],
                open: false,
            }
        }

        fn members(&self, visit: Visit<'_>) {
            visit.members(&[&self.0 as &dyn Slot]);
        }

        fn members_mut(&mut self, visit: VisitMut<'_>) {
            visit.members(&mut [&mut self.0]);
        }

        fn defaults(&self) -> &'static [(usize, &'static str)] {
            &[(0, "true"), (1, "1")]
        }
    }

    assert_eq!(
        refusal::<Wrong>("{}"),
        "a: its default does not fit: expected a whole number of 64 bits, found a boolean"
    );
    assert_eq!(read::<Wrong>(r#"{"a":2}"#).0, 2);
}
