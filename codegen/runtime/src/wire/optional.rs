//! A place that may hold no value.

use super::{Slot, View, ViewMut};

/// A place that may hold no value: [`Option`] and [`Nullable`](super::Nullable).
pub trait Optional {
    /// Makes it what it is where its member is left out.
    fn clear(&mut self);

    /// Makes it what it is where its member is `null`: the same, if it cannot tell.
    #[inline]
    fn set_null(&mut self) {
        self.clear();
    }

    /// Puts a blank value in, to be read into.
    fn insert(&mut self) -> ViewMut<'_>;
}

impl<T: Slot> Optional for Option<T> {
    #[inline]
    fn clear(&mut self) {
        *self = None;
    }

    #[inline]
    fn insert(&mut self) -> ViewMut<'_> {
        Self::insert(self, T::blank()).view_mut()
    }
}

impl<T: Slot> Slot for Option<T> {
    #[inline]
    fn blank() -> Self {
        None
    }

    #[inline]
    fn view(&self) -> View<'_> {
        match self {
            Some(value) => value.view(),
            None => View::Absent,
        }
    }

    #[inline]
    fn view_mut(&mut self) -> ViewMut<'_> {
        ViewMut::Option(self)
    }
}
