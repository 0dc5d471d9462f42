//! Answers that say that nothing has changed.

use bytes::Bytes;
use codegen_runtime::{Changed, ErrorKind, IfChanged, Operation, Validators};
use features::not_modified::operations as calls;

fn not_modified() -> http::Response<Bytes> {
    let answer = http::Response::builder().status(304).header("etag", "\"b\"");
    answer.body(Bytes::new()).unwrap()
}

/// Asks for what has changed, and says what becomes of the answer that nothing has; and what becomes of it otherwise.
fn see<O: Operation<Output = String> + Clone>(call: &O)
where
    O::ErrorBody: std::fmt::Debug,
{
    let since = Validators {
        etag: Some("\"a\"".to_owned()),
        ..Validators::default()
    };
    let message = call.clone().if_changed_since(&since).into_http_request("http://h").unwrap();
    assert_eq!(message.headers().get_all("if-none-match").iter().count(), 1);
    assert_eq!(message.headers()["if-none-match"], "\"a\"");
    let same = IfChanged::<O>::decode_response(not_modified()).unwrap();
    assert_eq!((&*same, same.validators().etag.as_deref()), (&Changed::Same, Some("\"b\"")));
    let answer = http::Response::new(Bytes::from_static(b"\"it\""));
    let new = IfChanged::<O>::decode_response(answer).unwrap();
    assert_eq!(*new, Changed::New("it".to_owned()));
    // Nobody else takes it for a success.
    let error = O::decode_response(not_modified()).unwrap_err();
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::UnexpectedStatus, 304));
}

#[test]
fn whoever_asks_for_what_has_changed_is_told_whether_it_has_whatever_is_documented() {
    see(&calls::documented().if_none_match("\"mine\""));
    see(&calls::silent());
    see(&calls::any());
}
