//! A text that is sent and received, and never printed.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};

/// A secret text: a token, a password.
///
/// `{:?}` prints `[REDACTED]`, there is no `Display`, and the memory is wiped when it is dropped.
/// [`expose_secret`](Secret::expose_secret) gives the text itself.
#[derive(Clone)]
pub struct Secret(SecretString);

impl Secret {
    /// The text itself: take care where it goes.
    #[must_use]
    pub fn expose_secret(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[REDACTED]")
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.expose_secret() == other.expose_secret()
    }
}

impl Eq for Secret {}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(SecretString::from(text))
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(SecretString::from(text))
    }
}
