//! Headers that answers declare: a struct for each set, with its table.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::ty::Imports;
use super::{Paths, SourceFile, docs};
use crate::plan::HeaderSet;

/// The files of all sets, where there are any.
pub(super) fn files(
    sets: &[HeaderSet],
    at: impl Fn(&str) -> String,
    paths: Paths,
) -> Vec<SourceFile<'_>> {
    if sets.is_empty() {
        return Vec::new();
    }
    let structs = SourceFile::pretty(at("headers"), move || head(sets, paths));
    let tables = SourceFile::dense(at("headers/wire"), move || wire_head(paths));
    vec![structs.items(sets, set), tables.items(sets, table)]
}

/// What comes before the structs.
fn head(sets: &[HeaderSet], paths: Paths) -> TokenStream {
    let types = sets.iter().flat_map(|set| &set.headers);
    let imports = Imports::of(types.map(|header| &header.ty)).tokens(paths);
    quote! {
        //! Headers that answers declare, as `Response::declared_headers` reads them.
        #![allow(missing_docs, reason = "the description does not speak of everything")]
        mod wire;

        #imports
    }
}

/// The struct of a set.
fn set(set: &HeaderSet) -> TokenStream {
    let (name, docs) = (&set.name, docs::outer(&set.docs));
    let fields = set.headers.iter().map(|header| {
        let (ident, ty) = (&header.ident, &header.ty);
        let docs = docs::outer(&header.docs);
        quote!(#docs pub #ident: #ty)
    });
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields,)*
        }
    }
}

/// What comes before the tables.
fn wire_head(paths: Paths) -> TokenStream {
    let runtime = paths.runtime(2);
    quote! {
        //! The name of each header.
        use #runtime::wire;
    }
}

/// The table of a set.
fn table(set: &HeaderSet) -> TokenStream {
    let name = &set.name;
    let fields = set.headers.iter().map(|header| {
        let (ident, wire_name) = (&header.ident, &header.wire_name);
        quote!(#ident = #wire_name)
    });
    let required = set.headers.iter().enumerate();
    let required = required.filter(|(_, header)| header.required);
    let required = required.map(|(index, _)| Literal::usize_unsuffixed(index));
    quote!(wire::struct_table!(#name { #(#fields),* } [#(#required),*] false);)
}
