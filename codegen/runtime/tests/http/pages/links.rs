//! The header `Link`, and where references lead.

use super::{ByLink, Sheet, body, glance, linked, request, walk};
use codegen_runtime::ErrorKind;

fn by_link() -> ByLink {
    ByLink(request::<ByLink>().query("per_page", &2))
}

#[test]
fn the_next_page_is_where_the_link_says() {
    let sheets = [
        linked(
            r#"<ORIGIN/api/v3/things?per_page=2&page=2&cursor=a%2Fb%3D>; rel="next", <ORIGIN/x>; rel="last""#,
            "[1,2]",
        ),
        // Another path of the origin, without the prefix of the base URL.
        linked("</elsewhere?after=3>; rel=next", "[3]"),
        body("[]"),
    ];
    let came = walk(&by_link(), &sheets);
    assert_eq!(came.items, ["1", "2", "3"]);
    assert_eq!(came.error, None);
    assert_eq!(
        came.called,
        [
            "/api/v3/things?per_page=2",
            "/api/v3/things?per_page=2&page=2&cursor=a%2Fb%3D",
            "/elsewhere?after=3",
        ]
    );
}

#[test]
fn links_are_read_as_rfc_8288_says_and_malformed_ones_are_read_past() {
    // Where the next page is, for each header; nothing where there is none.
    let table: &[(&[&str], &str)] = &[
        (&[r#"</n>; rel="next""#], "/n"),
        (&["</n>;rel=next"], "/n"),
        (&["  </n>  ;  REL  =  \"NEXT\"  "], "/n"),
        (&[r#"</p>; rel="prev", </n>; rel="next""#], "/n"),
        (&[r#"</p>; rel="prev""#, r#"</n>; rel="next""#], "/n"),
        (&[r#"</n>; rel="last next""#], "/n"),
        (&[r#"</n>; title="a, b; c"; rel="next""#], "/n"),
        (
            &[r#"</p>; title="say \"</x>; rel=next\""; rel="prev", </n>; rel="next""#],
            "/n",
        ),
        (&[r#"</n?a=1,2;b=3>; rel="next""#], "/n?a=1,2;b=3"),
        (&[r#"</n#part>; rel="next""#], "/n"),
        (&[r#"</n>; rel="next"; rel="prev""#], "/n"),
        (&[r#"</n>; rel="prev"; rel="next""#], ""),
        (&[r#"</n>; rel="next"; anchor="/other""#], ""),
        (&[r#"</n>; rel="nextpage""#], ""),
        (&["</n>"], ""),
        (&["/n; rel=next"], ""),
        (&[""], ""),
        // The parts of it that are malformed.
        (&[r#"<>; rel="next", </n>; rel="next""#], "/n"),
        (&[r#"<http://[>; rel="next", </n>; rel="next""#], "/n"),
        (&[r#"<not a url>; rel="next", </n>; rel="next""#], "/n"),
        (&[r#">x</n>; rel="next""#], "/n"),
        (&[r#"<; rel="next""#], ""),
        (&[r#"</p; rel="prev", </n>; rel="next""#], "/n"),
        (&[r#"</p>; rel="prev, </n>; rel=next"#], "/n"),
        (&[r#"</p>; ; =; x=, </n>;; rel="next""#], "/n"),
        (&["</n>; rel*=UTF-8''next"], ""),
    ];
    for (links, expected) in table {
        let first = Sheet {
            links: links.iter().map(ToString::to_string).collect(),
            body: "[1]".to_owned(),
        };
        let came = glance(&by_link(), &[first, body("[2]")]);
        let next = came.called.get(1).map_or("", String::as_str);
        assert_eq!((next, came.kind()), (*expected, None), "{links:?}");
    }
}

#[test]
fn references_are_resolved_as_rfc_3986_says() {
    // The examples of sections 5.4.1 and 5.4.2 that stay on `http://a`, and lead to another page.
    let table = [
        ("g", "/b/c/g"),
        ("./g", "/b/c/g"),
        ("g/", "/b/c/g/"),
        ("/g", "/g"),
        ("?y", "/b/c/d;p?y"),
        ("g?y", "/b/c/g?y"),
        ("g#s", "/b/c/g"),
        ("g?y#s", "/b/c/g?y"),
        (";x", "/b/c/;x"),
        ("g;x", "/b/c/g;x"),
        ("g;x?y#s", "/b/c/g;x?y"),
        (".", "/b/c/"),
        ("./", "/b/c/"),
        ("..", "/b/"),
        ("../", "/b/"),
        ("../g", "/b/g"),
        ("../..", "/"),
        ("../../", "/"),
        ("../../g", "/g"),
        ("../../../g", "/g"),
        ("../../../../g", "/g"),
        ("/./g", "/g"),
        ("/../g", "/g"),
        ("g.", "/b/c/g."),
        (".g", "/b/c/.g"),
        ("g..", "/b/c/g.."),
        ("..g", "/b/c/..g"),
        ("./../g", "/b/g"),
        ("./g/.", "/b/c/g/"),
        ("g/./h", "/b/c/g/h"),
        ("g/../h", "/b/c/h"),
        ("g;x=1/./y", "/b/c/g;x=1/y"),
        ("g;x=1/../y", "/b/c/y"),
        ("g?y/./x", "/b/c/g?y/./x"),
        ("g?y/../x", "/b/c/g?y/../x"),
    ];
    for (reference, expected) in table {
        let sheets = [
            linked("</b/c/d;p?q>; rel=next", "[1]"),
            linked(&format!("<{reference}>; rel=next"), "[2]"),
            body("[3]"),
        ];
        let came = glance(&by_link(), &sheets);
        assert_eq!(came.called.get(2).map(String::as_str), Some(expected), "{reference}");
    }
    // A page with no other URL than itself goes in circles.
    for reference in ["#s", "?q", "d;p?q"] {
        let sheets = [
            linked("</b/c/d;p?q>; rel=next", "[1]"),
            linked(&format!("<{reference}>; rel=next"), "[2]"),
        ];
        let came = glance(&by_link(), &sheets);
        assert_eq!(came.kind(), Some(ErrorKind::PageLoop), "{reference}");
    }
}

#[test]
fn nothing_is_sent_to_another_origin() {
    let table = [
        ("http://evil.example.com/things", "http://evil.example.com"),
        ("//evil.example.com:8/things", "http://evil.example.com:8"),
        ("HTTPS://evil.example.com", "https://evil.example.com"),
        ("ftp://evil.example.com/", "ftp://evil.example.com"),
        ("http://h:99999/", "http://h:99999"),
        ("http://h:x/", "http://h:x"),
        ("http://user:secret@evil.example.com/", "http://evil.example.com"),
    ];
    for (url, place) in table {
        let came = walk(&by_link(), &[linked(&format!("<{url}>; rel=next"), "[1]")]);
        let message = format!("list: the next page is said to be at `{place}`, another origin");
        assert_eq!(came.items, ["1"]);
        assert_eq!(came.error, Some((ErrorKind::PageElsewhere, message)), "{url}");
        assert_eq!(came.called.len(), 1);
    }
}

#[test]
fn a_target_that_is_no_url_is_not_the_end() {
    for target in ["http://[", "not a url"] {
        let came = walk(&by_link(), &[linked(&format!("<{target}>; rel=next"), "[1]")]);
        let message = "list: the next page is said to be where no URL leads".to_owned();
        assert_eq!(came.items, ["1"]);
        assert_eq!(came.error, Some((ErrorKind::PageElsewhere, message)), "{target}");
    }
}

#[test]
fn a_circle_is_noticed_however_long_it_is() {
    let there = linked("</there>; rel=next", "[1]");
    let back = linked("</api/v3/things?per_page=2>; rel=next", "[2]");
    let itself = linked("</there>; rel=next", "[2]");
    for second in [back, itself] {
        let came = walk(&by_link(), &[there.clone(), second]);
        assert_eq!(came.items, ["1", "2"]);
        assert_eq!(came.kind(), Some(ErrorKind::PageLoop));
        assert_eq!(came.called.len(), 2);
    }
}
