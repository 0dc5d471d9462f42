//! XML that generated request functions send, and what is made of the answers.

use std::collections::BTreeMap;

use bytes::Bytes;
use chrono::{DateTime, NaiveDate};
use codegen_runtime::wire::xml::from_xml;
use codegen_runtime::{Base64, Nullable, Operation};
use features::xml::models::{
    Animal, AnimalFood, AnimalKind, Meat, Place, Plants, Tool, Toy, Treat,
};
use features::xml::operations as zoo;

fn message(operation: impl Operation) -> http::Request<Bytes> {
    operation.into_http_request("http://h").unwrap()
}

fn text(operation: impl Operation) -> String {
    String::from_utf8(message(operation).into_body().into()).unwrap()
}

fn animal(id: i64) -> Animal {
    Animal::new(id, AnimalKind::Cat, ["Tom", "T"])
}

/// The document that an animal is sent as, without what comes before its members.
fn members(animal: &Animal) -> String {
    let sent = text(zoo::replace_animal(1).body(animal));
    let head = r#"<?xml version="1.0" encoding="UTF-8"?><z:animal xmlns:z="urn:zoo" id="1" z:kind="cat"><alias>Tom</alias><alias>T</alias>"#;
    let rest = sent.strip_prefix(head).unwrap();
    assert_eq!(&from_xml::<Animal>(&sent).unwrap(), animal, "{sent}");
    rest.strip_suffix("</z:animal>").unwrap().to_owned()
}

#[test]
fn each_member_is_sent_and_read_as_the_description_says() {
    let toys = ["ball", "a <b>"].map(|label| Toy::new(label).lang("en"));
    let visit = NaiveDate::from_ymd_opt(2026, 1, 2).unwrap();
    let born = DateTime::parse_from_rfc3339("2026-01-02T03:04:05Z").unwrap();
    let cases = [
        (animal(1), ""),
        (
            animal(1).toys(toys),
            r#"<toy lang="en">ball</toy><toy lang="en">a &lt;b&gt;</toy>"#,
        ),
        (
            animal(1).photos(["a", "b"]),
            "<photos><photos>a</photos><photos>b</photos></photos>",
        ),
        (animal(1).photos([""; 0]), "<photos/>"),
        (
            animal(1).visits([visit]),
            "<calendar><visit>2026-01-02</visit></calendar>",
        ),
        (
            animal(1).born(born),
            "<z:born>2026-01-02T03:04:05Z</z:born>",
        ),
        (
            animal(1).scan(Base64::from(b"abc".to_vec())),
            "<scan>YWJj</scan>",
        ),
        (animal(1).weight(1.5), "<weight>1.5</weight>"),
        (
            animal(1).weight(Nullable::Null),
            r#"<weight xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>"#,
        ),
        (
            animal(1).mother(animal(2)).father(animal(3)),
            r#"<z:mother id="2" z:kind="cat"><alias>Tom</alias><alias>T</alias></z:mother><z:father id="3" z:kind="cat"><alias>Tom</alias><alias>T</alias></z:father>"#,
        ),
        (
            animal(1).favorite(Treat::new("fish")),
            "<treat><taste>fish</taste></treat>",
        ),
        (
            animal(1).home(Place::new("Bonn")),
            "<lives-in><City>Bonn</City></lives-in>",
        ),
        (
            animal(1).den(Place::new("Ulm")),
            "<sleeps-in><City>Ulm</City></sleeps-in>",
        ),
        (
            animal(1).measures(BTreeMap::from([("tail".to_owned(), 0.5)])),
            "<measures><tail>0.5</tail></measures>",
        ),
        (
            animal(1).food(AnimalFood::Plants(Plants::new(3))),
            "<food><leaves>3</leaves></food>",
        ),
        (
            animal(1).food(AnimalFood::Meat(Meat::new(2))),
            "<food><pieces>2</pieces></food>",
        ),
    ];
    for (animal, document) in cases {
        assert_eq!(members(&animal), document);
    }
}

#[test]
fn a_root_is_called_as_the_description_says() {
    let message = message(zoo::replace_animals(&[]));
    assert_eq!(message.headers()["content-type"], "application/xml");
    assert_eq!(
        message.headers()["accept"],
        "text/xml, application/problem+xml"
    );
    assert!(text(zoo::replace_animals(&[])).ends_with("<zoo/>"));
    let one = text(zoo::replace_animals(&[animal(1)]));
    assert!(one.contains(r#"<zoo><z:animal xmlns:z="urn:zoo" id="1""#));
    let all: Vec<Animal> = from_xml(&one).unwrap();
    assert_eq!(all, [animal(1)]);
}

#[test]
fn what_is_not_known_is_kept_where_it_may_be_there() {
    let toy: Toy = from_xml(r#"<toy size="1">ball<color>red</color></toy>"#).unwrap();
    assert_eq!(toy.label, "ball");
    let others = [("color", "red"), ("size", "1")];
    let others = others.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(toy.additional_properties, BTreeMap::from(others));
}

#[test]
fn json_is_preferred_and_a_text_is_a_text() {
    let both = zoo::both().body(&Tool::new().name("a"));
    assert_eq!(text(both), r#"{"name":"a"}"#);
    assert_eq!(text(zoo::text().body("<as-it-is/>")), "<as-it-is/>");
}
