//! Enums of the values that a document lists, and their tables.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;

use super::docs;
use super::models::{deprecated, open};
use crate::plan::{Enum, EnumOf};

/// An enum of the values that the document lists, and of all others where it is open.
pub(super) fn enumeration(item: &Enum) -> TokenStream {
    let name = &item.name;
    let docs = docs::outer(&item.docs);
    let deprecated = deprecated(item.deprecated);
    let variants = item.variants.iter().map(|variant| {
        let docs = docs::outer(&variant.docs);
        let ident = &variant.ident;
        quote!(#docs #ident)
    });
    let (kept, derives) = match item.of {
        _ if item.unknown.is_none() => (quote!(), quote!(, Copy, Eq, Hash)),
        EnumOf::Text => (quote!(String), quote!(, Eq, Hash)),
        EnumOf::Integer => (quote!(i64), quote!(, Copy, Eq, Hash)),
        EnumOf::Any => (quote!(Value), quote!()),
    };
    // Where no variant needs words, neither does this one: it is called as it is in every enum.
    let is_documented = item.variants.iter().any(|variant| !variant.docs.is_empty());
    let words = is_documented
        .then(|| quote!(#[doc = " A value that the description does not list, kept as it came."]));
    let unknown = item.unknown.iter().map(|unknown| {
        quote! {
            #words
            #unknown(#kept),
        }
    });
    let open = open(item.unknown.is_some());
    quote! {
        #docs
        #deprecated
        #[derive(Debug, Clone, PartialEq #derives)]
        #open
        pub enum #name {
            #(#variants,)*
            #(#unknown)*
        }
    }
}

/// The table of an enum.
pub(super) fn table(item: &Enum) -> TokenStream {
    let name = &item.name;
    let unknown = item.unknown.iter();
    let kind = format_ident!(
        "{}{}",
        if item.unknown.is_some() {
            ""
        } else {
            "closed_"
        },
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
    quote!(wire::#kind!(#name #(#unknown)* { #(#variants),* });)
}
