//! Enums of the values that a document lists, and their tables.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;

use super::docs;
use super::models::deprecated;
use crate::plan::{Enum, EnumOf};

/// An enum that keeps values which the document does not list.
pub(super) fn enumeration(item: &Enum) -> TokenStream {
    let name = &item.name;
    let docs = docs::outer(&item.docs);
    let deprecated = deprecated(item.deprecated);
    let unknown = &item.unknown;
    let variants = item.variants.iter().map(|variant| {
        let docs = docs::outer(&variant.docs);
        let ident = &variant.ident;
        quote!(#docs #ident)
    });
    let (kept, derives) = match item.of {
        EnumOf::Text => (quote!(String), quote!(, Eq, Hash)),
        EnumOf::Integer => (quote!(i64), quote!(, Copy, Eq, Hash)),
        EnumOf::Any => (quote!(Value), quote!()),
    };
    quote! {
        #docs
        #deprecated
        #[derive(Debug, Clone, PartialEq #derives)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A value that the description does not list, kept as it came.
            #unknown(#kept),
        }
    }
}

/// The table of an enum.
pub(super) fn table(item: &Enum) -> TokenStream {
    let name = &item.name;
    let unknown = &item.unknown;
    let kind = format_ident!(
        "{}",
        match item.of {
            EnumOf::Text => "text_table",
            EnumOf::Integer => "integer_table",
            EnumOf::Any => "value_table",
        }
    );
    let variants = item.variants.iter().map(|variant| {
        let ident = &variant.ident;
        let value = match (item.of, &variant.value) {
            (EnumOf::Text, Value::String(text)) => Literal::string(text),
            (EnumOf::Integer, Value::Number(number)) => {
                Literal::i64_unsuffixed(number.as_i64().unwrap_or_default())
            }
            (_, other) => Literal::string(&other.to_string()),
        };
        quote!(#ident = #value)
    });
    quote!(wire::#kind!(#name #unknown { #(#variants),* });)
}
