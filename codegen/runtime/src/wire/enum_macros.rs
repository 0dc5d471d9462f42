//! The implementations that are the same for every enum.
//!
//! As those of every [model](super::models), they name everything through `wire`, which must be in scope where they
//! are called.

/// Makes wire values of enums that have `From<&str>` and `as_str`: `text_enums!(RunnerStatus);`.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire_text_enums {
    // The name of a text, and the enum that is made of it: a conversion that cannot fail costs no code for failures.
    (@ $name:ty, $blank:expr, $text:ident => $made:expr) => {
        impl wire::Text for $name {
            #[inline]
            fn parse(&mut self, $text: &str) -> ::core::result::Result<(), wire::Expected> {
                *self = $made;
                ::core::result::Result::Ok(())
            }
        }

        impl wire::Slot for $name {
            #[inline]
            fn blank() -> Self {
                $blank
            }

            #[inline]
            fn view(&self) -> wire::View<'_> {
                wire::View::Str(self.as_str())
            }

            #[inline]
            fn view_mut(&mut self) -> wire::ViewMut<'_> {
                wire::ViewMut::Text(self)
            }
        }

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        impl wire::serde::Serialize for $name {
            fn serialize<S: wire::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> wire::serde::Deserialize<'de> for $name {
            fn deserialize<D: wire::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                wire::deserialize(deserializer)
            }
        }
    };
    ($($name:ty),* $(,)?) => {
        $(wire::text_enums!(@ $name, ::core::convert::From::from(""), text => ::core::convert::From::from(text));)*
    };
}

/// Makes wire values of enums that have `TryFrom<&str, Error = Expected>` and `as_str`, each with one of its variants:
/// `closed_text_enums!(RunnerStatus: Online);`.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire_closed_text_enums {
    ($($name:ty: $variant:ident),* $(,)?) => {
        $(wire::text_enums!(@ $name, <$name>::$variant, text => ::core::convert::TryFrom::try_from(text)?);)*
    };
}

/// Makes wire values of enums that have `From<i64>` and `value`: `integer_enums!(Priority);`.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire_integer_enums {
    (@ $name:ty, $blank:expr, $number:ident => $made:expr) => {
        impl wire::Integer for $name {
            #[inline]
            fn put(&mut self, $number: i64) -> ::core::result::Result<(), wire::Expected> {
                *self = $made;
                ::core::result::Result::Ok(())
            }
        }

        impl wire::Slot for $name {
            #[inline]
            fn blank() -> Self {
                $blank
            }

            #[inline]
            fn view(&self) -> wire::View<'_> {
                wire::View::I64(self.value())
            }

            #[inline]
            fn view_mut(&mut self) -> wire::ViewMut<'_> {
                wire::ViewMut::Integer(self)
            }
        }

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.value(), formatter)
            }
        }

        wire::models!($name);
    };
    ($($name:ty),* $(,)?) => {
        $(wire::integer_enums!(@ $name, ::core::convert::From::from(0), number => ::core::convert::From::from(number));)*
    };
}

/// Makes wire values of enums that have `TryFrom<i64, Error = Expected>` and `value`, each with one of its variants:
/// `closed_integer_enums!(Priority: P1);`.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire_closed_integer_enums {
    ($($name:ty: $variant:ident),* $(,)?) => {
        $(wire::integer_enums!(@ $name, <$name>::$variant, number => ::core::convert::TryFrom::try_from(number)?);)*
    };
}

/// Makes wire values of enums that have `From<Value>` and `to_value`: `value_enums!(Limit);`.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire_value_enums {
    (@ $name:ty, $blank:expr, $value:ident => $made:expr) => {
        impl wire::Json for $name {
            #[inline]
            fn put(&mut self, $value: wire::Value) -> ::core::result::Result<(), ::std::string::String> {
                *self = $made;
                ::core::result::Result::Ok(())
            }

            #[inline]
            fn value(&self) -> ::core::result::Result<wire::Value, ::std::string::String> {
                ::core::result::Result::Ok(self.to_value())
            }
        }

        impl wire::Slot for $name {
            #[inline]
            fn blank() -> Self {
                $blank
            }

            #[inline]
            fn view(&self) -> wire::View<'_> {
                wire::View::Json(self)
            }

            #[inline]
            fn view_mut(&mut self) -> wire::ViewMut<'_> {
                wire::ViewMut::Json(self)
            }
        }

        wire::models!(@ $name, deserialize_whole);
    };
    ($($name:ty),* $(,)?) => {
        $(wire::value_enums!(@ $name, ::core::convert::From::from(wire::Value::Null), value => ::core::convert::From::from(value));)*
    };
}

/// Makes wire values of enums that have `TryFrom<Value, Error = Expected>` and `to_value`, each with one of its
/// variants: `closed_value_enums!(Limit: None);`.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire_closed_value_enums {
    ($($name:ty: $variant:ident),* $(,)?) => {
        $(wire::value_enums!(@ $name, <$name>::$variant, value => wire::made_of(value)?);)*
    };
}

pub use {
    __wire_closed_integer_enums as closed_integer_enums, __wire_closed_text_enums as closed_text_enums,
    __wire_closed_value_enums as closed_value_enums, __wire_integer_enums as integer_enums,
    __wire_text_enums as text_enums, __wire_value_enums as value_enums,
};
