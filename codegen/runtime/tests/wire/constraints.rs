//! What is asked of values beyond their type, of what is read and of what is sent.

use std::collections::BTreeMap;

use codegen_runtime::wire::Constraint::{
    Each, ExclusiveMaximum, ExclusiveMinimum, MaxItems, MaxLength, MaxProperties, Maximum, MinItems, MinLength,
    MinProperties, Minimum, MultipleOf, Pattern, UniqueItems,
};
use codegen_runtime::wire::formats::matches;
use codegen_runtime::wire::{Constraint, Model, Nullable, Shape, Visit, VisitMut, blank, check, from_json};
use serde_json::Value;

use super::{read, refusal};

/// Members of every kind, with everything that can be asked of them.
#[derive(Debug, Clone, PartialEq)]
struct Order {
    count: Option<i64>,
    open: Option<i64>,
    price: Option<f64>,
    name: Nullable<String>,
    tags: Option<Vec<String>>,
    labels: Option<BTreeMap<String, i64>>,
    any: Option<Value>,
    parts: Vec<Order>,
    pair: Option<(i64, Box<Order>)>,
    additional: BTreeMap<String, Value>,
}

impl Model for Order {
    fn blank() -> Self {
        Self {
            count: blank(),
            open: blank(),
            price: blank(),
            name: blank(),
            tags: blank(),
            labels: blank(),
            any: blank(),
            parts: blank(),
            pair: blank(),
            additional: blank(),
        }
    }

    fn shape(&self) -> &'static Shape {
        &Shape {
            members: &[
                "count", "open", "price", "name", "tags", "labels", "any", "parts", "pair",
            ],
            required: &[],
            open: true,
        }
    }

    fn members(&self, visit: Visit<'_>) {
        visit.members(&[
            &self.count,
            &self.open,
            &self.price,
            &self.name,
            &self.tags,
            &self.labels,
            &self.any,
            &self.parts,
            &self.pair,
            &self.additional,
        ]);
    }

    fn members_mut(&mut self, visit: VisitMut<'_>) {
        visit.members(&mut [
            &mut self.count,
            &mut self.open,
            &mut self.price,
            &mut self.name,
            &mut self.tags,
            &mut self.labels,
            &mut self.any,
            &mut self.parts,
            &mut self.pair,
            &mut self.additional,
        ]);
    }

    fn constraints(&self) -> &'static [(usize, Constraint)] {
        &[
            (0, Minimum(1.0)),
            (0, Maximum(100.0)),
            (0, MultipleOf(3.0)),
            (1, ExclusiveMinimum(-0.5)),
            (1, ExclusiveMaximum(9_007_199_254_740_992.0)),
            (2, ExclusiveMinimum(0.0)),
            (2, Maximum(9.5)),
            (2, MultipleOf(0.01)),
            (3, MinLength(2)),
            (3, MaxLength(3)),
            (3, Pattern("^(?!x)", matches)),
            (3, Pattern("(", matches)),
            (4, MinItems(1)),
            (4, MaxItems(2)),
            (4, UniqueItems),
            (4, Each(&[MaxLength(9), Pattern(r"^\p{L}[\p{L}\-]*$", matches)])),
            (5, MinProperties(1)),
            (5, MaxProperties(2)),
            (5, Each(&[Minimum(0.0)])),
            (6, Minimum(0.0)),
            (6, MinLength(1)),
            (6, MaxItems(2)),
            (6, UniqueItems),
            (6, MaxProperties(1)),
            (7, MaxItems(2)),
        ]
    }
}

#[test]
fn values_that_do_what_is_asked() {
    let cases = [
        "{}",
        r#"{"count":3}"#,
        r#"{"count":99}"#,
        r#"{"count":null}"#,
        r#"{"open":0}"#,
        r#"{"open":9007199254740991}"#,
        r#"{"price":0.01}"#,
        r#"{"price":1.1}"#,
        r#"{"price":9.5}"#,
        r#"{"name":"ab"}"#,
        r#"{"name":"äöü"}"#,
        r#"{"name":null}"#,
        r#"{"tags":["a"]}"#,
        r#"{"tags":["a","b"]}"#,
        r#"{"tags":["äöü-a"]}"#,
        r#"{"labels":{"a":1,"b":1}}"#,
        r#"{"any":[1,"1"]}"#,
        r#"{"any":true}"#,
        r#"{"any":0.5}"#,
    ];
    for json in cases {
        assert!(from_json::<Order>(json.as_bytes()).is_ok(), "{json}");
        assert_eq!(check(&read::<Order>(json)), Ok(()), "{json}");
    }
}

#[test]
fn numbers_and_texts_that_do_not() {
    let cases = [
        (r#""count":0"#, "count: expected a number of at least 1"),
        (r#""count":102"#, "count: expected a number of at most 100"),
        (r#""count":4"#, "count: expected a multiple of 3"),
        (r#""open":-1"#, "open: expected a number greater than -0.5"),
        (
            r#""open":9007199254740992"#,
            "open: expected a number less than 9007199254740992",
        ),
        (r#""price":0"#, "price: expected a number greater than 0"),
        (r#""price":9.51"#, "price: expected a number of at most 9.5"),
        (r#""price":1.005"#, "price: expected a multiple of 0.01"),
        (r#""name":"ä""#, "name: expected a text of at least 2 characters"),
        (r#""name":"abcd""#, "name: expected a text of at most 3 characters"),
        (r#""name":"xy""#, "name: expected a text that matches `^(?!x)`"),
    ];
    for (member, refused) in cases {
        assert_eq!(refusal::<Order>(format!("{{{member}}}")), refused);
    }
}

#[test]
fn lists_and_objects_that_do_not() {
    let cases = [
        (r#""tags":[]"#, "tags: expected a list of at least 1"),
        (r#""tags":["a","b","c"]"#, "tags: expected a list of at most 2"),
        (r#""tags":["a","a"]"#, "tags: expected a list without repetition"),
        (r#""labels":{}"#, "labels: expected an object of at least 1 members"),
        (
            r#""labels":{"a":1,"b":2,"c":3}"#,
            "labels: expected an object of at most 2 members",
        ),
        (
            r#""tags":["a","a b"]"#,
            r"tags[1]: expected a text that matches `^\p{L}[\p{L}\-]*$`",
        ),
        (
            r#""tags":["abcdefghij"]"#,
            "tags[0]: expected a text of at most 9 characters",
        ),
        (
            r#""labels":{"a b":0,"c d":-1}"#,
            r#"labels["c d"]: expected a number of at least 0"#,
        ),
        (r#""any":-1"#, "any: expected a number of at least 0"),
        (r#""any":"""#, "any: expected a text of at least 1 characters"),
        (r#""any":[1,2,3]"#, "any: expected a list of at most 2"),
        (r#""any":[[],[]]"#, "any: expected a list without repetition"),
        (r#""any":{"a":1,"b":2}"#, "any: expected an object of at most 1 members"),
        (
            r#""parts":[{},{"count":0}]"#,
            "parts[1].count: expected a number of at least 1",
        ),
        (
            r#""pair":[1,{"parts":[{},{},{}]}]"#,
            "pair[1].parts: expected a list of at most 2",
        ),
    ];
    for (member, refused) in cases {
        assert_eq!(refusal::<Order>(format!("{{{member}}}")), refused);
    }
}

#[test]
fn what_is_sent_is_checked_by_hand() {
    let mut order = read::<Order>(r#"{"parts":[{},{}],"pair":[1,{}]}"#);
    assert_eq!(check(&order), Ok(()));
    order.parts[1].count = Some(0);
    let violation = check(&order).unwrap_err();
    assert_eq!(violation.path(), "parts[1].count");
    assert_eq!(violation.message(), "expected a number of at least 1");
    assert_eq!(violation.to_string(), "parts[1].count: expected a number of at least 1");
    order.parts.clear();
    order.pair.as_mut().unwrap().1.name = Nullable::Value("a".to_owned());
    assert_eq!(check(&order).unwrap_err().path(), "pair[1].name");
    let named = BTreeMap::from([("a b".to_owned(), vec![order.clone()])]);
    assert_eq!(check(&named).unwrap_err().path(), "[\"a b\"][0].pair[1].name");
}

/// A model of which a number of members is asked.
#[derive(Debug, PartialEq)]
struct Whole {
    order: Option<Order>,
}

impl Model for Whole {
    fn blank() -> Self {
        Self { order: blank() }
    }

    fn shape(&self) -> &'static Shape {
        &Shape {
            members: &["order"],
            required: &[],
            open: false,
        }
    }

    fn members(&self, visit: Visit<'_>) {
        visit.members(&[&self.order]);
    }

    fn members_mut(&mut self, visit: VisitMut<'_>) {
        visit.members(&mut [&mut self.order]);
    }

    fn constraints(&self) -> &'static [(usize, Constraint)] {
        &[(0, MinProperties(3)), (0, MaxProperties(4))]
    }
}

#[test]
fn members_are_counted() {
    // The list of parts is written even where it is empty.
    let ok = r#"{"order":{"count":3,"x":1}}"#;
    assert_eq!(read::<Whole>(ok).order.unwrap().additional["x"], Value::from(1));
    assert_eq!(
        refusal::<Whole>(r#"{"order":{"count":3}}"#),
        "order: expected an object of at least 3 members"
    );
    assert_eq!(
        refusal::<Whole>(r#"{"order":{"count":3,"x":1,"y":2,"z":3}}"#),
        "order: expected an object of at most 4 members"
    );
}
