//! The crate's root: its front page, its modules and what it exports.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Paths, api, docs, models};
use crate::names::Ident;
use crate::plan::{ClientCrate, Part, Place};

/// What of the runtime a caller meets first.
const EXPORTS: [&str; 10] = [
    "BaseUrl",
    "Client",
    "ClientBuilder",
    "Credential",
    "Error",
    "ErrorKind",
    "Nullable",
    "Operation",
    "Response",
    "Secret",
];

/// `src/lib.rs`, or `mod.rs` of a module.
pub(super) fn crate_root(krate: &ClientCrate, paths: Paths) -> TokenStream {
    let runtime = paths.runtime(0);
    // A file that is included cannot have inner attributes.
    let docs = (krate.place == Place::Crate).then(|| docs::inner(&krate.docs));
    // Within the client, what callers should not use is still sent, read and named.
    let deprecated =
        (krate.place == Place::Crate).then(|| models::deprecated_inside(krate.all_models()));
    // A crate exports all of it; a module is part of a program that may want little of it.
    let partly_used = (krate.place == Place::Module).then(|| {
        quote!(#[allow(dead_code, deprecated, unused_imports, reason = "a client can do more than is asked of it")])
    });
    let embedded = (krate.place == Place::Crate).then(|| {
        quote!(
            pub mod runtime;
        )
    });
    let api = api::api(krate, paths);
    let (modules, gates): (Vec<_>, Vec<_>) = krate.gated().unzip();
    let events = krate.events.iter().map(|module| &module.ident);
    let event_gates = krate.events.iter().map(|module| &module.gate);
    let module = |ident: &str, is_there: bool| {
        let ident = Ident::snake(ident);
        is_there.then(|| quote!(#partly_used #[rustfmt::skip] pub mod #ident;))
    };
    let headers = module("headers", !krate.declared_headers.is_empty());
    let models_module = module("models", krate.all_models().next().is_some());
    let security = module("security", !krate.security_schemes.is_empty());
    let mock = module("mock", krate.used.parts.contains(&Part::Mock));
    // A module is part of a program that has no such feature.
    let mock_gate = (krate.place == Place::Crate).then(|| quote!(#[cfg(feature = "mock")]));
    let mock = mock.map(|module| quote!(#mock_gate #module));
    let foreign = foreign(krate);
    let servers = server_types(krate);
    let exports = EXPORTS.iter().map(|name| Ident::pascal(name));
    quote! {
        #docs
        #deprecated

        #foreign
        #headers
        #mock
        #models_module
        #(
            #partly_used
            #gates
            #[rustfmt::skip]
            pub mod #modules;
        )*
        #(
            #partly_used
            #event_gates
            #[rustfmt::skip]
            pub mod #events;
        )*
        #embedded
        #security
        #partly_used
        #[rustfmt::skip]
        mod servers;

        use #runtime::Api;
        #(#partly_used pub use #runtime::#exports;)*
        #(#partly_used pub use self::servers::#servers;)*

        #api
    }
}

fn foreign(krate: &ClientCrate) -> Option<TokenStream> {
    (!krate.used.foreign.is_empty()).then(|| {
        quote! {
            #[rustfmt::skip]
            mod foreign;
        }
    })
}

/// The types by which a caller names a place where the API is served.
fn server_types(krate: &ClientCrate) -> Vec<Ident> {
    let servers = krate.all_servers().flat_map(|server| {
        let enums = server
            .variables
            .iter()
            .filter_map(|variable| match &variable.kind {
                crate::plan::VariableKind::Enum(values) => Some(values.name.clone()),
                crate::plan::VariableKind::Text => None,
            });
        server.builder.iter().cloned().chain(enums)
    });
    let mut servers: Vec<_> = servers.chain([Ident::pascal("Server")]).collect();
    servers.sort();
    servers
}
