//! The tests of a generated crate: which type each schema of the description is.

use proc_macro2::TokenStream;
use quote::quote;

use super::ty::{Imports, qualified};
use super::{Paths, SourceFile};
use crate::names::Ident;
use crate::plan::{ClientCrate, Gate, Type};

/// `tests/examples.rs`, from the types by the place of their schemas.
pub(crate) fn proof<'a>(krate: &'a ClientCrate, types: &'a [(String, Type)]) -> SourceFile<'a> {
    SourceFile::pretty("tests/examples.rs", move || examples(krate, types))
}

fn examples(krate: &ClientCrate, types: &[(String, Type)]) -> TokenStream {
    let paths = Paths { place: krate.place };
    let library = library(&krate.name);
    let imports = Imports::of(types.iter().map(|(_, ty)| ty)).tokens(paths);
    let names_models = types.iter().any(|(_, ty)| ty.model().is_some());
    let (models, also_models) = if names_models {
        (quote!(use #library::models;), quote!(models,))
    } else {
        (quote!(), quote!())
    };
    let gate = krate.features().next().map(|_| {
        let full = Gate::FULL;
        quote!(#![cfg(feature = #full)])
    });
    let checks = types.iter().map(|(place, ty)| {
        let ty = qualified(ty);
        quote!((#place, check::<#ty>))
    });
    quote! {
        //! Every example of the description, read as its type, written again and compared.

        #gate
        #![allow(deprecated, reason = "what callers should no longer use must still be right")]

        mod proof;

        #models
        use #library::runtime;

        #[test]
        fn examples_come_back_as_they_are() -> Result<(), String> {
            proof::run(env!("CARGO_MANIFEST_DIR"), checks::CHECKS)
        }

        /// Reads a sample as a type, and writes it again.
        fn check<T: runtime::wire::Slot>(sample: &[u8]) -> Result<Vec<u8>, String> {
            let value: T = runtime::wire::from_json(sample).map_err(|error| error.to_string())?;
            runtime::wire::to_json(&value).map_err(|error| error.to_string())
        }

        #[rustfmt::skip]
        mod checks {
            #imports
            use super::{#also_models check, proof::Check};

            /// The type of each schema, by its place in the description.
            pub(super) const CHECKS: &[Check] = &[#(#checks),*];
        }
    }
}

/// The name by which other crates know a package.
pub(super) fn library(package: &str) -> TokenStream {
    let name = package.replace('-', "_");
    // Where a name is none in Rust either, no package of that name can be compiled; the file can still be read.
    let ident = syn::parse_str::<proc_macro2::Ident>(&name).map(|ident| quote!(#ident));
    ident.unwrap_or_else(|_| {
        let ident = Ident::snake(&name);
        quote!(#ident)
    })
}
