//! Bodies: what is sent and what comes back, in which media types.

use indexmap::IndexMap;
use serde::Serialize;

use super::schema::is_false;
use super::{Header, SchemaId};
use crate::pointer::JsonPointer;

/// What an operation takes as a body.
#[derive(Debug, Clone, Serialize)]
pub struct RequestBody {
    /// Where the body stands in the document.
    pub pointer: JsonPointer,
    /// The document's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whether every request must have it.
    pub required: bool,
    /// The forms it may take.
    pub content: Vec<MediaType>,
}

/// A form that a body may take.
#[derive(Debug, Clone, Serialize)]
pub struct MediaType {
    /// The media type or range, such as `application/json`.
    pub name: String,
    /// What it holds, where the document says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schema: Option<SchemaId>,
    /// How its members are sent, where the document says so of some (`OpenAPI` specification, section Encoding Object).
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub encoding: IndexMap<String, Encoding>,
}

/// How a member of a form is sent.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Encoding {
    /// The media type of its value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// `style`, as of a parameter in the query.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub style: Option<String>,
    /// `explode`, as of a parameter in the query.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explode: Option<bool>,
    /// `allowReserved`, as of a parameter in the query.
    #[serde(skip_serializing_if = "is_false")]
    pub allow_reserved: bool,
    /// The headers of its part, `Content-Type` aside.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<Header>,
}

impl MediaType {
    /// The media type without its parameters, in small letters.
    #[must_use]
    pub fn essence(&self) -> String {
        essence(&self.name)
    }

    /// Whether it is JSON (RFC 8259) or built on it (RFC 6839, section 3.1).
    #[must_use]
    pub fn is_json(&self) -> bool {
        let essence = self.essence();
        matches!(&*essence, "application/json" | "text/json") || essence.ends_with("+json")
    }

    /// Whether it is XML or built on it (RFC 7303, section 4).
    #[must_use]
    pub fn is_xml(&self) -> bool {
        let essence = self.essence();
        matches!(&*essence, "application/xml" | "text/xml") || essence.ends_with("+xml")
    }
}

/// A media type without its parameters, in small letters.
#[must_use]
pub fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}
