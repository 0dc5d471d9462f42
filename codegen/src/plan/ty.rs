//! Rust types of wire data.

use serde::Serialize;

use super::{Foreign, Part};
use crate::names::Ident;

/// The type of a place that holds wire data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// `bool`.
    Bool,
    /// `i32`.
    I32,
    /// `i64`.
    I64,
    /// `u32`.
    U32,
    /// `u64`.
    U64,
    /// `f32`.
    F32,
    /// `f64`.
    F64,
    /// `String`.
    String,
    /// Text that is kept out of logs.
    Secret,
    /// Bytes that are no JSON value: a whole body.
    Bytes,
    /// Bytes that are read as they come.
    ByteStream,
    /// Values that are read as they come.
    JsonLines(Box<Type>),
    /// Events that are read as they come, each of which holds a value.
    EventStream(Box<Type>),
    /// A moment, with the offset that was given.
    DateTime,
    /// A day.
    Date,
    /// Bytes that are base64 on the wire.
    Base64,
    /// A type that is not generated.
    Foreign(Foreign),
    /// Any JSON value.
    Value,
    /// Any JSON object.
    JsonObject,
    /// A generated model.
    Model(Ident),
    /// A value that may be missing, or null where it must be there.
    Option(Box<Type>),
    /// A value that may be missing and, told apart from that, null.
    Nullable(Box<Type>),
    /// A list.
    Vec(Box<Type>),
    /// A list of as many items, each of its own type.
    Tuple(Vec<Type>),
    /// An object whose members have no names of their own.
    Map(Box<Type>),
    /// A value on the heap, which ends a recursion.
    Box(Box<Type>),
}

impl Type {
    /// The model that is held directly, so that its size is part of the holder's.
    #[must_use]
    pub fn direct_model(&self) -> Option<&Ident> {
        match self {
            Self::Model(name) => Some(name),
            Self::Option(inner) | Self::Nullable(inner) => inner.direct_model(),
            _ => None,
        }
    }

    /// The types that this one is made of, one level down.
    #[must_use]
    pub fn inner(&self) -> &[Self] {
        match self {
            Self::Option(inner)
            | Self::Nullable(inner)
            | Self::Vec(inner)
            | Self::Map(inner)
            | Self::Box(inner)
            | Self::JsonLines(inner)
            | Self::EventStream(inner) => std::slice::from_ref(inner),
            Self::Tuple(items) => items,
            _ => &[],
        }
    }

    /// Whether it is read as it comes, and so once.
    #[must_use]
    pub fn is_stream(&self) -> bool {
        matches!(
            self,
            Self::ByteStream | Self::JsonLines(_) | Self::EventStream(_)
        )
    }

    /// Whether a value is one text on the wire, and no text or secret itself: a number, a day, ...
    #[must_use]
    pub fn is_scalar(&self) -> bool {
        let is_number = matches!(
            self,
            Self::I32 | Self::I64 | Self::U32 | Self::U64 | Self::F32 | Self::F64
        );
        is_number || *self == Self::Bool || self.format().is_some()
    }

    /// The crate that it is from, where the runtime has wire forms for that.
    #[must_use]
    pub fn format(&self) -> Option<Part> {
        match self {
            Self::DateTime | Self::Date => Some(Part::Chrono),
            Self::Foreign(path) => path.format(),
            _ => None,
        }
    }

    /// A model that is held at any depth.
    #[must_use]
    pub fn model(&self) -> Option<&Ident> {
        match self {
            Self::Model(name) => Some(name),
            _ => self.inner().iter().find_map(Self::model),
        }
    }

    /// Every model that is held at any depth.
    pub fn each_model<'a>(&'a self, visit: &mut impl FnMut(&'a Ident)) {
        if let Self::Model(name) = self {
            visit(name);
        }
        for inner in self.inner() {
            inner.each_model(visit);
        }
    }

    /// The same type with the model that is held directly put on the heap.
    #[must_use]
    pub fn boxed(self) -> Self {
        match self {
            Self::Option(inner) => Self::Option(Box::new(inner.boxed())),
            Self::Nullable(inner) => Self::Nullable(Box::new(inner.boxed())),
            other => Self::Box(Box::new(other)),
        }
    }
}

impl std::fmt::Display for Type {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Bool => f.write_str("bool"),
            Self::I32 => f.write_str("i32"),
            Self::I64 => f.write_str("i64"),
            Self::U32 => f.write_str("u32"),
            Self::U64 => f.write_str("u64"),
            Self::F32 => f.write_str("f32"),
            Self::F64 => f.write_str("f64"),
            Self::String => f.write_str("String"),
            Self::Secret => f.write_str("Secret"),
            Self::Bytes => f.write_str("Bytes"),
            Self::ByteStream => f.write_str("ByteStream"),
            Self::JsonLines(inner) => write!(f, "JsonLines<{inner}>"),
            Self::EventStream(inner) => write!(f, "EventStream<{inner}>"),
            Self::DateTime => f.write_str("DateTime"),
            Self::Date => f.write_str("Date"),
            Self::Base64 => f.write_str("Base64"),
            Self::Foreign(path) => path.fmt(f),
            Self::Value => f.write_str("Value"),
            Self::JsonObject => f.write_str("JsonObject"),
            Self::Model(name) => write!(f, "{name}"),
            Self::Option(inner) => write!(f, "Option<{inner}>"),
            Self::Nullable(inner) => write!(f, "Nullable<{inner}>"),
            Self::Vec(inner) => write!(f, "Vec<{inner}>"),
            Self::Map(inner) => write!(f, "BTreeMap<String, {inner}>"),
            Self::Box(inner) => write!(f, "Box<{inner}>"),
            Self::Tuple(items) => {
                let items: Vec<_> = items.iter().map(ToString::to_string).collect();
                write!(f, "({})", items.join(", "))
            }
        }
    }
}

impl Serialize for Type {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
