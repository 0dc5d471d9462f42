//! Selectors: which operations are meant.

use std::ops::Range;

use crate::source::SourceId;

/// Some operations, as written by a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selector {
    text: String,
    place: Option<(SourceId, Range<usize>)>,
}

/// What a selector says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SelectorKind<'a> {
    /// `tag:NAME`: every operation that has the tag.
    Tag(&'a str),
    /// `METHOD /path`: the one operation there.
    Route {
        /// The method, in any case.
        method: &'a str,
        /// The path as the document writes it.
        path: &'a str,
    },
    /// Anything else: the operation of this id.
    Id(&'a str),
}

impl Selector {
    /// A selector that was read from a file, and where.
    pub(super) fn placed(text: String, source: SourceId, span: Range<usize>) -> Self {
        Self {
            text,
            place: Some((source, span)),
        }
    }

    /// The selector as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Where it was read, if it was.
    pub(crate) fn place(&self) -> Option<(SourceId, Range<usize>)> {
        self.place.clone()
    }

    /// What it says.
    #[must_use]
    pub fn kind(&self) -> SelectorKind<'_> {
        let text = self.text.trim();
        if let Some(tag) = text.strip_prefix("tag:") {
            return SelectorKind::Tag(tag.trim());
        }
        match text.split_once(char::is_whitespace) {
            Some((method, path)) if path.trim_start().starts_with('/') => SelectorKind::Route {
                method,
                path: path.trim(),
            },
            _ => SelectorKind::Id(text),
        }
    }
}

impl From<&str> for Selector {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<String> for Selector {
    fn from(text: String) -> Self {
        Self { text, place: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_selector_is_a_tag_a_route_or_an_id() {
        let cases = [
            ("tag:runners", SelectorKind::Tag("runners")),
            ("tag: a b ", SelectorKind::Tag("a b")),
            (
                "GET  /a/{b}",
                SelectorKind::Route {
                    method: "GET",
                    path: "/a/{b}",
                },
            ),
            ("runners/get", SelectorKind::Id("runners/get")),
            ("get a thing", SelectorKind::Id("get a thing")),
        ];
        for (text, kind) in cases {
            assert_eq!(Selector::from(text).kind(), kind, "{text}");
        }
    }
}
