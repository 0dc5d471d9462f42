//! Members: absent, null and a value are told apart where the description does, and nothing is made up.

use ghes_runners::Nullable;
use ghes_runners::models::{
    AuthenticationToken, AuthenticationTokenRepositorySelection as Selection, BasicError, Runner,
    RunnerApplication, RunnerLabelType, ValidationError,
};
use ghes_runners::runners;
use serde_json::{Value, json};

use crate::server::{Reply, Server};
use crate::support::{APPLICATIONS, RUNNER, TOKEN, client};

/// The answer to a call that mints a token with these members more.
fn token(more: &Value) -> (AuthenticationToken, Value) {
    let mut sent: Value = serde_json::from_str(TOKEN).unwrap();
    sent.as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    let server = Server::always(Reply::json(201, &sent.to_string()));
    let token = both!(client(&server), runners::create_registration_token("octo")).unwrap();
    (token.into_inner(), sent)
}

#[test]
fn an_unknown_selection_is_kept_and_written_back() {
    for (text, expected) in [
        ("all", Selection::All),
        ("selected", Selection::Selected),
        ("none_yet", Selection::Unknown("none_yet".to_owned())),
        ("ALL", Selection::Unknown("ALL".to_owned())),
        ("", Selection::Unknown(String::new())),
    ] {
        let (token, sent) = token(&json!({"repository_selection": text}));
        let selection = token.repository_selection.as_ref().unwrap();
        assert_eq!(*selection, expected);
        assert_eq!(selection.as_str(), text);
        assert_eq!(Selection::from(text), expected);
        assert_eq!(serde_json::to_value(&token).unwrap(), sent);
    }
}

#[test]
fn an_unknown_kind_of_label_is_kept_and_written_back() {
    let sent = RUNNER.replace("\"custom\"", "\"inherited\"");
    let server = Server::always(Reply::json(200, &sent));
    let runner = both!(client(&server), runners::get("octo", 23)).unwrap();
    assert_eq!(runner.labels[0].r#type, Some(RunnerLabelType::ReadOnly));
    assert_eq!(
        runner.labels[2].r#type,
        Some(RunnerLabelType::Unknown("inherited".to_owned()))
    );
    assert_eq!(
        serde_json::to_value(&*runner).unwrap(),
        serde_json::from_str::<Value>(&sent).unwrap()
    );
}

#[test]
fn a_single_file_that_is_absent_null_or_named_stays_so_both_ways() {
    for (more, expected) in [
        (json!({}), Nullable::Absent),
        (json!({"single_file": null}), Nullable::Null),
        (
            json!({"single_file": "config.yaml"}),
            Nullable::Value("config.yaml".to_owned()),
        ),
        (json!({"single_file": ""}), Nullable::Value(String::new())),
    ] {
        let (mut token, sent) = token(&more);
        assert_eq!(token.single_file, expected);
        assert_eq!(serde_json::to_value(&token).unwrap(), sent);
        // Written from a value that was set, not read.
        token.single_file = Nullable::Null;
        assert_eq!(
            serde_json::to_value(&token).unwrap()["single_file"],
            Value::Null
        );
        assert!(
            serde_json::to_value(&token)
                .unwrap()
                .as_object()
                .unwrap()
                .contains_key("single_file")
        );
        token.single_file = Nullable::Absent;
        assert_eq!(serde_json::to_string(&token).unwrap(), TOKEN);
    }
}

#[test]
fn what_is_absent_stays_absent() {
    let (token, sent) = token(&json!({}));
    assert_eq!(token.repositories, None);
    assert_eq!(token.permissions, None);
    assert_eq!(token.repository_selection, None);
    assert_eq!(token.single_file, Nullable::Absent);
    assert_eq!(serde_json::to_value(&token).unwrap(), sent);
}

#[test]
fn what_is_empty_stays_empty() {
    let (token, sent) = token(&json!({"repositories": [], "permissions": {}}));
    assert_eq!(token.repositories.as_deref(), Some([].as_slice()));
    assert!(token.permissions.as_ref().unwrap().is_empty());
    assert_eq!(serde_json::to_value(&token).unwrap(), sent);
}

#[test]
fn free_members_keep_whatever_they_hold() {
    let permissions =
        json!({"issues": "read", "n": 9_007_199_254_740_993_i64, "x": [null, 1.5, {"y": {}}]});
    let (token, sent) = token(&json!({"permissions": permissions}));
    assert_eq!(token.permissions.as_ref().unwrap()["issues"], "read");
    assert_eq!(serde_json::to_value(&token).unwrap(), sent);
}

#[test]
fn a_missing_required_member_of_an_answer_is_named() {
    let mut runner: Value = serde_json::from_str(RUNNER).unwrap();
    for name in ["id", "name", "os", "status", "busy", "labels"] {
        let taken = runner.as_object_mut().unwrap().remove(name).unwrap();
        let server = Server::always(Reply::json(200, &runner.to_string()));
        let error = both!(client(&server), runners::get("octo", 23)).unwrap_err();
        let mismatch = error.decode_error().unwrap().to_string();
        assert!(mismatch.contains(&format!("`{name}`")), "{mismatch}");
        runner[name] = taken;
    }
    for (name, body) in [
        ("expires_at", r#"{"token":"t"}"#),
        ("token", r#"{"expires_at":"2020-01-22T12:13:35Z"}"#),
    ] {
        let server = Server::always(Reply::json(201, body));
        let error = both!(client(&server), runners::create_remove_token("octo")).unwrap_err();
        assert!(error.to_string().contains(&format!("`{name}`")), "{error}");
    }
}

#[test]
fn null_is_no_value_for_a_required_member() {
    for name in ["id", "name", "os", "status", "busy", "labels"] {
        let mut runner: Value = serde_json::from_str(RUNNER).unwrap();
        runner[name] = Value::Null;
        let server = Server::always(Reply::json(200, &runner.to_string()));
        let error = both!(client(&server), runners::get("octo", 23)).unwrap_err();
        assert_eq!(error.decode_error().unwrap().path(), name);
    }
}

#[test]
fn members_that_the_description_does_not_name_do_no_harm() {
    let mut sent: Value = serde_json::from_str(RUNNER).unwrap();
    sent["invented_later"] = json!({"a": [1, null]});
    sent["labels"][0]["color"] = "red".into();
    let server = Server::always(Reply::json(200, &sent.to_string()));
    let runner = both!(client(&server), runners::get("octo", 23)).unwrap();
    assert_eq!(
        serde_json::to_value(&*runner).unwrap(),
        serde_json::from_str::<Value>(RUNNER).unwrap()
    );
}

#[test]
fn each_model_is_read_from_a_value_and_goes_through_another_format() {
    macro_rules! there_and_back {
        ($($ty:ty: $text:expr;)*) => {$(
            let value: Value = serde_json::from_str($text).unwrap();
            let model: $ty = serde_json::from_value(value.clone()).unwrap();
            assert_eq!(serde_json::to_value(&model).unwrap(), value);
            let yaml = serde_yaml::to_string(&model).unwrap();
            assert_eq!(serde_yaml::from_str::<$ty>(&yaml).unwrap(), model, "{yaml}");
        )*};
    }
    there_and_back! {
        Vec<RunnerApplication>: APPLICATIONS;
        AuthenticationToken: TOKEN;
        AuthenticationToken: r#"{"token":"t","expires_at":"2020-01-22T12:13:35-08:00","single_file":null}"#;
        Runner: RUNNER;
        Runner: r#"{"id":1,"name":"true","os":"1","status":"~","busy":false,"labels":[],"version":null,"ephemeral":true}"#;
        BasicError: r#"{"message":"Not Found","status":"404"}"#;
        ValidationError: r#"{"message":"No","documentation_url":"u","errors":["a"]}"#;
    }
}
