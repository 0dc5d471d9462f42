//! Which Rust type stands for a text or a number of some format.

use std::ops::Range;

use indexmap::IndexMap;
use serde::Deserialize;

use crate::source::SourceId;

/// Which Rust type stands for a text or a number of some format; a format that is not spoken of is plain text.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Formats {
    /// What `date-time` and `date` are.
    pub dates: Dates,
    /// What `uuid` is.
    pub uuid: Uuids,
    /// What `byte` is.
    pub byte: Bytes,
    /// Types of other crates, by the name of the format.
    pub types: IndexMap<String, TypePath>,
}

/// What `date-time` and `date` are.
///
/// A `time` is text: RFC 3339 has an offset behind it, which the types of these crates have no place for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Dates {
    /// Types of `chrono`.
    #[default]
    Chrono,
    /// Types of `jiff`.
    Jiff,
    /// Types of `time`.
    Time,
    /// Text, as it comes.
    Text,
}

/// What `uuid` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Uuids {
    /// `uuid::Uuid`.
    #[default]
    Uuid,
    /// Text, as it comes.
    Text,
}

/// What `byte` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Bytes {
    /// The bytes, which are base64 on the wire.
    #[default]
    Base64,
    /// Text, as it comes.
    Text,
}

/// The path of a type that the generator does not make, as written by a user: `rust_decimal::Decimal`.
///
/// The type must implement `Clone`, `Debug`, `Default`, `PartialEq`, and serde's `Serialize` and `Deserialize`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypePath {
    text: String,
    place: Option<(SourceId, Range<usize>)>,
}

impl TypePath {
    /// A path that was read from a file, and where.
    pub(super) fn placed(text: String, source: SourceId, span: Range<usize>) -> Self {
        Self {
            text,
            place: Some((source, span)),
        }
    }

    /// The path as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Where it was read, if it was.
    pub(crate) fn place(&self) -> Option<(SourceId, Range<usize>)> {
        self.place.clone()
    }
}

impl From<&str> for TypePath {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<String> for TypePath {
    fn from(text: String) -> Self {
        Self { text, place: None }
    }
}
