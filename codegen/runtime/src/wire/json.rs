//! Reading and writing JSON, the one format that every client needs.

use std::error::Error;
use std::fmt;
use std::str::Utf8Error;

use super::read::read;
use super::trail::Trail;
use super::write::Node;
use super::{DecodeError, Slot, View};

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

/// As [`to_json`], as text; or says why it cannot be written.
pub(in super::super) fn view_to_json(view: View<'_>) -> Result<String, String> {
    serde_json::to_string(&Node(view)).map_err(|error| format!("cannot be written as JSON: {error}"))
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
    // Checked once as a whole: text by text, it would take a fifth of the time that reading takes.
    let (text, is_whole) = match std::str::from_utf8(bytes) {
        Ok(text) => (text, true),
        Err(error) => (valid_start(bytes, error), false),
    };
    let mut trail = Trail::default();
    match read_document(value, &mut trail, text) {
        Ok(()) if is_whole => Ok(()),
        Err(error) if is_whole || !error.is_eof() => Err(DecodeError::new(&error, &trail)),
        // It is where the valid start ends that something is wrong.
        _ => Err(DecodeError::not_utf8(text, &trail)),
    }
}

fn read_document(value: &mut dyn Slot, trail: &mut Trail, text: &str) -> serde_json::Result<()> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    read(value.view_mut(), trail, &mut deserializer)?;
    deserializer.end()
}

fn valid_start(bytes: &[u8], error: Utf8Error) -> &str {
    let (start, _) = bytes.split_at(error.valid_up_to());
    std::str::from_utf8(start).unwrap_or_default()
}
