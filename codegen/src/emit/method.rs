//! Request functions, and the setters of what they return.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::body_enum::body_enum;
use super::models::deprecated;
use super::outcome_enum::outcome_enum;
use super::ty::Imports;
use super::{Paths, argument, docs};
use crate::names::Ident;
use crate::plan::{
    ArgumentType, BodyForm, Docs, Method, Module, Outcome, OutcomeEnum, Rewriting, Type,
};

/// What comes before the request functions of one tag.
pub(super) fn head(module: &Module, paths: Paths) -> TokenStream {
    let runtime = paths.runtime(1);
    let docs = docs::inner(&module.docs);
    let has_enum = module
        .methods
        .iter()
        .any(|it| outcome_enums(it).next().is_some() || it.body_enum().is_some());
    let large = has_enum.then(|| quote!(#![allow(clippy::large_enum_variant, reason = "an answer is there once, and soon taken apart")]));
    let models = module.methods.iter().any(names_a_model);
    let models = models.then(|| {
        quote!(
            use super::models;
        )
    });
    let methods = module.methods.iter();
    let named = methods.flat_map(|method| types(method).chain(method.taken()));
    let imports = Imports::of(named).tokens(paths);
    let mut named = argument::runtime_names(&module.methods);
    named.insert("Operation");
    let named = named.iter().map(|name| format_ident!("{name}"));
    quote! {
        #docs
        #large
        mod wire;

        #imports
        #models
        use #runtime::{#(#named),*};
        pub use self::wire::*;
    }
}

fn outcome_enums(method: &Method) -> impl Iterator<Item = &OutcomeEnum> {
    [&method.output, &method.failure]
        .into_iter()
        .filter_map(|outcome| match outcome {
            Outcome::Several(item) => Some(item),
            Outcome::Unit | Outcome::Body(_) => None,
        })
}

fn types(method: &Method) -> impl Iterator<Item = &Type> {
    let variants = outcome_enums(method).flat_map(|item| &item.variants);
    variants.filter_map(|variant| variant.body.as_ref())
}

fn names_a_model(method: &Method) -> bool {
    let mut named = types(method).chain(method.taken());
    named.any(|ty| ty.model().is_some())
}

/// A request function, its request, and what the request gives.
pub(super) fn method(method: &Method) -> TokenStream {
    let function = function(method);
    let setters = setters(method);
    let outcome_enums = outcome_enums(method).map(outcome_enum);
    let body_enum = method.body_enum().map(body_enum);
    quote! {
        #function
        #setters
        #body_enum
        #(#outcome_enums)*
    }
}

fn function(method: &Method) -> TokenStream {
    let docs = docs::outer(&method.docs);
    let deprecated = deprecated(method.deprecated);
    let function = &method.function;
    let request = &method.request;
    let body = method.body.iter().filter(|body| body.required);
    let arguments = method.arguments.iter().map(|it| (&it.ident, &it.ty));
    let arguments = arguments.chain(body.clone().map(|body| (&body.ident, &body.ty)));
    let arguments = arguments.map(|(ident, ty)| {
        let ty = argument::taken(ty);
        quote!(#ident: #ty)
    });
    let names = method.arguments.iter().map(|it| &it.ident);
    let names: Vec<_> = names.chain(body.clone().map(|body| &body.ident)).collect();
    let allowed = argument::allowed(None, &names);
    let lists = method.arguments.iter().map(|it| (&it.ident, &it.ty));
    let lists = lists.filter_map(argument::listed);
    let parts = method.arguments.iter().map(argument::part);
    let parts = parts.chain(body.map(argument::body));
    // As in the runtime's macros: machine code is made where it is used, and a body takes the table of its model along.
    quote! {
        #docs
        #deprecated
        #allowed
        #[inline]
        pub fn #function(#(#arguments),*) -> #request {
            #(#lists)*
            #request::request() #(#parts)* .into()
        }
    }
}

/// What may be set of the request.
fn setters(method: &Method) -> TokenStream {
    let request = &method.request;
    let setters = method.setters.iter().map(|argument| {
        let part = argument::part(argument);
        let head = (&argument.docs, argument.deprecated);
        setter(head, &argument.ident, &argument.ty, &part)
    });
    let body = method.body.iter().filter(|body| !body.required);
    let body = body.map(|body| {
        let part = argument::body(body);
        setter((&body.docs, false), &body.ident, &body.ty, &part)
    });
    let rewritings = method
        .body
        .iter()
        .flat_map(|body| &body.rewritings)
        .map(rewriting);
    let setters: Vec<_> = setters.chain(body).chain(rewritings).collect();
    if setters.is_empty() {
        return TokenStream::new();
    }
    quote! {
        impl #request {
            #(#setters)*
        }
    }
}

fn rewriting(rewriting: &Rewriting) -> TokenStream {
    let ident = &rewriting.ident;
    let call = argument::rewritten(&rewriting.form);
    let docs = if matches!(rewriting.form, BodyForm::Form(_)) {
        "Sends the body as a form (`application/x-www-form-urlencoded`)."
    } else {
        "Sends the body in parts (`multipart/form-data`)."
    };
    let docs = docs::outer(&[docs.to_owned()]);
    quote! {
        #docs
        pub fn #ident(self) -> Self {
            Self(self.0 #call)
        }
    }
}

fn setter(
    (docs, is_deprecated): (&Docs, bool),
    ident: &Ident,
    given: &ArgumentType,
    part: &TokenStream,
) -> TokenStream {
    let docs = docs::outer(docs);
    let deprecated = deprecated(is_deprecated);
    let ty = argument::taken(given);
    let allowed = argument::allowed(Some(ident), &[ident]);
    let listed = argument::listed((ident, given));
    let inline = argument::holds_model(given).then(|| quote!(#[inline]));
    quote! {
        #docs
        #deprecated
        #allowed
        #inline
        pub fn #ident(self, #ident: #ty) -> Self {
            #listed
            Self(self.0 #part)
        }
    }
}
