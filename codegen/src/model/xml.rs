//! How a value is written in XML.

use serde::Serialize;

use super::schema::is_false;

/// How a value is written in XML (`OpenAPI` specification, section XML Object).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Xml {
    /// The name, where it is not that of the member or of the schema.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The namespace of the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// The prefix of the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
    /// Whether it is an attribute.
    #[serde(skip_serializing_if = "is_false")]
    pub attribute: bool,
    /// Of a list, whether one element encloses the items.
    #[serde(skip_serializing_if = "is_false")]
    pub wrapped: bool,
    /// Whether it is the text beside the attributes.
    #[serde(skip_serializing_if = "is_false")]
    pub text: bool,
}

impl Xml {
    /// The same, with what another one says where this says nothing.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        // A prefix is worth nothing without its namespace.
        let is_named = self.namespace.is_some() || self.prefix.is_some();
        let (namespace, prefix) = if is_named {
            (self.namespace, self.prefix)
        } else {
            (other.namespace, other.prefix)
        };
        Self {
            name: self.name.or(other.name),
            namespace,
            prefix,
            attribute: self.attribute || other.attribute,
            wrapped: self.wrapped || other.wrapped,
            text: self.text || other.text,
        }
    }
}
