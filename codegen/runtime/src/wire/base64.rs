//! Bytes that are text on the wire.

use std::borrow::Cow;
use std::fmt;

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::{Expected, Slot, Text, View, ViewMut};

/// As RFC 4648 has it in its section 4; of what is read, padding may be missing.
const ENGINE: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Bytes that are text on the wire: base64, with padding.
///
/// What a server writes in the alphabet for URLs, or without padding, is read all the same.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Base64(pub Vec<u8>);

/// The bytes as text.
pub(in super::super) fn encode(bytes: &[u8]) -> String {
    ENGINE.encode(bytes)
}

impl fmt::Debug for Base64 {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Base64({:?})", encode(&self.0))
    }
}

impl fmt::Display for Base64 {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&encode(&self.0))
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_owned())
    }
}

impl From<Base64> for Vec<u8> {
    fn from(bytes: Base64) -> Self {
        bytes.0
    }
}

impl AsRef<[u8]> for Base64 {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Text for Base64 {
    fn parse(&mut self, text: &str) -> Result<(), Expected> {
        let standard = if text.contains(['-', '_']) {
            Cow::Owned(text.replace('-', "+").replace('_', "/"))
        } else {
            Cow::Borrowed(text)
        };
        self.0 = ENGINE
            .decode(standard.as_bytes())
            .map_err(|_| Expected("bytes as base64"))?;
        Ok(())
    }
}

impl Slot for Base64 {
    fn blank() -> Self {
        Self::default()
    }

    fn view(&self) -> View<'_> {
        View::Text(Cow::Owned(encode(&self.0)))
    }

    fn view_mut(&mut self) -> ViewMut<'_> {
        ViewMut::Text(self)
    }
}
