//! What a body can be where an operation takes several kinds of it.

use proc_macro2::TokenStream;
use quote::quote;

use super::{argument, docs};
use crate::plan::BodyEnum;

/// The enum, one variant per kind.
pub(super) fn body_enum(item: &BodyEnum) -> TokenStream {
    let name = &item.name;
    let docs = docs::outer(&item.docs);
    let variants = item.variants.iter().map(|variant| {
        let docs = docs::outer(&variant.docs);
        let ident = &variant.ident;
        let held = argument::held(&variant.ty);
        quote!(#docs #ident(#held))
    });
    quote! {
        #docs
        #[derive(Debug)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
        }
    }
}
