//! What the parts of a form are sent as.

use codegen_runtime::{Operation, Upload};
use features::parts::models::{UploadBodyFlat, UploadBodyLink, XKind};
use features::parts::operations::upload;

/// The parts, each with its head as one line.
fn parts(operation: impl Operation) -> Vec<String> {
    let message = operation.into_http_request("http://h").unwrap();
    let text = String::from_utf8(message.into_body().into()).unwrap();
    let (boundary, _) = text.split_once("\r\n").unwrap();
    let parts = text.split(boundary).skip(1);
    let parts = parts.map(|part| part.trim_matches(['\r', '\n']).replace("\r\n", " | "));
    let parts = parts.map(|part| part.replace("Content-Disposition: form-data; ", ""));
    parts.filter(|part| part != "--").collect()
}

#[test]
fn a_part_is_written_as_its_encoding_says() {
    let call = upload("1", 5)
        .file_x_kind(&XKind::Cooked)
        .pages([Upload::new("2"), Upload::new("3").content_type("image/gif").header("x-page", "7")])
        .link(&UploadBodyLink::new().create(true))
        .expand(["a b", "c"])
        .tags(["x", "y&z"])
        .names(["p", "q"])
        .flat(&UploadBodyFlat::new().a("&"));
    assert_eq!(
        parts(call),
        [
            "name=\"file\"; filename=\"file\" | content-type: image/png | x-rate: 5 | x-kind: cooked |  | 1",
            "name=\"pages\"; filename=\"pages\" | content-type: application/pdf |  | 2",
            "name=\"pages\"; filename=\"pages\" | x-page: 7 | content-type: image/gif |  | 3",
            "name=\"link[create]\" |  | true",
            "name=\"expand[0]\" |  | a b",
            "name=\"expand[1]\" |  | c",
            "name=\"tags\" |  | x,y&z",
            "name=\"names\" |  | p|q",
            "name=\"a\" |  | &",
        ]
    );
}

#[test]
fn what_a_file_says_of_itself_goes_before_what_the_description_says() {
    let file = Upload::new("1").content_type("image/jpeg").header("X-Rate", "6");
    assert_eq!(
        parts(upload(file, 5)),
        ["name=\"file\"; filename=\"file\" | x-rate: 6 | content-type: image/jpeg |  | 1"]
    );
}
