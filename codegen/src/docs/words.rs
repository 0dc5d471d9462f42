//! Finds what is code and what is an address in plain text: names such as `runner_group_id`, and bare URLs.
//!
//! The rules are those of clippy's `doc_markdown` and rustdoc's `bare_urls`, and a little more.

use std::borrow::Cow;

use super::escape;

/// A part of a piece of plain text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part<'a> {
    Text(&'a str),
    Code(&'a str),
    Url(String),
}

/// Takes a piece of text without blanks apart.
pub(super) fn parts(piece: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = piece;
    while let Some((start, end)) = find_url(rest) {
        words(&rest[..start], &mut parts);
        let url = &rest[start..end];
        parts.push(match escape::address(url) {
            Some(address) if address == url => Part::Url(address),
            _ => Part::Code(url),
        });
        rest = &rest[end..];
    }
    words(rest, &mut parts);
    parts
}

/// Whether a piece is a word like most, which need not be looked at any closer: small letters behind the first, in
/// the punctuation of a sentence.
pub(super) fn is_plain(piece: &str) -> bool {
    let letters = piece.trim_end_matches(['.', ',', ';', ')', '"']);
    let letters = letters.strip_suffix(':').unwrap_or(letters);
    let letters = letters.strip_prefix(['(', '"']).unwrap_or(letters);
    letters
        .bytes()
        .skip(1)
        .all(|b| b.is_ascii_lowercase() || b == b'-')
        && letters.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// The place of the first `scheme://...`, without the punctuation of the sentence around it.
fn find_url(piece: &str) -> Option<(usize, usize)> {
    let stop = |c: char| matches!(c, '"' | '`' | '\'') || separates(c);
    let candidates = piece
        .match_indices("://")
        .map(|(colon, slashes)| (scheme_start(piece, colon), colon, slashes));
    candidates
        .filter(|(start, colon, _)| start < colon)
        .find_map(|(start, colon, slashes)| {
            let begin = colon + slashes.len();
            let address = trim_end(piece[begin..].split(stop).next().unwrap_or_default());
            (!address.is_empty()).then_some((start, begin + address.len()))
        })
}

fn scheme_start(piece: &str, colon: usize) -> usize {
    const LONGEST: usize = 40;
    let is_scheme = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.');
    let length = piece.as_bytes()[..colon]
        .iter()
        .rev()
        .take(LONGEST)
        .take_while(|b| is_scheme(b))
        .count();
    let start = colon - length;
    let letter = piece.as_bytes()[start..colon]
        .iter()
        .position(u8::is_ascii_alphabetic);
    start + letter.unwrap_or(length)
}

/// Takes text without a URL apart, at the apostrophes that clippy too takes for the end of a word.
fn words<'a>(text: &'a str, parts: &mut Vec<Part<'a>>) {
    for (at, word) in text.split('\'').enumerate() {
        if at > 0 {
            parts.push(Part::Text("'"));
        }
        let mut done = 0;
        let mut at = 0;
        for segment in segments(word) {
            if let Some((start, end)) = core(segment) {
                parts.push(unnamed(&word[done..at + start]));
                parts.push(Part::Code(&segment[start..end]));
                done = at + end;
            }
            at += segment.len();
        }
        parts.push(unnamed(&word[done..]));
    }
}

/// Text in which no name was found; as a whole, clippy may take it for one all the same.
fn unnamed(text: &str) -> Part<'_> {
    if any_part(text, is_flagged) {
        Part::Code(text)
    } else {
        Part::Text(text)
    }
}

/// The stretches of a word with and without letters of a script that has no words or no case.
fn segments(word: &str) -> impl Iterator<Item = &str> {
    let mut rest = word;
    std::iter::from_fn(move || {
        let first = separates(rest.chars().next()?);
        let end = rest.find(|c| separates(c) != first).unwrap_or(rest.len());
        let (segment, after) = rest.split_at(end);
        rest = after;
        Some(segment)
    })
}

fn separates(c: char) -> bool {
    !c.is_ascii() && !c.is_lowercase() && !c.is_uppercase()
}

/// Where the code is in a segment that has some.
fn core(segment: &str) -> Option<(usize, usize)> {
    if !any_part(segment, |part| is_flagged(part) || is_camel(trim(part))) {
        return None;
    }
    let lead = |c: char| {
        !c.is_alphanumeric() && !matches!(c, '/' | '$' | '@' | '#' | '.' | '-' | '{' | '<' | ':')
    };
    let mut start = segment.len() - segment.trim_start_matches(lead).len();
    let end = start + trim_end(&segment[start..]).len();
    if segment[start..end].starts_with(['{', '<', ':']) && balance(&segment[start..end]) != 0 {
        start += 1;
    }
    (start < end).then_some((start, end))
}

/// Whether something holds for the text or for a part of it, as escapes or a parser's habit may set it apart.
fn any_part(text: &str, holds: impl Fn(&str) -> bool) -> bool {
    let special = |c: char| {
        matches!(
            c,
            '`' | '*' | '[' | ']' | '\\' | '<' | '~' | '&' | '!' | '|'
        )
    };
    holds(text) || escape::stretches(text).any(&holds) || text.split(special).any(&holds)
}

/// Cuts the punctuation of the sentence off a word's end; a bracket that was opened inside the word stays.
fn trim_end(word: &str) -> &str {
    let mut kept = word.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '/');
    let mut open = balance(kept);
    while open > 0 && word[kept.len()..].starts_with([')', ']', '}', '>']) {
        open -= 1;
        kept = &word[..=kept.len()];
    }
    with_call(word, kept)
}

/// How many brackets are opened and not closed.
fn balance(word: &str) -> i64 {
    word.chars().fold(0, |open, c| match c {
        '(' | '[' | '{' | '<' => open + 1,
        ')' | ']' | '}' | '>' => open - 1,
        _ => open,
    })
}

/// A word as clippy sees it: between the first and the last letter, digit or colon, with a `()` at its end.
fn trim(word: &str) -> &str {
    let around = |c: char| !c.is_alphanumeric() && c != ':';
    let mut kept = word.trim_end_matches(around);
    kept = with_call(word, kept).trim_start_matches(around);
    if kept.starts_with(':') && !kept.starts_with("::") {
        kept = kept.trim_start_matches(':');
    }
    if kept.ends_with(':') && !kept.ends_with("::") {
        kept = kept.trim_end_matches(':');
    }
    kept
}

/// The part of a word that is kept, with the `()` that follows it.
fn with_call<'a>(word: &'a str, kept: &'a str) -> &'a str {
    word.get(..kept.len() + 2)
        .filter(|call| call.ends_with("()"))
        .unwrap_or(kept)
}

/// Whether clippy would ask for backticks, or take the word for a URL.
pub(super) fn is_flagged(word: &str) -> bool {
    let word = trim(word);
    let flagged = word.contains('_')
        || word.contains("::")
        || word.ends_with("()")
        || is_pascal(word)
        || is_url(word);
    flagged && !VALID_IDENTS.contains(&word) && word.chars().any(|c| c != ':')
}

/// `RunnerGroup`: at least two capitals and a small letter, none of them from a plural such as `IDs`.
fn is_pascal(word: &str) -> bool {
    let capitals = |s: &str| s.chars().all(|c| c.is_ascii_uppercase());
    let stem = |suffix: &str, ends: &[char]| {
        let stem = word.strip_suffix(suffix).filter(|stem| capitals(stem));
        stem.filter(|stem| ends.is_empty() || stem.ends_with(ends))
    };
    let word = stem("es", &['S', 'X'])
        .or_else(|| stem("ified", &[]))
        .or_else(|| word.strip_suffix('s'))
        .unwrap_or(word);
    !word.starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_lowercase())
        && word.chars().all(char::is_alphanumeric)
        && word.chars().filter(|c| c.is_uppercase()).nth(1).is_some()
        && word.chars().any(char::is_lowercase)
}

/// `createToken`: clippy does not ask, but it is a name. Not so `iPhone`, `eBay` or `macOS`.
fn is_camel(word: &str) -> bool {
    let small = word.bytes().take_while(u8::is_ascii_lowercase).count();
    small >= 2
        && word
            .as_bytes()
            .get(small)
            .is_some_and(u8::is_ascii_uppercase)
        && word.bytes().all(|b| b.is_ascii_alphanumeric())
        && !matches!(word, "macOS" | "watchOS" | "tvOS" | "visionOS" | "webOS")
}

/// Whether a word without `://` is an absolute URL all the same: `file:x`, `s3:/bucket`.
fn is_url(word: &str) -> bool {
    let Some((scheme, rest)) = word.split_once(':') else {
        return false;
    };
    let special = ["http", "https", "ws", "wss", "ftp", "file"]
        .iter()
        .any(|s| scheme.eq_ignore_ascii_case(s));
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
        && (rest.starts_with(['/', '\\']) || special && !rest.is_empty())
}

/// The text of a link: quotes at its ends would be taken for a mistyped code span.
pub(super) fn link_text(piece: &str) -> Cow<'_, str> {
    if !piece.contains(['"', '\'']) {
        return Cow::Borrowed(piece);
    }
    let mut quoted = String::with_capacity(piece.len());
    for (at, c) in piece.char_indices() {
        quoted.push(match c {
            '"' if at == 0 => '“',
            '"' => '”',
            '\'' if at == 0 => '‘',
            '\'' => '’',
            c => c,
        });
    }
    Cow::Owned(quoted)
}

/// What clippy accepts as it stands: the default of its `doc-valid-idents`.
#[rustfmt::skip]
const VALID_IDENTS: &[&str] = &[
    "KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "MHz", "GHz", "THz",
    "AccessKit", "BibLaTeX", "BibTeX", "CamelCase", "ClojureScript", "CoAP", "CoffeeScript", "CoreFoundation",
    "CoreGraphics", "CoreText", "DevOps", "Direct2D", "Direct3D", "DirectWrite", "DirectX", "ECMAScript", "FreeBSD",
    "GPLv2", "GPLv3", "GitHub", "GitLab", "GraphQL", "IPv4", "IPv6", "InfiniBand", "JavaScript", "LaTeX", "MinGW",
    "NaN", "NaNs", "NetBSD", "NixOS", "OAuth", "OCaml", "OpenAL", "OpenBSD", "OpenDNS", "OpenExr", "OpenGL", "OpenMP",
    "OpenSSH", "OpenSSL", "OpenStreetMap", "OpenTelemetry", "OpenType", "PostScript", "PowerPC", "PureScript", "RoCE",
    "TeX", "TensorFlow", "TrueType", "TypeScript", "WebAssembly", "WebGL", "WebGL2", "WebGPU", "WebP", "WebRTC",
    "WebSocket", "WebTransport", "YCbCr", "iOS", "macOS", "sRGB",
];
