//! What generated requests send where a body may be in several media types.

use std::collections::BTreeMap;

use codegen_runtime::{Body, Multipart, Nullable, Operation};
use features::merge_patches::{
    models::{Change, InnerPatch, ResourcePatch},
    operations as patches,
};
use features::media_type_bodies::{models::Thing, operations as bodies};

/// The media type and the body that a request sends.
fn sent(operation: impl Operation) -> (String, String) {
    let message = operation.into_http_request("http://h").unwrap();
    let media_type = message.headers()["content-type"].to_str().unwrap();
    let text = String::from_utf8(message.body().to_vec()).unwrap();
    (media_type.to_owned(), text)
}

fn pair(media_type: &str, text: &str) -> (String, String) {
    (media_type.to_owned(), text.to_owned())
}

#[test]
fn what_takes_the_same_is_json_unless_it_is_asked_to_be_written_otherwise() {
    let thing = Thing::new("a b").tags(["x", "y"]).size(3);
    let json = r#"{"name":"a b","size":3,"tags":["x","y"]}"#;
    assert_eq!(sent(bodies::same(&thing)), pair("application/json", json));
    let vendor = bodies::same(&thing).header("content-type", "application/vnd.api+json");
    assert_eq!(sent(vendor), pair("application/vnd.api+json", json));
    assert_eq!(
        sent(bodies::same(&thing).as_form()),
        pair("application/x-www-form-urlencoded", "name=a+b&size=3&tags=x,y")
    );
    let (media_type, text) = sent(bodies::same(&thing).as_multipart());
    assert!(media_type.starts_with("multipart/form-data; boundary="), "{media_type}");
    for part in ["name=\"name\"\r\n\r\na b\r\n", "name=\"size\"\r\n\r\n3\r\n", "name=\"tags\"\r\n\r\ny\r\n"] {
        assert!(text.contains(part), "no {part:?} in {text}");
    }
}

#[test]
fn how_a_body_is_written_can_be_said_before_it_is_given() {
    let thing = Thing::new("x");
    let form = pair("application/x-www-form-urlencoded", "name=x");
    assert_eq!(sent(bodies::same_or_nothing().as_form().body(&thing)), form);
    assert_eq!(sent(bodies::same_or_nothing().body(&thing).as_form()), form);
    let message = bodies::same_or_nothing().as_form();
    let message = message.into_http_request("http://h").unwrap();
    assert!(message.body().is_empty() && !message.headers().contains_key("content-type"));
}

#[test]
fn each_variant_of_a_body_is_sent_in_its_media_type() {
    let thing = || Thing::new("x");
    let json = r#"{"name":"x"}"#;
    for (body, expected) in [
        (
            bodies::DifferentBody::Json(thing()),
            pair("application/json; charset=utf-8", json),
        ),
        (
            bodies::DifferentBody::Form(thing()),
            pair("application/x-www-form-urlencoded", "name=x"),
        ),
        (
            bodies::DifferentBody::Text("grüß".to_owned()),
            pair("text/plain", "grüß"),
        ),
        (
            bodies::DifferentBody::Image(Body::from("png")),
            pair("application/octet-stream", "png"),
        ),
    ] {
        assert_eq!(sent(bodies::different(body)), expected);
    }
    let image = bodies::different(bodies::DifferentBody::Image(Body::from("png")));
    let image = sent(image.header("content-type", "image/png"));
    assert_eq!(image, pair("image/png", "png"));
    let parts = Multipart::new().file("file", "content");
    let (media_type, _) = sent(bodies::different(bodies::DifferentBody::Multipart(parts)));
    assert!(media_type.starts_with("multipart/form-data; boundary="), "{media_type}");
    let patch = bodies::PatchesBody::JsonPatch(vec!["x".to_owned()]);
    assert_eq!(
        sent(bodies::patches().body(patch)),
        pair("application/json-patch+json", r#"["x"]"#)
    );
}

#[test]
fn a_merge_patch_removes_leaves_or_sets_each_member_at_any_depth() {
    let inner = InnerPatch::new().description(Nullable::Null);
    let change = Change::new()
        .description(Nullable::Null)
        .size(3)
        .inner(Nullable::Null)
        .map(BTreeMap::from([
            ("key".to_owned(), Some(inner)),
            ("key2".to_owned(), None),
        ]));
    let media_type = "application/merge-patch+json";
    assert_eq!(
        sent(patches::patch(&change)),
        pair(
            media_type,
            r#"{"description":null,"size":3,"inner":null,"map":{"key":{"description":null},"key2":null}}"#
        )
    );
    assert_eq!(sent(patches::patch(&Change::new())), pair(media_type, "{}"));
    // Of what is put as well, a patch need not have what must be there.
    let same = ResourcePatch::new().inner(InnerPatch::new().name("x"));
    assert_eq!(
        sent(patches::patch_same(&same)),
        pair(media_type, r#"{"inner":{"name":"x"}}"#)
    );
}
