//! The tables of generated models, a line or two for each.
//!
//! What is the same for each model of a kind is written here once. As the other macros of the wire form, they name
//! everything through `wire`, which must be in scope where they are called; the models stand one module above.

/// The table of a struct: its fields with their names on the wire where these are others, the field that keeps all other
/// members if there is one, and the indexes of the members that must be there.
///
/// `struct_table!(Runner { id, r#type = "type" } [0] false);`, with what else a [`Model`](super::Model) may have
/// behind a semicolon.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire_struct_table {
    ($name:ident { $($field:ident $(= $wire:literal)?),* } $($rest:ident)? [$($required:literal),*] $open:literal $(; $($more:tt)*)?) => {
        impl wire::Model for super::$name {
            #[inline]
            fn blank() -> Self {
                Self { $($field: wire::blank(),)* $($rest: wire::blank(),)? }
            }

            #[inline]
            fn shape(&self) -> &'static wire::Shape {
                &wire::Shape { members: &[$(wire::member_name!($field $($wire)?),)*], required: &[$($required,)*], open: $open }
            }

            #[inline]
            fn members(&self, visit: wire::Visit<'_>) {
                visit.members(&[$(&self.$field,)* $(&self.$rest,)?]);
            }

            #[inline]
            fn members_mut(&mut self, visit: wire::VisitMut<'_>) {
                visit.members(&mut [$(&mut self.$field,)* $(&mut self.$rest,)?]);
            }

            $($($more)*)?
        }

        wire::models!(super::$name);
    };
}

/// The name of a member on the wire: its own, or that of its field.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire_member_name {
    ($field:ident) => {
        ::core::stringify!($field)
    };
    ($field:ident $wire:literal) => {
        $wire
    };
}

/// The table of a union: the tag if there is one, what is known of each case, and the variant that keeps the rest.
///
/// Where the rest may be anything, and is not only kept because nothing else will do, its kinds stand behind `..`.
///
/// `union_table!(Pet Unknown None { Cat = 0 (0b100_0000 [] [] []), Name = 1 (0b1_0000 [] [] []) });`
#[doc(hidden)]
#[macro_export]
macro_rules! __wire_union_table {
    // The variant that is blank, and the one that keeps the rest, if there is one.
    (@ $name:ident $blank:ident [$($unknown:ident)?] $open:literal $tag:expr;
     { $($variant:ident = $index:literal ($kinds:literal [$($constant:expr),*] [$($present:literal),*] [$($text:literal),*]
         $($member:literal = $value:literal)?)),* } $(.. $kept:literal)?) => {
        impl wire::Union for super::$name {
            #[inline]
            fn blank() -> Self {
                Self::$blank(wire::blank())
            }

            #[inline]
            fn cases(&self) -> &'static wire::Cases {
                &wire::Cases {
                    tag: $tag,
                    cases: &[$(wire::Case {
                        kinds: wire::Kinds($kinds),
                        constants: &[$($constant),*],
                        present: &[$($present),*],
                        texts: &[$($text),*],
                    },)* $(wire::Case { kinds: wire::Kinds($kept), constants: &[], present: &[], texts: &[] },)?],
                    open: $open,
                }
            }

            #[inline]
            fn held(&self) -> wire::View<'_> {
                match self {
                    $(Self::$variant(held) => wire::Slot::view(held)$(.tagged($member, $value))?,)*
                    $(Self::$unknown(held) => wire::Slot::view(held),)?
                }
            }

            #[inline]
            fn choose(&mut self, case: usize) -> wire::ViewMut<'_> {
                *self = match case {
                    $($index => Self::$variant(wire::blank()),)*
                    _ => Self::$blank(wire::blank()),
                };
                match self {
                    $(Self::$variant(held) => wire::Slot::view_mut(held),)*
                    $(Self::$unknown(held) => wire::Slot::view_mut(held),)?
                }
            }
        }

        wire::unions!(super::$name);
    };
    ($name:ident $unknown:ident $tag:expr; $variants:tt $(.. $kept:literal)?) => {
        wire::union_table!(@ $name $unknown [$unknown] true $tag; $variants $(.. $kept)?);
    };
}

/// The table of a union that keeps nothing else, with the variant that a value is of before it is read.
///
/// `closed_union_table!(Pet Cat None; { Cat = 0 (0b100_0000 [] [] []), Name = 1 (0b1_0000 [] [] []) });`
#[doc(hidden)]
#[macro_export]
macro_rules! __wire_closed_union_table {
    ($name:ident $blank:ident $tag:expr; $variants:tt) => {
        wire::union_table!(@ $name $blank [] false $tag; $variants);
    };
}

/// The table of an enum of texts: `text_table!(Size Unknown { Small = "small", Large = "large" });`.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire_text_table {
    ($name:ident $unknown:ident { $($variant:ident = $text:literal),* }) => {
        impl super::$name {
            /// The value as it is sent and received.
            #[inline]
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::$unknown(text) => text,
                }
            }
        }

        impl ::core::convert::From<&str> for super::$name {
            #[inline]
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)*
                    other => Self::$unknown(::std::borrow::ToOwned::to_owned(other)),
                }
            }
        }

        wire::text_enums!(@ super::$name, Self::$unknown(::std::string::String::new()), text => ::core::convert::From::from(text));
    };
}

/// The table of an enum of texts that keeps no others: `closed_text_table!(Size { Small = "small", Large = "large" });`.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire_closed_text_table {
    ($name:ident { $first:ident = $least:literal $(, $variant:ident = $text:literal)* }) => {
        impl super::$name {
            /// The value as it is sent and received.
            #[inline]
            #[must_use]
            pub fn as_str(&self) -> &'static str {
                match self {
                    Self::$first => $least,
                    $(Self::$variant => $text,)*
                }
            }
        }

        impl ::core::convert::TryFrom<&str> for super::$name {
            type Error = wire::Expected;

            #[inline]
            fn try_from(text: &str) -> ::core::result::Result<Self, wire::Expected> {
                match text {
                    $least => ::core::result::Result::Ok(Self::$first),
                    $($text => ::core::result::Result::Ok(Self::$variant),)*
                    _ => ::core::result::Result::Err(wire::Expected(
                        ::core::concat!("one of `", $least $(, "`, `", $text)*, "`"),
                    )),
                }
            }
        }

        wire::closed_text_enums!(super::$name: $first);
    };
}

/// The table of an enum of whole numbers: `integer_table!(Priority Unknown { P1 = 1, P2 = 2 });`.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire_integer_table {
    ($name:ident $unknown:ident { $($variant:ident = $number:literal),* }) => {
        impl super::$name {
            /// The value as it is sent and received.
            #[inline]
            #[must_use]
            pub fn value(&self) -> i64 {
                match *self {
                    $(Self::$variant => $number,)*
                    Self::$unknown(number) => number,
                }
            }
        }

        impl ::core::convert::From<i64> for super::$name {
            #[inline]
            fn from(number: i64) -> Self {
                match number {
                    $($number => Self::$variant,)*
                    other => Self::$unknown(other),
                }
            }
        }

        wire::integer_enums!(super::$name);
    };
}

/// The table of an enum of whole numbers that keeps no others: `closed_integer_table!(Priority { P1 = 1, P2 = 2 });`.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire_closed_integer_table {
    ($name:ident { $first:ident = $least:literal $(, $variant:ident = $number:literal)* }) => {
        impl super::$name {
            /// The value as it is sent and received.
            #[inline]
            #[must_use]
            pub fn value(&self) -> i64 {
                match *self {
                    Self::$first => $least,
                    $(Self::$variant => $number,)*
                }
            }
        }

        impl ::core::convert::TryFrom<i64> for super::$name {
            type Error = wire::Expected;

            #[inline]
            fn try_from(number: i64) -> ::core::result::Result<Self, wire::Expected> {
                match number {
                    $least => ::core::result::Result::Ok(Self::$first),
                    $($number => ::core::result::Result::Ok(Self::$variant),)*
                    _ => ::core::result::Result::Err(wire::Expected(
                        ::core::concat!("one of ", $least $(, ", ", $number)*),
                    )),
                }
            }
        }

        wire::closed_integer_enums!(super::$name: $first);
    };
}

/// The table of an enum of any values, each as JSON text: `value_table!(Limit Unknown { Ten = "10", All = "\"all\"" });`.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire_value_table {
    ($name:ident $unknown:ident { $($variant:ident = $json:literal),* }) => {
        impl super::$name {
            /// The value as it is sent and received.
            #[inline]
            #[must_use]
            pub fn to_value(&self) -> wire::Value {
                match self {
                    $(Self::$variant => wire::value_of($json),)*
                    Self::$unknown(value) => ::core::clone::Clone::clone(value),
                }
            }
        }

        impl ::core::convert::From<wire::Value> for super::$name {
            #[inline]
            fn from(value: wire::Value) -> Self {
                match ::std::string::ToString::to_string(&value).as_str() {
                    $($json => Self::$variant,)*
                    _ => Self::$unknown(value),
                }
            }
        }

        wire::value_enums!(super::$name);
    };
}

/// The table of an enum of any values that keeps no others, each as JSON text:
/// `closed_value_table!(Limit { Ten = "10", All = "\"all\"" });`.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire_closed_value_table {
    ($name:ident { $first:ident = $least:literal $(, $variant:ident = $json:literal)* }) => {
        impl super::$name {
            /// The value as it is sent and received.
            #[inline]
            #[must_use]
            pub fn to_value(&self) -> wire::Value {
                wire::value_of(match self {
                    Self::$first => $least,
                    $(Self::$variant => $json,)*
                })
            }
        }

        impl ::core::convert::TryFrom<wire::Value> for super::$name {
            type Error = wire::Expected;

            #[inline]
            fn try_from(value: wire::Value) -> ::core::result::Result<Self, wire::Expected> {
                match ::std::string::ToString::to_string(&value).as_str() {
                    $least => ::core::result::Result::Ok(Self::$first),
                    $($json => ::core::result::Result::Ok(Self::$variant),)*
                    _ => ::core::result::Result::Err(wire::Expected(
                        ::core::concat!("one of `", $least $(, "`, `", $json)*, "`"),
                    )),
                }
            }
        }

        wire::closed_value_enums!(super::$name: $first);
    };
}

pub use {
    __wire_closed_integer_table as closed_integer_table, __wire_closed_text_table as closed_text_table,
    __wire_closed_union_table as closed_union_table, __wire_closed_value_table as closed_value_table,
    __wire_integer_table as integer_table, __wire_member_name as member_name, __wire_struct_table as struct_table,
    __wire_text_table as text_table, __wire_union_table as union_table, __wire_value_table as value_table,
};
