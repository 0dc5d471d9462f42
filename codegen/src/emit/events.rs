//! Names for what the API sends by itself.

use proc_macro2::TokenStream;
use quote::quote;

use super::ty::{self, Imports};
use super::{Paths, docs};
use crate::plan::EventModule;

/// The module of webhooks, or that of callbacks.
pub(super) fn module(module: &EventModule, paths: Paths) -> TokenStream {
    let docs = docs::inner(&module.docs);
    let types = module.payloads.iter().map(|payload| &payload.ty);
    let imports = Imports::of(types.clone()).tokens(paths);
    let models = types.clone().any(|ty| ty.model().is_some());
    let models = models.then(|| {
        quote!(
            use super::models;
        )
    });
    let payloads = module.payloads.iter().map(|payload| {
        let docs = docs::outer(&payload.docs);
        let name = &payload.name;
        let ty = ty::qualified(&payload.ty);
        quote! {
            #docs
            pub type #name = #ty;
        }
    });
    quote! {
        #docs
        #models
        #imports

        #(#payloads)*
    }
}
