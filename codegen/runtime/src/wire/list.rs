//! A list of wire values.

use super::{Slot, View, ViewMut};

/// A list of wire values, to be read into.
pub trait List {
    /// Removes all elements.
    fn clear(&mut self);

    /// Adds a blank element, to be read into.
    fn push(&mut self) -> ViewMut<'_>;
}

/// A list of wire values, to be written: one that is borrowed is one too.
pub trait Elements {
    /// How many elements there are.
    fn len(&self) -> usize;

    /// Whether there are no elements.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The element at an index, to be written.
    fn get(&self, index: usize) -> Option<View<'_>>;
}

impl<T: Slot> List for Vec<T> {
    #[inline]
    fn clear(&mut self) {
        Self::clear(self);
    }

    #[inline]
    fn push(&mut self) -> ViewMut<'_> {
        let index = Self::len(self);
        Self::push(self, T::blank());
        self[index].view_mut()
    }
}

impl<T: Slot> Elements for Vec<T> {
    #[inline]
    fn len(&self) -> usize {
        Self::len(self)
    }

    #[inline]
    fn get(&self, index: usize) -> Option<View<'_>> {
        self.as_slice().get(index).map(Slot::view)
    }
}

impl<T: Slot> Elements for &[T] {
    #[inline]
    fn len(&self) -> usize {
        <[T]>::len(self)
    }

    #[inline]
    fn get(&self, index: usize) -> Option<View<'_>> {
        <[T]>::get(self, index).map(Slot::view)
    }
}

impl<T: Slot> Slot for Vec<T> {
    #[inline]
    fn blank() -> Self {
        Self::new()
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::List(self)
    }

    #[inline]
    fn view_mut(&mut self) -> ViewMut<'_> {
        ViewMut::List(self)
    }
}
