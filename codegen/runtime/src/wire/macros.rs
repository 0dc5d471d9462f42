//! The implementations that are the same for every model, every union, and types of other crates.
//!
//! A macro that is exported cannot name its own module: the runtime is the root of one crate and a module of another.
//! So all name everything through `wire`, which the file that calls them brings into scope.

/// Makes wire values of types that are a [`Model`](super::Model): `models!(Runner, RunnerLabel);`.
///
/// The name `wire` must be in scope where it is called.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire_models {
    // How it is read: at once, or by way of a whole value.
    (@ $name:ty, $deserialize:ident) => {
        impl wire::serde::Serialize for $name {
            fn serialize<S: wire::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                wire::serialize(self, serializer)
            }
        }

        impl<'de> wire::serde::Deserialize<'de> for $name {
            fn deserialize<D: wire::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                wire::$deserialize(deserializer)
            }
        }
    };
    ($($name:ty),* $(,)?) => {
        $(wire::models!(@ $name, deserialize);)*
    };
}

/// Makes wire values of enums that are a [`Union`](super::Union), boxed or not: `unions!(Pet);`.
///
/// The name `wire` must be in scope where it is called.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire_unions {
    ($($name:ty),* $(,)?) => {$(
        impl wire::Slot for $name {
            #[inline]
            fn blank() -> Self {
                wire::Union::blank()
            }

            #[inline]
            fn view(&self) -> wire::View<'_> {
                wire::Union::held(self)
            }

            #[inline]
            fn view_mut(&mut self) -> wire::ViewMut<'_> {
                wire::ViewMut::Union(self)
            }
        }

        impl wire::Slot for ::std::boxed::Box<$name> {
            #[inline]
            fn blank() -> Self {
                Self::new(wire::Union::blank())
            }

            #[inline]
            fn view(&self) -> wire::View<'_> {
                wire::Union::held(&**self)
            }

            #[inline]
            fn view_mut(&mut self) -> wire::ViewMut<'_> {
                wire::ViewMut::Union(&mut **self)
            }
        }

        wire::models!(@ $name, deserialize_whole);
    )*};
}

/// Makes a wire value of a type of another crate that serde reads and writes: `foreign!(rust_decimal::Decimal);`, or
/// with a value to be read into where the type has no default, `foreign!(std::net::IpAddr = [0, 0, 0, 0].into());`.
///
/// The name `wire` must be in scope where it is called.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire_foreign {
    ($name:ty) => {
        wire::foreign!($name = ::core::default::Default::default());
    };
    ($name:ty = $blank:expr) => {
        impl wire::Json for $name {
            #[inline]
            fn put(&mut self, value: wire::Value) -> ::core::result::Result<(), ::std::string::String> {
                *self = wire::from_value(value)?;
                ::core::result::Result::Ok(())
            }

            #[inline]
            fn value(&self) -> ::core::result::Result<wire::Value, ::std::string::String> {
                wire::to_value(self)
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
    };
}

pub use {__wire_foreign as foreign, __wire_models as models, __wire_unions as unions};
