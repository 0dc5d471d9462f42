//! Structs that are read in two ways.

/// Declares structs twice: as models in the shape that the generator emits, and as structs with serde's derive. In
/// brackets stands which members must be there.
macro_rules! structs {
    ($($name:ident [$($required:literal),*] { $($field:ident = $wire:literal: $ty:ty,)* })*) => {
        pub(crate) mod models {
            $(
                #[derive(Debug, Clone, PartialEq)]
                pub(crate) struct $name {
                    $(pub(crate) $field: $ty,)*
                }
            )*

            mod tables {
                use codegen_runtime::wire;

                $(wire::struct_table!($name { $($field = $wire),* } [$($required),*] false);)*
            }
        }

        pub(crate) mod derived {
            $(
                #[derive(Debug, Clone, PartialEq, serde::Deserialize)]
                pub(crate) struct $name {
                    $(
                        #[serde(rename = $wire)]
                        pub(crate) $field: $ty,
                    )*
                }
            )*
        }
    };
}
