//! The tables beside the models: how each is read and written.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::Paths;
use crate::plan::{Item, Struct};

/// The module of all tables.
pub(super) fn wire(items: &[Item], paths: Paths) -> TokenStream {
    let runtime = paths.runtime(2);
    let structs: Vec<_> = items
        .iter()
        .filter_map(|item| match item {
            Item::Struct(item) => Some(item),
            Item::Enum(_) => None,
        })
        .collect();
    let enums: Vec<_> = items
        .iter()
        .filter(|item| matches!(item, Item::Enum(_)))
        .map(Item::name)
        .collect();
    let names = structs.iter().map(|item| &item.name);
    let tables = structs.iter().map(|item| table(item));
    let imports = if structs.is_empty() {
        quote!(use #runtime::wire;)
    } else {
        quote!(use #runtime::wire::{self, Model, Shape, Visit, VisitMut, blank};)
    };
    let models = (!structs.is_empty()).then(|| quote!(wire::models!(#(super::#names),*);));
    let text_enums = (!enums.is_empty()).then(|| quote!(wire::text_enums!(#(super::#enums),*);));
    quote! {
        //! How each model is read and written.
        #imports

        #(#tables)*
        #models
        #text_enums
    }
}

fn table(item: &Struct) -> TokenStream {
    let name = &item.name;
    let members = item.fields.iter().map(|field| &field.wire_name);
    let required = item
        .fields
        .iter()
        .enumerate()
        .filter(|(_, field)| field.required);
    let required = required.map(|(index, _)| Literal::usize_unsuffixed(index));
    let open = item.additional.is_some();
    // The map of unnamed members comes last, as `Model::members` demands.
    let additional = item.additional.iter().map(|field| &field.ident);
    let fields: Vec<_> = item
        .fields
        .iter()
        .map(|field| &field.ident)
        .chain(additional)
        .collect();
    let expectation = expectation(item);
    quote! {
        #expectation
        impl Model for super::#name {
            #[inline]
            fn blank() -> Self {
                Self { #(#fields: blank(),)* }
            }

            #[inline]
            fn shape(&self) -> &'static Shape {
                &Shape {
                    members: &[#(#members,)*],
                    required: &[#(#required,)*],
                    open: #open,
                }
            }

            #[inline]
            fn members(&self, visit: Visit<'_>) {
                visit.members(&[#(&self.#fields,)*]);
            }

            #[inline]
            fn members_mut(&mut self, visit: VisitMut<'_>) {
                visit.members(&mut [#(&mut self.#fields,)*]);
            }
        }
    }
}

/// What is deprecated for callers is read and written all the same.
fn expectation(item: &Struct) -> TokenStream {
    if item.deprecated || item.fields.iter().any(|field| field.deprecated) {
        quote!(#[expect(deprecated, reason = "what callers should not use is still read and written")])
    } else {
        quote!()
    }
}
