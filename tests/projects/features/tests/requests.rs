//! What generated request functions send, as whoever calls them sees it.

use bytes::Bytes;
use chrono::DateTime;
use codegen_runtime::serde_json::{Value, json};
use codegen_runtime::{Nullable, Operation, Upload};
use features::{forms, own_servers, requests, servers_and_security};
use requests::models::{Filter, Owner, PatchThingBody, State, Thing};
use requests::operations as things;

fn message(operation: impl Operation) -> http::Request<Bytes> {
    operation.into_http_request("http://h").unwrap()
}

fn sent(operation: impl Operation) -> Value {
    codegen_runtime::serde_json::from_slice(message(operation).body()).unwrap()
}

fn text(operation: impl Operation) -> String {
    String::from_utf8(message(operation).into_body().into()).unwrap()
}

#[test]
fn each_parameter_is_where_and_as_the_description_says() {
    let since = DateTime::parse_from_rfc3339("2026-01-02T03:04:05Z").unwrap();
    let call = things::find_things(7, "a b", 2)
        .labels(["x", "y&z"])
        .states([State::Open, State::Closed])
        .ids([1, 2])
        .filter(&Filter::new().state(State::Open).set_new(true))
        .near("a/b c")
        .r#where(&Filter::new().state(State::Closed))
        .since(since)
        .trace([uuid::Uuid::nil()])
        .session("s=1")
        .id_query("q");
    let message = message(call);
    assert_eq!(message.uri().path(), "/things/7;kind=a%20b");
    let query: Vec<_> = message.uri().query().unwrap().split('&').collect();
    assert_eq!(
        query,
        [
            "page=2",
            "labels=x",
            "labels=y%26z",
            "states=open,closed",
            "ids=1%7C2",
            "filter%5Bstate%5D=open",
            "filter%5Bnew%5D=true",
            "near=a/b%20c",
            "where=%7B%22state%22%3A%22closed%22%7D",
            "since=2026-01-02T03%3A04%3A05Z",
            "id=q",
        ]
    );
    assert_eq!(message.headers()["trace"], uuid::Uuid::nil().to_string());
    assert_eq!(message.headers()["cookie"], "session=s%3D1");
    assert_eq!(message.headers()["accept"], "*/*");
}

#[test]
fn an_operation_is_sent_to_its_own_server() {
    use own_servers::operations::{
        manage, of_operation, of_path, plain, regional, relative, same,
    };
    use own_servers::{Protocol, Region, Server};
    fn at<O: Operation>(operation: O) -> String {
        let server = Server::default_server().protocol(Protocol::Https).hostname("h");
        let message = operation.into_http_request(server).unwrap();
        message.uri().to_string()
    }
    assert_eq!(at(plain()), "https://h/api/v3/plain");
    assert_eq!(at(same()), "https://h/api/v3/uploads");
    assert_eq!(at(of_path()), "https://uploads.example.com/up/uploads");
    assert_eq!(at(of_operation()), "https://h/api/uploads/uploads");
    assert_eq!(at(manage()), "https://h/manage");
    assert_eq!(at(regional()), "https://eu.h:8443/regional/regional");
    assert_eq!(at(relative()), "https://h/health/relative");
    let chosen = Server::another_server().region(Region::Us).port("1");
    assert_eq!(
        at(regional().base_url(chosen)),
        "https://us.example.com:1/regional/regional"
    );
    let spare = Server::spare_example_com();
    assert_eq!(at(of_operation().base_url(spare)), "https://spare.example.com/uploads");
    let elsewhere = of_path().into_http_request("http://localhost:1").unwrap();
    assert_eq!(elsewhere.uri(), "http://localhost:1/uploads");
}

#[test]
fn a_relative_server_is_at_the_origin_that_is_given() {
    use servers_and_security::{Server, Version};
    let none = servers_and_security::operations::none;
    let url = |base: codegen_runtime::BaseUrl| {
        let message = none().into_http_request(base).unwrap();
        message.uri().to_string()
    };
    let absolute = Server::default_server("https://h");
    assert_eq!(url(absolute.into()), "https://h/v2/none");
    let beside = Server::beside_the_description("https://h/docs/", Version::V3);
    assert_eq!(url(beside.into()), "https://h/docs/v3/none");
    let without_scheme = Server::cdn_example_com();
    assert_eq!(url(without_scheme.into()), "https://cdn.example.com/pets/none");
}

#[test]
fn a_model_is_made_of_what_must_be_there_and_what_may() {
    let owner = Owner::new().login("octo");
    let thing = Thing::new("n", State::Open, owner, ["a", "b"], None);
    let least = json!({
        "type": "thing", "name": "n", "state": "open", "owner": {"login": "octo"}, "tags": ["a", "b"], "due": null,
    });
    assert_eq!(sent(things::put_thing(1, "k", &thing)), least);
    let whole = thing
        .clone()
        .id(5)
        .parts([thing.clone()])
        .parent(thing)
        .note(Nullable::Null)
        .secret("s")
        .extra(json!([1]))
        .additional_properties([("more".to_owned(), 3)].into());
    let whole = sent(things::put_thing(1, "k", &whole));
    assert_eq!(whole["parts"], json!([least]));
    assert_eq!(whole["parent"], least);
    assert_eq!(
        json!([
            whole["id"],
            whole["note"],
            whole["secret"],
            whole["extra"],
            whole["more"]
        ]),
        json!([5, null, "s", [1], 3])
    );
    let list = sent(things::post_things(1, "k", &[]));
    assert_eq!(list, json!([]));
}

#[test]
fn a_merge_patch_tells_what_is_absent_from_what_is_null() {
    let patch = |name: Nullable<String>| {
        let body = PatchThingBody::new().name(name);
        message(things::patch_thing(1, "k").body(&body))
    };
    assert_eq!(patch(Nullable::Absent).body(), "{}");
    assert_eq!(patch(Nullable::Null).body(), r#"{"name":null}"#);
    assert_eq!(patch("x".into()).body(), r#"{"name":"x"}"#);
    let null = patch(Nullable::Null);
    assert_eq!(
        null.headers()["content-type"],
        "application/merge-patch+json"
    );
    let without = message(things::patch_thing(1, "k"));
    assert!(!without.headers().contains_key("content-type"));
    assert_eq!(without.body(), "");
}

#[test]
fn texts_and_bytes_are_sent_as_they_are() {
    let note = message(things::post_note("grüß"));
    assert_eq!(note.headers()["content-type"], "text/plain");
    assert_eq!(note.body(), "grüß");
    let bytes = message(things::put_notes().body(vec![0, 255]));
    assert_eq!(bytes.headers()["content-type"], "application/octet-stream");
    assert_eq!(**bytes.body(), [0, 255]);
}

#[test]
fn a_form_is_written_member_by_member() {
    use forms::models::{CreateChargeBody, CreateChargeBodyAddress, CreateChargeBodyShipping};
    let body = CreateChargeBody::new(5)
        .expand(["a", "b"])
        .shipping(CreateChargeBodyShipping::new().city("New York"))
        .address(CreateChargeBodyAddress::new().street("Main"))
        .tags(["x", "y"])
        .meta([("k".to_owned(), "v".to_owned())].into());
    assert_eq!(
        text(forms::operations::create_charge(&body)),
        "amount=5&expand%5B0%5D=a&expand%5B1%5D=b&shipping%5Bcity%5D=New+York&street=Main&tags=x,y&meta=%7B%22k%22%3A%22v%22%7D"
    );
}

#[test]
fn the_parts_of_a_form_are_arguments_and_setters() {
    use forms::models::{UploadFileBodyMeta, UploadFileBodyPurpose};
    let file = Upload::new("content").file_name("a.txt");
    let call = forms::operations::upload_file("query", file, &UploadFileBodyPurpose::A)
        .more(["1", "2"])
        .meta(&UploadFileBodyMeta::new().name("m"))
        .tags(["x", "y"])
        .size(3);
    let message = message(call);
    assert_eq!(message.uri(), "http://h/files?purpose=query");
    let content_type = message.headers()["content-type"].to_str().unwrap();
    assert!(content_type.starts_with("multipart/form-data; boundary="));
    let text = String::from_utf8(message.into_body().into()).unwrap();
    for (name, content) in [
        ("file\"; filename=\"a.txt", "content"),
        ("purpose", "a"),
        ("more\"; filename=\"more", "1"),
        ("more\"; filename=\"more", "2"),
        ("meta", r#"{"name":"m"}"#),
        ("tags", "x"),
        ("tags", "y"),
        ("size", "3"),
    ] {
        let part = text.split("--").find(|part| {
            part.contains(&format!("name=\"{name}\""))
                && part.ends_with(&format!("\r\n\r\n{content}\r\n"))
        });
        assert!(part.is_some(), "no {name}: {content} in {text}");
    }
    assert!(
        text.contains("content-type: application/json\r\n\r\n{\"name\""),
        "{text}"
    );
}
