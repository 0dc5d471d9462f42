//! The implementations that are the same for every model and every enum.
//!
//! A macro that is exported cannot name its own module: the runtime is the root of one crate and a module of another.
//! So both name everything through `wire`, which the file that calls them brings into scope.

/// Makes wire values of types that are a [`Model`](super::Model): `models!(Runner, RunnerLabel);`.
///
/// The name `wire` must be in scope where it is called.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire_models {
    ($($name:ty),* $(,)?) => {$(
        impl wire::serde::Serialize for $name {
            fn serialize<S: wire::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                wire::serialize(self, serializer)
            }
        }

        impl<'de> wire::serde::Deserialize<'de> for $name {
            fn deserialize<D: wire::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                wire::deserialize(deserializer)
            }
        }
    )*};
}

/// Makes wire values of enums that have `From<&str>` and `as_str`: `text_enums!(RunnerStatus);`.
///
/// The name `wire` must be in scope where it is called.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire_text_enums {
    ($($name:ty),* $(,)?) => {$(
        impl wire::Text for $name {
            #[inline]
            fn parse(&mut self, text: &str) -> ::core::result::Result<(), wire::Expected> {
                *self = <Self as ::core::convert::From<&str>>::from(text);
                ::core::result::Result::Ok(())
            }
        }

        impl wire::Slot for $name {
            #[inline]
            fn blank() -> Self {
                <Self as ::core::convert::From<&str>>::from("")
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
    )*};
}

pub use {__wire_models as models, __wire_text_enums as text_enums};
