//! Webhooks and callbacks: what the API sends by itself.

use serde::Serialize;

use super::SchemaId;
use crate::pointer::JsonPointer;

/// A request that the API sends, to an address that it was told.
#[derive(Debug, Clone, Serialize)]
pub struct Event {
    /// Where its operation stands in the document.
    pub pointer: JsonPointer,
    /// What the document calls it.
    pub name: String,
    /// Who sends it and why.
    pub source: EventSource,
    /// The document's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What it carries.
    pub payload: SchemaId,
}

/// What makes the API send an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum EventSource {
    /// Something that happened, as told to whoever subscribed (`OpenAPI` specification, section `OpenAPI` Object,
    /// `webhooks`).
    Webhook,
    /// An earlier call of this operation (section Callback Object).
    Callback(String),
}
