//! The generated client against an independent server that answers from GitHub's own description.
//!
//! GitHub's description is not part of the workspace. The variable `OPENAPI_CORPUS` names a folder that holds it as
//! `ghes-3.19.json`; without the variable it is looked for in `../shared/corpus/dev`, seen from the top of the
//! workspace. Where it, Node or npm is missing, or npm cannot install Prism, the test says so and passes.

use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;

use ghes_runners::models::{
    AddedLabels, CustomLabels, JitConfigRequest, RunnerLabelType, RunnerLabels, ValidationError,
};
use ghes_runners::{Client, ErrorKind, runners};
use serde_json::{Map, Value, json};
use tests::prism::{self, Prism};

use crate::cargo;
use crate::copy;

const ENTERPRISE: &str = "octo-enterprise";

/// The paths of the client's operations.
const PATHS: [&str; 8] = [
    "/enterprises/{enterprise}/actions/runners",
    "/enterprises/{enterprise}/actions/runners/downloads",
    "/enterprises/{enterprise}/actions/runners/generate-jitconfig",
    "/enterprises/{enterprise}/actions/runners/registration-token",
    "/enterprises/{enterprise}/actions/runners/remove-token",
    "/enterprises/{enterprise}/actions/runners/{runner_id}",
    "/enterprises/{enterprise}/actions/runners/{runner_id}/labels",
    "/enterprises/{enterprise}/actions/runners/{runner_id}/labels/{name}",
];

#[test]
fn an_independent_server_understands_the_client_and_is_understood() {
    let served = description().and_then(|description| Ok((prism::install()?, description)));
    let (program, description) = match served {
        Ok(found) => found,
        // Not by a macro, whose output would be shown only if the test failed.
        Err(reason) => return writeln!(io::stderr(), "skipped: conformance: {reason}").unwrap(),
    };
    let prism = Prism::serve(&program, &description, None).unwrap();
    // Prism serves at `/` whatever path the description's servers have.
    let client = client(&prism.origin());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(calls_are_answered(&client));
    runtime.block_on(calls_of_labels_are_answered(&client));
    a_documented_error_has_its_body(&client);
    what_is_not_there_is_not_found(&client);
    a_wrong_path_is_not_found(&prism);
}

/// The client as it is by default, but for where the server is and who calls.
fn client(base: &str) -> Client {
    Client::builder(base)
        .bearer_token("ghp_example")
        .build()
        .unwrap()
}

/// Cuts the operations out of GitHub's description, with all that they refer to, and gives the file.
///
/// Prism takes half a minute to read the whole of it, which is 11 MB.
fn description() -> Result<PathBuf, String> {
    let path = tests::corpus().join("ghes-3.19.json");
    let text = fs::read(&path)
        .map_err(|error| format!("no description at {}: {error}", path.display()))?;
    let mut whole: Value = serde_json::from_slice(&text).unwrap();
    let components = components(&whole);
    let members = whole.as_object_mut().unwrap();
    members.remove("x-webhooks");
    members["paths"]
        .as_object_mut()
        .unwrap()
        .retain(|path, _| PATHS.contains(&path.as_str()));
    members["components"] = components;
    let cut = cargo::folder("conformance").join("ghes-3.19.json");
    copy::write(&cut, whole.to_string().as_bytes());
    Ok(cut)
}

/// The components that the operations refer to, and those that these refer to.
fn components(whole: &Value) -> Value {
    let mut components = Map::new();
    let mut open: Vec<&Value> = PATHS.iter().map(|path| &whole["paths"][path]).collect();
    while let Some(value) = open.pop() {
        match value {
            Value::Object(members) => open.extend(members.values()),
            Value::Array(items) => open.extend(items),
            Value::String(text) if text.starts_with("#/components/") => {
                let mut steps = text.split('/').skip(2);
                let (Some(kind), Some(name), None) = (steps.next(), steps.next(), steps.next())
                else {
                    panic!("{text} is no component");
                };
                let section = components.entry(kind).or_insert_with(|| json!({}));
                let component = &whole["components"][kind][name];
                if section.get(name).is_none() {
                    section[name] = component.clone();
                    open.push(component);
                }
            }
            _ => {}
        }
    }
    Value::Object(components)
}

/// What comes back are GitHub's own examples.
async fn calls_are_answered(client: &Client) {
    let applications = runners::list_applications(ENTERPRISE)
        .send(client)
        .await
        .unwrap();
    let built_for: Vec<_> = applications
        .iter()
        .map(|application| application.os.as_str())
        .collect();
    assert_eq!(built_for, ["osx", "linux", "linux", "win", "linux"]);

    let token = runners::create_registration_token(ENTERPRISE)
        .send(client)
        .await
        .unwrap();
    assert_eq!(token.status(), 201);
    assert_eq!(token.token.expose_secret(), "LLBF3JGZDX3P5PMEXLND6TS6FCWO6");
    assert_eq!(
        token.expires_at.to_rfc3339(),
        "2020-01-22T12:13:35.123-08:00"
    );

    let token = runners::create_remove_token(ENTERPRISE)
        .send(client)
        .await
        .unwrap();
    assert_eq!(token.token.expose_secret(), "AABF3JGZDX3P5PMEXLND6TS6FCWO6");

    let runner = runners::get(ENTERPRISE, 23).send(client).await.unwrap();
    assert_eq!(
        (runner.id, runner.name.as_str(), runner.busy),
        (23, "MBP", true)
    );
    let labels: Vec<_> = runner
        .labels
        .iter()
        .map(|label| label.name.as_str())
        .collect();
    assert_eq!(labels, ["self-hosted", "X64", "macOS", "no-gpu"]);
    assert_eq!(runner.labels[3].r#type, Some(RunnerLabelType::Custom));

    let deleted = runners::delete(ENTERPRISE, 23).send(client).await.unwrap();
    assert_eq!((deleted.status().as_u16(), deleted.into_inner()), (204, ()));
}

/// So are these; Prism checks what is sent against GitHub's schemas.
async fn calls_of_labels_are_answered(client: &Client) {
    let runners = runners::list(ENTERPRISE).per_page(2).page(1);
    let runners = runners.name("linux_runner").send(client).await.unwrap();
    let names: Vec<_> = runners.runners.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["linux_runner", "mac_runner"]);
    assert_eq!(runners.total_count, 2);
    let headers = runners.declared_headers().unwrap();
    assert!(headers.link.unwrap().contains("rel=\"next\""));

    let wanted = JitConfigRequest::new("New runner", 1, ["gpu"]).work_folder("_work");
    let made = runners::create_jit_config(ENTERPRISE, &wanted);
    let made = made.send(client).await.unwrap();
    assert_eq!(made.runner.name, "New runner");
    assert_eq!(made.encoded_jit_config.expose_secret(), "abc123");

    let all = ["self-hosted", "X64", "macOS", "no-gpu"];
    let labels = runners::list_labels(ENTERPRISE, 23).send(client).await;
    assert_eq!(texts(&labels.unwrap()), all);
    let labels = runners::add_labels(ENTERPRISE, 23, &AddedLabels::new(["gpu"]));
    assert_eq!(texts(&labels.send(client).await.unwrap()), all);
    let labels = runners::set_labels(ENTERPRISE, 23, &CustomLabels::new(["gpu"]));
    assert_eq!(texts(&labels.send(client).await.unwrap()), all);
    let labels = runners::remove_label(ENTERPRISE, 23, "big memory");
    assert_eq!(texts(&labels.send(client).await.unwrap()), all);
    let labels = runners::remove_all_labels(ENTERPRISE, 23)
        .send(client)
        .await;
    assert_eq!(texts(&labels.unwrap()), all[..3]);
}

fn texts(labels: &RunnerLabels) -> Vec<&str> {
    labels.labels.iter().map(|it| it.name.as_str()).collect()
}

/// Prism answers with the status that the header `Prefer` asks for.
fn a_documented_error_has_its_body(client: &Client) {
    let request = runners::delete(ENTERPRISE, 23).header("Prefer", "code=422");
    let error = request.send_blocking(client).unwrap_err();
    assert_eq!(
        (error.kind(), error.status().unwrap().as_u16()),
        (ErrorKind::Api, 422)
    );
    let Some(runners::DeleteError::UnprocessableContent(ValidationError {
        message, errors, ..
    })) = error.body()
    else {
        panic!("{error:?}");
    };
    // GitHub's description has no example of it, so Prism makes one up.
    assert_eq!(
        (message.as_str(), errors.as_deref()),
        ("string", Some(&["string".to_owned()][..]))
    );
}

/// GitHub's description documents no 404 of these operations, so it is Prism's own, whose body is not GitHub's.
fn what_is_not_there_is_not_found(client: &Client) {
    let request = runners::delete(ENTERPRISE, 23).header("Prefer", "code=404");
    let error = request.send_blocking(client).unwrap_err();
    assert!(error.is_not_found() && error.body().is_none(), "{error:?}");
    let mismatch = error.decode_error().unwrap().to_string();
    assert!(mismatch.contains("status"), "{mismatch}");
    assert!(String::from_utf8_lossy(error.raw_body().unwrap()).contains("stoplight.io"));
}

/// Prism serves at `/`, so the path of a real server is one that it does not know: it answers by what it is sent.
fn a_wrong_path_is_not_found(prism: &Prism) {
    let client = client(&format!("{}/api/v3", prism.origin()));
    let error = runners::get(ENTERPRISE, 23)
        .send_blocking(&client)
        .unwrap_err();
    assert!(error.is_not_found(), "{error:?}");
}
