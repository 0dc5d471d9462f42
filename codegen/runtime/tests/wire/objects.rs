//! Objects: what is required, null, left out, repeated, unknown.

use codegen_runtime::wire::{Model, Nullable, Shape, Slot, Visit, VisitMut, from_json};
use serde_json::json;

use super::models::{Counters, Nulls, Owner, Repository, Runner, RunnerStatus};
use super::{again, read, refusal, write};

const RUNNER: &str =
    r#"{"id":5,"name":"a","status":"online","labels":[{"name":"x64","type":"new"}],"group_id":7,"version":"2.1"}"#;

#[test]
fn members_are_read_into_their_places() {
    let runner = read::<Runner>(RUNNER);
    assert_eq!(runner.id, 5);
    assert_eq!(runner.name, "a");
    assert_eq!(runner.status, RunnerStatus::Online);
    assert_eq!(runner.labels[0].name, "x64");
    assert_eq!(runner.labels[0].type_, Some(RunnerStatus::Unknown("new".to_owned())));
    assert_eq!(runner.group_id, Some(7));
    assert_eq!(runner.version, Nullable::Value("2.1".to_owned()));
    assert_eq!(write(&runner), RUNNER);
}

#[test]
fn members_come_in_any_order() {
    let shuffled = r#" { "version" : "2.1", "group_id":7, "labels":[{"type":"new","name":"x64"}],
        "name":"a", "status":"online", "id":5 } "#;
    assert_eq!(read::<Runner>(shuffled), read::<Runner>(RUNNER));
}

#[test]
fn members_that_nobody_knows_are_skipped() {
    let unknown = r#"{"x":{"id":[1,{"id":2}]},"total":1,"name":null,"y":[]}"#;
    let counted = read::<Nulls>(
        &unknown
            .replace("total", "plain")
            .replace("y\"", "nullable\":1,\"kept_apart\":2,\"y\""),
    );
    assert_eq!(
        (counted.plain, counted.nullable, counted.kept_apart),
        (1, Some(1), Nullable::Value(2))
    );
}

#[test]
fn null_and_absence() {
    let some = r#"{"plain":1,"nullable":2,"kept_apart":3,"may_lack":4,"may_lack_or_be_null":5,"may_lack_list":[6]}"#;
    assert_eq!(again::<Nulls>(some), some);

    let absent = r#"{"plain":1,"nullable":null,"kept_apart":null}"#;
    let nulls = read::<Nulls>(absent);
    assert_eq!((nulls.nullable, nulls.kept_apart), (None, Nullable::Null));
    assert_eq!((nulls.may_lack, nulls.may_lack_or_be_null), (None, Nullable::Absent));
    assert_eq!(write(&nulls), absent.replace('}', r#","may_lack_list":[]}"#));

    let null = r#"{"plain":1,"nullable":null,"kept_apart":null,"may_lack":null,"may_lack_or_be_null":null}"#;
    let nulls = read::<Nulls>(null);
    assert_eq!((nulls.may_lack, nulls.may_lack_or_be_null), (None, Nullable::Null));
    let written = r#"{"plain":1,"nullable":null,"kept_apart":null,"may_lack_or_be_null":null,"may_lack_list":[]}"#;
    assert_eq!(write(&nulls), written);
}

#[test]
fn a_required_member_is_never_left_out() {
    let mut nulls = read::<Nulls>(r#"{"plain":1,"nullable":2,"kept_apart":3}"#);
    nulls.kept_apart = Nullable::Absent;
    assert!(write(&nulls).contains(r#""kept_apart":null"#));
}

#[test]
fn null_where_there_must_be_a_value() {
    let refusals = [
        (
            r#"{"plain":null}"#,
            "plain: expected a whole number of 64 bits, found null",
        ),
        (
            r#"{"may_lack_list":null}"#,
            "may_lack_list: expected a list, found null",
        ),
    ];
    for (json, refused) in refusals {
        assert_eq!(refusal::<Nulls>(json), refused);
    }
    assert_eq!(
        refusal::<Repository>(r#"{"owner":null}"#),
        "owner: expected an object, found null"
    );
}

#[test]
fn missing_members_are_named() {
    assert_eq!(refusal::<Runner>("{}"), ".: missing: `id`, `name`, `status`, `labels`");
    assert_eq!(
        refusal::<Nulls>(r#"{"plain":1,"may_lack":2}"#),
        ".: missing: `nullable`, `kept_apart`"
    );
    let inner = RUNNER.replace(r#""name":"x64","#, "");
    assert_eq!(refusal::<Runner>(inner), "labels[0]: missing: `name`");
}

#[test]
fn of_members_named_twice_the_last_counts() {
    let json = r#"{
        "owner": {"id": 1, "email": "a", "left": 1, "plan": {"seats": 1, "notes": ["a"]}},
        "topics": {"a": [1]}, "parent": {"owner": {"id": 3, "plan": {}}},
        "owner": {"id": 2, "plan": {}}, "topics": {"b": [2], "b": [3]}, "parent": null
    }"#;
    let once = r#"{"owner":{"id":2,"plan":{"notes":[]}},"topics":{"b":[3]}}"#;
    assert_eq!(again::<Repository>(json), once);
    assert_eq!(
        read::<Counters>(r#"{"total":1,"a":1,"total":2,"a":2}"#),
        read(r#"{"total":2,"a":2}"#)
    );
}

#[test]
fn additional_members_are_kept() {
    let json = r#"{"id":1,"plan":{"notes":[]},"a":{"b":[1,null]},"z":"y"}"#;
    let owner = read::<Owner>(json);
    assert_eq!(owner.additional["a"], json!({"b": [1, null]}));
    assert_eq!(write(&owner), json);
    assert_eq!(
        again::<Counters>(r#"{"b":2,"total":1,"a":3}"#),
        r#"{"total":1,"a":3,"b":2}"#
    );
    assert_eq!(
        refusal::<Counters>(r#"{"total":1,"a b":"x"}"#),
        "[\"a b\"]: expected a whole number of 64 bits, found a text"
    );
}

/// An object with more members than fit in one word.
#[derive(Debug, PartialEq)]
struct Wide(Vec<i64>);

impl Model for Wide {
    fn blank() -> Self {
        Self(vec![0; 300])
    }

    fn shape(&self) -> &'static Shape {
        let names = (0..300)
            .map(|index| &*format!("m{index}").leak())
            .collect::<Vec<&str>>();
        Box::leak(Box::new(Shape {
            members: names.leak(),
            required: (0..300).collect::<Vec<_>>().leak(),
            open: false,
        }))
    }

    fn members(&self, visit: Visit<'_>) {
        visit.members(&self.0.iter().map(|slot| slot as &dyn Slot).collect::<Vec<_>>());
    }

    fn members_mut(&mut self, visit: VisitMut<'_>) {
        visit.members(&mut self.0.iter_mut().map(|slot| slot as &mut dyn Slot).collect::<Vec<_>>());
    }
}

#[test]
fn an_object_may_have_very_many_members() {
    let wide = Wide((0..300).collect());
    assert_eq!(from_json::<Wide>(write(&wide).as_bytes()), Ok(wide));
    for lacking in [0, 127, 128, 255, 256, 299] {
        let members: Vec<_> = (0..300)
            .filter(|index| *index != lacking)
            .map(|index| format!("\"m{index}\":0"))
            .collect();
        assert_eq!(
            refusal::<Wide>(format!("{{{}}}", members.join(","))),
            format!(".: missing: `m{lacking}`")
        );
    }
}
