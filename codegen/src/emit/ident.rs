//! Identifiers as tokens.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, TokenStreamExt};

use crate::names::Ident;

impl ToTokens for Ident {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let span = Span::call_site();
        tokens.append(if self.is_keyword() {
            proc_macro2::Ident::new_raw(self.as_str(), span)
        } else {
            proc_macro2::Ident::new(self.as_str(), span)
        });
    }
}
