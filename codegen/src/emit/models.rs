//! Models as plain, documented types.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::ty::Imports;
use super::{Paths, docs, enums};
use crate::names::Ident;
use crate::plan::{Alias, ClientCrate, EnumOf, Item, ModelModule, Struct, Type, Union};

/// What comes before the models.
pub(super) fn head(krate: &ClientCrate, paths: Paths) -> TokenStream {
    let undocumented = undocumented_inside(krate.all_models());
    let unused = unused_without_features(krate);
    let modules = krate.model_modules.iter().map(|module| &module.ident);
    let gates: Vec<_> = krate.model_modules.iter().map(|it| &it.gate).collect();
    let reexported = modules.clone();
    let large = large_variants(&krate.models);
    let wire = wire(&krate.models);
    let imports = imports(&krate.models).tokens(paths);
    let mut models = krate.all_models();
    let unknown = models.any(|item| matches!(item, Item::Enum(item) if item.unknown.is_some()));
    let unknown = unknown.then(|| {
        quote! {
            //!
            //! An enum's `Unknown` is a value that the description does not list, kept as it came.
        }
    });
    quote! {
        //! What is sent and received.
        #unknown
        #undocumented
        #unused
        #large

        #(#gates mod #modules;)*
        #wire

        #imports
        #(#gates pub use self::#reexported::*;)*
    }
}

/// A model or its table, behind the features that it needs.
pub(super) fn gated(krate: &ClientCrate, item: &Item, tokens: TokenStream) -> TokenStream {
    match krate.gates.get(item.name()) {
        Some(gate) => quote!(#gate #tokens),
        None => tokens,
    }
}

/// What comes before the models of one feature.
pub(super) fn module_head(module: &ModelModule, paths: Paths) -> TokenStream {
    let docs = format!(" {}", module.docs);
    let large = large_variants(&module.models);
    let wire = wire(&module.models);
    let imports = imports(&module.models).tokens_at(2, paths);
    let others = named_elsewhere(&module.models);
    let others = (!others.is_empty()).then(|| quote!(use super::{#(#others),*};));
    quote! {
        #![doc = #docs]
        #large

        #wire

        #others
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

/// Whether there is a table beside any of these.
pub(super) fn have_tables(items: &[Item]) -> bool {
    items.iter().any(|item| !matches!(item, Item::Alias(_)))
}

fn wire(items: &[Item]) -> Option<TokenStream> {
    have_tables(items).then(|| {
        quote!(
            mod wire;
        )
    })
}

/// The sizes of variants are what the description makes them.
fn large_variants(items: &[Item]) -> Option<TokenStream> {
    let has_union = items.iter().any(|item| matches!(item, Item::Union(_)));
    has_union.then(|| quote!(#![allow(clippy::large_enum_variant, reason = "what is recursive is boxed, and nothing else")]))
}

fn imports(items: &[Item]) -> Imports {
    let types = items.iter().flat_map(Item::types);
    let values = items.iter().any(keeps_values).then_some(&Type::Value);
    Imports::of(types.chain(values))
}

/// The models that these hold and that are not among them.
fn named_elsewhere(items: &[Item]) -> BTreeSet<&Ident> {
    let mut named = BTreeSet::new();
    for ty in items.iter().flat_map(Item::types) {
        ty.each_model(&mut |name| {
            named.insert(name);
        });
    }
    for item in items {
        named.remove(item.name());
    }
    named
}

/// Where models stand behind features, so does the need of what is imported for them.
pub(super) fn unused_without_features(krate: &ClientCrate) -> Option<TokenStream> {
    (!krate.gates.is_empty()).then(
        || quote!(#![allow(unused_imports, reason = "what they are for may be behind a feature")]),
    )
}

/// Whether a variant keeps any value.
fn keeps_values(item: &Item) -> bool {
    match item {
        Item::Union(item) => item.unknown.is_some(),
        Item::Enum(item) => item.of == EnumOf::Any && item.unknown.is_some(),
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
    let unknown = item.unknown.iter().map(|unknown| {
        quote! {
            /// What is none of these, kept as it came.
            #unknown(Value),
        }
    });
    let open = open(item.unknown.is_some());
    let variants = item.variants.iter().map(|variant| {
        let docs = docs::outer(&variant.docs);
        let ident = &variant.ident;
        let ty = &variant.ty;
        quote! { #docs #ident(#ty) }
    });
    quote! {
        #docs
        #deprecated
        #[derive(Debug, Clone, PartialEq)]
        #open
        pub enum #name {
            #(#variants,)*
            #(#unknown)*
        }
    }
}

/// The attribute of an enum that may get more variants; one that is closed is matched in full.
pub(super) fn open(is_open: bool) -> TokenStream {
    if is_open {
        quote!(#[non_exhaustive])
    } else {
        quote!()
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

/// Where the description says nothing, nothing is said: a name twice helps nobody.
pub(super) fn undocumented_inside<'a>(items: impl IntoIterator<Item = &'a Item>) -> TokenStream {
    let is_silent = |item: &Item| match item {
        Item::Struct(item) => {
            item.docs.is_empty() || item.fields.iter().any(|field| field.docs.is_empty())
        }
        Item::Enum(item) => {
            item.docs.is_empty() || item.variants.iter().any(|variant| variant.docs.is_empty())
        }
        Item::Union(item) => {
            item.docs.is_empty() || item.variants.iter().any(|variant| variant.docs.is_empty())
        }
        Item::Alias(item) => item.docs.is_empty(),
    };
    if items.into_iter().any(is_silent) {
        quote!(#![allow(missing_docs, reason = "the description does not speak of everything")])
    } else {
        quote!()
    }
}

/// What is deprecated for callers is read and written all the same.
pub(super) fn deprecated_inside<'a>(items: impl IntoIterator<Item = &'a Item>) -> TokenStream {
    let is_deprecated = |item: &Item| match item {
        Item::Struct(item) => item.deprecated || item.fields.iter().any(|field| field.deprecated),
        Item::Enum(item) => item.deprecated,
        Item::Union(item) => item.deprecated,
        Item::Alias(item) => item.deprecated,
    };
    if items.into_iter().any(is_deprecated) {
        quote!(#![allow(deprecated, reason = "the client names it all the same")])
    } else {
        quote!()
    }
}
