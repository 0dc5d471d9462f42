//! References to URLs: what a URL that is not whole means where it stands (RFC 3986, section 5).

use http::Uri;

/// The URL that a reference means in what was found at `base`, without its fragment; none where that is no URL.
pub(super) fn resolve(base: &Uri, reference: &str) -> Option<Uri> {
    let (text, _) = reference.split_once('#').unwrap_or((reference, ""));
    let (text, mut query) = text.split_once('?').map_or((text, None), |(t, q)| (t, Some(q)));
    let (scheme, text) = match text.split_once(':') {
        // Only a path can have a slash before a colon.
        Some((scheme, text)) if !scheme.contains('/') => (Some(scheme), text),
        _ => (None, text),
    };
    let (mut authority, path) = match text.strip_prefix("//") {
        Some(text) => {
            let (authority, path) = text.split_at(text.find('/').unwrap_or(text.len()));
            (Some(authority), path)
        }
        None => (None, text),
    };
    let path = if scheme.is_some() || authority.is_some() {
        without_dots(path)
    } else {
        authority = base.authority().map(http::uri::Authority::as_str);
        let folder = base.path().rfind('/').map_or("", |end| &base.path()[..=end]);
        match path {
            "" => {
                query = query.or(base.query());
                base.path().to_owned()
            }
            path if path.starts_with('/') => without_dots(path),
            path => without_dots(&format!("{folder}{path}")),
        }
    };
    let scheme = scheme.or(base.scheme_str())?;
    let authority = authority.map_or_else(String::new, |authority| format!("//{authority}"));
    let query = query.map_or_else(String::new, |query| format!("?{query}"));
    format!("{scheme}:{authority}{path}{query}").parse().ok()
}

/// A path without the segments that only lead to others (section 5.2.4).
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.split('/').peekable();
    while let Some(segment) = segments.next() {
        if !matches!(segment, "." | "..") {
            kept.push(segment);
            continue;
        }
        if segment == ".." && kept.len() > 1 {
            kept.pop();
        }
        if segments.peek().is_none() {
            kept.push("");
        }
    }
    kept.join("/")
}
