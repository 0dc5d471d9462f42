//! Servers: a constructor for each, and a builder for one that has variables.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Paths, docs};
use crate::plan::{Server, ServerEnum, ServerPart, ServerVariable, VariableKind};

/// The module of all servers.
pub(super) fn servers(servers: &[Server], paths: Paths) -> TokenStream {
    let runtime = paths.runtime(1);
    let constructors = servers.iter().map(constructor);
    let builders = servers
        .iter()
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
        let url = literal_url(&server.url);
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
    let arguments = required.iter().map(|variable| {
        let ident = &variable.ident;
        quote!(#ident: &str)
    });
    let required = required.iter().map(|variable| &variable.ident);
    let optional_idents = optional.iter().map(|variable| &variable.ident);
    let defaults = optional.iter().map(|variable| default(variable));
    quote! {
        #docs
        pub fn #constructor(#(#arguments),*) -> #builder {
            #builder {
                #(#required: #required.to_owned(),)*
                #(#optional_idents: #defaults,)*
            }
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
    let fields = server.variables.iter().map(|variable| {
        let ident = &variable.ident;
        let ty = variable_type(variable);
        quote!(#ident: #ty)
    });
    let setters = server
        .variables
        .iter()
        .filter(|variable| variable.default.is_some())
        .map(setter);
    let url = url(server);
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
                Self::from(#url)
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

/// A URL with variables, as an expression.
fn url(server: &Server) -> TokenStream {
    let mut format = String::new();
    let mut values = Vec::new();
    for part in &server.url {
        match part {
            ServerPart::Literal(text) => {
                format.push_str(&text.replace('{', "{{").replace('}', "}}"));
            }
            ServerPart::Variable(ident) => {
                format.push_str("{}");
                let is_enum = server.variables.iter().any(|variable| {
                    variable.ident == *ident && matches!(variable.kind, VariableKind::Enum(_))
                });
                values.push(if is_enum {
                    quote!(server.#ident.as_str())
                } else {
                    quote!(server.#ident)
                });
            }
        }
    }
    match values.as_slice() {
        [only] if format == "{}" => only.clone(),
        values => {
            let format = Literal::string(&format);
            quote!(format!(#format, #(#values),*))
        }
    }
}

fn literal_url(parts: &[ServerPart]) -> String {
    parts
        .iter()
        .map(|part| match part {
            ServerPart::Literal(text) => text.as_str(),
            ServerPart::Variable(_) => "",
        })
        .collect()
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
