//! Models through serde, in other formats than JSON text.

use codegen_runtime::wire::{Nullable, Slot, deserialize};
use serde::de::IntoDeserializer;
use serde::de::value::{Error, MapDeserializer};
use serde_json::json;

use super::models::{Counters, Kinds, Repository, Runner, RunnerStatus};
use super::read;

const RUNNER: &str = r#"{"id":5,"name":"a","status":"busy","labels":[{"name":"x64"}],"group_id":null,"version":null}"#;

#[test]
fn json_values() {
    let value: serde_json::Value = read(RUNNER);
    let runner: Runner = serde_json::from_value(value.clone()).unwrap();
    assert_eq!(runner, read(RUNNER));
    assert_eq!(runner.version, Nullable::Null);
    let written = json!({"id": 5, "name": "a", "status": "busy", "labels": [{"name": "x64"}], "version": null});
    assert_eq!(serde_json::to_value(&runner).unwrap(), written);
    assert_eq!(
        serde_json::from_value::<RunnerStatus>(json!("online")).unwrap(),
        RunnerStatus::Online
    );
    assert_eq!(serde_json::to_value(RunnerStatus::Online).unwrap(), json!("online"));
}

#[test]
fn json_text_through_serde() {
    let runner: Runner = serde_json::from_str(RUNNER).unwrap();
    assert_eq!(
        serde_json::to_string(&runner).unwrap(),
        RUNNER.replace(r#""group_id":null,"#, "")
    );
    let error = serde_json::from_str::<Vec<Runner>>(r#"[{"id":"5"}]"#).unwrap_err();
    assert_eq!(
        error.to_string(),
        "expected a whole number of 64 bits, found a text at line 1 column 10"
    );
}

#[test]
fn yaml() {
    let yaml = "owner: {id: 1, plan: {seats: ~, notes: [a, 'b']}, 5: five}\ntopics:\n  a: [1, 2]\n";
    let repository: Repository = serde_yaml::from_str(yaml).unwrap();
    assert_eq!(repository.owner.plan.seats, Nullable::Null);
    assert_eq!(repository.owner.plan.notes, ["a", "b"]);
    assert_eq!(repository.owner.additional["5"], json!("five"));
    assert_eq!(repository.topics["a"], [1, 2]);
    let again = serde_yaml::to_string(&repository).unwrap();
    assert_eq!(serde_yaml::from_str::<Repository>(&again).unwrap(), repository);
    let error = serde_yaml::from_str::<Counters>("total: 1\na: !tagged 2\n").unwrap_err();
    assert!(
        error.to_string().contains("expected a whole number of 64 bits"),
        "{error}"
    );
}

/// The form in which `serde_json` gives numbers where some crate of a program turns its `arbitrary_precision` on.
#[test]
fn numbers_of_arbitrary_precision() {
    fn number<T: Slot>(text: &str) -> Result<T, Error> {
        precise("$serde_json::private::Number", text)
    }
    fn precise<T: Slot>(name: &str, text: &str) -> Result<T, Error> {
        deserialize(MapDeserializer::new([(name, text)].into_iter()))
    }
    assert_eq!(number("1.25"), Ok(1.25_f64));
    assert_eq!(number("5.0"), Ok(5_i64));
    assert_eq!(number("18446744073709551615"), Ok(u64::MAX));
    assert_eq!(number::<f32>("-2"), Ok(-2.0));
    assert!(number::<u64>("18446744073709551616").is_err());
    assert!(number::<i64>("x").is_err());
    assert!(precise::<i64>("number", "1").is_err());
}

#[test]
fn wide_integers() {
    let wide: Result<u64, Error> = deserialize(IntoDeserializer::<Error>::into_deserializer(u128::from(u64::MAX)));
    assert_eq!(wide, Ok(u64::MAX));
    let wide: Result<u64, Error> = deserialize(IntoDeserializer::<Error>::into_deserializer(u128::MAX));
    assert_eq!(
        wide.unwrap_err().to_string(),
        format!(
            "expected a whole number of 64 bits that is not negative, found {}",
            u128::MAX
        )
    );
    let wide: Result<f64, Error> = deserialize(IntoDeserializer::<Error>::into_deserializer(u128::MAX));
    assert!(wide.is_err());
}

#[test]
fn owned_texts_are_taken_as_they_are() {
    let text: Result<String, Error> = deserialize(IntoDeserializer::<Error>::into_deserializer("a".to_owned()));
    assert_eq!(text.unwrap(), "a");
    assert_eq!(
        serde_json::from_value::<Kinds>(json!({"at": "2026-01-31T12:00:00Z"}))
            .unwrap()
            .at,
        read("\"2026-01-31T12:00:00Z\"")
    );
}
