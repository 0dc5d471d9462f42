//! XML: the examples of the specification in both directions, and what servers send that is not in them.

use codegen_runtime::Nullable;
use codegen_runtime::wire::xml::{from_xml, to_xml};
use codegen_runtime::wire::{Slot, Xml};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Debug;

use super::xml_models::{
    AlienAnimals, Aliens, Animal, Circle, Color, Enclosed, Person, Plain, Renamed, Rings, Shape, Thing,
};

const ROOT: Xml = Xml::named("root");

fn blank() -> Thing {
    codegen_runtime::wire::blank()
}

pub(crate) fn read<T: Slot>(document: &str) -> T {
    from_xml(document).expect("the document is one that is read")
}

fn write(value: &dyn Slot, root: &Xml) -> String {
    let document = to_xml(value.view(), root).expect("the value has a form");
    let rest = document.strip_prefix(r#"<?xml version="1.0" encoding="UTF-8"?>"#);
    rest.expect("it says what it is").to_owned()
}

pub(crate) fn refusal<T: Slot>(document: &str) -> String {
    let error = from_xml::<T>(document)
        .err()
        .expect("the document is one that is refused");
    error.to_string()
}

/// Whether the value is written as the document, and read of it.
fn both_ways<T: Slot + Debug + PartialEq>(value: &T, root: &Xml, document: &str) {
    assert_eq!(write(value, root), document);
    assert_eq!(&read::<T>(document), value);
}

#[test]
fn the_examples_of_the_specification_go_both_ways() {
    both_ways(&"value".to_owned(), &Xml::named("animals"), "<animals>value</animals>");
    both_ways(
        &Animal {
            animals: "value".into(),
        },
        &ROOT,
        "<root><animal>value</animal></root>",
    );
    both_ways(
        &Person {
            id: 123,
            name: "example".into(),
        },
        &Xml::named("Person"),
        r#"<Person id="123"><sample:name xmlns:sample="https://example.com/schema/sample">example</sample:name></Person>"#,
    );
}

#[test]
fn the_examples_of_lists_go_both_ways() {
    let animals = || vec!["value".to_owned(), "other".to_owned()];
    both_ways(
        &Plain { animals: animals() },
        &ROOT,
        "<root><animals>value</animals><animals>other</animals></root>",
    );
    both_ways(
        &Renamed { animals: animals() },
        &ROOT,
        "<root><animal>value</animal><animal>other</animal></root>",
    );
    both_ways(
        &Enclosed { animals: animals() },
        &ROOT,
        "<root><animals><animals>value</animals><animals>other</animals></animals></root>",
    );
    both_ways(
        &Aliens { animals: animals() },
        &ROOT,
        "<root><aliens><aliens>value</aliens><aliens>other</aliens></aliens></root>",
    );
    both_ways(
        &AlienAnimals { animals: animals() },
        &ROOT,
        "<root><aliens><animal>value</animal><animal>other</animal></aliens></root>",
    );
    // What is one of a list is a list all the same.
    both_ways(
        &Plain {
            animals: vec!["value".into()],
        },
        &ROOT,
        "<root><animals>value</animals></root>",
    );
    both_ways(&Plain { animals: Vec::new() }, &ROOT, "<root/>");
    both_ways(&Enclosed { animals: Vec::new() }, &ROOT, "<root><animals/></root>");
}

type Change = fn(&mut Thing);

/// Values, each as a change of one that holds nothing, and their documents.
const VALUES: &[(Change, &str)] = &[
    (|it| it.sizes = vec![1, 2], r#"<root sizes="1 2"/>"#),
    (|it| it.content = Some("a b".into()), r#"<root sizes="">a b</root>"#),
    (
        |it| it.note = Nullable::Null,
        r#"<root sizes=""><note xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/></root>"#,
    ),
    (
        |it| it.note = Nullable::Value(String::new()),
        r#"<root sizes=""><note/></root>"#,
    ),
    (
        |it| {
            it.marks = Some(vec![Shape::Side(1), Shape::Name("a".into()), Shape::Side(2)]);
        },
        r#"<root sizes="" marks="1 a 2"/>"#,
    ),
    (|it| it.price = Some(1.5), r#"<root sizes=""><price>1.5</price></root>"#),
    (
        |it| it.is_new = Some(false),
        r#"<root sizes=""><is_new>false</is_new></root>"#,
    ),
    (
        |it| it.parts = Some(vec![blank(), blank()]),
        r#"<root sizes=""><parts><part sizes=""/><part sizes=""/></parts></root>"#,
    ),
    (|it| it.parts = Some(Vec::new()), r#"<root sizes=""><parts/></root>"#),
    (
        |it| it.grid = Some(vec![vec![1, 2], vec![3]]),
        r#"<root sizes=""><grid><grid>1</grid><grid>2</grid></grid><grid><grid>3</grid></grid></root>"#,
    ),
    (
        |it| it.pair = Some((1, "two".into())),
        r#"<root sizes=""><pair>1</pair><pair>two</pair></root>"#,
    ),
    (
        |it| it.named = Some(BTreeMap::from([("a".into(), 1), ("b".into(), 2)])),
        r#"<root sizes=""><named><a>1</a><b>2</b></named></root>"#,
    ),
    (
        |it| it.any = Some(json!({"a": ["1", "2"], "b": {"#text": "4", "c": "3"}})),
        r#"<root sizes=""><any><a>1</a><a>2</a><b>4<c>3</c></b></any></root>"#,
    ),
    (
        |it| it.color = Some(Color::Red),
        r#"<root sizes=""><color>red</color></root>"#,
    ),
    (
        |it| it.color = Some(Color::Other("blue".into())),
        r#"<root sizes=""><color>blue</color></root>"#,
    ),
    (
        |it| it.shape = Some(Shape::Circle(Circle { radius: 1 })),
        r#"<root sizes=""><shape><radius>1</radius></shape></root>"#,
    ),
    (
        |it| it.shape = Some(Shape::Side(7)),
        r#"<root sizes=""><shape>7</shape></root>"#,
    ),
    (
        |it| it.shape = Some(Shape::Name("round".into())),
        r#"<root sizes=""><shape>round</shape></root>"#,
    ),
    (
        |it| {
            it.rest.insert("other".into(), json!(["1", "2"]));
        },
        r#"<root sizes=""><other>1</other><other>2</other></root>"#,
    ),
];

#[test]
fn every_kind_of_value_goes_both_ways() {
    for (change, document) in VALUES {
        let mut thing = blank();
        change(&mut thing);
        both_ways(&thing, &ROOT, document);
    }
}

#[test]
fn names_are_told_apart_by_their_namespaces_only_where_they_must_be() {
    let owners = |here: &str, there: &str| Thing {
        owner: Some(here.into()),
        owner_there: Some(there.into()),
        ..blank()
    };
    both_ways(
        &owners("a", "b"),
        &ROOT,
        r#"<root sizes=""><h:owner xmlns:h="urn:here">a</h:owner><t:owner xmlns:t="urn:there">b</t:owner></root>"#,
    );
    // Whoever declares a namespace declares those of its members as well.
    both_ways(
        &owners("a", "b"),
        &Xml::named("root").within("h", "urn:here"),
        r#"<h:root xmlns:h="urn:here" xmlns:t="urn:there" sizes=""><h:owner>a</h:owner><t:owner>b</t:owner></h:root>"#,
    );
    // A prefix that stands for nothing is none.
    let unbound = Xml::named("n").within("h", "");
    assert_eq!(write(&1, &unbound), "<n>1</n>");
    let other_prefixes = r#"<root xmlns:x="urn:there" xmlns="urn:here"><x:owner>b</x:owner><owner>a</owner></root>"#;
    assert_eq!(read::<Thing>(other_prefixes), owners("a", "b"));
    let none = read::<Thing>("<root><owner>a</owner></root>");
    assert_eq!(none.owner.as_deref(), Some("a"));
    let person = Person {
        id: 1,
        name: "a".into(),
    };
    assert_eq!(read::<Person>(r#"<p id="1"><name>a</name></p>"#), person);
}

#[test]
fn what_servers_write_in_other_ways_is_read() {
    let document = "\u{20}
        <!-- it is -->
        <!DOCTYPE thing SYSTEM 'http://h/thing.dtd'>
        <?hint one?>
        <thing sizes='1  2\n3'>
            <note><![CDATA[<a> & ]]>&lt;b&gt;&#x20ac;</note>
            <price> 2 </price>
            <is_new>1</is_new>
            <key>k</key>
            <color>
                red
            </color>
            <unknown/>
        </thing>
    ";
    let thing = read::<Thing>(document.trim_start());
    assert_eq!(thing.sizes, [1, 2, 3]);
    assert_eq!(thing.note, Nullable::Value("<a> & <b>\u{20ac}".into()));
    assert_eq!(thing.price, Some(2.0));
    assert_eq!(thing.is_new, Some(true));
    assert_eq!(thing.key.unwrap().expose_secret(), "k");
    assert_eq!(thing.color, Some(Color::Red));
    assert_eq!(thing.content, None);
    assert_eq!(Value::from(thing.rest), json!({"unknown": ""}));
    // What is empty is no value where it cannot be a text.
    let empty = read::<Thing>("<t><price/><is_new></is_new><note/></t>");
    assert_eq!((empty.price, empty.is_new), (None, None));
    assert_eq!(empty.note, Nullable::Value(String::new()));
    // Of what is there twice, the last counts.
    assert_eq!(read::<Circle>("<c><radius>1</radius><radius>2</radius></c>").radius, 2);
    assert_eq!(read::<Vec<i64>>("<list><a>1</a><b>2</b></list>"), [1, 2]);
    assert_eq!(read::<Vec<Option<i64>>>("<l><a>1</a><a/></l>"), [Some(1), None]);
}

#[test]
fn what_can_only_enclose_a_list_does() {
    let animals = read::<Plain>("<p><animals><string>a</string><string>b</string></animals></p>");
    assert_eq!(animals.animals, ["a", "b"]);
    // It may as well be one item.
    let one = read::<Plain>("<p><animals/></p>");
    assert_eq!(one.animals, [""]);
    let circles = |document: &str| {
        let rings = read::<Rings>(document).rings;
        rings.iter().map(|circle| circle.radius).collect::<Vec<_>>()
    };
    let item = "<c><radius>1</radius></c>";
    assert_eq!(circles(&format!("<r><rings>{item}{item}</rings></r>")), [1, 1]);
    assert_eq!(circles("<r><rings><radius>1</radius></rings></r>"), [1]);
    assert_eq!(circles("<r><rings/></r>"), [0; 0]);
    assert_eq!(circles("<r/>"), [0; 0]);
    let several = refusal::<Rings>(&format!("<r><rings>{item}</rings><rings/></r>"));
    assert_eq!(several, "rings[0]: missing: `radius` (line 1, column 3)");
}

#[test]
fn what_does_not_fit_is_said_with_its_place() {
    let cases: [(&str, &str); 6] = [
        (
            "<c>\n <radius>wide</radius></c>",
            "radius: expected a whole number of 64 bits, found a text (line 2, column 1)",
        ),
        ("<c/>", ".: missing: `radius` (line 1, column 0)"),
        (
            "<c><radius><a/></radius></c>",
            "radius: expected a whole number of 64 bits, found elements (line 1, column 3)",
        ),
        (
            r#"<c><radius x:nil="1" xmlns:x="http://www.w3.org/2001/XMLSchema-instance"/></c>"#,
            "radius: expected a whole number of 64 bits, found null (line 1, column 3)",
        ),
        (
            "<c><radius/></c>",
            "radius: expected a whole number of 64 bits, found a text (line 1, column 3)",
        ),
        (
            "<c><radius>1.5</radius></c>",
            "radius: expected a whole number of 64 bits, found 1.5 (line 1, column 3)",
        ),
    ];
    for (document, message) in cases {
        assert_eq!(refusal::<Circle>(document), message, "{document}");
    }
    let deep = "<t><parts><part/><part><pair>1</pair></part></parts></t>";
    assert_eq!(
        refusal::<Thing>(deep),
        "parts[1].pair: expected a list of 2, found one of 1 (line 1, column 17)"
    );
    let shape = refusal::<Thing>("<t><shape><a/></shape></t>");
    assert_eq!(shape, "shape: fits no case (line 1, column 3)");
}

#[test]
fn what_is_written_is_escaped_or_refused() {
    let escaped = Person {
        id: 1,
        name: "<&>\"'\r\n\t]]>".into(),
    };
    let root = Xml::named("p");
    assert_eq!(read::<Person>(&write(&escaped, &root)), escaped);
    let text = "a\tb\nc\rd\"e'f<g&".to_owned();
    let mut thing = blank();
    thing.rest.insert("other".into(), text.clone().into());
    assert_eq!(read::<Thing>(&write(&thing, &ROOT)).rest["other"], Value::from(text));
    let refused = |change: fn(&mut Thing)| {
        let mut thing = blank();
        change(&mut thing);
        to_xml(thing.view(), &ROOT).unwrap_err()
    };
    let nameless = |it: &mut Thing| {
        it.rest.insert("a b".into(), Value::Null);
    };
    assert_eq!(refused(nameless), r#"`a b` has a name that XML does not have: "a b""#);
    let bell = refused(|it| it.owner = Some("\u{7}".into()));
    assert_eq!(bell, "`owner` holds a character that XML does not have");
    let infinite = refused(|it| it.price = Some(f64::INFINITY));
    assert_eq!(infinite, "`price` holds a number that is not finite");
    assert!(to_xml(thing.view(), &Xml::named("a:b")).is_err());
}
