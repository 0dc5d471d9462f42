//! Request functions, the request values that they return, and what answers mean.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::models::deprecated;
use super::status_enum::{error_enum, status_enum};
use super::ty::{self, Imports};
use super::{Paths, docs};
use crate::plan::{
    Argument, ArgumentLocation, ArgumentType, Arm, ArmStatus, Method, Module, Outcome, Type,
};

/// The module of one tag.
pub(super) fn module(module: &Module, paths: Paths) -> TokenStream {
    let runtime = paths.runtime(1);
    let http = paths.external("http");
    let docs = docs::inner(&module.docs);
    let models = module.methods.iter().any(names_a_model);
    let models = models.then(|| quote!(, models));
    let imports = Imports::of(module.methods.iter().flat_map(types)).tokens(paths);
    let security = module
        .methods
        .iter()
        .any(|method| !method.security.is_empty());
    let security = security.then(|| quote!(, security));
    let failures = || module.methods.iter().map(|method| &method.failure);
    let error_body = failures().any(|failure| matches!(failure, Outcome::ByStatus(_)));
    let error_body = error_body.then(|| quote!(ErrorBody,));
    let untyped = failures().any(|failure| matches!(failure, Outcome::Unit));
    let untyped = untyped.then(|| quote!(Untyped,));
    let methods = module.methods.iter().map(method);
    quote! {
        #docs
        use std::time::Duration;
        use #http::Method;
        #imports
        use #runtime::{
            Answer, Client, Decoded, Error, #error_body Operation, OperationInfo, Request, Response, Sending, #untyped
        };
        use super::{API #models #security};

        #(#methods)*
    }
}

fn types(method: &Method) -> impl Iterator<Item = &Type> {
    method.arms.iter().filter_map(|arm| arm.body.as_ref())
}

fn names_a_model(method: &Method) -> bool {
    let arguments = method.arguments.iter().chain(&method.setters);
    types(method).any(|ty| ty.model().is_some())
        || arguments
            .into_iter()
            .any(|argument| matches!(argument.ty, ArgumentType::Enum(_)))
}

fn method(method: &Method) -> TokenStream {
    let function = function(method);
    let request = request(method);
    let operation = operation(method);
    let output = match &method.output {
        Outcome::ByStatus(item) => Some(status_enum(item)),
        Outcome::Unit | Outcome::Body(_) => None,
    };
    let failure = match &method.failure {
        Outcome::ByStatus(item) => Some(error_enum(item)),
        Outcome::Unit | Outcome::Body(_) => None,
    };
    quote! {
        #function
        #request
        #output
        #failure
        #operation
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
            #request { request: Request::new(#request::INFO) #(#parts)* }
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
    let about = format!(" The request of [`{}`].", method.function);
    let request = &method.request;
    let setters = method.setters.iter().map(setter);
    let output = outcome(&method.output);
    let failure = failure(&method.failure);
    quote! {
        #[doc = #about]
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct #request {
            request: Request,
        }

        impl #request {
            #(#setters)*

            /// Sets a header of this request, over the client's and the description's.
            pub fn header(mut self, name: &str, value: &str) -> Self {
                self.request = self.request.header(name, value);
                self
            }

            /// Sets how long the call may take, over the client's timeout.
            pub fn timeout(mut self, timeout: Duration) -> Self {
                self.request = self.request.timeout(timeout);
                self
            }

            /// Sends the request.
            pub fn send(self, client: &Client) -> Sending<#output, #failure> {
                client.send(self)
            }

            /// Sends the request and waits for the answer.
            ///
            /// # Errors
            ///
            /// As [`send`](Self::send), and where it is called from asynchronous code.
            pub fn send_blocking(self, client: &Client) -> Result<Response<#output>, Error<#failure>> {
                client.send_blocking(self)
            }
        }
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
        pub fn #ident(mut self, #ident: #ty) -> Self {
            self.request = self.request #part;
            self
        }
    }
}

/// What an error holds.
fn failure(failure: &Outcome) -> TokenStream {
    match failure {
        Outcome::Unit => quote!(Untyped),
        documented => outcome(documented),
    }
}

fn outcome(outcome: &Outcome) -> TokenStream {
    match outcome {
        Outcome::Unit => quote!(()),
        Outcome::Body(ty) => ty::qualified(ty),
        Outcome::ByStatus(item) => {
            let name = &item.name;
            quote!(#name)
        }
    }
}

fn operation(method: &Method) -> TokenStream {
    let request = &method.request;
    let output = outcome(&method.output);
    let failure = failure(&method.failure);
    let info = info(method);
    let arms = merged(&method.arms)
        .into_iter()
        .map(|same| arm(&same, method));
    let has_other = method.arms.iter().any(|arm| arm.status == ArmStatus::Other);
    let other = (!has_other).then(|| quote!(_ => answer.undocumented(),));
    quote! {
        impl Operation for #request {
            type Output = #output;
            type ErrorBody = #failure;

            const INFO: &'static OperationInfo = #info;

            fn into_request(self) -> Request {
                self.request
            }

            fn decode(answer: &Answer) -> Decoded<Self> {
                match answer.code() {
                    #(#arms)*
                    #other
                }
            }
        }
    }
}

/// Neighbors that are handled alike.
fn merged(arms: &[Arm]) -> Vec<Vec<&Arm>> {
    let mut merged: Vec<Vec<&Arm>> = Vec::new();
    for arm in arms {
        match merged.last_mut() {
            Some(same)
                if same.iter().all(|each| {
                    each.variant.is_none()
                        && arm.variant.is_none()
                        && (each.success, &each.body) == (arm.success, &arm.body)
                        && arm.status != ArmStatus::Other
                }) =>
            {
                same.push(arm);
            }
            _ => merged.push(vec![arm]),
        }
    }
    merged
}

fn arm(same: &[&Arm], method: &Method) -> TokenStream {
    let patterns = same.iter().map(|arm| pattern(arm.status));
    // A group has at least one arm; without one there is nothing to print.
    let Some(arm) = same.first() else {
        return TokenStream::new();
    };
    let value = answer(arm, method);
    quote!(#(#patterns)|* => #value,)
}

fn pattern(status: ArmStatus) -> TokenStream {
    match status {
        ArmStatus::Exact(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(#code)
        }
        ArmStatus::Range(first) => {
            let low = Literal::u16_unsuffixed(first * 100);
            let high = Literal::u16_unsuffixed(first * 100 + 99);
            quote!(#low..=#high)
        }
        ArmStatus::Other => quote!(_),
    }
}

/// What is made of an answer.
fn answer(arm: &Arm, method: &Method) -> TokenStream {
    let outcome = if arm.success {
        &method.output
    } else {
        &method.failure
    };
    let variant = match (&arm.variant, outcome) {
        (Some(variant), Outcome::ByStatus(item)) => {
            let name = &item.name;
            Some(quote!(#name::#variant))
        }
        _ => None,
    };
    match (arm.success, &arm.body, variant) {
        (true, Some(_), Some(variant)) => quote!(answer.success_with(#variant)),
        (true, Some(_), None) => quote!(answer.success()),
        (true, None, Some(variant)) => quote!(answer.empty().map(|()| #variant)),
        (true, None, None) => quote!(answer.empty()),
        (false, Some(_), Some(variant)) => quote!(answer.failure_with(#variant)),
        (false, Some(_), None) => quote!(answer.failure()),
        // An error without a body says all by its status.
        (false, None, _) => quote!(answer.undocumented()),
    }
}

fn info(method: &Method) -> TokenStream {
    let id = &method.operation;
    let http_method = format_ident!("{}", method.http_method);
    let path = &method.path;
    let accept = &method.accept;
    let alternatives = method
        .security
        .iter()
        .map(|schemes| quote!(&[#(&security::#schemes),*]));
    let idempotent = method.idempotent;
    quote! {
        &OperationInfo {
            api: &API,
            id: #id,
            method: Method::#http_method,
            path: #path,
            accept: #accept,
            security: &[#(#alternatives),*],
            idempotent: #idempotent,
        }
    }
}
