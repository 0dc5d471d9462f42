//! What an operation gives or fails with where the status and the media type decide the type.

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, ty};
use crate::plan::{OutcomeEnum, Type};

/// The enum, one variant per status, or per media type.
pub(super) fn outcome_enum(item: &OutcomeEnum) -> TokenStream {
    let name = &item.name;
    let docs = docs::outer(&item.docs);
    let variants = item.variants.iter().map(|variant| {
        let docs = docs::outer(&variant.docs);
        let ident = &variant.ident;
        let body = variant.body.as_ref().map(|body| {
            let body = ty::qualified(body);
            quote!((#body))
        });
        quote!(#docs #ident #body)
    });
    let mut bodies = item
        .variants
        .iter()
        .filter_map(|variant| variant.body.as_ref());
    let derived = if bodies.any(Type::is_stream) {
        quote!(Debug)
    } else {
        quote!(Debug, Clone, PartialEq)
    };
    quote! {
        #docs
        #[derive(#derived)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
        }
    }
}
