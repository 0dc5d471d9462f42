//! The tables of styles: which there are, where they may stand, and what stands between the parts of a value.

use std::fmt;

use super::super::percent::{
    encode_into, encode_reserved_into, is_cookie_name, is_cookie_text, is_path_text, is_query_text, is_unreserved,
};

/// Where a parameter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Location {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
}

impl Location {
    /// The style that parameters have there by default.
    pub(super) const fn style(self) -> Style {
        match self {
            Self::Path | Self::Header => Style::Simple,
            Self::Query | Self::Cookie => Style::Form,
        }
    }

    /// A name, encoded. Those of cookies are not read as percent-encoded by anyone, and are tokens.
    pub(super) fn name(self, name: &str) -> String {
        match self {
            Self::Path | Self::Query => encoded(name, is_unreserved),
            Self::Header => name.to_owned(),
            Self::Cookie => encoded(name, is_cookie_name),
        }
    }

    /// A value, encoded, with what RFC 3986 reserves left as it is where that is wanted.
    pub(super) fn value(self, text: &str, is_reserved: bool) -> String {
        let keep = match self {
            Self::Header => return text.to_owned(),
            _ if !is_reserved => return encoded(text, is_unreserved),
            Self::Path => is_path_text,
            Self::Query => is_query_text,
            Self::Cookie => is_cookie_text,
        };
        let mut value = String::with_capacity(text.len());
        encode_reserved_into(&mut value, text, keep);
        value
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        })
    }
}

fn encoded(text: &str, keep: fn(u8) -> bool) -> String {
    let mut output = String::with_capacity(text.len());
    encode_into(&mut output, text, keep);
    output
}

/// How a value becomes text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Style {
    Simple,
    Label,
    Matrix,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    Json,
}

impl fmt::Display for Style {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Simple => "simple",
            Self::Label => "label",
            Self::Matrix => "matrix",
            Self::Form => "form",
            Self::SpaceDelimited => "spaceDelimited",
            Self::PipeDelimited => "pipeDelimited",
            Self::DeepObject => "deepObject",
            Self::Json => "JSON",
        })
    }
}

/// What stands around and between the parts of a value, all of it encoded: a row of the table in RFC 6570, appendix A.
pub(super) struct Marks {
    /// Before everything.
    pub(super) first: &'static str,
    /// Between the parts of a value that is exploded.
    pub(super) separator: &'static str,
    /// Between the parts of a value that is not.
    pub(super) delimiter: &'static str,
    /// Whether the parameter's name is written.
    pub(super) is_named: bool,
    /// Behind a name whose value is empty.
    pub(super) if_empty: &'static str,
}

impl Marks {
    /// The row of a style, where the style may stand there: `OpenAPI`, Parameter Object, "Style Values".
    pub(super) const fn of(style: Style, location: Location) -> Option<Self> {
        let (first, separator, delimiter, is_named, if_empty) = match (style, location) {
            (Style::Json, _) => return Self::of(location.style(), location),
            (Style::Simple, Location::Path | Location::Header) => ("", ",", ",", false, "="),
            (Style::Label, Location::Path) => (".", ".", ",", false, "="),
            (Style::Matrix, Location::Path) => (";", ";", ",", true, ""),
            (Style::Form | Style::DeepObject, Location::Query) => ("", "&", ",", true, "="),
            (Style::SpaceDelimited, Location::Query) => ("", "&", "%20", true, "="),
            (Style::PipeDelimited, Location::Query) => ("", "&", "%7C", true, "="),
            // Each part is a cookie of its own: `&` separates none (RFC 6265, section 4.2.1).
            (Style::Form, Location::Cookie) => ("", "; ", ",", true, "="),
            _ => return None,
        };
        Some(Self {
            first,
            separator,
            delimiter,
            is_named,
            if_empty,
        })
    }
}
