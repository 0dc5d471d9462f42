//! Headers that answers declare.

use serde::Serialize;

use super::{Docs, Type};
use crate::names::Ident;

/// The headers of the successes of one operation, or of many that declare the same.
#[derive(Debug, Clone, Serialize)]
pub struct HeaderSet {
    /// The type.
    pub name: Ident,
    /// What is said about it.
    pub docs: Docs,
    /// The headers, in document order.
    pub headers: Vec<Header>,
}

/// A declared header.
#[derive(Debug, Clone, Serialize)]
pub struct Header {
    /// The field.
    pub ident: Ident,
    /// The name on the wire.
    pub wire_name: String,
    /// What is said about it.
    pub docs: Docs,
    /// What it holds: nothing, or an empty list, where it may be missing.
    pub ty: Type,
    /// Whether every answer has it.
    pub required: bool,
}
