//! What is text on the wire and something better in Rust.

use std::borrow::Cow;

use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat};

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

    /// What it is on the wire.
    fn text(&self) -> Cow<'_, str> {
        match self.view() {
            View::Str(text) => Cow::Borrowed(text),
            View::Text(text) => text,
            _ => Cow::Borrowed(""),
        }
    }
}

/// What would have been right in place of a text that was not, such as `a date`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expected(pub &'static str);

impl Text for DateTime<FixedOffset> {
    fn parse(&mut self, text: &str) -> Result<(), Expected> {
        *self =
            Self::parse_from_rfc3339(text).map_err(|_| Expected("an RFC 3339 date and time"))?;
        Ok(())
    }
}

impl Slot for DateTime<FixedOffset> {
    fn blank() -> Self {
        Self::default()
    }

    fn view(&self) -> View<'_> {
        View::Text(Cow::Owned(
            self.to_rfc3339_opts(SecondsFormat::AutoSi, true),
        ))
    }

    fn view_mut(&mut self) -> ViewMut<'_> {
        ViewMut::Text(self)
    }
}

impl Text for NaiveDate {
    fn parse(&mut self, text: &str) -> Result<(), Expected> {
        *self = date(text).ok_or(Expected("a date such as 2026-01-31"))?;
        Ok(())
    }
}

impl Slot for NaiveDate {
    fn blank() -> Self {
        Self::default()
    }

    fn view(&self) -> View<'_> {
        View::Text(Cow::Owned(self.to_string()))
    }

    fn view_mut(&mut self) -> ViewMut<'_> {
        ViewMut::Text(self)
    }
}

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

/// The date that a text of the form `2026-01-31` says; chrono alone would also take signs, spaces and single digits.
fn date(text: &str) -> Option<NaiveDate> {
    let form = [4, 7]
        .iter()
        .all(|&at| text.as_bytes().get(at) == Some(&b'-'));
    let digits = text.bytes().filter(u8::is_ascii_digit).count() == 8;
    if text.len() == 10 && form && digits {
        text.parse().ok()
    } else {
        None
    }
}
