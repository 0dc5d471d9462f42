//! How values are written in XML.

use serde::Serialize;

/// How a value is written in XML, where that is not as an element of its own name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Xml {
    /// The name; empty where it is that of the member. Of a list, it names what encloses the items if there is such a
    /// thing, and else each of them.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The prefix of the name; empty where it has none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub prefix: String,
    /// The namespace of the name; empty where it has none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub namespace: String,
    /// What it is in the element that holds it.
    #[serde(skip_serializing_if = "XmlNode::is_element")]
    pub node: XmlNode,
    /// Of a list that one element encloses: what its items are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<Box<Xml>>,
}

/// What a value is in the element that holds it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum XmlNode {
    /// An element.
    #[default]
    Element,
    /// An attribute.
    Attribute,
    /// The text beside the attributes.
    Text,
}

impl XmlNode {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "the signature is serde's"
    )]
    fn is_element(&self) -> bool {
        *self == Self::Element
    }
}
