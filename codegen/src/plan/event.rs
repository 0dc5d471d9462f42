//! What the API sends by itself.

use serde::Serialize;

use super::{Alias, Docs, Gate};
use crate::names::Ident;

/// The payloads of webhooks, or those of callbacks.
#[derive(Debug, Clone, Serialize)]
pub struct EventModule {
    /// The module.
    pub ident: Ident,
    /// The feature that it needs, if any: all of them, since nobody knows which models it names.
    #[serde(skip_serializing_if = "Gate::is_open")]
    pub gate: Gate,
    /// What is said about it.
    pub docs: Docs,
    /// A name for each payload.
    pub payloads: Vec<Alias>,
}
