//! The statics that describe the API to the runtime.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Paths, docs};
use crate::names::Ident;
use crate::plan::{ClientCrate, CredentialKind, OAuth2Flow, OAuth2Grant, Place, SecurityScheme};

/// The static of the API as a whole.
pub(super) fn api(krate: &ClientCrate, paths: Paths) -> TokenStream {
    let runtime = match krate.place {
        Place::Crate => quote!(runtime),
        Place::Module => paths.runtime(0),
    };
    let told_by = quote!(#runtime::RateLimitHeaders);
    let usual = quote!(#told_by::USUAL);
    let rate_limit = match krate.rate_limit_headers.as_slice() {
        [] => usual,
        given => {
            let told = given.iter().map(|(told, _)| Ident::snake(told));
            let names = given.iter().map(|(_, name)| name);
            quote!(#told_by { #(#told: #names,)* ..#usual })
        }
    };
    let title = &krate.title;
    let version = &krate.api_version;
    let user_agent = &krate.user_agent;
    let names = krate.headers.iter().map(|(name, _)| name);
    let values = krate.headers.iter().map(|(_, value)| value);
    let servers = krate.servers.iter().map(|server| &server.url);
    quote! {
        /// What every request has in common.
        pub static API: Api = Api {
            name: #title,
            version: #version,
            user_agent: #user_agent,
            headers: &[#((#names, #values)),*],
            servers: &[#(#servers),*],
            rate_limit: #rate_limit,
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
        let kind = kind(&scheme.kind);
        quote! {
            #docs
            pub static #constant: SecurityScheme = SecurityScheme { name: #name, kind: #kind };
        }
    });
    let has_flows = |scheme: &SecurityScheme| match &scheme.kind {
        CredentialKind::OAuth2(flows) => !flows.is_empty(),
        _ => false,
    };
    let flows = schemes.iter().any(has_flows);
    let flows = flows.then(|| quote!(OAuth2Flow, OAuth2Grant,));
    quote! {
        //! How callers authenticate.
        use #runtime::{#flows SecurityScheme, SecuritySchemeKind};

        #(#statics)*
    }
}

fn kind(kind: &CredentialKind) -> TokenStream {
    let kind = match kind {
        CredentialKind::Bearer => quote!(HttpBearer),
        CredentialKind::Basic => quote!(HttpBasic),
        CredentialKind::HttpOther(name) => quote!(HttpOther(#name)),
        CredentialKind::ApiKeyHeader(name) => quote!(ApiKeyHeader(#name)),
        CredentialKind::ApiKeyQuery(name) => quote!(ApiKeyQuery(#name)),
        CredentialKind::ApiKeyCookie(name) => quote!(ApiKeyCookie(#name)),
        CredentialKind::OAuth2(flows) => {
            let flows = flows.iter().map(flow);
            quote!(OAuth2(&[#(#flows),*]))
        }
        CredentialKind::OpenIdConnect(url) => quote!(OpenIdConnect(#url)),
        CredentialKind::MutualTls => quote!(MutualTls),
    };
    quote!(SecuritySchemeKind::#kind)
}

fn flow(flow: &OAuth2Flow) -> TokenStream {
    let grant = match flow.grant {
        OAuth2Grant::Implicit => quote!(Implicit),
        OAuth2Grant::Password => quote!(Password),
        OAuth2Grant::ClientCredentials => quote!(ClientCredentials),
        OAuth2Grant::AuthorizationCode => quote!(AuthorizationCode),
    };
    let authorization_url = optional(flow.authorization_url.as_ref());
    let token_url = optional(flow.token_url.as_ref());
    let refresh_url = optional(flow.refresh_url.as_ref());
    let scopes = flow
        .scopes
        .iter()
        .map(|(scope, about)| quote!((#scope, #about)));
    quote! {
        OAuth2Flow {
            grant: OAuth2Grant::#grant,
            authorization_url: #authorization_url,
            token_url: #token_url,
            refresh_url: #refresh_url,
            scopes: &[#(#scopes),*],
        }
    }
}

fn optional(text: Option<&String>) -> TokenStream {
    text.map_or_else(|| quote!(None), |text| quote!(Some(#text)))
}
