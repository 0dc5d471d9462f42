//! What is the same for all types that stand for texts.

/// Makes wire values of types: of each a value to be read into, what is expected of a text and how it is parsed, and
/// how it is written.
macro_rules! texts {
    ($($ty:ty: $blank:expr, $expected:literal $parse:expr, $write:expr;)+) => {$(
        impl super::super::Text for $ty {
            fn parse(&mut self, text: &str) -> Result<(), super::super::Expected> {
                let parse: fn(&str) -> Option<$ty> = $parse;
                *self = parse(text).ok_or(super::super::Expected($expected))?;
                Ok(())
            }
        }

        impl super::super::Slot for $ty {
            fn blank() -> Self {
                $blank
            }

            fn view(&self) -> super::super::View<'_> {
                let write: fn(&$ty) -> String = $write;
                super::super::View::Text(std::borrow::Cow::Owned(write(self)))
            }

            fn view_mut(&mut self) -> super::super::ViewMut<'_> {
                super::super::ViewMut::Text(self)
            }
        }
    )+};
}

pub(super) use texts;
