//! Which path a URI is of.

use super::*;

#[test]
fn a_uri_is_matched_from_its_end() {
    let found = |path, uri| {
        let found = matched(path, uri)?;
        let values: Vec<_> = found.values.into_iter().collect();
        Some((found.prefix, values))
    };
    let values = |list: &[(&str, &str)]| -> Vec<(String, String)> {
        list.iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    };
    for (path, uri, expected) in [
        ("/a", "/a", Some(("", values(&[])))),
        ("/a", "/v1/a", Some(("/v1", values(&[])))),
        (
            "/a/{b}/c",
            "/a/x%20y/c",
            Some(("", values(&[("b", "x y")]))),
        ),
        ("/a{b}", "/a;b=1", Some(("", values(&[("b", ";b=1")])))),
        ("/a/{b}", "/a/x/y", None),
        ("/a/{b}", "/a/", None),
        ("/a", "/a/b", None),
    ] {
        let expected = expected.map(|(prefix, values)| (prefix.to_owned(), values));
        assert_eq!(found(path, uri), expected, "{path} {uri}");
    }
}
