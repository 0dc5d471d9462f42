//! The types of other crates, made wire values.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::{Paths, ty};
use crate::plan::Foreign;

/// The module that says how each is read and written.
pub(super) fn foreign(types: &BTreeSet<Foreign>, paths: Paths) -> TokenStream {
    let runtime = paths.runtime(1);
    let types = types.iter().map(ty::foreign);
    quote! {
        //! Types of other crates, which are read and written as serde has them.

        use #runtime::wire;

        #(wire::foreign!(#types);)*
    }
}
