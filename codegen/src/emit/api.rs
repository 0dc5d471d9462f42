//! The statics that describe the API to the runtime.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Paths, docs};
use crate::plan::{ClientCrate, CredentialKind, SecurityScheme};

/// The static of the API as a whole.
pub(super) fn api(krate: &ClientCrate) -> TokenStream {
    let title = &krate.title;
    let version = &krate.api_version;
    let user_agent = &krate.user_agent;
    let names = krate.headers.iter().map(|(name, _)| name);
    let values = krate.headers.iter().map(|(_, value)| value);
    quote! {
        /// What every request has in common.
        pub static API: Api = Api {
            name: #title,
            version: #version,
            user_agent: #user_agent,
            headers: &[#((#names, #values)),*],
        };
    }
}

/// The module of all ways to authenticate.
pub(super) fn security(schemes: &[SecurityScheme], paths: Paths) -> TokenStream {
    let runtime = paths.runtime(1);
    let statics = schemes.iter().map(|scheme| {
        let constant = &scheme.constant;
        let name = &scheme.name;
        let docs = docs::outer(&scheme.docs);
        let kind = match &scheme.kind {
            CredentialKind::Bearer => quote!(SecuritySchemeKind::HttpBearer),
            CredentialKind::Basic => quote!(SecuritySchemeKind::HttpBasic),
            CredentialKind::ApiKeyHeader(header) => {
                quote!(SecuritySchemeKind::ApiKeyHeader(#header))
            }
            CredentialKind::ApiKeyQuery(name) => quote!(SecuritySchemeKind::ApiKeyQuery(#name)),
            CredentialKind::ApiKeyCookie(name) => quote!(SecuritySchemeKind::ApiKeyCookie(#name)),
        };
        quote! {
            #docs
            pub static #constant: SecurityScheme = SecurityScheme { name: #name, kind: #kind };
        }
    });
    quote! {
        //! How callers authenticate.
        use #runtime::{SecurityScheme, SecuritySchemeKind};

        #(#statics)*
    }
}
