//! What a server knows of the API that it stands for.

use super::super::api::SecurityScheme;
use super::super::wire::{DecodeError, Slot, from_json};

/// What a [`Mock`](super::Mock) knows of an API; the generator writes it.
#[derive(Debug)]
pub struct Description {
    /// Its operations: a JSON object with a member in each line, by method and path.
    ///
    /// ```text
    /// "GET /runners/{runner_id}": {"id": "get", "parameters": [...], "responses": {"200": {"type": "application/json", "example": {...}}}},
    /// ```
    pub operations: &'static str,
    /// Where the description says that the API, or an operation of it, is served.
    pub servers: &'static [&'static str],
    /// The ways to say who is calling.
    pub security_schemes: &'static [&'static SecurityScheme],
    /// What the bodies of calls are read as.
    pub bodies: &'static [&'static [BodyType]],
}

/// What the body of an operation, given by method and path, is read as in a media type.
pub type BodyType = (&'static str, &'static str, fn(&[u8]) -> Result<(), DecodeError>);

/// Reads a body as a type.
///
/// # Errors
///
/// Where it is no JSON document, or not one that the type can hold.
pub fn json<T: Slot>(body: &[u8]) -> Result<(), DecodeError> {
    from_json::<T>(body).map(drop)
}
