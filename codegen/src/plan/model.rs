//! Models: the types of wire data.

use serde::Serialize;

use super::{Docs, Type};
use crate::names::Ident;

/// A type that will be generated.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Item {
    /// An object.
    Struct(Struct),
    /// Text of which the document lists the values.
    Enum(Enum),
}

impl Item {
    /// The name of the type.
    #[must_use]
    pub fn name(&self) -> &Ident {
        match self {
            Self::Struct(item) => &item.name,
            Self::Enum(item) => &item.name,
        }
    }
}

/// An object as a struct.
#[derive(Debug, Clone, Serialize)]
pub struct Struct {
    /// The type.
    pub name: Ident,
    /// What is said about it.
    pub docs: Docs,
    /// Whether callers should stop using it.
    pub deprecated: bool,
    /// The members that have names, in document order.
    pub fields: Vec<Field>,
    /// Where all other members are kept; they are ignored where there is no such field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub additional: Option<AdditionalField>,
}

/// A member of an object as a field.
#[derive(Debug, Clone, Serialize)]
pub struct Field {
    /// The field.
    pub ident: Ident,
    /// The name on the wire.
    pub wire_name: String,
    /// Its type.
    pub ty: Type,
    /// Whether the member must be there.
    pub required: bool,
    /// Whether callers should stop using it.
    pub deprecated: bool,
    /// What is said about it.
    pub docs: Docs,
}

/// The field that keeps the members which have no names of their own.
#[derive(Debug, Clone, Serialize)]
pub struct AdditionalField {
    /// The field.
    pub ident: Ident,
    /// Its type, a map.
    pub ty: Type,
}

/// Text of which the document lists the values, as an enum that keeps unknown ones.
#[derive(Debug, Clone, Serialize)]
pub struct Enum {
    /// The type.
    pub name: Ident,
    /// What is said about it.
    pub docs: Docs,
    /// Whether callers should stop using it.
    pub deprecated: bool,
    /// The values.
    pub variants: Vec<EnumVariant>,
    /// The variant that keeps a value which the document does not list.
    pub unknown: Ident,
}

/// A value of an enum.
#[derive(Debug, Clone, Serialize)]
pub struct EnumVariant {
    /// The variant.
    pub ident: Ident,
    /// The text on the wire.
    pub value: String,
}
