//! The wire form of models.
//!
//! A model is a plain struct. Its wire form is a table beside it: the [`Shape`] that names its members, and the
//! members themselves as [`Slot`]s. One walker, generic over nothing but the format, reads and writes through that
//! dynamic view, so that a model adds data and a few tiny functions, and no code of its own.

mod base64;
#[cfg(feature = "constraints")]
mod check;
mod choice;
#[cfg(feature = "constraints")]
mod constraint;
mod decode_error;
mod enum_macros;
mod enums;
pub mod formats;
mod held;
mod json;
mod list;
mod macros;
mod map;
mod model;
mod nullable;
mod number;
mod optional;
mod parts;
mod read;
mod read_entries;
mod read_model;
mod read_texts;
mod read_union;
mod reset;
mod scalar;
mod seen;
mod sent_macros;
mod slot;
mod tables;
mod text;
mod trail;
mod tuple;
mod union;
mod write;
#[cfg(feature = "quick-xml")]
pub mod xml;

#[doc(hidden)]
pub use serde;
#[doc(hidden)]
pub use serde_json::Value;

pub use self::base64::Base64;
pub(super) use self::base64::encode as base64;
#[cfg(feature = "constraints")]
pub use self::check::{Violation, check};
#[cfg(feature = "constraints")]
pub use self::constraint::Constraint;
pub use self::decode_error::DecodeError;
pub use self::enum_macros::{
    closed_integer_enums, closed_text_enums, closed_value_enums, integer_enums, text_enums, value_enums,
};
pub use self::enums::{Integer, Json};
#[doc(hidden)]
pub use self::enums::{from_value, made_of, to_value, value_of};
pub(super) use self::json::view_to_json;
pub use self::json::{EncodeError, from_json, to_json};
pub use self::list::{Elements, List};
pub use self::macros::{foreign, models, unions};
pub use self::map::Map;
pub use self::model::{Model, Shape, Visit, VisitMut};
pub use self::nullable::Nullable;
pub use self::optional::Optional;
pub(super) use self::parts::{Parts, elements, members, take_apart};
pub use self::read::{deserialize, deserialize_whole};
pub(super) use self::read_texts::read_texts;
#[doc(hidden)]
pub use self::sent_macros::start;
pub use self::sent_macros::{sent, setter};
pub use self::slot::{Slot, View, ViewMut, blank};
pub use self::tables::{
    closed_integer_table, closed_text_table, closed_union_table, closed_value_table, integer_table, member_name,
    struct_table, text_table, union_table, value_table,
};
pub use self::text::{Expected, Text};
pub use self::tuple::Tuple;
pub use self::union::{Case, Cases, Kinds, Tag, Union};
pub use self::write::serialize;
#[cfg(feature = "quick-xml")]
pub use self::xml::{Xml, XmlNode};
