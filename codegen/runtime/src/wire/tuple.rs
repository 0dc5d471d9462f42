//! Lists of a fixed length, whose elements each have a type of their own.

use super::{Slot, View, ViewMut, Visit, VisitMut};

/// A list of a fixed length: implemented for Rust's tuples.
pub trait Tuple {
    /// What it is, such as `a list of 2`.
    fn expected(&self) -> &'static str;

    /// Shows the elements to a visit, in order.
    fn elements(&self, visit: Visit<'_>);

    /// As [`elements`](Tuple::elements), to be read into.
    fn elements_mut(&mut self, visit: VisitMut<'_>);
}

macro_rules! tuples {
    ($($length:literal: $($element:ident $index:tt),+;)+) => {$(
        impl<$($element: Slot),+> Tuple for ($($element,)+) {
            #[inline]
            fn expected(&self) -> &'static str {
                concat!("a list of ", $length)
            }

            #[inline]
            fn elements(&self, visit: Visit<'_>) {
                visit.members(&[$(&self.$index),+]);
            }

            #[inline]
            fn elements_mut(&mut self, visit: VisitMut<'_>) {
                visit.members(&mut [$(&mut self.$index),+]);
            }
        }

        impl<$($element: Slot),+> Slot for ($($element,)+) {
            #[inline]
            fn blank() -> Self {
                ($($element::blank(),)+)
            }

            #[inline]
            fn view(&self) -> View<'_> {
                View::Tuple(self)
            }

            #[inline]
            fn view_mut(&mut self) -> ViewMut<'_> {
                ViewMut::Tuple(self)
            }
        }
    )+};
}

tuples! {
    1: A 0;
    2: A 0, B 1;
    3: A 0, B 1, C 2;
    4: A 0, B 1, C 2, D 3;
    5: A 0, B 1, C 2, D 3, E 4;
    6: A 0, B 1, C 2, D 3, E 4, F 5;
    7: A 0, B 1, C 2, D 3, E 4, F 5, G 6;
    8: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7;
}
