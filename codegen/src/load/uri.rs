//! References between texts (RFC 3986), as far as they are needed to find a file or an `$id`.

/// The parts of a reference without its fragment.
struct Parts<'a> {
    scheme: Option<&'a str>,
    authority: Option<&'a str>,
    path: &'a str,
    query: Option<&'a str>,
}

/// Whether the reference says by itself where it leads, such as `https://example.com/a`.
pub(super) fn is_absolute(reference: &str) -> bool {
    Parts::of(reference).scheme.is_some()
}

/// The path of a reference, without scheme, authority and query.
pub(super) fn path(reference: &str) -> &str {
    Parts::of(reference).path
}

/// What `reference` means in a text whose own address is `base`. Neither has a fragment.
///
/// Other than RFC 3986 has it, a base may be a relative path, and the result may begin with `..` then.
pub(super) fn join(base: &str, reference: &str) -> String {
    let wanted = Parts::of(reference);
    if wanted.scheme.is_some() {
        return reference.to_owned();
    }
    let base = Parts::of(base);
    let (authority, path, query) = if wanted.authority.is_some() {
        (wanted.authority, without_dots(wanted.path), wanted.query)
    } else if wanted.path.is_empty() {
        let query = wanted.query.or(base.query);
        (base.authority, base.path.to_owned(), query)
    } else {
        (base.authority, below(&base, wanted.path), wanted.query)
    };
    let mut joined = String::new();
    if let Some(scheme) = base.scheme {
        joined.push_str(scheme);
        joined.push(':');
    }
    if let Some(authority) = authority {
        joined.push_str("//");
        joined.push_str(authority);
    }
    joined.push_str(&path);
    if let Some(query) = query {
        joined.push('?');
        joined.push_str(query);
    }
    joined
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Self {
        let (scheme, rest) = match text.split_once(':') {
            Some((scheme, rest)) if is_scheme(scheme) => (Some(scheme), rest),
            _ => (None, text),
        };
        let (rest, query) = match rest.split_once('?') {
            Some((rest, query)) => (rest, Some(query)),
            None => (rest, None),
        };
        let (authority, path) = match rest.strip_prefix("//") {
            Some(rest) => {
                let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
                (Some(authority), path)
            }
            None => (None, rest),
        };
        Self {
            scheme,
            authority,
            path,
            query,
        }
    }
}

fn is_scheme(text: &str) -> bool {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.chars().all(is_allowed)
}

fn below(base: &Parts<'_>, path: &str) -> String {
    if path.starts_with('/') {
        return without_dots(path);
    }
    match base.path.rsplit_once('/') {
        Some((folder, _)) => without_dots(&format!("{folder}/{path}")),
        None if base.authority.is_some() => without_dots(&format!("/{path}")),
        None => without_dots(path),
    }
}

fn without_dots(path: &str) -> String {
    let is_rooted = path.starts_with('/');
    let mut kept: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "." => {}
            ".." if matches!(kept.last(), Some(&last) if last != ".." && !last.is_empty()) => {
                kept.pop();
            }
            ".." if is_rooted => {}
            other => kept.push(other),
        }
    }
    let mut clean = kept.join("/");
    if path.ends_with("/.") || path.ends_with("/..") {
        clean.push('/');
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_references() {
        let cases = [
            ("", "a.yaml", "a.yaml"),
            ("", "./a.yaml", "a.yaml"),
            ("", "../a.yaml", "../a.yaml"),
            ("a.yaml", "", "a.yaml"),
            ("x/y/a.yaml", "b.yaml", "x/y/b.yaml"),
            ("x/y/a.yaml", "../../../b/./c.yaml", "../b/c.yaml"),
            ("x/a.yaml", "/b.yaml", "/b.yaml"),
            ("x/a.yaml", "..", "/"),
            ("https://e.com/s/a?x", "b", "https://e.com/s/b"),
            ("https://e.com/s/a?x", "", "https://e.com/s/a?x"),
            ("https://e.com/s/a", "/../b?y", "https://e.com/b?y"),
            ("https://e.com", "b", "https://e.com/b"),
            ("https://e.com/a", "//f.com/b/../c", "https://f.com/c"),
            ("https://e.com/a", "urn:x:y", "urn:x:y"),
            ("urn:x:y", "", "urn:x:y"),
        ];
        for (base, reference, expected) in cases {
            assert_eq!(join(base, reference), expected, "{base} {reference}");
        }
    }
}
