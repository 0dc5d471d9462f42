//! Schemas: the shape of data.

use std::borrow::Cow;

use indexmap::IndexMap;
use serde::Serialize;
use serde_json::Value;

use super::{Constraints, Xml};
use crate::pointer::JsonPointer;
use crate::source::FILES;

/// Where a schema stands, which is what identifies it.
///
/// What several schemas come to together stands nowhere: its id goes on, below the schema that needs it, at a key that
/// no document has.
pub type SchemaId = JsonPointer;

/// The shape of one piece of data.
#[derive(Debug, Clone, Serialize)]
pub struct Schema {
    /// What the document says about it.
    #[serde(flatten)]
    pub about: Annotations,
    /// What a value must keep to beyond its type.
    #[serde(skip_serializing_if = "Constraints::is_empty")]
    pub constraints: Constraints,
    /// Where the same is written once more, word for word.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also_at: Vec<SchemaId>,
    /// What it holds.
    pub kind: SchemaKind,
}

/// What a schema holds.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SchemaKind {
    /// Anything: the document does not say.
    Any,
    /// Nothing but `null`.
    Null,
    /// What another schema holds: an `allOf` of one reference, which is there for its description.
    Alias(SchemaId),
    /// `true` or `false`.
    Boolean,
    /// A number without a fraction.
    Integer {
        /// `int32`, `int64` and the like.
        #[serde(skip_serializing_if = "Option::is_none")]
        format: Option<String>,
    },
    /// A number.
    Number {
        /// `float`, `double` and the like.
        #[serde(skip_serializing_if = "Option::is_none")]
        format: Option<String>,
    },
    /// Text.
    String {
        /// `date-time`, `uuid`, `password` and the like.
        #[serde(skip_serializing_if = "Option::is_none")]
        format: Option<String>,
    },
    /// One of the values that the document lists, `null` aside.
    Enum {
        /// The values, each once, in document order.
        values: Vec<EnumValue>,
        /// Whether the document allows any other text as well.
        #[serde(skip_serializing_if = "is_false")]
        extensible: bool,
    },
    /// A list.
    Array {
        /// What each item holds.
        items: SchemaId,
    },
    /// A list whose items are told apart by where they stand.
    Tuple {
        /// What each of the first items holds.
        items: Vec<SchemaId>,
        /// What the items behind them hold, where there may be any.
        #[serde(skip_serializing_if = "Option::is_none")]
        rest: Option<SchemaId>,
        /// How many of the first items must be there.
        required: usize,
    },
    /// An object.
    Object(Object),
    /// One of several.
    Union(Union),
    /// What is valid but has no type of its own; the reason says which feature it is.
    Untyped {
        /// The feature, in the words of `OpenAPI`.
        reason: String,
    },
}

/// A value that a document lists.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EnumValue {
    /// The value.
    pub value: Value,
    /// What the document calls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The document's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

impl EnumValue {
    /// The value as a text: a text as it is, anything else as JSON.
    #[must_use]
    pub fn text(&self) -> String {
        match &self.value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        }
    }
}

/// An object, after its `allOf` is merged.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Object {
    /// The members that have names, in document order.
    pub properties: IndexMap<String, Property>,
    /// The members that have none.
    pub additional: AdditionalProperties,
}

/// A member of an object.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Property {
    /// What it holds.
    pub schema: SchemaId,
    /// Whether it must be there.
    pub required: bool,
    /// What the document says about it at this place.
    #[serde(flatten)]
    pub about: Annotations,
}

/// What is said about a schema at one place, and changes nothing about what it holds.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a keyword of its own"
)]
pub struct Annotations {
    /// A short name that the document gives.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The document's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whether `null` may stand in its place.
    #[serde(skip_serializing_if = "is_false")]
    pub nullable: bool,
    /// Whether callers should stop using it.
    #[serde(skip_serializing_if = "is_false")]
    pub deprecated: bool,
    /// Whether it is in responses only.
    #[serde(skip_serializing_if = "is_false")]
    pub read_only: bool,
    /// Whether it is in requests only.
    #[serde(skip_serializing_if = "is_false")]
    pub write_only: bool,
    /// What stands in its place where it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<Value>,
    /// One value that it may have.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<Value>,
    /// How it is written in XML.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub xml: Option<Xml>,
}

/// `additionalProperties` of an object.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AdditionalProperties {
    /// Not said, which means that anything may be there but that nothing is meant to be.
    #[default]
    Unspecified,
    /// Nothing else may be there.
    Forbidden,
    /// Anything may be there, and the document says so.
    Any,
    /// Whatever else is there holds this.
    Schema(SchemaId),
}

/// A choice: `oneOf`, `anyOf` or several types.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Union {
    /// What it may be, in document order.
    pub variants: Vec<SchemaId>,
    /// How the document tells which it is, where it says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discriminator: Option<Discriminator>,
}

/// A member whose value says which variant an object is (`OpenAPI` specification, section Discriminator Object).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Discriminator {
    /// The member's name.
    pub property: String,
    /// The index of the variant that each value stands for.
    pub mapping: IndexMap<String, usize>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature is serde's"
)]
pub(super) fn is_false(flag: &bool) -> bool {
    !flag
}

/// The name of a file without its folders and its ending.
fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.split('.').next().unwrap_or(name)
}

/// The name that the document gives the schema at `id`, where it stands among others of its kind.
#[must_use]
pub fn component_name(id: &SchemaId) -> Option<String> {
    // Every schema is asked several times, and most have no name.
    let (holder, _) = id.as_str().rsplit_once('/')?;
    let name = || id.last().map(Cow::into_owned);
    if holder.ends_with("/$defs") || holder.ends_with("/definitions") {
        return name();
    }
    let in_file = holder
        .strip_prefix('/')
        .and_then(|holder| holder.strip_prefix(FILES));
    match in_file.map(|rest| rest.split('/').collect::<Vec<_>>()) {
        None => (holder == "/components/schemas").then(name)?,
        // A file that is one schema is called after itself.
        Some(holder) => match holder.as_slice() {
            [""] => name().map(|file| stem(&file).to_owned()),
            ["", _] | ["", _, "components", "schemas"] => name(),
            _ => None,
        },
    }
}
