//! A repository with its hundred members: each of them, in turn, there, absent and null.

use std::fs;

use ghes_runners::models::Repository;
use ghes_runners::runners;
use serde_json::{Value, json};

use crate::repository::{repository, token_with};
use crate::server::{Reply, Server};
use crate::support::client;

/// The schema that the description has for it: read here by other means than the generator's.
fn schema() -> serde_yaml::Value {
    let path = tests::workspace().join("spec/openapi.yaml");
    let description: serde_yaml::Value =
        serde_yaml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    description["components"]["schemas"]["Repository"].clone()
}

/// Each member: its name, whether it is required, and whether it may be null.
fn members() -> Vec<(String, bool, bool)> {
    let schema = schema();
    let required = schema["required"].as_sequence().unwrap();
    let properties = schema["properties"].as_mapping().unwrap();
    let describe = |(name, property): (&serde_yaml::Value, &serde_yaml::Value)| {
        let nullable = property["nullable"].as_bool().unwrap_or(false);
        (
            name.as_str().unwrap().to_owned(),
            required.contains(name),
            nullable,
        )
    };
    properties.iter().map(describe).collect()
}

fn read(value: &Value) -> Result<Repository, String> {
    serde_json::from_str(&value.to_string()).map_err(|error| error.to_string())
}

/// Sends it in a token and gives what the client read.
fn received(repository: &Value) -> Repository {
    let sent = token_with(repository);
    let server = Server::always(Reply::json(201, &sent.to_string()));
    let token = both!(client(&server), runners::create_registration_token("octo")).unwrap();
    assert_eq!(serde_json::to_value(&*token).unwrap(), sent);
    token.into_inner().repositories.unwrap().remove(0)
}

#[test]
fn the_repository_of_these_tests_has_every_member() {
    let whole = repository();
    let mut names: Vec<_> = members().into_iter().map(|(name, ..)| name).collect();
    assert!(names.len() > 90);
    names.sort_unstable();
    let mut known: Vec<_> = whole.as_object().unwrap().keys().cloned().collect();
    known.sort_unstable();
    assert_eq!(known, names);
}

#[test]
fn it_comes_through_the_wire_and_back_as_it_was() {
    let whole = repository();
    let repository = received(&whole);
    assert_eq!(repository.id, 9_007_199_254_740_993);
    assert_eq!(repository.forks_count, 5_000_000_000);
    assert_eq!(
        repository.license.as_ref().unwrap().spdx_id.as_deref(),
        Some("MIT")
    );
    assert_eq!(repository.owner.login, "octocat");
    // Addresses are text: a template and an address of Git are no URLs that a parser would leave alone.
    assert!(repository.archive_url.ends_with("/{archive_format}{/ref}"));
    assert_eq!(
        repository.mirror_url.as_deref(),
        Some("git:git.example.com/octocat/Hello-World")
    );
    assert!(repository.additional_properties.is_empty());
    assert_eq!(serde_json::to_value(&repository).unwrap(), whole);
    let yaml = serde_yaml::to_string(&repository).unwrap();
    assert_eq!(
        serde_yaml::from_str::<Repository>(&yaml).unwrap(),
        repository
    );
    assert_eq!(
        serde_json::from_value::<Repository>(whole).unwrap(),
        repository
    );
}

#[test]
fn each_member_may_be_absent_exactly_where_the_description_says_so() {
    for (name, required, _) in members() {
        let mut value = repository();
        value.as_object_mut().unwrap().remove(&name);
        match read(&value) {
            Ok(read) => {
                assert!(!required, "`{name}` was made up");
                assert_eq!(serde_json::to_value(&read).unwrap(), value, "{name}");
            }
            Err(message) => {
                assert!(required, "{message}");
                assert!(message.contains(&format!("`{name}`")), "{message}");
            }
        }
    }
}

#[test]
fn each_required_member_may_be_null_exactly_where_the_description_says_so() {
    for (name, _, nullable) in members().into_iter().filter(|(_, required, _)| *required) {
        let mut value = repository();
        value[&name] = Value::Null;
        match read(&value) {
            Ok(read) => {
                assert!(nullable, "`{name}` took null");
                assert_eq!(serde_json::to_value(&read).unwrap(), value, "{name}");
            }
            Err(message) => assert!(!nullable, "{name}: {message}"),
        }
    }
}

#[test]
fn nulls_come_through_the_wire() {
    let mut value = repository();
    value["license"] = Value::Null;
    value["description"] = Value::Null;
    value["pushed_at"] = Value::Null;
    for name in ["gravatar_id", "name", "email"] {
        value["owner"][name] = Value::Null;
    }
    let repository = received(&value);
    assert_eq!(repository.license, None);
    assert_eq!(repository.description, None);
    assert_eq!(repository.pushed_at, None);
    assert_eq!(repository.owner.gravatar_id, None);
    assert!(repository.owner.name.is_null() && repository.owner.email.is_null());
}

#[test]
fn a_repository_without_its_optional_members_is_given_none() {
    let mut value = repository();
    for (name, ..) in members().into_iter().filter(|(_, required, _)| !required) {
        value.as_object_mut().unwrap().remove(&name);
    }
    for name in ["name", "email"] {
        value["owner"].as_object_mut().unwrap().remove(name);
    }
    let repository = received(&value);
    assert_eq!(repository.allow_merge_commit, None);
    assert_eq!(repository.topics, None);
    assert_eq!(repository.visibility, None);
    assert!(repository.owner.name.is_absent());
}

#[test]
fn members_that_the_description_does_not_name_are_kept() {
    let mut value = repository();
    let more = json!({"custom_properties": {"team": "a"}, "score": 1.5, "number": 9_007_199_254_740_993_i64, "nothing": null});
    value
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    let repository = received(&value);
    assert_eq!(Value::from(repository.additional_properties.clone()), more);
    assert_eq!(serde_json::to_value(&repository).unwrap(), value);
}

#[test]
fn what_is_wrong_deep_inside_is_said_with_its_path() {
    for (place, wrong, path) in [
        ("/owner/id", json!("1"), "repositories[0].owner.id"),
        ("/license/key", Value::Null, "repositories[0].license.key"),
        ("/topics/1", json!(5), "repositories[0].topics[1]"),
        (
            "/pushed_at",
            json!("yesterday"),
            "repositories[0].pushed_at",
        ),
        (
            "/permissions/admin",
            json!("yes"),
            "repositories[0].permissions.admin",
        ),
    ] {
        let mut value = repository();
        *value.pointer_mut(place).unwrap() = wrong;
        let server = Server::always(Reply::json(201, &token_with(&value).to_string()));
        let error = both!(client(&server), runners::create_registration_token("octo")).unwrap_err();
        assert_eq!(error.decode_error().unwrap().path(), path, "{error}");
    }
}
