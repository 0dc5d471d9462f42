//! Enums of the values that a document lists.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
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
    let (kept, derives, conversions) = match item.of {
        EnumOf::Text => (quote!(String), quote!(Eq, Hash), text(item)),
        EnumOf::Integer => (quote!(i64), quote!(Copy, Eq, Hash), integer(item)),
        EnumOf::Any => (quote!(Value), quote!(), any(item)),
    };
    quote! {
        #docs
        #deprecated
        #[derive(Debug, Clone, PartialEq, #derives)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A value that the description does not list, kept as it came.
            #unknown(#kept),
        }

        #conversions
    }
}

fn text(item: &Enum) -> TokenStream {
    let name = &item.name;
    let unknown = &item.unknown;
    let idents: Vec<_> = item.variants.iter().map(|variant| &variant.ident).collect();
    let values: Vec<_> = item
        .variants
        .iter()
        .map(|variant| variant.value.as_str().unwrap_or_default())
        .collect();
    quote! {
        impl #name {
            /// The value as it is sent and received.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#idents => #values,)*
                    Self::#unknown(value) => value,
                }
            }
        }

        impl From<&str> for #name {
            fn from(value: &str) -> Self {
                match value {
                    #(#values => Self::#idents,)*
                    other => Self::#unknown(other.to_owned()),
                }
            }
        }
    }
}

fn integer(item: &Enum) -> TokenStream {
    let name = &item.name;
    let unknown = &item.unknown;
    let idents: Vec<_> = item.variants.iter().map(|variant| &variant.ident).collect();
    let values: Vec<_> = item
        .variants
        .iter()
        .map(|variant| Literal::i64_unsuffixed(variant.value.as_i64().unwrap_or_default()))
        .collect();
    quote! {
        impl #name {
            /// The value as it is sent and received.
            #[must_use]
            pub fn value(&self) -> i64 {
                match *self {
                    #(Self::#idents => #values,)*
                    Self::#unknown(value) => value,
                }
            }
        }

        impl From<i64> for #name {
            fn from(value: i64) -> Self {
                match value {
                    #(#values => Self::#idents,)*
                    other => Self::#unknown(other),
                }
            }
        }
    }
}

fn any(item: &Enum) -> TokenStream {
    let name = &item.name;
    let unknown = &item.unknown;
    let idents: Vec<_> = item.variants.iter().map(|variant| &variant.ident).collect();
    let values = item.variants.iter().map(|variant| value(&variant.value));
    let texts = item
        .variants
        .iter()
        .map(|variant| variant.value.to_string());
    quote! {
        impl #name {
            /// The value as it is sent and received.
            #[must_use]
            pub fn to_value(&self) -> Value {
                match self {
                    #(Self::#idents => #values,)*
                    Self::#unknown(value) => value.clone(),
                }
            }
        }

        impl From<Value> for #name {
            fn from(value: Value) -> Self {
                match value.to_string().as_str() {
                    #(#texts => Self::#idents,)*
                    _ => Self::#unknown(value),
                }
            }
        }
    }
}

/// An expression for a JSON value.
fn value(value: &Value) -> TokenStream {
    match value {
        Value::Null => quote!(Value::Null),
        Value::Bool(flag) => quote!(Value::from(#flag)),
        Value::String(text) => quote!(Value::from(#text)),
        // Whatever JSON can say, its text says.
        other => {
            let text = other.to_string();
            quote!(#text.parse().unwrap_or_default())
        }
    }
}
