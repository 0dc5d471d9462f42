//! How models that are sent are made: with what must be there, and a setter for each thing that may be.

use super::read_model::Table;
use super::trail::Trail;
use super::{Model, VisitMut, blank};

/// A model whose members are blank, but for those that have a default or are always the same.
#[doc(hidden)]
#[must_use]
pub fn start<M: Model>(constants: &[(usize, &str)]) -> M {
    let mut model: M = blank();
    fill(&mut model, constants);
    model
}

fn fill(model: &mut dyn Model, constants: &[(usize, &str)]) {
    let table = Table::of(model);
    model.members_mut(VisitMut(&mut |members| {
        let texts = table.defaults.iter().chain(constants);
        // The generator has seen that the members can hold these texts; one that could not would stay blank.
        let _ = table.put(members, texts, &mut Trail::default());
    }));
}

/// What makes a model that is sent: the arguments of `new` with what is made of each, the members that are always the
/// same by their position, and a setter for each of the others with how it takes its value.
///
/// `sent!(NewRunner(name: impl Into<String> = name.into()) [(1, "\"runner\"")] { labels: texts, group_id: plain(i64) });`
///
/// The name `wire` must be in scope where it is called; the models stand one module above.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire_sent {
    (
        $name:ident ($($argument:ident: $given:ty = $value:expr),*) [$($constant:expr),*]
        { $($(#[$note:meta])* $setter:ident $(= $field:ident)?: $how:ident $(($ty:ty))?),* }
    ) => {
        impl super::$name {
            /// One with everything that must be there.
            #[inline]
            #[must_use]
            #[allow(clippy::too_many_arguments, clippy::disallowed_names, reason = "the description asks for all of them, and names them")]
            pub fn new($($argument: $given),*) -> Self {
                #[allow(unused_mut, reason = "there may be nothing to set")]
                let mut new: Self = wire::start(&[$($constant),*]);
                $(new.$argument = $value;)*
                new
            }

            $(wire::setter!([$(#[$note])*] $setter [$($field)? $setter] $how $($ty)?);)*
        }

        wire::sent!(@default $name $($argument)*);
    };
    (@default $name:ident) => {
        impl ::core::default::Default for super::$name {
            #[inline]
            fn default() -> Self {
                Self::new()
            }
        }
    };
    (@default $name:ident $($argument:ident)+) => {};
}

/// A setter of a model that is sent. What is set is made of the argument; the field holds it, or an option of it.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire_setter {
    ($notes:tt $setter:ident $fields:tt text) => {
        wire::setter!($notes $setter $fields (impl ::core::convert::Into<::std::string::String>) ::std::string::String = |value| value.into());
    };
    ($notes:tt $setter:ident $fields:tt texts) => {
        wire::setter!($notes $setter $fields
            (impl ::core::iter::IntoIterator<Item = impl ::core::convert::Into<::std::string::String>>)
            ::std::vec::Vec<::std::string::String> = |value| value.into_iter().map(::core::convert::Into::into).collect());
    };
    ($notes:tt $setter:ident $fields:tt list $ty:ty) => {
        wire::setter!($notes $setter $fields (impl ::core::iter::IntoIterator<Item = $ty>) ::std::vec::Vec<$ty> = |value| value.into_iter().collect());
    };
    ($notes:tt $setter:ident $fields:tt boxed $ty:ty) => {
        wire::setter!($notes $setter $fields ($ty) ::std::boxed::Box<$ty> = |value| ::std::boxed::Box::new(value));
    };
    ($notes:tt $setter:ident $fields:tt plain $ty:ty) => {
        wire::setter!($notes $setter $fields ($ty) $ty = |value| value);
    };
    ($notes:tt $setter:ident $fields:tt into $ty:ty) => {
        wire::setter!($notes $setter $fields (impl ::core::convert::Into<$ty>) $ty = |value| value.into());
    };
    ([$($note:tt)*] $setter:ident [$field:ident $($same:ident)?] ($given:ty) $ty:ty = |$value:ident| $made:expr) => {
        #[doc = ::core::concat!("Sets `", ::core::stringify!($field), "`.")]
        $($note)*
        #[allow(clippy::should_implement_trait, reason = "the description names it")]
        #[inline]
        #[must_use]
        pub fn $setter(mut self, $value: $given) -> Self {
            let made: $ty = $made;
            self.$field = ::core::convert::Into::into(made);
            self
        }
    };
}

pub use {__wire_sent as sent, __wire_setter as setter};
