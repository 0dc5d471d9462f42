//! Request functions and the request values that they return.

use proc_macro2::TokenStream;
use quote::quote;

use super::models::deprecated;
use super::status_enum::status_enum;
use super::ty::Imports;
use super::{Paths, docs};
use crate::plan::{
    Argument, ArgumentLocation, ArgumentType, Method, Module, Outcome, StatusEnum, Type,
};

/// What comes before the request functions of one tag.
pub(super) fn head(module: &Module, paths: Paths) -> TokenStream {
    let runtime = paths.runtime(1);
    let docs = docs::inner(&module.docs);
    let models = module.methods.iter().any(names_a_model);
    let models = models.then(|| {
        quote!(
            use super::models;
        )
    });
    let imports = Imports::of(module.methods.iter().flat_map(types)).tokens(paths);
    quote! {
        #docs
        mod wire;

        #imports
        #models
        use #runtime::{Operation, Request};
    }
}

fn status_enums(method: &Method) -> impl Iterator<Item = &StatusEnum> {
    [&method.output, &method.failure]
        .into_iter()
        .filter_map(|outcome| match outcome {
            Outcome::ByStatus(item) => Some(item),
            Outcome::Unit | Outcome::Body(_) => None,
        })
}

fn types(method: &Method) -> impl Iterator<Item = &Type> {
    let variants = status_enums(method).flat_map(|item| &item.variants);
    variants.filter_map(|variant| variant.body.as_ref())
}

fn names_a_model(method: &Method) -> bool {
    let arguments = method.arguments.iter().chain(&method.setters);
    types(method).any(|ty| ty.model().is_some())
        || arguments
            .into_iter()
            .any(|argument| matches!(argument.ty, ArgumentType::Enum(_)))
}

/// A request function, its request, and what the request gives.
pub(super) fn method(method: &Method) -> TokenStream {
    let function = function(method);
    let request = request(method);
    let status_enums = status_enums(method).map(status_enum);
    quote! {
        #function
        #request
        #(#status_enums)*
    }
}

fn function(method: &Method) -> TokenStream {
    let docs = docs::outer(&method.docs);
    let deprecated = deprecated(method.deprecated);
    let function = &method.function;
    let request = &method.request;
    let arguments = method.arguments.iter().map(|argument| {
        let ident = &argument.ident;
        let ty = argument_type(argument);
        quote!(#ident: #ty)
    });
    let parts = method.arguments.iter().map(part);
    quote! {
        #docs
        #deprecated
        pub fn #function(#(#arguments),*) -> #request {
            #request(Request::new(#request::INFO) #(#parts)*)
        }
    }
}

fn argument_type(argument: &Argument) -> TokenStream {
    match &argument.ty {
        ArgumentType::Text => quote!(&str),
        ArgumentType::Plain(ty) => quote!(#ty),
        ArgumentType::Enum(name) => quote!(&models::#name),
    }
}

/// The call that puts an argument where it is sent.
fn part(argument: &Argument) -> TokenStream {
    let name = &argument.wire_name;
    let ident = &argument.ident;
    let value = match argument.ty {
        ArgumentType::Text | ArgumentType::Plain(_) => quote!(&#ident),
        ArgumentType::Enum(_) => quote!(#ident),
    };
    match argument.location {
        ArgumentLocation::Path => quote!(.path(#name, #value)),
        ArgumentLocation::Query => quote!(.query(#name, #value)),
        ArgumentLocation::Header => {
            let text = match argument.ty {
                ArgumentType::Text => quote!(#ident),
                ArgumentType::Plain(_) => quote!(&#ident.to_string()),
                ArgumentType::Enum(_) => quote!(#ident.as_str()),
            };
            quote!(.header(#name, #text))
        }
    }
}

fn request(method: &Method) -> TokenStream {
    let about = format!(" The request of [`{}()`].", method.function);
    let request = &method.request;
    let setters = method.setters.iter().map(setter);
    let setters = (!method.setters.is_empty()).then(|| {
        quote! {
            impl #request {
                #(#setters)*
            }
        }
    });
    quote! {
        #[doc = #about]
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct #request(Request);

        #setters
    }
}

fn setter(argument: &Argument) -> TokenStream {
    let docs = docs::outer(&argument.docs);
    let deprecated = deprecated(argument.deprecated);
    let ident = &argument.ident;
    let ty = argument_type(argument);
    let part = part(argument);
    quote! {
        #docs
        #deprecated
        pub fn #ident(self, #ident: #ty) -> Self {
            Self(self.0 #part)
        }
    }
}
