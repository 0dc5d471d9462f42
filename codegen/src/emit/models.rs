//! Models as plain, documented types.

use proc_macro2::TokenStream;
use quote::quote;

use super::ty::Imports;
use super::{Paths, docs, enums};
use crate::plan::{Alias, EnumOf, Item, Struct, Type, Union};

/// What comes before the models.
pub(super) fn head(items: &[Item], paths: Paths) -> TokenStream {
    let types = items.iter().flat_map(Item::types);
    let values = items.iter().any(keeps_values).then_some(&Type::Value);
    let imports = Imports::of(types.chain(values)).tokens(paths);
    let deprecated = deprecated_inside(items);
    quote! {
        //! What is sent and received.
        #deprecated

        mod wire;

        #imports
    }
}

/// A model.
pub(super) fn item(item: &Item) -> TokenStream {
    match item {
        Item::Struct(item) => structure(item),
        Item::Enum(item) => enums::enumeration(item),
        Item::Union(item) => union(item),
        Item::Alias(item) => alias(item),
    }
}

/// Whether a variant keeps any value.
fn keeps_values(item: &Item) -> bool {
    match item {
        Item::Union(_) => true,
        Item::Enum(item) => item.of == EnumOf::Any,
        Item::Struct(_) | Item::Alias(_) => false,
    }
}

fn alias(item: &Alias) -> TokenStream {
    let name = &item.name;
    let docs = docs::outer(&item.docs);
    let deprecated = deprecated(item.deprecated);
    let ty = &item.ty;
    quote! {
        #docs
        #deprecated
        pub type #name = #ty;
    }
}

fn union(item: &Union) -> TokenStream {
    let name = &item.name;
    let docs = docs::outer(&item.docs);
    let deprecated = deprecated(item.deprecated);
    let unknown = &item.unknown;
    let variants = item.variants.iter().map(|variant| {
        let docs = docs::outer(&variant.docs);
        let ident = &variant.ident;
        let ty = &variant.ty;
        quote! { #docs #ident(#ty) }
    });
    quote! {
        #docs
        #deprecated
        #[allow(clippy::large_enum_variant, reason = "what is recursive is boxed, and nothing else")]
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// What is none of these, kept as it came.
            #unknown(Value),
        }
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

/// The attribute of an item that callers should stop using.
pub(super) fn deprecated(is_deprecated: bool) -> TokenStream {
    if is_deprecated {
        quote!(#[deprecated(note = "the description marks it as deprecated")])
    } else {
        quote!()
    }
}

/// What is deprecated for callers is read and written all the same.
pub(super) fn deprecated_inside(items: &[Item]) -> TokenStream {
    let is_deprecated = |item: &Item| match item {
        Item::Struct(item) => item.deprecated || item.fields.iter().any(|field| field.deprecated),
        Item::Enum(item) => item.deprecated,
        Item::Union(item) => item.deprecated,
        Item::Alias(item) => item.deprecated,
    };
    if items.iter().any(is_deprecated) {
        quote!(#![allow(deprecated, reason = "what callers should not use is still read and written")])
    } else {
        quote!()
    }
}
