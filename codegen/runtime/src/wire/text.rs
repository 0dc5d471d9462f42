//! What is text on the wire and something better in Rust.

use std::error::Error;
use std::fmt;

use super::super::secret::Secret;
use super::{Slot, View, ViewMut};

/// What is text on the wire and something better in Rust: dates, enums, secrets.
pub trait Text: Slot {
    /// Becomes what the text says.
    ///
    /// # Errors
    ///
    /// Where the text says nothing of the kind: what would have been right.
    fn parse(&mut self, text: &str) -> Result<(), Expected>;
}

/// What would have been right in place of a text that was not, such as `a date`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expected(pub &'static str);

impl fmt::Display for Expected {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "expected {}", self.0)
    }
}

impl Error for Expected {}

impl Text for Secret {
    fn parse(&mut self, text: &str) -> Result<(), Expected> {
        *self = Self::from(text);
        Ok(())
    }
}

impl Slot for Secret {
    fn blank() -> Self {
        Self::from("")
    }

    fn view(&self) -> View<'_> {
        View::Str(self.expose_secret())
    }

    fn view_mut(&mut self) -> ViewMut<'_> {
        ViewMut::Text(self)
    }
}
