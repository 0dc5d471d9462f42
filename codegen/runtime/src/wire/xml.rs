//! How values are written in XML, where that is not as elements of their own names.

mod choose;
mod enclosed;
mod names;
mod read;
mod tree;
mod write;

pub use self::read::from_xml;
pub use self::write::to_xml;

/// How a value is written in XML (`OpenAPI` specification, section XML Object).
///
/// A member that no table speaks of is an element of its own name, and a list one element of that name for each item.
///
/// As with [`Shape`](super::Shape), the fields are public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Xml {
    /// The name of the element or attribute; empty where it is that of the member. Of a list, it names what encloses
    /// the items if there is such a thing, and else each of them.
    pub name: &'static str,
    /// The prefix of the name; empty where it has none.
    pub prefix: &'static str,
    /// The namespace of the name, as a URI; empty where it has none.
    pub namespace: &'static str,
    /// What it is in the element that holds it.
    pub node: XmlNode,
    /// Of a list that one element encloses: what its items are.
    pub items: Option<&'static Xml>,
}

/// What a value is in the element that holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum XmlNode {
    /// An element.
    Element,
    /// An attribute.
    Attribute,
    /// The text beside the attributes.
    Text,
}

impl Xml {
    /// An element of this name; of that of the member, where it is empty.
    #[must_use]
    pub const fn named(name: &'static str) -> Self {
        Self {
            name,
            prefix: "",
            namespace: "",
            node: XmlNode::Element,
            items: None,
        }
    }

    /// The same with a prefix, and the namespace that this stands for.
    #[must_use]
    pub const fn within(mut self, prefix: &'static str, namespace: &'static str) -> Self {
        self.prefix = prefix;
        self.namespace = namespace;
        self
    }

    /// The same as an attribute.
    #[must_use]
    pub const fn attribute(mut self) -> Self {
        self.node = XmlNode::Attribute;
        self
    }

    /// The same as the text beside the attributes.
    #[must_use]
    pub const fn text(mut self) -> Self {
        self.node = XmlNode::Text;
        self
    }

    /// The same around the items of a list.
    #[must_use]
    pub const fn around(mut self, items: &'static Self) -> Self {
        self.items = Some(items);
        self
    }
}
