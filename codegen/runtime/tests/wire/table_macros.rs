//! The tables that the generator writes where the configuration asks for more than is usual.

use codegen_runtime::wire::Expected;

use super::{again, read, refusal};

/// What is asked of a request, with what stands in for it.
#[derive(Debug, Clone, PartialEq)]
struct Page {
    size: i64,
    color: Option<Color>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Color {
    Red,
    Green,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Level {
    Minus1,
    One,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Mixed {
    Auto,
    Off,
}

/// A frame is tried first, but its blank value would hold another one for ever.
#[derive(Debug, Clone, PartialEq)]
enum Shape {
    Frame(Box<Frame>),
    Circle(Circle),
}

#[derive(Debug, Clone, PartialEq)]
struct Frame {
    inner: Shape,
}

#[derive(Debug, Clone, PartialEq)]
struct Circle {
    radius: i64,
}

/// What says which case it is of is no member of the case.
#[derive(Debug, Clone, PartialEq)]
enum Drawn {
    Circle(Circle),
    Open(Open),
}

#[derive(Debug, Clone, PartialEq)]
struct Open {
    rest: serde_json::Map<String, serde_json::Value>,
}

mod tables {
    use codegen_runtime::wire;

    wire::struct_table!(Page { size = "size", color = "color" } [] false;
        fn defaults(&self) -> &'static [(usize, &'static str)] { &[(0, "30")] }
        fn constraints(&self) -> &'static [(usize, wire::Constraint)] { &[(0, wire::Constraint::Maximum(50.0))] }
    );
    wire::closed_text_table!(Color { Red = "red", Green = "green" });
    wire::closed_integer_table!(Level { Minus1 = -1, One = 1 });
    wire::closed_value_table!(Mixed { Auto = "\"auto\"", Off = "false" });
    wire::closed_union_table!(Shape Circle None; { Frame = 0 (64 [] ["inner"] []), Circle = 1 (64 [] ["radius"] []) });
    wire::closed_union_table!(Drawn Circle Some(wire::Tag { member: "kind", values: &[("circle", 0), ("open", 1)] });
        { Circle = 0 (64 [] [] [] "kind" = "circle"), Open = 1 (64 [] [] [] "kind" = "open") });
    wire::struct_table!(Open {} rest [] true);
    wire::struct_table!(Frame { inner = "inner" } [0] false);
    wire::struct_table!(Circle { radius = "radius" } [0] false);
}

#[test]
fn a_table_has_defaults_and_constraints() {
    assert_eq!(again::<Page>("{}"), r#"{"size":30}"#);
    assert_eq!(
        refusal::<Page>(r#"{"size":51}"#),
        "size: expected a number of at most 50"
    );
}

#[test]
fn a_closed_enum_has_no_other_values() {
    let json = r#"["red","green"]"#;
    assert_eq!(read::<Vec<Color>>(json), [Color::Red, Color::Green]);
    assert_eq!(again::<Vec<Color>>(json), json);
    assert_eq!(
        refusal::<Vec<Color>>(r#"["blue"]"#),
        "[0]: expected one of `red`, `green`, found \"blue\""
    );
    assert_eq!(again::<Vec<Level>>("[-1,1]"), "[-1,1]");
    assert_eq!(refusal::<Vec<Level>>("[0]"), "[0]: expected one of -1, 1, found 0");
    assert_eq!(again::<Vec<Mixed>>(r#"["auto",false]"#), r#"["auto",false]"#);
    assert_eq!(
        refusal::<Vec<Mixed>>("[true]"),
        "[0]: expected one of `\"auto\"`, `false`"
    );
}

#[test]
fn a_closed_enum_is_made_of_what_it_lists() {
    assert_eq!(Color::try_from("green"), Ok(Color::Green));
    let error = Color::try_from("blue").unwrap_err();
    assert_eq!(error, Expected("one of `red`, `green`"));
    assert_eq!(error.to_string(), "expected one of `red`, `green`");
    assert_eq!(Level::try_from(-1), Ok(Level::Minus1));
    assert!(Mixed::try_from(serde_json::Value::Null).is_err());
}

#[test]
fn a_closed_union_keeps_nothing_else() {
    let json = r#"{"inner":{"inner":{"radius":1}}}"#;
    assert_eq!(again::<Shape>(json), json);
    assert_eq!(read::<Shape>(r#"{"radius":2}"#), Shape::Circle(Circle { radius: 2 }));
    assert_eq!(
        refusal::<Shape>(r#"{"side":1}"#),
        ".: expected the members of one of several objects"
    );
    assert_eq!(refusal::<Shape>("1"), ".: expected an object, found a whole number");
}

#[test]
fn a_case_that_does_not_say_which_it_is_is_written_with_a_tag() {
    let circle = Drawn::Circle(Circle { radius: 1 });
    let json = r#"{"kind":"circle","radius":1}"#;
    assert_eq!(read::<Drawn>(json), circle);
    assert_eq!(again::<Drawn>(json), json);
    // Where the case has kept the member itself, it is written once.
    let open = r#"{"kind":"open","other":2}"#;
    assert_eq!(again::<Drawn>(open), open);
}
