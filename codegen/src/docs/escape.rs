//! Writes plain text, code and addresses such that Markdown reads back exactly them.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Escapes a piece of plain text without blanks in it. What matters only at the start of a line is not escaped here.
pub(super) fn text(piece: &str) -> Cow<'_, str> {
    if !piece.bytes().any(|b| b.is_ascii_punctuation()) {
        return Cow::Borrowed(piece);
    }
    let stretches: Vec<_> = stretches(piece).collect();
    match stretches.as_slice() {
        [_] => Cow::Borrowed(piece),
        stretches => Cow::Owned(stretches.join("\\")),
    }
}

/// The stretches of a piece of plain text that a backslash belongs between.
pub(super) fn stretches(piece: &str) -> impl Iterator<Item = &str> {
    let mut previous = None;
    let mut begin = 0;
    let escaped = piece.char_indices().filter(move |(at, c)| {
        let before = previous.replace(*c);
        c.is_ascii_punctuation() && needs_escape(*c, before, &piece[at + c.len_utf8()..])
    });
    let ends = escaped.map(|(at, _)| at).chain([piece.len()]);
    ends.map(move |end| &piece[std::mem::replace(&mut begin, end)..end])
}

fn needs_escape(c: char, previous: Option<char>, rest: &str) -> bool {
    let next = rest.chars().next();
    match c {
        '`' | '*' | '[' | ']' | '<' => true,
        '\\' => next.is_none_or(|n| n.is_ascii_punctuation()),
        '^' => previous == Some('['),
        '_' => {
            !(previous.is_some_and(char::is_alphanumeric)
                && next.is_some_and(char::is_alphanumeric))
        }
        '~' => previous.is_some() || !next.is_some_and(char::is_alphanumeric),
        '&' => is_entity(rest),
        _ => false,
    }
}

/// Whether what follows a `&` makes it a character reference, such as `amp;` or `#38;`.
fn is_entity(rest: &str) -> bool {
    const LONGEST: usize = 40;
    let name = rest
        .bytes()
        .take(LONGEST)
        .take_while(|b| b.is_ascii_alphanumeric() || *b == b'#')
        .count();
    name > 0 && rest.as_bytes().get(name) == Some(&b';')
}

/// Escapes the first word of a line where it would begin a heading, a list, a quote, a table or an underline.
pub(super) fn line_start(word: &str) -> String {
    let only = |set: &[u8]| word.bytes().all(|b| set.contains(&b));
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    match word.as_bytes() {
        [b'>' | b'|', ..] | [b'+'] => format!("\\{word}"),
        [b'#', ..] if only(b"#") => format!("\\{word}"),
        [b'=', ..] if only(b"=") => format!("\\{word}"),
        [b'-' | b':', ..] if only(b"-:|") => format!("\\{word}"),
        [.., last @ (b'.' | b')')] if digits > 0 && digits + 1 == word.len() => {
            format!("{}\\{}", &word[..digits], char::from(*last))
        }
        _ => word.to_owned(),
    }
}

/// An inline code span that holds the text as it is, between as many backticks as it needs.
pub(super) fn code(text: &str) -> String {
    let fence = "`".repeat(longest_run(text) + 1);
    let blank = text.chars().all(|c| c == ' ');
    let edge = |c: char| c == '`' || c == ' ';
    let pad = !blank && (text.starts_with(edge) || text.ends_with(edge));
    match (text.is_empty(), pad) {
        (true, _) => "` `".to_owned(),
        (_, true) => format!("{fence} {text} {fence}"),
        (_, false) => format!("{fence}{text}{fence}"),
    }
}

/// The length of the longest run of backticks.
pub(super) fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// An address for the round brackets of a link or the angle brackets of an automatic one, if it is one to follow.
pub(super) fn address(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return None;
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority
        .split_once(':')
        .map_or(authority, |(host, _)| host);
    let is_host = |c: char| c.is_alphanumeric() || c == '.' || c == '-';
    if !host.contains('.') || !host.starts_with(char::is_alphanumeric) || !host.chars().all(is_host)
    {
        return None;
    }
    let mut escaped = format!("{scheme}://");
    for c in rest.chars() {
        match c {
            '{' | '}' | '[' | ']' => return None,
            ' ' | '\t' | '\n' | '<' | '>' | '`' | '|' | '\\' | '^' | '"' => {
                let _ = write!(escaped, "%{:02X}", u32::from(c));
            }
            c => escaped.push(c),
        }
    }
    Some(escaped)
}
