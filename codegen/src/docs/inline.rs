//! The inside of a paragraph: what was read, and the bits of Markdown that are written for it.

use std::borrow::Cow;

/// What the inside of a paragraph consists of, as read.
#[derive(Debug)]
pub(super) enum Inline {
    Text(String),
    Code(String),
    Open(Mark),
    Close(Kind),
    SoftBreak,
    HardBreak,
}

/// The begin of something around a part of a paragraph.
#[derive(Debug)]
pub(super) struct Mark {
    pub(super) kind: Kind,
    /// Where a link leads to, if anywhere.
    pub(super) address: Option<String>,
    /// The tag of HTML that it was read from, shown where nothing ends the mark.
    pub(super) tag: Option<String>,
}

/// The kinds of marks; an end belongs to a begin of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Emphasis,
    Strong,
    Strike,
    Code,
    Link,
    /// An element that means nothing in documentation, by the name of its tag.
    Plain(&'static str),
}

impl Mark {
    pub(super) fn new(kind: Kind) -> Self {
        Self {
            kind,
            address: None,
            tag: None,
        }
    }

    pub(super) fn link(address: Option<String>) -> Self {
        Self {
            kind: Kind::Link,
            address,
            tag: None,
        }
    }
}

/// A bit of Markdown that is never broken over two lines, or a place where a line may or must end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Bit<'a> {
    /// Markdown, ready to be written.
    Solid(Cow<'a, str>),
    /// The text of a code span.
    Code(Cow<'a, str>),
    /// The delimiter that begins a span of emphasis; the number is that of the pair.
    Open(usize, &'static str),
    Close(usize, &'static str),
    Space,
    SoftBreak,
    HardBreak,
}

impl Bit<'_> {
    pub(super) fn is_blank(&self) -> bool {
        matches!(self, Self::Space | Self::SoftBreak | Self::HardBreak)
    }
}
