//! Why a document could not be read.

use std::error::Error;
use std::fmt;

use super::trail::Trail;

/// Why a document, JSON or XML, could not be read, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodeError {
    path: String,
    line: usize,
    column: usize,
    message: String,
}

impl DecodeError {
    /// From what the JSON library says and the way to where it happened.
    pub(super) fn new(error: &serde_json::Error, trail: &Trail) -> Self {
        let (line, column) = (error.line(), error.column());
        let text = error.to_string();
        let place = format!(" at line {line} column {column}");
        let message = text.strip_suffix(&place).unwrap_or(&text).to_owned();
        Self {
            path: trail.path(),
            line,
            column,
            message,
        }
    }

    /// From the start of a document up to the first byte that is not UTF-8, and the way to there.
    pub(super) fn not_utf8(start: &str, trail: &Trail) -> Self {
        Self::of_text_at(start, "the document is not UTF-8".to_owned(), trail)
    }

    /// As [`of_text`](Self::of_text), with the way to where it happened.
    pub(super) fn of_text_at(start: &str, message: String, trail: &Trail) -> Self {
        Self {
            path: trail.path(),
            ..Self::of_text(start, message)
        }
    }

    /// From what is wrong with a text, and its start up to there.
    pub(in super::super) fn of_text(start: &str, message: String) -> Self {
        Self {
            path: Trail::default().path(),
            line: start.split('\n').count(),
            column: start.rsplit('\n').next().map_or(0, str::len),
            message,
        }
    }

    /// The path to the value at fault, such as `repositories[0].owner.id`; `.` is the whole document.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The line at which reading stopped, counted from 1.
    #[must_use]
    pub const fn line(&self) -> usize {
        self.line
    }

    /// The column at which reading stopped, counted in bytes from 1.
    #[must_use]
    pub const fn column(&self) -> usize {
        self.column
    }

    /// What is wrong, without the place.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            path,
            line,
            column,
            message,
        } = self;
        write!(formatter, "{path}: {message} (line {line}, column {column})")
    }
}

impl Error for DecodeError {}
