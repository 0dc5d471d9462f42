//! The line of a text that is shown with a diagnostic, cut to a readable length.

use std::borrow::Cow;
use std::ops::Range;

use super::Located;
use super::render::printable;

/// How many characters are shown before the place, from the place, and after it.
const BEFORE: usize = 60;
const WITHIN: usize = 60;
const AFTER: usize = 40;

/// A line, or what is shown of it.
pub(super) struct Excerpt<'a> {
    pub(super) path: Cow<'a, str>,
    pub(super) text: Cow<'a, str>,
    pub(super) line: usize,
    /// What is underlined, in bytes of `text`.
    pub(super) span: Range<usize>,
    /// The column in the whole line, and the one in `text`.
    columns: (usize, usize),
}

impl<'a> Excerpt<'a> {
    /// The excerpt for a diagnostic, if its place is known and may be shown.
    pub(super) fn of(located: &Located<'a>) -> Option<Self> {
        let source = located.source.filter(|source| source.is_shown())?;
        let (span, line, column) = (located.span.clone()?, located.line?, located.column?);
        let (before, rest) = source.text().split_at(span.start);
        let (within, after) = rest.split_at(span.end - span.start);
        let before = last_chars(before, BEFORE);
        let shown = first_chars(within, WITHIN);
        let after = if shown.len() == within.len() {
            first_chars(after, AFTER)
        } else {
            ""
        };
        let is_cut = before.chars().count() + 1 < column;
        let mark = if is_cut { "…" } else { "" };
        let text = format!("{mark}{before}{shown}{after}");
        let start = mark.len() + before.len();
        Some(Self {
            path: printable(source.name()),
            line,
            columns: (column, text[..start].chars().count() + 1),
            span: start..start + shown.len(),
            text: Cow::Owned(text),
        })
    }

    /// The rendered text with the column of the whole line in its heading.
    pub(super) fn with_true_column(&self, rendered: &str) -> String {
        let place = |column: usize| format!("{}:{}:{column}", self.path, self.line);
        rendered.replacen(&place(self.columns.1), &place(self.columns.0), 1)
    }
}

/// At most `count` characters from the start of the first line.
fn first_chars(text: &str, count: usize) -> &str {
    let mut ends = text
        .char_indices()
        .take_while(|(_, char)| !matches!(char, '\r' | '\n'));
    let end = ends
        .by_ref()
        .take(count)
        .last()
        .map_or(0, |(start, char)| start + char.len_utf8());
    &text[..end]
}

/// At most `count` characters from the end of the last line.
fn last_chars(text: &str, count: usize) -> &str {
    let starts = text
        .char_indices()
        .rev()
        .take_while(|(_, char)| *char != '\n');
    let start = starts
        .take(count)
        .last()
        .map_or(text.len(), |(start, _)| start);
    &text[start..]
}
