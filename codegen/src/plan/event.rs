//! What the API sends by itself.

use serde::Serialize;

use super::{Alias, Docs};
use crate::names::Ident;

/// The payloads of webhooks, or those of callbacks.
#[derive(Debug, Clone, Serialize)]
pub struct EventModule {
    /// The module.
    pub ident: Ident,
    /// What is said about it.
    pub docs: Docs,
    /// A name for each payload.
    pub payloads: Vec<Alias>,
}
