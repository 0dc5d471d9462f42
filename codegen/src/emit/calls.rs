//! The call program of a generated crate: how each operation is called.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::SourceFile;
use super::proof::library;
use crate::names::Ident;
use crate::plan::{
    Argument, ArgumentLocation, ArgumentType, BodyEnum, ClientCrate, Method, Module, Outcome,
    OutcomeEnum, Type,
};

/// The root of the program.
pub(crate) fn calls(krate: &ClientCrate) -> SourceFile<'_> {
    let name = crate::calls::program(&krate.name);
    SourceFile::pretty(format!("examples/{name}/main.rs"), move || program(krate))
}

fn program(krate: &ClientCrate) -> TokenStream {
    let library = library(&krate.name);
    let modules = krate.modules.iter();
    let rows = modules.flat_map(|module| module.methods.iter().map(|method| row(module, method)));
    let choices = krate.modules.iter().flat_map(|module| {
        let items = module.methods.iter().filter_map(Method::body_enum);
        items.map(move |item| choice(module, item))
    });
    let schemes = krate.security_schemes.iter().map(|it| &it.constant);
    quote! {
        //! Makes the calls that it reads, a line of JSON for each, and writes a line for what comes of each.

        #![allow(deprecated, reason = "what callers should no longer use must still be right")]

        mod driver;

        use std::process::ExitCode;

        use #library::runtime;

        fn main() -> ExitCode {
            driver::run(table::CALLS, table::SCHEMES)
        }

        #[rustfmt::skip]
        mod table {
            use #library as client;
            use super::{driver::*, runtime::SecurityScheme};

            /// The ways to say who is calling.
            pub(super) const SCHEMES: &[&SecurityScheme] = &[#(&client::security::#schemes),*];

            /// Each operation, with what it takes and gives.
            pub(super) const CALLS: &[Call] = &[#(#rows),*];

            #(#choices)*
        }
    }
}

fn row(module: &Module, method: &Method) -> TokenStream {
    let operation = format!("{} {}", method.http_method, method.path);
    let (module, function) = (&module.ident, &method.function);
    let body = |is_required| {
        let bodies = method.body.iter();
        let bodies = bodies.filter(move |body| body.required == is_required);
        bodies.map(|body| (&body.ident, &body.ty, "body".to_owned()))
    };
    let arguments = method.arguments.iter().map(named).chain(body(true));
    let arguments = arguments.map(|(_, ty, name)| taken(ty, &name));
    let setters = method.setters.iter().map(named).chain(body(false));
    let setters = setters.map(|(ident, ty, name)| {
        let taken = taken(ty, &name);
        quote!(.#ident(#taken))
    });
    let output = match &method.output {
        Outcome::Unit => quote!(nothing),
        documented => outcome(module, documented),
    };
    let failure = match &method.failure {
        Outcome::Unit => quote!(never),
        documented => outcome(module, documented),
    };
    quote!(call!(#operation, #module::#function(#(#arguments),*) #(#setters)* => #output, #failure))
}

fn named(argument: &Argument) -> (&Ident, &ArgumentType, String) {
    let location = match argument.location {
        ArgumentLocation::Path => "path",
        ArgumentLocation::Query => "query",
        ArgumentLocation::Header => "header",
        ArgumentLocation::Cookie => "cookie",
        ArgumentLocation::Part => "part",
        ArgumentLocation::PartHeader => "part-header",
    };
    let name = format!("{location}/{}", argument.wire_name);
    (&argument.ident, &argument.ty, name)
}

/// An argument, as the method of `Given` that takes it.
fn taken(ty: &ArgumentType, name: &str) -> TokenStream {
    let kind = method_of(ty);
    quote!(#kind #name)
}

/// The method of `Given` for an argument.
fn method_of(ty: &ArgumentType) -> proc_macro2::Ident {
    format_ident!(
        "{}",
        match ty {
            ArgumentType::Text => "text",
            ArgumentType::Texts => "texts",
            ArgumentType::Value(_) => "value",
            ArgumentType::Reference(_) => "reference",
            ArgumentType::Slice(_) => "slice",
            ArgumentType::List(_) => "list",
            ArgumentType::Body => "body",
            ArgumentType::Upload => "upload",
            ArgumentType::Uploads => "uploads",
            ArgumentType::Multipart => "multipart",
            ArgumentType::Either(_) => "either",
        }
    )
}

/// How each kind of a body is taken.
fn choice(module: &Module, item: &BodyEnum) -> TokenStream {
    let (module, name) = (&module.ident, &item.name);
    let kinds = item.variants.iter().enumerate().map(|(index, variant)| {
        let (ident, kind) = (&variant.ident, method_of(&variant.ty));
        let media_type = &variant.media_type;
        // The first comes last, and is for all others.
        let media_type = if index == 0 {
            quote!(_)
        } else {
            quote!(Some(#media_type))
        };
        quote!(#media_type => #ident(#kind))
    });
    let mut kinds: Vec<_> = kinds.collect();
    kinds.rotate_left(1);
    quote!(choice!(#module::#name: #(#kinds),*);)
}

/// What tells an answer.
fn outcome(module: &Ident, outcome: &Outcome) -> TokenStream {
    match outcome {
        Outcome::Unit => quote!(nothing),
        Outcome::Body(ty) => told(ty),
        Outcome::Several(item) => several(module, item),
    }
}

fn several(module: &Ident, item: &OutcomeEnum) -> TokenStream {
    let name = &item.name;
    let variants = item.variants.iter().map(|variant| {
        let ident = &variant.ident;
        let body = variant.body.as_ref().map(told);
        body.map_or_else(
            || quote!(client::#module::#name::#ident => nothing(())),
            |told| quote!(client::#module::#name::#ident(it) => #told(it)),
        )
    });
    quote!(|it| match it { #(#variants,)* _ => unknown() })
}

fn told(ty: &Type) -> TokenStream {
    match ty {
        Type::Bytes => quote!(bytes),
        Type::ByteStream => quote!(stream),
        Type::JsonLines(_) => quote!(lines),
        Type::EventStream(_) => quote!(events),
        _ => quote!(json),
    }
}
