//! Bodies that are XML, sent and answered.

use crate::support::{API, Reply, Server, client, send};
use codegen_runtime as runtime;
use codegen_runtime::{ErrorKind, Operation, Request, Xml};

/// `PUT`, with a list of texts that comes back.
#[derive(Debug, Clone)]
#[must_use = "a request does nothing until it is sent"]
struct Put(Request);

runtime::operation!(
    Put => Vec<String>, String;
    PUT "/names", id = "put", accept = "application/xml":
    200 => success xml, 400 => failure xml
);

fn put(names: &[&str]) -> Put {
    let names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
    let root = Xml::named("names").around(const { &Xml::named("name") });
    Put(Request::new(Put::INFO).xml("application/xml", root, &names))
}

#[test]
fn a_body_is_sent_as_xml() {
    let server = Server::always(Reply::typed(200, "application/xml", "<names/>"));
    let names = send(&client(&server), &put(&["a", "gr\u{fc}n"])).unwrap();
    assert_eq!(names.into_inner(), [""; 0]);
    for request in server.received() {
        assert_eq!(request.header("content-type"), Some("application/xml"));
        let body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><names><name>a</name><name>gr\u{fc}n</name></names>";
        assert_eq!(String::from_utf8(request.body).unwrap(), body);
    }
}

#[test]
fn a_body_that_xml_has_no_form_for_is_not_sent() {
    let server = Server::always(Reply::new(500));
    let error = send(&client(&server), &put(&["\u{0}"])).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert!(error.to_string().contains("cannot be written as XML"), "{error}");
    assert!(server.received().is_empty());
}

#[test]
fn an_answer_is_read_in_the_encoding_that_it_is_in() {
    let declared = |encoding: &str| format!("<?xml version='1.0' encoding=\"{encoding}\"?>");
    let read = [
        ("application/xml", declared("utf-8") + "<n><a>\u{20ac}</a></n>"),
        (
            "text/xml",
            "\u{feff}".to_owned() + &declared("US-ASCII") + "<n><a>\u{20ac}</a></n>",
        ),
        // What the answer says goes before what the document says.
        (
            "application/xml; charset=utf-8",
            declared("utf-16") + "<n><a>\u{20ac}</a></n>",
        ),
    ];
    for (media_type, body) in read {
        let server = Server::always(Reply::typed(200, media_type, body));
        let names = send(&client(&server), &put(&[])).unwrap();
        assert_eq!(names.into_inner(), ["\u{20ac}"]);
    }
    let latin = b"<?xml version='1.0'?><n><a>na\xefve</a></n>";
    let server = Server::always(Reply::typed(200, "text/xml; charset=iso-8859-1", latin));
    let names = send(&client(&server), &put(&[])).unwrap();
    assert_eq!(names.into_inner(), ["na\u{ef}ve"]);
}

#[test]
fn an_answer_in_another_encoding_is_refused() {
    let shift_jis = b"<?xml version='1.0' encoding='Shift_JIS' ?><n><a>\x83\x41</a></n>".as_slice();
    let cases = [
        (shift_jis, "XML in the encoding `Shift_JIS` is not read"),
        (b"\xff\xfe<\0n\0/\0>\0", "XML in the encoding `UTF-16LE` is not read"),
        (b"\xfe\xff\0<\0n\0/\0>", "XML in the encoding `UTF-16BE` is not read"),
        (b"<n>na\xefve</n>", "the text is not UTF-8"),
    ];
    for (body, message) in cases {
        let server = Server::always(Reply::typed(200, "application/xml", body));
        let error = send(&client(&server), &put(&[])).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert_eq!(error.decode_error().unwrap().message(), message);
    }
}

#[test]
fn an_error_answer_is_read_as_xml() {
    let body = "<error>no</error>";
    let server = Server::always(Reply::typed(400, "application/xml", body));
    let error = send(&client(&server), &put(&[])).unwrap_err();
    assert_eq!(error.body().map(String::as_str), Some("no"));
}
