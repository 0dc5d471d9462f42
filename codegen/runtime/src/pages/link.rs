//! The header `Link` (RFC 8288, section 3): which page follows.

use http::header::LINK;
use http::{HeaderMap, Uri};

use super::super::reference::resolve;

/// The page that follows the one at `base`, as these headers say.
///
/// What is malformed is read past, so that it hides none of the links around it. Where there is no other, a target that is
/// no URL leads nowhere, which is not the end.
pub(super) fn next(headers: &HeaderMap, base: &Uri) -> Option<Uri> {
    let mut nowhere = None;
    for value in headers.get_all(LINK) {
        let text = String::from_utf8_lossy(value.as_bytes());
        let mut rest = &*text;
        while let Some((target, behind)) = target(rest) {
            let (is_next, behind) = is_next(behind);
            if is_next && !target.is_empty() {
                match resolve(base, target) {
                    None => nowhere = Some(Uri::default()),
                    url => return url,
                }
            }
            rest = behind;
        }
    }
    nowhere
}

/// What stands in the next angle brackets, and what follows them. One that is not closed begins nothing.
fn target(text: &str) -> Option<(&str, &str)> {
    let (_, text) = text.split_once('<')?;
    let (target, behind) = text.split_once('>')?;
    let target = target.rsplit('<').next().unwrap_or_default();
    Some((target.trim(), behind))
}

/// Whether the parameters of a link say that it leads to the next page, and what follows them.
///
/// The first `rel` counts (section 3.3). What a link with an `anchor` says is about another resource (section 3.2).
fn is_next(mut text: &str) -> (bool, &str) {
    let (mut relations, mut is_elsewhere) = (None, false);
    while let Some(parameter) = text.trim_start().strip_prefix(';') {
        let end = parameter.find([';', ',', '=']).unwrap_or(parameter.len());
        let (name, behind) = parameter.split_at(end);
        let (value, behind) = match behind.strip_prefix('=') {
            Some(value) => read_value(value.trim_start()),
            None => (String::new(), behind),
        };
        if name.trim().eq_ignore_ascii_case("rel") {
            relations.get_or_insert(value);
        } else if name.trim().eq_ignore_ascii_case("anchor") {
            is_elsewhere |= !value.is_empty();
        }
        text = behind;
    }
    let relations = relations.unwrap_or_default();
    let mut relations = relations.split_ascii_whitespace();
    let is_next = relations.any(|relation| relation.eq_ignore_ascii_case("next"));
    (is_next && !is_elsewhere, text)
}

/// The value of a parameter, quoted or not, and what follows it. A quote that is not closed quotes nothing.
fn read_value(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut quoted = text.strip_prefix('"').unwrap_or_default().char_indices();
    while let Some((index, c)) = quoted.next() {
        match c {
            '"' => return (value, &text[index + 2..]),
            '\\' => value.extend(quoted.next().map(|(_, escaped)| escaped)),
            other => value.push(other),
        }
    }
    let (value, behind) = text.split_at(text.find([';', ',']).unwrap_or(text.len()));
    (value.trim_matches([' ', '\t', '"']).to_owned(), behind)
}
