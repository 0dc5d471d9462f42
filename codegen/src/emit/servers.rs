//! Servers: a constructor for each, and a builder for one that has variables.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Paths, docs};
use crate::plan::{ClientCrate, Server, ServerEnum, ServerVariable, VariableKind};

/// The module of all servers.
pub(super) fn servers(krate: &ClientCrate, paths: Paths) -> TokenStream {
    let runtime = paths.runtime(1);
    let constructors = krate.all_servers().map(constructor);
    let builders = krate
        .all_servers()
        .filter_map(|server| server.builder.as_ref().map(|name| builder(server, name)));
    quote! {
        //! Where the API is served.
        use #runtime::BaseUrl;

        /// A place where the API is served.
        ///
        /// Any other is as good: a client is built from a URL as well.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct Server {
            url: String,
        }

        impl Server {
            #(#constructors)*
        }

        impl From<Server> for BaseUrl {
            fn from(server: Server) -> Self {
                Self::from(server.url)
            }
        }

        #(#builders)*
    }
}

fn constructor(server: &Server) -> TokenStream {
    let docs = docs::outer(&server.docs);
    let constructor = &server.constructor;
    let Some(builder) = &server.builder else {
        let url = &server.url;
        return quote! {
            #docs
            #[must_use]
            pub fn #constructor() -> Self {
                Self { url: #url.to_owned() }
            }
        };
    };
    let (required, optional): (Vec<_>, Vec<_>) = server
        .variables
        .iter()
        .partition(|variable| variable.default.is_none());
    let origin = server.origin.iter();
    let (taken, made): (Vec<_>, Vec<_>) = origin
        .map(|origin| (quote!(#origin: &str), quote!(#origin: #origin.to_owned())))
        .chain(required.into_iter().map(required_variable))
        .unzip();
    let optional_idents = optional.iter().map(|variable| &variable.ident);
    let defaults = optional.iter().map(|variable| default(variable));
    quote! {
        #docs
        pub fn #constructor(#(#taken),*) -> #builder {
            #builder {
                #(#made,)*
                #(#optional_idents: #defaults,)*
            }
        }
    }
}

/// A variable without a default, as an argument and as a field.
fn required_variable(variable: &ServerVariable) -> (TokenStream, TokenStream) {
    let ident = &variable.ident;
    match &variable.kind {
        VariableKind::Text => (quote!(#ident: &str), quote!(#ident: #ident.to_owned())),
        VariableKind::Enum(values) => {
            let name = &values.name;
            (quote!(#ident: #name), quote!(#ident))
        }
    }
}

fn default(variable: &ServerVariable) -> TokenStream {
    match &variable.kind {
        VariableKind::Enum(values) => {
            let name = &values.name;
            let default = &values.default;
            quote!(#name::#default)
        }
        VariableKind::Text => {
            let default = variable.default.as_deref().unwrap_or_default();
            quote!(#default.to_owned())
        }
    }
}

fn builder(server: &Server, name: &crate::names::Ident) -> TokenStream {
    let constructor = &server.constructor;
    let about = format!(" A server of [`Server::{constructor}`], with its variables.");
    let origin = server.origin.iter().map(|origin| quote!(#origin: String));
    let fields = server.variables.iter().map(|variable| {
        let ident = &variable.ident;
        let ty = variable_type(variable);
        quote!(#ident: #ty)
    });
    let fields = origin.chain(fields);
    let setters = server
        .variables
        .iter()
        .filter(|variable| variable.default.is_some())
        .map(setter);
    let base_url = base_url(server);
    let enums = server
        .variables
        .iter()
        .filter_map(|variable| match &variable.kind {
            VariableKind::Enum(values) => Some(enumeration(values)),
            VariableKind::Text => None,
        });
    let setters: Vec<_> = setters.collect();
    let implementation = (!setters.is_empty()).then(|| quote!(impl #name { #(#setters)* }));
    quote! {
        #[doc = #about]
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[must_use = "a server is there to build a client from"]
        pub struct #name {
            #(#fields,)*
        }

        #implementation

        impl From<#name> for BaseUrl {
            fn from(server: #name) -> Self {
                #base_url
            }
        }

        #(#enums)*
    }
}

fn variable_type(variable: &ServerVariable) -> TokenStream {
    match &variable.kind {
        VariableKind::Text => quote!(String),
        VariableKind::Enum(values) => {
            let name = &values.name;
            quote!(#name)
        }
    }
}

fn setter(variable: &ServerVariable) -> TokenStream {
    let ident = &variable.ident;
    let docs = docs::outer(&variable.docs);
    let (ty, assignment) = match &variable.kind {
        VariableKind::Text => (quote!(&str), quote!(#ident.clone_into(&mut self.#ident))),
        VariableKind::Enum(values) => {
            let name = &values.name;
            (quote!(#name), quote!(self.#ident = #ident))
        }
    };
    quote! {
        #docs
        pub fn #ident(mut self, #ident: #ty) -> Self {
            #assignment;
            self
        }
    }
}

/// The base URL, as an expression.
fn base_url(server: &Server) -> TokenStream {
    let url = &server.url;
    let variables = server.variables.iter().map(|variable| {
        let (name, ident) = (&variable.name, &variable.ident);
        match variable.kind {
            VariableKind::Enum(_) => quote!((#name, server.#ident.as_str())),
            VariableKind::Text => quote!((#name, &server.#ident)),
        }
    });
    let variables = quote!(&[#(#variables),*]);
    if let Some(origin) = &server.origin {
        quote!(Self::of_relative_server(&server.#origin, #url, #variables))
    } else {
        quote!(Self::of_server(#url, #variables))
    }
}

fn enumeration(values: &ServerEnum) -> TokenStream {
    let name = &values.name;
    let docs = docs::outer(&values.docs);
    let idents: Vec<_> = values.variants.iter().map(|(ident, _)| ident).collect();
    let texts = values.variants.iter().map(|(_, text)| text);
    let variant_docs = values.variants.iter().map(|(_, text)| {
        let line = crate::docs::code_span(text);
        docs::outer([&format!("{line}.")])
    });
    quote! {
        #docs
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum #name {
            #(#variant_docs #idents,)*
        }

        impl #name {
            fn as_str(self) -> &'static str {
                match self {
                    #(Self::#idents => #texts,)*
                }
            }
        }
    }
}
