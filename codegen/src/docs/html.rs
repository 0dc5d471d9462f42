//! Takes HTML apart into tags and text.

/// A part of a piece of HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Text(&'a str),
    Begin(Tag<'a>),
    End(Tag<'a>),
}

/// A tag, without its angle brackets.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// The tag as it was written.
    pub(super) raw: &'a str,
    pub(super) name: &'a str,
    attributes: &'a str,
}

/// A tag longer than this is taken for text, which bounds the search for its end.
const LONGEST_TAG: usize = 2000;

/// The tokens of a piece of HTML; comments, declarations and instructions are left out.
pub(super) fn tokens(html: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut text = 0;
    let mut at = 0;
    while let Some(found) = html[at..].find('<') {
        let start = at + found;
        let rest = &html[start..];
        let (token, length) = match (skipped(rest), tag(rest)) {
            (Some(length), _) => (None, length),
            (None, Some((token, length))) => (Some(token), length),
            (None, None) => {
                at = start + 1;
                continue;
            }
        };
        if text < start {
            tokens.push(Token::Text(&html[text..start]));
        }
        tokens.extend(token);
        at = start + length;
        text = at;
    }
    if text < html.len() {
        tokens.push(Token::Text(&html[text..]));
    }
    tokens
}

/// The length of the comment, declaration or instruction that the text begins with. One without an end is all the rest.
fn skipped(rest: &str) -> Option<usize> {
    let pairs = [
        ("<!--", "-->"),
        ("<![CDATA[", "]]>"),
        ("<?", "?>"),
        ("<!", ">"),
    ];
    let (begin, end) = pairs.iter().find(|(begin, _)| rest.starts_with(begin))?;
    let inside = &rest[begin.len()..];
    Some(
        inside
            .find(end)
            .map_or(rest.len(), |at| begin.len() + at + end.len()),
    )
}

fn tag(rest: &str) -> Option<(Token<'_>, usize)> {
    let length = tag_length(rest)?;
    let raw = &rest[..length];
    let inside = &raw[1..length - 1];
    let (inside, ends) = inside
        .strip_prefix('/')
        .map_or((inside, false), |inside| (inside, true));
    let name = inside
        .split(|c: char| !c.is_ascii_alphanumeric())
        .next()
        .unwrap_or_default();
    let attributes = &inside[name.len()..];
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic());
    if !is_name || !(attributes.is_empty() || attributes.starts_with(['/', ' ', '\t', '\n'])) {
        return None;
    }
    let tag = Tag {
        raw,
        name,
        attributes,
    };
    Some((
        if ends {
            Token::End(tag)
        } else {
            Token::Begin(tag)
        },
        length,
    ))
}

/// The length of the tag that the text begins with, up to the first `>` that is not in quotes.
fn tag_length(rest: &str) -> Option<usize> {
    let mut quote = None;
    for (at, b) in rest.bytes().enumerate().take(LONGEST_TAG).skip(1) {
        match (quote, b) {
            (None, b'>') => return Some(at + 1),
            (None, b'<') => return None,
            (None, b'"' | b'\'') => quote = Some(b),
            (Some(open), b) if open == b => quote = None,
            _ => {}
        }
    }
    None
}

impl Tag<'_> {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut rest = self.attributes;
        while let Some((before, after)) = rest.split_once('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (value, next) = match quote {
                Some(quote) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
                None => after.split_once(char::is_whitespace).unwrap_or((after, "")),
            };
            let key = before.split_whitespace().next_back().unwrap_or_default();
            if key.eq_ignore_ascii_case(name) {
                return Some(decode(value));
            }
            rest = next;
        }
        None
    }
}

/// Text of HTML with its commonest character references replaced.
pub(super) fn decode(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        decoded.push_str(before);
        let (c, length) = character(after).unwrap_or(('&', 0));
        decoded.push(c);
        rest = &after[length..];
    }
    decoded.push_str(rest);
    decoded
}

/// The character that a reference stands for, and the length of the reference without its `&`.
fn character(after: &str) -> Option<(char, usize)> {
    const LONGEST: usize = 10;
    let end = after.bytes().take(LONGEST).position(|b| b == b';')?;
    let name = &after[..end];
    let c = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "ndash" => '–',
        "mdash" => '—',
        _ => {
            let number = name.strip_prefix('#')?;
            let hex = number
                .strip_prefix(['x', 'X'])
                .map(|hex| u32::from_str_radix(hex, 16));
            char::from_u32(hex.unwrap_or_else(|| number.parse()).ok()?)?
        }
    };
    Some((c, end + 1))
}
