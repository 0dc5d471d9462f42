//! What an operation gives or fails with where the status decides the type.

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, ty};
use crate::plan::StatusEnum;

/// The enum, one variant per status.
pub(super) fn status_enum(item: &StatusEnum) -> TokenStream {
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
    quote! {
        #docs
        #[allow(clippy::large_enum_variant, reason = "an answer is there once, and soon taken apart")]
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
        }
    }
}
