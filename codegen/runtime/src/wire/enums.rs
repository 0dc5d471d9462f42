//! Enums that are not text on the wire, and other types that are made of whole values.

use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Expected, Slot};

/// What is a whole number on the wire and something better in Rust.
pub trait Integer: Slot {
    /// Becomes what the number says.
    ///
    /// # Errors
    ///
    /// Where the number says nothing of the kind: what would have been right.
    fn put(&mut self, number: i64) -> Result<(), Expected>;
}

/// What is made of a whole JSON value: enums of values of several kinds, and types of other crates.
pub trait Json: Slot {
    /// Becomes what the value says.
    ///
    /// # Errors
    ///
    /// Where the value says nothing of the kind: what is wrong.
    fn put(&mut self, value: Value) -> Result<(), String>;

    /// What it is on the wire.
    ///
    /// # Errors
    ///
    /// Where there is no such form: why.
    fn value(&self) -> Result<Value, String>;
}

/// A closed enum of values of several kinds, of one of them.
///
/// # Errors
///
/// Where the value is none of its own: what would have been right.
#[doc(hidden)]
pub fn made_of<T: TryFrom<Value, Error = Expected>>(value: Value) -> Result<T, String> {
    T::try_from(value).map_err(|Expected(expected)| format!("expected {expected}"))
}

/// A type of another crate, of its JSON value.
///
/// # Errors
///
/// What the type reports.
#[doc(hidden)]
pub fn from_value<T: DeserializeOwned>(value: Value) -> Result<T, String> {
    serde_json::from_value(value).map_err(message)
}

/// The JSON value of a type of another crate.
///
/// # Errors
///
/// What the type reports.
#[doc(hidden)]
pub fn to_value<T: Serialize>(value: &T) -> Result<Value, String> {
    serde_json::to_value(value).map_err(message)
}

fn message(error: impl fmt::Display) -> String {
    error.to_string()
}

/// The value that a JSON text says; a table has no other texts.
#[doc(hidden)]
#[must_use]
pub fn value_of(json: &str) -> Value {
    json.parse().unwrap_or_default()
}
