//! Bodies of several parts.

use crate::support::create;
use codegen_runtime::serde_json::json;
use codegen_runtime::{Body, ErrorKind, Multipart, Operation, Parameter, Part, Upload};
use std::collections::BTreeSet;

/// The boundary, and the body with `B` in its place.
fn written(parts: Multipart) -> (String, String) {
    let call = create("octo").with(|request| request.multipart(parts));
    let message = call.into_streamed_request("http://h").unwrap();
    let content_type = message.headers()["content-type"].to_str().unwrap();
    let boundary = content_type
        .strip_prefix("multipart/form-data; boundary=")
        .unwrap()
        .to_owned();
    let body = message.into_body();
    let length = body.length();
    let bytes = body.into_bytes_blocking().unwrap();
    assert!(length.is_none_or(|length| length == bytes.len() as u64));
    let text = String::from_utf8(bytes.into()).unwrap();
    (boundary.clone(), text.replace(&boundary, "B"))
}

fn body(parts: Multipart) -> String {
    written(parts).1
}

#[test]
fn parts_have_names_types_and_headers() {
    let upload = Upload::new("12").file_name("a\"b\r\nc.txt").content_type("text/csv");
    let parts = Multipart::new()
        .text("t", "x")
        .json("j", &vec![1])
        .file("f", upload)
        .file("raw", vec![b'3'])
        .part(Part::text("\u{fc}\"\n", "y").header("X-Note", "n"));
    assert_eq!(
        body(parts),
        "--B\r\nContent-Disposition: form-data; name=\"t\"\r\n\r\nx\r\n\
         --B\r\nContent-Disposition: form-data; name=\"j\"\r\ncontent-type: application/json\r\n\r\n[1]\r\n\
         --B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a%22b%0D%0Ac.txt\"\r\n\
         content-type: text/csv\r\n\r\n12\r\n\
         --B\r\nContent-Disposition: form-data; name=\"raw\"; filename=\"raw\"\r\n\
         content-type: application/octet-stream\r\n\r\n3\r\n\
         --B\r\nContent-Disposition: form-data; name=\"\u{fc}%22%0A\"\r\nx-note: n\r\n\r\ny\r\n\
         --B--\r\n"
    );
    assert_eq!(body(Multipart::new()), "--B--\r\n");
}

#[test]
fn a_boundary_is_another_for_each_body() {
    let boundaries: BTreeSet<_> = (0..100).map(|_| written(Multipart::new()).0).collect();
    assert_eq!(boundaries.len(), 100);
    let starts: BTreeSet<_> = boundaries.iter().map(|boundary| &boundary[..8]).collect();
    assert_eq!(starts.len(), 100);
    assert!(boundaries.iter().all(|boundary| boundary.len() == 30));
}

#[test]
fn properties_are_parts_by_their_type_or_their_encoding() {
    let parts = Multipart::new()
        .property("a", &json!([1, "x", {"y": null}, [2]]), None)
        .property("b", &json!({"z": 1}), None)
        .property("c", &"text", Some("application/json"))
        .property("d", &"<svg/>", Some("image/svg+xml"))
        .property("e", &json!(null), None)
        .property("f", &json!([]), None);
    let text = body(parts);
    let part = |name: &str, head: &str, body: &str| {
        format!("--B\r\nContent-Disposition: form-data; name=\"{name}\"\r\n{head}\r\n{body}\r\n")
    };
    let json = "content-type: application/json\r\n";
    let expected = [
        part("a", "", "1"),
        part("a", "", "x"),
        part("a", json, r#"{"y":null}"#),
        part("a", json, "[2]"),
        part("b", json, r#"{"z":1}"#),
        part("c", json, "\"text\""),
        part("d", "content-type: image/svg+xml\r\n", "<svg/>"),
        "--B--\r\n".to_owned(),
    ];
    assert_eq!(text, expected.concat());

    let list = vec!["p".to_owned(), "q".to_owned()];
    let text = body(Multipart::new().property("l", &list, Some("text/x")));
    let typed = "content-type: text/x\r\n";
    let expected = [part("l", typed, "p"), part("l", typed, "q")].concat();
    assert_eq!(text, format!("{expected}--B--\r\n"));
}

#[test]
fn a_part_that_is_a_stream_makes_the_body_one() {
    let reader = || Body::from_reader(std::io::Cursor::new("abc"));
    let with = |file: Body| {
        let parts = Multipart::new().text("t", "x").file("f", file);
        let call = create("octo").with(|request| request.multipart(parts));
        call.into_streamed_request("http://h").unwrap().into_body()
    };
    assert!(with("abc".into()).as_bytes().is_some());
    let known = with(reader().with_length(3));
    assert!(known.as_bytes().is_none());
    let length = known.length().unwrap();
    assert_eq!(known.into_bytes_blocking().unwrap().len() as u64, length);
    assert_eq!(with(reader()).length(), None);
    let text = body(Multipart::new().file("f", reader()));
    assert!(text.contains("\r\n\r\nabc\r\n--B--\r\n"), "{text}");
    // Shorter than was said.
    let error = with(reader().with_length(4)).into_bytes_blocking().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::RequestBody);
}

#[test]
fn a_request_takes_one_part_after_the_other() {
    let call = create("octo").with(|request| {
        let file = Upload::new("3").content_type("image/gif");
        let request = request.json(&1).part("a", &"x").file_as("f", "image/png", "1");
        request
            .file_as("g", "image/png", file)
            .part_as("m", "application/json", &"t")
    });
    let message = call.clone().into_http_request("http://h").unwrap();
    let text = String::from_utf8(message.into_body().into()).unwrap();
    assert!(text.contains("name=\"a\"\r\n\r\nx\r\n"), "{text}");
    assert!(text.contains("content-type: image/png\r\n\r\n1\r\n"), "{text}");
    assert!(text.contains("content-type: image/gif\r\n\r\n3\r\n"), "{text}");
    assert!(
        text.contains("content-type: application/json\r\n\r\n\"t\"\r\n"),
        "{text}"
    );
    assert_eq!(text.matches("Content-Disposition").count(), 4);
    // A clone is the same message.
    let again = call.into_http_request("http://h").unwrap();
    assert_eq!(again.into_body(), text);
}

#[test]
fn a_part_that_cannot_be_sent_is_not_sent() {
    for parts in [
        Multipart::new().part(Part::text("p", "x").header("x", "a\r\nb: c")),
        Multipart::new().file("p", Upload::new("x").content_type("a\nb")),
        Multipart::new().part(Part::text("p", "x").header("Content-Disposition", "a")),
        Multipart::new().json("p", &f64::NAN),
        Multipart::new().property("p", &vec![f64::NAN], None),
    ] {
        let call = create("octo").with(|request| request.multipart(parts));
        let error = call.into_http_request("http://h").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{error}");
    }
}

#[test]
fn a_file_is_sent_by_its_own_name_and_length() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let content = std::fs::read_to_string(path).unwrap();
    let upload = Upload::open(path).unwrap();
    let text = format!("{upload:?}");
    let length = format!("length: Some({})", content.len());
    assert!(text.contains(&length), "{text}");
    let text = body(Multipart::new().file("f", upload));
    assert!(text.contains("filename=\"Cargo.toml\""), "{text}");
    assert!(text.contains(&format!("\r\n\r\n{content}\r\n")), "{text}");
    assert!(Upload::open("/nowhere/at/all").is_err());
}

#[test]
fn a_part_is_written_in_a_style_without_any_encoding() {
    let value = json!({"a": "x y", "b": {"c": [1]}, "d": null});
    let list = json!(["x", "y z"]);
    let x = Parameter::new("x");
    for (parameter, value, expected) in [
        (x.exploded(), &list, [("x", "x"), ("x", "y z")].as_slice()),
        (x.joined(), &list, &[("x", "x,y z")]),
        (x.space_delimited().joined(), &list, &[("x", "x y z")]),
        (x.pipe_delimited().joined(), &list, &[("x", "x|y z")]),
        (x.deep_object(), &list, &[("x[0]", "x"), ("x[1]", "y z")]),
        (x.exploded(), &value, &[("a", "x y"), ("b", "{\"c\":[1]}")]),
        (x.joined(), &value, &[("x", "a,x y,b,{\"c\":[1]}")]),
        (x.deep_object(), &value, &[("x[a]", "x y"), ("x[b][c][0]", "1")]),
        (x.deep_object(), &json!(null), &[]),
    ] {
        let parts = expected
            .iter()
            .map(|(name, text)| format!("--B\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n"));
        let expected = parts.collect::<String>() + "--B--\r\n";
        assert_eq!(body(Multipart::new().styled(parameter, value)), expected);
    }
}

#[test]
fn a_header_of_a_part_is_set_before_or_after_it_and_over_none() {
    let parts = Multipart::new()
        .part_header("a", "x-n", &5)
        .text("a", "1")
        .part(Part::text("a", "2").header("X-N", "6"))
        .text("b", "3")
        .part_header("b", "x-n", &None::<i64>);
    let part = |name: &str, head: &str, body: &str| {
        format!("--B\r\nContent-Disposition: form-data; name=\"{name}\"\r\n{head}\r\n{body}\r\n")
    };
    let expected = [
        part("a", "x-n: 5\r\n", "1"),
        part("a", "x-n: 6\r\n", "2"),
        part("b", "", "3"),
        "--B--\r\n".to_owned(),
    ];
    assert_eq!(body(parts), expected.concat());
    for (name, value) in [("x-n", "a\r\nb"), ("x n", "a")] {
        let parts = Multipart::new().part_header("a", name, &value);
        let call = create("octo").with(|request| request.multipart(parts));
        let error = call.into_streamed_request("http://h").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{error}");
        let file = Upload::new("1").header(name, value);
        let call = create("octo").with(|request| request.file("f", file));
        let error = call.into_streamed_request("http://h").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{error}");
    }
}
