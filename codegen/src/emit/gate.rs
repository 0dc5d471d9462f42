//! Gates as attributes.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::plan::Gate;

impl ToTokens for Gate {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let features = &self.features;
        tokens.extend(match features.as_slice() {
            [] => quote!(),
            [feature] => quote!(#[cfg(feature = #feature)]),
            _ => quote!(#[cfg(any(#(feature = #features),*))]),
        });
    }
}
