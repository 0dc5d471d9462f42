//! Pages that say in a member which one is next.

use super::{ByCursor, ByLastItem, ByUrl, body, request, walk};
use codegen_runtime::ErrorKind;

#[test]
fn a_member_holds_the_url() {
    let ends = [
        r#"{"items":[3]}"#,
        r#"{"items":[3],"@odata.nextLink":null}"#,
        r#"{"items":[3],"@odata.nextLink":""}"#,
        r#"{"@odata":{"nextLink":7},"items":[3]}"#,
    ];
    for (index, end) in ends.into_iter().enumerate() {
        let sheets = [
            body(r#"{"items":[1],"@odata.nextLink":"ORIGIN/api/v3/things?$skip=1"}"#),
            body(r#"{"items":null,"@odata.nextLink":"?$skip=2"}"#),
            body(end),
            body("{}"),
        ];
        let came = walk(&ByUrl(request::<ByUrl>().query("a", &"b")), &sheets);
        let expected = ["/api/v3/things?a=b", "/api/v3/things?$skip=1", "/api/v3/things?$skip=2"];
        assert_eq!(came.items, ["1", "3"], "{end}");
        assert_eq!(came.called.get(..3).unwrap(), expected, "{end}");
        // A path through members that are there leads to its end as well, where it is a reference.
        assert_eq!(came.called.len(), if index == 3 { 4 } else { 3 }, "{end}");
    }
}

#[test]
fn what_holds_no_url_is_an_error() {
    for (url, kind) in [
        ("http://[", ErrorKind::PageElsewhere),
        ("not a url", ErrorKind::PageElsewhere),
        ("mailto:somebody", ErrorKind::PageElsewhere),
        ("https://ORIGIN/", ErrorKind::PageElsewhere),
        ("things", ErrorKind::PageLoop),
    ] {
        let sheet = body(&format!(r#"{{"items":[1],"@odata.nextLink":"{url}"}}"#));
        let came = walk(&ByUrl(request::<ByUrl>()), &[sheet]);
        assert_eq!((came.items.len(), came.kind()), (1, Some(kind)), "{url}");
        assert_eq!(came.called.len(), 1);
    }
}

#[test]
fn a_parameter_takes_the_cursor() {
    let sheets = [
        body(r#"{"items":[1],"meta":{"next":"a b&c"}}"#),
        // An empty page is not the last one, and a cursor may be a number.
        body(r#"{"items":[],"meta":{"next":7}}"#),
        body(r#"{"items":[2],"meta":{"next":null}}"#),
    ];
    let came = walk(&ByCursor(request::<ByCursor>().query("limit", &1)), &sheets);
    assert_eq!((came.items, came.error), (vec!["1".to_owned(), "2".to_owned()], None));
    assert_eq!(
        came.called,
        [
            "/api/v3/things?limit=1",
            "/api/v3/things?limit=1&page%20token=a%20b%26c",
            "/api/v3/things?limit=1&page%20token=7",
        ]
    );
    for end in [r#"{"items":[1]}"#, r#"{"meta":{}}"#, r#"{"meta":{"next":""}}"#] {
        let came = walk(&ByCursor(request::<ByCursor>()), &[body(end)]);
        assert_eq!((came.called.len(), came.error), (1, None), "{end}");
    }
}

#[test]
fn the_same_cursor_again_is_a_circle() {
    let sheets = ["a", "b", "a"].map(|next| body(&format!(r#"{{"items":[1],"meta":{{"next":"{next}"}}}}"#)));
    let came = walk(&ByCursor(request::<ByCursor>()), &sheets);
    assert_eq!((came.items.len(), came.kind()), (3, Some(ErrorKind::PageLoop)));
    assert_eq!(came.called.len(), 3);
}

#[test]
fn a_parameter_takes_the_id_of_the_last_item() {
    let sheets = [
        body(r#"{"data":[{"id":"a"},{"id":"b"}],"has_more":true}"#),
        body(r#"{"data":[{"id":"c"}],"has_more":false}"#),
    ];
    let came = walk(&ByLastItem(request::<ByLastItem>()), &sheets);
    assert_eq!(came.items.len(), 3);
    assert_eq!(came.called, ["/api/v3/things", "/api/v3/things?starting_after=b"]);
    for end in [
        r#"{"data":[],"has_more":true}"#,
        r#"{"has_more":true}"#,
        r#"{"data":[{"name":"x"}],"has_more":true}"#,
    ] {
        let came = walk(&ByLastItem(request::<ByLastItem>()), &[body(end)]);
        assert_eq!((came.called.len(), came.error), (1, None), "{end}");
    }
}
