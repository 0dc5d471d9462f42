//! Models: the types of wire data.

use serde::Serialize;
use serde_json::Value;

use super::{Docs, Type, Xml};
use crate::names::Ident;

/// A type that will be generated.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Item {
    /// An object.
    Struct(Struct),
    /// Values that the document lists.
    Enum(Enum),
    /// One of several types.
    Union(Union),
    /// A name for a type that needs none of its own.
    Alias(Alias),
}

impl Item {
    /// The name of the type.
    #[must_use]
    pub fn name(&self) -> &Ident {
        match self {
            Self::Struct(item) => &item.name,
            Self::Enum(item) => &item.name,
            Self::Union(item) => &item.name,
            Self::Alias(item) => &item.name,
        }
    }

    /// Every type that its definition names.
    #[must_use]
    pub fn types(&self) -> Vec<&Type> {
        match self {
            Self::Struct(item) => {
                let fields = item.fields.iter().map(|field| &field.ty);
                fields
                    .chain(item.additional.iter().map(|field| &field.ty))
                    .collect()
            }
            Self::Enum(_) => Vec::new(),
            Self::Union(item) => item.variants.iter().map(|variant| &variant.ty).collect(),
            Self::Alias(item) => vec![&item.ty],
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
    /// Whether callers make values of it, since requests need them.
    #[serde(skip_serializing_if = "is_false")]
    pub is_sent: bool,
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
    /// The JSON text of what stands in its place where it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// The JSON text of the only value that it may have.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub constant: Option<String>,
    /// What sets it, where it may be left out of what is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub setter: Option<Ident>,
    /// What is asked of its value beyond the type.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub constraints: Vec<Constraint>,
    /// How it is written where the model is XML, if that is not as an element of its own name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub xml: Option<Xml>,
    /// Whether callers should stop using it.
    pub deprecated: bool,
    /// What is said about it.
    pub docs: Docs,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature is serde's"
)]
fn is_false(flag: &bool) -> bool {
    !flag
}

/// What is asked of a value beyond its type, in the words of JSON Schema.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "JSON Schema says what each is")]
pub enum Constraint {
    Minimum(f64),
    ExclusiveMinimum(f64),
    Maximum(f64),
    ExclusiveMaximum(f64),
    MultipleOf(f64),
    MinLength(u32),
    MaxLength(u32),
    Pattern(String),
    MinItems(u32),
    MaxItems(u32),
    UniqueItems,
    MinProperties(u32),
    MaxProperties(u32),
    /// All of these are asked of each value in a list or a map.
    Each(Vec<Constraint>),
}

impl Constraint {
    /// Whether a pattern has to be read to check it.
    #[must_use]
    pub fn has_pattern(&self) -> bool {
        match self {
            Self::Pattern(_) => true,
            Self::Each(each) => each.iter().any(Self::has_pattern),
            _ => false,
        }
    }
}

/// The field that keeps the members which have no names of their own.
#[derive(Debug, Clone, Serialize)]
pub struct AdditionalField {
    /// The field.
    pub ident: Ident,
    /// Its type, a map.
    pub ty: Type,
}

/// Values that the document lists, as an enum.
#[derive(Debug, Clone, Serialize)]
pub struct Enum {
    /// The type.
    pub name: Ident,
    /// What is said about it.
    pub docs: Docs,
    /// Whether callers should stop using it.
    pub deprecated: bool,
    /// What its values are.
    pub of: EnumOf,
    /// The values.
    pub variants: Vec<EnumVariant>,
    /// The variant that keeps a value which the document does not list; there is none where the enum is closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unknown: Option<Ident>,
}

/// What the values of an enum are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum EnumOf {
    /// Texts.
    Text,
    /// Whole numbers.
    Integer,
    /// Values of several types, or of one that has no enums of its own.
    Any,
}

/// A value of an enum.
#[derive(Debug, Clone, Serialize)]
pub struct EnumVariant {
    /// The variant.
    pub ident: Ident,
    /// What is said about it.
    pub docs: Docs,
    /// The value on the wire.
    pub value: Value,
}

/// One of several types, as an enum.
#[derive(Debug, Clone, Serialize)]
pub struct Union {
    /// The type.
    pub name: Ident,
    /// What is said about it.
    pub docs: Docs,
    /// Whether callers should stop using it.
    pub deprecated: bool,
    /// The member whose value tells the variants apart, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<Tag>,
    /// What it may be, in the order in which it is tried.
    pub variants: Vec<UnionVariant>,
    /// Whether the document allows anything else as well, so that a value is rather kept as it came than in part.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub anything: bool,
    /// The variant that keeps a value which is none of them; there is none where the union is closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unknown: Option<Ident>,
    /// Where it is closed: the index of the variant that a value is of before it is read.
    #[serde(skip_serializing_if = "is_first")]
    pub blank: usize,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature is serde's"
)]
fn is_first(index: &usize) -> bool {
    *index == 0
}

/// A member whose value tells the variants of a union apart.
#[derive(Debug, Clone, Serialize)]
pub struct Tag {
    /// The member's name.
    pub member: String,
    /// The index of the variant that each value stands for.
    pub values: Vec<(String, usize)>,
}

/// One of the types of a union.
#[derive(Debug, Clone, Serialize)]
pub struct UnionVariant {
    /// The variant.
    pub ident: Ident,
    /// What is said about it.
    pub docs: Docs,
    /// What it holds.
    pub ty: Type,
    /// How it is told from the others.
    pub case: Case,
}

/// What a value must look like to be of a variant.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Case {
    /// What decides between this variant and the others.
    pub told_by: ToldBy,
    /// The JSON types of its values.
    pub kinds: Vec<JsonKind>,
    /// Members that have one value only: a text as it is, anything else as JSON.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub constants: Vec<(String, String)>,
    /// Required members that no other variant has.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub present: Vec<String>,
    /// The texts that the document lists, where it does.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub texts: Vec<String>,
    /// The member that is written in front of the others, and its text: what the discriminator says where the schema
    /// itself has no such member.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<(String, String)>,
}

/// What decides between a variant of a union and the others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ToldBy {
    /// The value of the discriminator.
    Discriminator,
    /// A member with a constant value.
    Constant,
    /// A required member that no other variant has.
    Member,
    /// The type of the JSON value.
    Type,
    /// Whether it can be read as such.
    #[default]
    Trial,
}

/// The type of a JSON value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "RFC 8259 says what each is")]
pub enum JsonKind {
    Null,
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

/// A name for a type that needs none of its own.
#[derive(Debug, Clone, Serialize)]
pub struct Alias {
    /// The name.
    pub name: Ident,
    /// What is said about it.
    pub docs: Docs,
    /// Whether callers should stop using it.
    pub deprecated: bool,
    /// What it stands for.
    pub ty: Type,
}
