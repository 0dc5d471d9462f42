//! The cells of the specification, values of all types, and what is empty.

use super::{COLOR, Color, Ids, Write, cookie, header, path, query};
use codegen_runtime::serde_json::json;
use codegen_runtime::{Nullable, Parameter, ParameterValue, Secret};
use std::collections::BTreeMap;

/// The name in the specification's examples.
const NAME: Parameter = Parameter::new("color");

/// How the name is written with the values of the specification: an empty text, `blue`, a list and an object.
const ROWS: [(Write, Parameter, &str); 14] = [
    (
        path,
        NAME.matrix(),
        ";color|;color=blue|;color=blue,black,brown|;color=R,100,G,200,B,150",
    ),
    (
        path,
        NAME.matrix().exploded(),
        ";color|;color=blue|;color=blue;color=black;color=brown|;R=100;G=200;B=150",
    ),
    (path, NAME.label(), ".|.blue|.blue,black,brown|.R,100,G,200,B,150"),
    (
        path,
        NAME.label().exploded(),
        ".|.blue|.blue.black.brown|.R=100.G=200.B=150",
    ),
    (path, NAME, "|blue|blue,black,brown|R,100,G,200,B,150"),
    (path, NAME.exploded(), "|blue|blue,black,brown|R=100,G=200,B=150"),
    (header, NAME, "|blue|blue,black,brown|R,100,G,200,B,150"),
    (header, NAME.exploded(), "|blue|blue,black,brown|R=100,G=200,B=150"),
    (
        query,
        NAME.joined(),
        "color=|color=blue|color=blue,black,brown|color=R,100,G,200,B,150",
    ),
    (
        query,
        NAME,
        "color=|color=blue|color=blue&color=black&color=brown|R=100&G=200&B=150",
    ),
    (
        cookie,
        NAME.joined(),
        "color=|color=blue|color=blue,black,brown|color=R,100,G,200,B,150",
    ),
    (
        cookie,
        NAME,
        "color=|color=blue|color=blue; color=black; color=brown|R=100; G=200; B=150",
    ),
    // Single values are not defined for these; they are written as in the style `form`.
    (
        query,
        NAME.space_delimited(),
        "color=|color=blue|color=blue%20black%20brown|color=R%20100%20G%20200%20B%20150",
    ),
    (
        query,
        NAME.pipe_delimited(),
        "color=|color=blue|color=blue%7Cblack%7Cbrown|color=R%7C100%7CG%7C200%7CB%7C150",
    ),
];

#[test]
fn every_cell_of_the_specification_is_written_as_it_says() {
    let list = ["blue", "black", "brown"].map(str::to_owned);
    let values: [&dyn ParameterValue; 4] = [&"", &"blue", &list.as_slice(), &COLOR];
    for (write, parameter, cells) in ROWS {
        for (value, cell) in values.iter().zip(cells.split('|')) {
            assert_eq!(write(parameter, *value).as_deref(), Ok(cell), "{parameter:?}");
        }
    }
    let deep = query(NAME.deep_object(), &COLOR);
    assert_eq!(deep.unwrap(), "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150");
}

#[test]
fn values_of_all_types_are_written() {
    let map = BTreeMap::from([("b".to_owned(), 2_u32), ("a".to_owned(), 1)]);
    let unknown = Ids::Unknown(json!({"z": true}));
    let values: [(&dyn ParameterValue, &str); 20] = [
        (&true, "x=true"),
        (&-7_i32, "x=-7"),
        (&u64::MAX, "x=18446744073709551615"),
        (&1.0_f64, "x=1"),
        (&0.1_f32, "x=0.1"),
        (&json!(1.0), "x=1"),
        (&json!(1e21), "x=1000000000000000000000"),
        (&json!([1.5, "a", false]), "x=1.5&x=a&x=false"),
        (&Secret::from("s"), "x=s"),
        (&Some("a".to_owned()), "x=a"),
        (&Nullable::Value(5_i64), "x=5"),
        (&None::<i64>, "nothing"),
        (&Nullable::<i64>::Null, "nothing"),
        (&vec![Some(1_i64), None, Some(2)], "x=1&x=2"),
        (&(1_i64, "a".to_owned()), "x=1&x=a"),
        (&map, "a=1&b=2"),
        (
            &Color {
                alpha: Some(0.5),
                ..COLOR
            },
            "R=100&G=200&B=150&alpha=0.5",
        ),
        (&Ids::One(1), "x=1"),
        (&Ids::Many(vec![1, 2]), "x=1&x=2"),
        (&unknown, "z=true"),
    ];
    for (value, expected) in values {
        assert_eq!(query("x", value).as_deref(), Ok(expected));
    }
}

#[test]
fn what_is_empty_is_left_out_unless_its_name_is_wanted() {
    let none = Vec::<i64>::new();
    let object = json!({"a": null});
    for value in [&none as &dyn ParameterValue, &object] {
        for parameter in [Parameter::new("color"), Parameter::new("color").joined()] {
            assert_eq!(query(parameter, value).unwrap(), "nothing");
            assert_eq!(cookie(parameter, value).unwrap(), "nothing");
            assert_eq!(header(parameter, value).unwrap(), "nothing");
            let parameter = parameter.or_empty();
            assert_eq!(query(parameter, value).unwrap(), "color=");
            assert_eq!(cookie(parameter, value).unwrap(), "color=");
        }
        let deep = Parameter::new("color").deep_object();
        assert_eq!(query(deep.or_empty(), value).unwrap(), "color=");
        let refusal = "list: the path parameter `color` has no value";
        for parameter in [Parameter::new("color"), deep.matrix(), deep.label()] {
            assert_eq!(path(parameter, value).unwrap_err(), refusal);
        }
    }
    let absent = query(Parameter::new("color").or_empty(), &None::<i64>);
    assert_eq!(absent.unwrap(), "nothing");
    let texts = ["", "a", ""].map(str::to_owned);
    assert_eq!(path("color", &texts.as_slice()).unwrap(), ",a,");
    assert_eq!(query("x", &texts.as_slice()).unwrap(), "x=&x=a&x=");
    assert_eq!(header("color", &texts.as_slice()).unwrap(), ",a,");
    let members = json!({"a": "", "b": ""});
    assert_eq!(path(Parameter::new("color").exploded(), &members).unwrap(), "a=,b=");
    let matrix = Parameter::new("color").matrix().exploded();
    assert_eq!(path(matrix, &members).unwrap(), ";a;b");
}
