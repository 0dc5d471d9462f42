//! Schemas: the shape of data.

use indexmap::IndexMap;
use serde::Serialize;
use serde_json::Value;

use crate::pointer::JsonPointer;

/// Where a schema stands, which is what identifies it.
pub type SchemaId = JsonPointer;

/// The shape of one piece of data.
#[derive(Debug, Clone, Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a keyword of its own"
)]
pub struct Schema {
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
    /// What it holds.
    pub kind: SchemaKind,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature is serde's"
)]
fn is_false(flag: &bool) -> bool {
    !flag
}

/// What a schema holds.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SchemaKind {
    /// Anything: the document does not say.
    Any,
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
    /// Text of which the document lists the values.
    Enum {
        /// The values, in document order.
        values: Vec<String>,
    },
    /// A list.
    Array {
        /// What each item holds.
        items: SchemaId,
    },
    /// An object.
    Object(Object),
    /// What is valid but has no type of its own yet; the reason says which feature it is.
    Untyped {
        /// The feature, in the words of `OpenAPI`.
        reason: String,
    },
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
