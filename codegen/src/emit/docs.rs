//! Documentation as doc attributes, which print as `///` and `//!` lines.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// Documentation of the item that follows.
pub(super) fn outer<'a>(lines: impl IntoIterator<Item = &'a String>) -> TokenStream {
    let lines = lines.into_iter().map(|line| literal(line));
    quote! { #(#[doc = #lines])* }
}

/// Documentation of the file that it stands in.
pub(super) fn inner<'a>(lines: impl IntoIterator<Item = &'a String>) -> TokenStream {
    let lines = lines.into_iter().map(|line| literal(line));
    quote! { #(#![doc = #lines])* }
}

/// A line with a blank before it.
fn literal(line: &str) -> Literal {
    if line.is_empty() {
        return Literal::string("");
    }
    // Most lines have nothing to escape, and looking up each character in the tables of Unicode takes long.
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\');
    let plain = line.bytes().all(is_plain);
    let plain = plain.then(|| format!("\" {line}\"").parse().ok()).flatten();
    plain.unwrap_or_else(|| Literal::string(&format!(" {line}")))
}
