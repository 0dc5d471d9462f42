//! Reading and writing JSON, the one format that every client needs.

use std::error::Error;
use std::fmt;

use super::read::read;
use super::trail::Trail;
use super::write::Node;
use super::{DecodeError, Slot};

/// Reads a value from the bytes of a JSON document.
///
/// # Errors
///
/// Where the bytes are not one JSON document, or not one that the type can hold.
#[inline]
pub fn from_json<T: Slot>(bytes: &[u8]) -> Result<T, DecodeError> {
    let mut value = T::blank();
    read_json(&mut value, bytes)?;
    Ok(value)
}

/// Writes a value as a JSON document.
///
/// # Errors
///
/// Where the value has no JSON form: a number that is infinite or not a number.
pub fn to_json(value: &dyn Slot) -> Result<Vec<u8>, EncodeError> {
    serde_json::to_vec(&Node(value.view())).map_err(EncodeError)
}

/// Why a value could not be written.
#[derive(Debug)]
pub struct EncodeError(serde_json::Error);

impl fmt::Display for EncodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl Error for EncodeError {}

fn read_json(value: &mut dyn Slot, bytes: &[u8]) -> Result<(), DecodeError> {
    let mut trail = Trail::default();
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    read(value.view_mut(), &mut trail, &mut deserializer)
        .and_then(|()| deserializer.end())
        .map_err(|error| DecodeError::new(&error, &trail))
}
