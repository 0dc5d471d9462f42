//! What the description says: plain data in the words of `OpenAPI`, with no `$ref` left.

mod body;
mod constraints;
mod event;
mod operation;
mod pages;
mod patches;
mod relation;
mod schema;
mod security;
mod server;
mod xml;

use indexmap::IndexMap;
use serde::Serialize;

pub use self::body::{Encoding, MediaType, RequestBody, essence};
pub use self::constraints::{Bound, Constraints};
pub use self::event::{Event, EventSource};
pub use self::operation::{
    Header, Method, Operation, Parameter, ParameterLocation, ParameterStyle, PathSegment,
    PathTemplate, Response, StatusPattern,
};
pub use self::pages::{Pages, PagesPlace};
pub use self::relation::{Callback, Link, LinkTarget};
pub use self::schema::{
    AdditionalProperties, Annotations, Discriminator, EnumValue, Object, Property, Schema,
    SchemaId, SchemaKind, Union, component_name,
};
pub use self::security::{
    OAuth2Flow, OAuth2Grant, SecurityRequirement, SecurityScheme, SecuritySchemeKind,
};
pub use self::server::{Server, ServerVariable};
pub use self::xml::Xml;
use crate::pointer::ByPointer;

/// A whole description, reduced to the operations that were selected and what they reach.
#[derive(Debug, Clone, Serialize)]
pub struct Api {
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// `info.description`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The servers, in document order.
    pub servers: Vec<Server>,
    /// The tags that the document declares, in document order.
    pub tags: Vec<Tag>,
    /// The ways to authenticate, by their name under `components`.
    pub security_schemes: IndexMap<String, SecurityScheme>,
    /// The operations, in document order.
    pub operations: Vec<Operation>,
    /// What the API sends by itself, in document order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<Event>,
    /// Every schema that is reached, by where it stands.
    pub schemas: ByPointer<Schema>,
}

/// A group of operations.
#[derive(Debug, Clone, Serialize)]
pub struct Tag {
    /// The name, as operations refer to it.
    pub name: String,
    /// The document's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

impl Api {
    /// The schema at `id`, past aliases: where `allOf` holds one reference for its description.
    #[must_use]
    pub fn aliased(&self, id: &SchemaId) -> Option<&Schema> {
        let mut schema = self.schemas.get(id)?;
        // As many steps as there are schemas: more would be a cycle.
        for _ in 0..self.schemas.len() {
            match &schema.kind {
                SchemaKind::Alias(target) => schema = self.schemas.get(target)?,
                _ => break,
            }
        }
        Some(schema)
    }

    /// What the schema at `id` asks of a value, and those do that it is an alias of.
    #[must_use]
    pub fn constraints(&self, id: &SchemaId) -> Constraints {
        let mut all = Constraints::default();
        let mut next = Some(id);
        for _ in 0..self.schemas.len() {
            let Some(schema) = next.and_then(|id| self.schemas.get(id)) else {
                break;
            };
            all = all.and(&schema.constraints);
            next = match &schema.kind {
                SchemaKind::Alias(target) => Some(target),
                _ => None,
            };
        }
        all
    }
}
