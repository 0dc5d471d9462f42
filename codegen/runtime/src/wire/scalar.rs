//! Booleans, numbers, texts, and values of any shape.

use serde_json::Value;

use super::{Slot, View, ViewMut};

macro_rules! scalars {
    ($($ty:ty: $blank:expr, $self:ident => $view:expr, $view_mut:path;)+) => {$(
        impl Slot for $ty {
            #[inline]
            fn blank() -> Self {
                $blank
            }

            #[inline]
            fn view(&$self) -> View<'_> {
                $view
            }

            #[inline]
            fn view_mut(&mut self) -> ViewMut<'_> {
                $view_mut(self)
            }
        }
    )+};
}

scalars! {
    bool: false, self => View::Bool(*self), ViewMut::Bool;
    i32: 0, self => View::I64(i64::from(*self)), ViewMut::I32;
    i64: 0, self => View::I64(*self), ViewMut::I64;
    u32: 0, self => View::U64(u64::from(*self)), ViewMut::U32;
    u64: 0, self => View::U64(*self), ViewMut::U64;
    f32: 0.0, self => View::F32(*self), ViewMut::F32;
    f64: 0.0, self => View::F64(*self), ViewMut::F64;
    String: Self::new(), self => View::Str(self), ViewMut::String;
    Value: Self::Null, self => View::Value(self), ViewMut::Value;
}
