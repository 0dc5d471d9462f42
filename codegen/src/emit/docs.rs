//! Documentation as doc attributes, which print as `///` and `//!` lines.

use proc_macro2::TokenStream;
use quote::quote;

/// Documentation of the item that follows.
pub(super) fn outer<'a>(lines: impl IntoIterator<Item = &'a String>) -> TokenStream {
    let lines = lines.into_iter().map(|line| spaced(line));
    quote! { #(#[doc = #lines])* }
}

/// Documentation of the file that it stands in.
pub(super) fn inner<'a>(lines: impl IntoIterator<Item = &'a String>) -> TokenStream {
    let lines = lines.into_iter().map(|line| spaced(line));
    quote! { #(#![doc = #lines])* }
}

fn spaced(line: &str) -> String {
    if line.is_empty() {
        String::new()
    } else {
        format!(" {line}")
    }
}
