//! Characters that must not reach documentation: they are invisible, reorder the text around them, or end a line.

use std::borrow::Cow;

/// The text with one kind of line end and without invisible characters; borrowed where nothing had to change.
pub(super) fn tidy(text: &str) -> Cow<'_, str> {
    let is_plain = |b: u8| matches!(b, b'\n' | b'\t' | b' '..=b'~');
    if text.bytes().all(is_plain) || text.chars().all(|c| c == '\n' || c == '\t' || !is_odd(c)) {
        return Cow::Borrowed(text);
    }
    let mut tidied = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' => tidied.push('\n'),
            '\n' | '\t' => tidied.push(c),
            '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => tidied.push(' '),
            c if is_odd(c) => {}
            c => tidied.push(c),
        }
    }
    Cow::Owned(tidied)
}

/// The text with no line that opens more than 32 lists and quotes at once: parsing takes time for each of them on
/// each later line.
pub(super) fn flatten(text: &str) -> Cow<'_, str> {
    let mut flat = Cow::Borrowed("");
    let mut copied = 0;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if let Some(deep) = too_deep(line) {
            flat.to_mut().push_str(&text[copied..at + deep]);
            flat.to_mut().push('\\');
            copied = at + deep;
        }
        at += line.len();
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    flat.to_mut().push_str(&text[copied..]);
    flat
}

/// The place in a line of the first mark of a list or quote that is one too many.
fn too_deep(line: &str) -> Option<usize> {
    const DEEPEST: usize = 32;
    let mut marks = 0;
    let mut digits = 0;
    for (at, b) in line.bytes().enumerate() {
        match b {
            b' ' | b'\t' => {}
            b'0'..=b'9' => digits += 1,
            b'>' | b'-' | b'+' | b'*' | b'.' | b')' if marks == DEEPEST => {
                return (!is_rule(line)).then_some(at);
            }
            b'>' | b'-' | b'+' | b'*' => marks += 1,
            b'.' | b')' if digits > 0 => marks += 1,
            _ => return None,
        }
        if !b.is_ascii_digit() {
            digits = 0;
        }
    }
    None
}

/// Whether a line is a rule across the page, such as `- - -`.
fn is_rule(line: &str) -> bool {
    let mut marks = line.bytes().filter(|b| !b.is_ascii_whitespace());
    let first = marks.next();
    matches!(first, Some(b'-' | b'*')) && marks.all(|b| Some(b) == first)
}

/// Whether a character has no shape of its own: zero-width characters, and those that turn the direction of text.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn is_odd(c: char) -> bool {
    c.is_control() || is_invisible(c) || matches!(c, '\u{2028}' | '\u{2029}')
}
