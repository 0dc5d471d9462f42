//! The values that parameters take.

use super::super::wire::{Slot, View};

/// A value that a parameter can take: whatever is a wire value, a text, or a list of wire values.
///
/// Which values fit depends on how the [`Parameter`](super::Parameter) is written. A value that does not fit is
/// reported when the request is sent.
pub trait ParameterValue {
    /// The value, to be written.
    fn view(&self) -> View<'_>;
}

impl<T: Slot> ParameterValue for T {
    #[inline]
    fn view(&self) -> View<'_> {
        Slot::view(self)
    }
}

impl ParameterValue for &str {
    #[inline]
    fn view(&self) -> View<'_> {
        View::Str(self)
    }
}

impl<T: Slot> ParameterValue for &[T] {
    #[inline]
    fn view(&self) -> View<'_> {
        View::List(self)
    }
}
