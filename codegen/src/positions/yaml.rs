//! A scan of YAML, as far as it can be read.

use std::borrow::Cow;
use std::ops::Range;

use saphyr_parser::{Event, Parser, Span};

use super::{Events, Nesting};

/// How many characters lie between two whose byte is remembered.
const STRIDE: usize = 256;

/// Tells `events` every key and value of the first document of `text`, up to a mistake in it.
pub(super) fn scan(text: &str, events: &mut impl Events) {
    let mut walk = Walk {
        bytes: ByteIndex::new(text),
        nestings: Vec::new(),
        key_depth: 0,
        events,
    };
    for event in Parser::new_from_str(&closers_joined(text)) {
        match event {
            Ok((Event::DocumentEnd, _)) | Err(_) => break,
            Ok((event, span)) => walk.step(&event, span),
        }
    }
}

/// The text, as long as it was, with a line that begins with a closing bracket joined to the one before.
///
/// The parser of the document accepts such a line however little it is indented, the one used here does not.
fn closers_joined(text: &str) -> Cow<'_, str> {
    let mut joined = String::new();
    let mut done = 0;
    let mut line_start = 0;
    for (at, _) in text.match_indices('\n') {
        let line = &text[line_start..at];
        line_start = at + 1;
        let begins_with_closer = text[line_start..]
            .trim_start_matches(' ')
            .starts_with(['}', ']']);
        // What follows a comment or the start of a block of text would become part of it.
        let takes_more = line.contains('#') || line.trim_end().ends_with(['|', '>', '-', '+']);
        if begins_with_closer && !takes_more {
            joined.push_str(&text[done..at]);
            joined.push(' ');
            done = line_start;
        }
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    joined.push_str(&text[done..]);
    Cow::Owned(joined)
}

/// How deep a text may nest by the look of its brackets before it is examined.
const SUSPICIOUS_DEPTH: usize = 500;
/// How deep a text may nest.
const MAX_DEPTH: usize = 128;

/// What is wrong with a text that nests so deeply that the parser would take hours to say so, and at which byte.
pub(crate) fn nesting_problem(text: &str) -> Option<(String, usize)> {
    let mut brackets = 0_usize;
    let is_suspicious = text.bytes().any(|byte| {
        match byte {
            b'[' | b'{' => brackets += 1,
            b']' | b'}' => brackets = brackets.saturating_sub(1),
            _ => {}
        }
        brackets > SUSPICIOUS_DEPTH
    });
    if !is_suspicious {
        return None;
    }
    let bytes = ByteIndex::new(text);
    let mut depth = 0_usize;
    for event in Parser::new_from_str(text) {
        match event {
            Ok((Event::SequenceStart(..) | Event::MappingStart(..), span)) => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Some((
                        "recursion limit exceeded".to_owned(),
                        bytes.range(span).start,
                    ));
                }
            }
            Ok((Event::SequenceEnd | Event::MappingEnd, _)) => depth = depth.saturating_sub(1),
            Ok(_) => {}
            Err(error) => {
                return Some((error.info().to_owned(), bytes.byte(error.marker().index())));
            }
        }
    }
    None
}

struct Walk<'a, E> {
    bytes: ByteIndex<'a>,
    /// What is being read, and whether the next node in it is a key.
    nestings: Vec<(Nesting, bool)>,
    /// How deep inside a key that is itself an array or object.
    key_depth: usize,
    events: &'a mut E,
}

impl<E: Events> Walk<'_, E> {
    fn step(&mut self, event: &Event<'_>, span: Span) {
        if self.key_depth > 0 {
            self.skip(event, span);
            return;
        }
        match event {
            Event::Scalar(text, ..) if self.at_key() => self.key(text, span),
            Event::Alias(_) if self.at_key() => self.key("", span),
            Event::Scalar(..) | Event::Alias(_) => {
                let span = self.bytes.range(span);
                self.events.scalar(span);
                self.value_done();
            }
            Event::SequenceStart(..) | Event::MappingStart(..) if self.at_key() => {
                self.key_depth = 1;
            }
            Event::SequenceStart(..) => self.open(Nesting::Array, span),
            Event::MappingStart(..) => self.open(Nesting::Object, span),
            Event::SequenceEnd | Event::MappingEnd => {
                self.nestings.pop();
                let end = self.bytes.range(span).end;
                self.events.close(end);
                self.value_done();
            }
            _ => {}
        }
    }

    fn at_key(&self) -> bool {
        matches!(self.nestings.last(), Some((Nesting::Object, true)))
    }

    fn key(&mut self, name: &str, span: Span) {
        let span = self.bytes.range(span);
        self.events.key(name, span);
        self.expect_key(false);
    }

    fn open(&mut self, nesting: Nesting, span: Span) {
        let start = self.bytes.range(span).start;
        self.events.open(nesting, start);
        self.nestings.push((nesting, true));
    }

    fn value_done(&mut self) {
        self.expect_key(true);
    }

    fn expect_key(&mut self, expected: bool) {
        if let Some((_, expects_key)) = self.nestings.last_mut() {
            *expects_key = expected;
        }
    }

    fn skip(&mut self, event: &Event<'_>, span: Span) {
        match event {
            Event::SequenceStart(..) | Event::MappingStart(..) => self.key_depth += 1,
            Event::SequenceEnd | Event::MappingEnd => self.key_depth -= 1,
            _ => {}
        }
        if self.key_depth == 0 {
            self.key("", span);
        }
    }
}

/// Turns the parser's character positions into byte positions.
struct ByteIndex<'a> {
    text: &'a str,
    /// The byte of every so-manieth character; empty if all characters are bytes.
    bytes: Vec<usize>,
}

impl<'a> ByteIndex<'a> {
    fn new(text: &'a str) -> Self {
        let bytes = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices()
                .step_by(STRIDE)
                .map(|(byte, _)| byte)
                .collect()
        };
        Self { text, bytes }
    }

    /// The bytes of a span, without what space and line breaks it ends in.
    fn range(&self, span: Span) -> Range<usize> {
        let start = self.byte(span.start.index());
        let end = self.byte(span.end.index()).max(start);
        start..start + self.text[start..end].trim_end().len()
    }

    fn byte(&self, char: usize) -> usize {
        if self.bytes.is_empty() {
            return char.min(self.text.len());
        }
        let Some(&byte) = self.bytes.get(char / STRIDE) else {
            return self.text.len();
        };
        let mut rest = self.text[byte..].char_indices();
        rest.nth(char % STRIDE)
            .map_or(self.text.len(), |(offset, _)| byte + offset)
    }
}
