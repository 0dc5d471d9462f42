//! A place that holds one wire value, and the dynamic views through which it is read and written.

use std::borrow::Cow;

use serde_json::Value;

use super::{Elements, Integer, Json, List, Map, Model, Optional, Text, Tuple, Union};

/// A place that holds one wire value.
pub trait Slot {
    /// A value to be read into. A member that is absent stays as this leaves it, all others are overwritten.
    fn blank() -> Self
    where
        Self: Sized;

    /// What the place holds, to be written.
    fn view(&self) -> View<'_>;

    /// The place itself, to be read into.
    fn view_mut(&mut self) -> ViewMut<'_>;
}

/// A value to be read into, of whatever type is wanted.
#[inline]
#[must_use]
pub fn blank<T: Slot>() -> T {
    T::blank()
}

/// What a [`Slot`] holds.
#[non_exhaustive]
pub enum View<'a> {
    /// Nothing: left out of an object where the member is optional, `null` anywhere else.
    Absent,
    /// `null`, which is written even where the member is optional.
    Null,
    /// A boolean.
    Bool(bool),
    /// A signed number.
    I64(i64),
    /// An unsigned number.
    U64(u64),
    /// A floating-point number of single precision.
    F32(f32),
    /// A floating-point number of double precision.
    F64(f64),
    /// A text that is there.
    Str(&'a str),
    /// A text that may have been made to be written.
    Text(Cow<'a, str>),
    /// A value of any shape.
    Value(&'a Value),
    /// A list.
    List(&'a dyn Elements),
    /// An object whose names vary.
    Map(&'a dyn Map),
    /// An object with named members.
    Model(&'a dyn Model),
    /// A list of a fixed length.
    Tuple(&'a dyn Tuple),
    /// What has a value made of it to be written.
    Json(&'a dyn Json),
    /// An object with named members behind one that says which case of a union it is, and that text.
    Tagged(&'a dyn Model, &'static str, &'static str),
}

impl View<'_> {
    /// The object with one more member in front, for a case of a union that does not say itself which it is.
    #[must_use]
    pub fn tagged(self, member: &'static str, value: &'static str) -> Self {
        match self {
            Self::Model(model) => Self::Tagged(model, member, value),
            other => other,
        }
    }
}

/// The place that a [`Slot`] is.
#[non_exhaustive]
pub enum ViewMut<'a> {
    /// Takes a boolean.
    Bool(&'a mut bool),
    /// Takes a whole number.
    I32(&'a mut i32),
    /// Takes a whole number.
    I64(&'a mut i64),
    /// Takes a whole number that is not negative.
    U32(&'a mut u32),
    /// Takes a whole number that is not negative.
    U64(&'a mut u64),
    /// Takes a number.
    F32(&'a mut f32),
    /// Takes a number.
    F64(&'a mut f64),
    /// Takes a text as it is.
    String(&'a mut String),
    /// Takes a text and makes something better of it.
    Text(&'a mut dyn Text),
    /// Takes a value of any shape.
    Value(&'a mut Value),
    /// Takes `null` or a value.
    Option(&'a mut dyn Optional),
    /// Takes a list.
    List(&'a mut dyn List),
    /// Takes an object whose names vary.
    Map(&'a mut dyn Map),
    /// Takes an object with named members.
    Model(&'a mut dyn Model),
    /// Takes a list of a fixed length.
    Tuple(&'a mut dyn Tuple),
    /// Takes a whole number and makes something better of it.
    Integer(&'a mut dyn Integer),
    /// Takes a whole value and makes something better of it.
    Json(&'a mut dyn Json),
    /// Takes a value of one of several types.
    Union(&'a mut dyn Union),
}
