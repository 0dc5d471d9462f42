//! Finds file, line and column of diagnostics, and sorts them by place.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Diagnostic, Diagnostics, Place};
use crate::pointer::JsonPointer;
use crate::positions::{Position, Positions};
use crate::source::{Source, SourceId, Sources, char_boundary};

/// A diagnostic with its place in a text.
#[derive(Clone, Debug)]
pub struct Located<'a> {
    /// What is said.
    pub diagnostic: &'a Diagnostic,
    /// The text it is about.
    pub source: Option<&'a Source>,
    /// The node of that text it is about.
    pub pointer: Option<JsonPointer>,
    /// The range of bytes it is about: part of one line.
    pub span: Option<Range<usize>>,
    /// The line, from 1.
    pub line: Option<usize>,
    /// The column in characters, from 1.
    pub column: Option<usize>,
}

/// Every diagnostic with its place: first those that have none, then by text and position.
#[must_use]
pub fn locate<'a>(diagnostics: &'a Diagnostics, sources: &'a Sources) -> Vec<Located<'a>> {
    let mut by_source: BTreeMap<Option<SourceId>, Vec<Located<'a>>> = BTreeMap::new();
    for diagnostic in diagnostics {
        let (id, pointer) = match (diagnostic.pointer(), diagnostic.place()) {
            (Some(pointer), _) => {
                let (id, pointer) = sources.place_of(pointer);
                (Some(id), Some(pointer))
            }
            (None, Some(_)) => (Some(diagnostic.source()), None),
            (None, None) => (None, None),
        };
        let located = Located {
            diagnostic,
            source: id.and_then(|id| sources.get(id)),
            pointer,
            span: None,
            line: None,
            column: None,
        };
        by_source.entry(id).or_default().push(located);
    }
    for located in by_source.values_mut() {
        locate_in_source(located);
    }
    by_source.into_values().flatten().collect()
}

/// Places diagnostics that are all about the same text, and sorts them.
fn locate_in_source(all: &mut [Located<'_>]) {
    let Some(source) = all.first().and_then(|located| located.source) else {
        return;
    };
    let pointers = all.iter().filter_map(|located| located.pointer.as_ref());
    let positions = Positions::find(source, pointers);
    for located in &mut *all {
        located.span = span_of(located, source, &positions);
    }
    all.sort_by_cached_key(|located| {
        let start = located.span.as_ref().map(|span| span.start);
        (start, located.pointer.clone())
    });
    let mut cursor = Cursor::new(source.text());
    for located in all {
        let Some(span) = &located.span else { continue };
        let (line, column) = cursor.advance_to(span.start);
        located.line = Some(line);
        located.column = Some(column);
    }
}

/// The part of one line that stands for a place.
fn span_of(located: &Located<'_>, source: &Source, positions: &Positions) -> Option<Range<usize>> {
    let place = located.diagnostic.place()?;
    if let Place::Span(span) = place {
        return Some(first_line(source.text(), span));
    }
    let (position, is_exact) = positions.nearest(located.pointer.as_ref()?)?;
    let shows_value = matches!(place, Place::Value(_))
        && is_exact
        && position.is_scalar
        && !position.value.is_empty();
    let span = if shows_value {
        position.value.clone()
    } else {
        key_or_value(position)
    };
    Some(first_line(source.text(), &span))
}

fn key_or_value(position: &Position) -> Range<usize> {
    position.key.as_ref().unwrap_or(&position.value).clone()
}

/// The span cut to its first line, and to its bracket if it begins with one; always within the text.
fn first_line(text: &str, span: &Range<usize>) -> Range<usize> {
    let start = char_boundary(text, span.start);
    let end = char_boundary(text, span.end.max(start));
    let line = text[start..end]
        .lines()
        .next()
        .unwrap_or_default()
        .trim_end();
    let length = match line.as_bytes().first() {
        Some(b'{' | b'[') => 1,
        _ => line.len(),
    };
    start..start + length
}

/// Counts lines and columns, always forwards.
struct Cursor<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    column: usize,
}

impl<'a> Cursor<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            line: 1,
            column: 1,
        }
    }

    fn advance_to(&mut self, to: usize) -> (usize, usize) {
        let passed = &self.text[self.at..to];
        match passed.rfind('\n') {
            Some(last) => {
                self.line += passed.bytes().filter(|byte| *byte == b'\n').count();
                self.column = 1 + passed[last + 1..].chars().count();
            }
            None => self.column += passed.chars().count(),
        }
        self.at = to;
        (self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Code;

    #[test]
    fn sorts_by_place() {
        let mut sources = Sources::new();
        sources.set_document(Source::new(
            "-",
            "a: é\né: {b: [1, 2]}\nc:\n  - d: |\n      x\n",
        ));
        let config = sources.add(Source::new("codegen.toml", "a = 1\nb = 2\n"));
        let at = |pointer| JsonPointer::parse(pointer).unwrap();
        let mut diagnostics = Diagnostics::new();
        let message = |text| Diagnostic::warning(Code::InvalidNode, text);
        diagnostics.push(message("span").at_span(config, 6..99));
        diagnostics.push(message("block").at(&at("/c/0/d")));
        diagnostics.push(message("element").at(&at("/c/0")));
        diagnostics.push(message("scalar").at(&at("/é/b/1")));
        diagnostics.push(message("object").at(&at("/é")));
        diagnostics.push(message("missing").at(&at("/é/b/7/q")));
        diagnostics.push(message("key").at_key(&at("/a")));
        diagnostics.push(message("nowhere"));
        let found: Vec<_> = locate(&diagnostics, &sources)
            .into_iter()
            .map(|located| {
                let text = located
                    .span
                    .and_then(|span| located.source?.text().get(span));
                (
                    located.diagnostic.message(),
                    located.line,
                    located.column,
                    text,
                )
            })
            .collect();
        let expected = [
            ("nowhere", None, None, None),
            ("key", Some(1), Some(1), Some("a")),
            ("object", Some(2), Some(1), Some("é")),
            ("missing", Some(2), Some(5), Some("b")),
            ("scalar", Some(2), Some(12), Some("2")),
            ("element", Some(4), Some(5), Some("d: |")),
            ("block", Some(5), Some(7), Some("x")),
            ("span", Some(2), Some(1), Some("b = 2")),
        ];
        assert_eq!(found, expected);
    }
}
