//! Models as plain, documented types.

use proc_macro2::TokenStream;
use quote::quote;

use super::ty::Imports;
use super::{Paths, docs};
use crate::plan::{Enum, Item, Struct, Type};

/// The module of all models.
pub(super) fn models(items: &[Item], paths: Paths) -> TokenStream {
    let imports = Imports::of(items.iter().flat_map(types)).tokens(paths);
    let items = items.iter().map(|item| match item {
        Item::Struct(item) => structure(item),
        Item::Enum(item) => enumeration(item),
    });
    quote! {
        //! What is sent and received.
        mod wire;

        #imports

        #(#items)*
    }
}

fn types(item: &Item) -> Vec<&Type> {
    match item {
        Item::Struct(item) => item
            .fields
            .iter()
            .map(|field| &field.ty)
            .chain(item.additional.iter().map(|field| &field.ty))
            .collect(),
        Item::Enum(_) => Vec::new(),
    }
}

fn structure(item: &Struct) -> TokenStream {
    let name = &item.name;
    let docs = docs::outer(&item.docs);
    let deprecated = deprecated(item.deprecated);
    let fields = item.fields.iter().map(|field| {
        let docs = docs::outer(&field.docs);
        let deprecated = self::deprecated(field.deprecated);
        let ident = &field.ident;
        let ty = &field.ty;
        quote! { #docs #deprecated pub #ident: #ty }
    });
    let additional = item.additional.iter().map(|field| {
        let ident = &field.ident;
        let ty = &field.ty;
        quote! {
            /// The members that the description does not name, kept as they came.
            pub #ident: #ty
        }
    });
    let members = fields.chain(additional);
    let expectation = expectation(item);
    quote! {
        #docs
        #deprecated
        #expectation
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#members,)*
        }
    }
}

/// How many members of this type clippy takes for a hidden state machine.
const MAX_BOOLS: usize = 3;

/// The description decides how many members are true or false.
fn expectation(item: &Struct) -> TokenStream {
    let bools = item.fields.iter().filter(|field| field.ty == Type::Bool);
    if bools.count() > MAX_BOOLS {
        quote!(#[expect(clippy::struct_excessive_bools, reason = "each is a member of its own")])
    } else {
        quote!()
    }
}

fn enumeration(item: &Enum) -> TokenStream {
    let name = &item.name;
    let docs = docs::outer(&item.docs);
    let deprecated = deprecated(item.deprecated);
    let unknown = &item.unknown;
    let variants = item.variants.iter().map(|variant| &variant.ident);
    let variant_docs = item.variants.iter().map(|variant| {
        let line = crate::docs::code_span(&variant.value);
        docs::outer([&format!("{line}.")])
    });
    let texts = as_str(item);
    let values = from_text(item);
    quote! {
        #docs
        #deprecated
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variant_docs #variants,)*
            /// A value that the description does not list, kept as it came.
            #unknown(String),
        }

        impl #name {
            #texts
        }

        impl From<&str> for #name {
            #values
        }
    }
}

fn as_str(item: &Enum) -> TokenStream {
    let unknown = &item.unknown;
    let idents = item.variants.iter().map(|variant| &variant.ident);
    let values = item.variants.iter().map(|variant| &variant.value);
    quote! {
        /// The value as it is sent and received.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                #(Self::#idents => #values,)*
                Self::#unknown(value) => value,
            }
        }
    }
}

fn from_text(item: &Enum) -> TokenStream {
    let unknown = &item.unknown;
    let idents = item.variants.iter().map(|variant| &variant.ident);
    let values = item.variants.iter().map(|variant| &variant.value);
    quote! {
        fn from(value: &str) -> Self {
            match value {
                #(#values => Self::#idents,)*
                other => Self::#unknown(other.to_owned()),
            }
        }
    }
}

/// The attribute of an item that callers should stop using.
pub(super) fn deprecated(is_deprecated: bool) -> TokenStream {
    if is_deprecated {
        quote!(#[deprecated(note = "the description marks it as deprecated")])
    } else {
        quote!()
    }
}
