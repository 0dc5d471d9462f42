//! The values that parameters take.

use std::borrow::Cow;

use super::wire::Text;

/// A value that can stand in a path or a query.
pub trait ParameterValue {
    /// The value as text, not yet encoded.
    fn parameter_text(&self) -> Cow<'_, str>;
}

/// Dates, enums and what else is text on the wire.
impl<T: Text> ParameterValue for T {
    fn parameter_text(&self) -> Cow<'_, str> {
        self.text()
    }
}

impl ParameterValue for &str {
    fn parameter_text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl ParameterValue for String {
    fn parameter_text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

macro_rules! displayed {
    ($($ty:ty),*) => {$(
        impl ParameterValue for $ty {
            fn parameter_text(&self) -> Cow<'_, str> {
                Cow::Owned(self.to_string())
            }
        }
    )*};
}

displayed!(bool, i32, i64, u32, u64, f32, f64);
