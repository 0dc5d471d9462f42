//! The module of the mock server: what it knows of the API, and what its users name.

use proc_macro2::TokenStream;
use quote::quote;

use super::ty::{Imports, qualified};
use super::{Paths, SourceFile};
use crate::plan::{ArgumentType, BodyForm, ClientCrate, Method, Module, Type};

/// The module, and the table of what bodies are read as; what the server answers by itself is in a file of JSON beside.
pub(super) fn files(
    krate: &ClientCrate,
    at: impl Fn(&str) -> String,
    paths: Paths,
) -> impl Iterator<Item = SourceFile<'_>> {
    let module = SourceFile::pretty(at("mock"), move || module(krate, paths));
    let has_table = krate.modules.iter().any(|it| bodies(it).next().is_some());
    let table = has_table.then(|| {
        let head = move || table_head(krate, paths);
        SourceFile::dense(at("mock/wire"), head).items([krate], table)
    });
    [Some(module), table].into_iter().flatten()
}

fn module(krate: &ClientCrate, paths: Paths) -> TokenStream {
    let runtime = paths.named_runtime(1);
    let security = !krate.security_schemes.is_empty();
    let security = security.then(|| {
        quote!(
            use super::security;
        )
    });
    let schemes = krate.security_schemes.iter().map(|it| &it.constant);
    let servers = krate.all_servers().map(|server| &server.url);
    let has_table = krate.modules.iter().any(|it| bodies(it).next().is_some());
    let (wire, bodies) = if has_table {
        (
            quote!(
                mod wire;
            ),
            quote!(wire::BODIES),
        )
    } else {
        (quote!(), quote!(&[]))
    };
    quote! {
        //! A server for the tests of those who call the API: it answers as the description says, or as a test tells it.

        #wire

        #runtime
        #security
        use runtime::mock::Description;
        pub use runtime::mock::{Call, Mock, Problem, Reply, ReplyBody};

        /// Starts a server on the loopback interface, which runs until it is dropped.
        ///
        /// # Panics
        ///
        /// Where the machine lets nobody listen there.
        #[must_use]
        #[track_caller]
        pub fn start() -> Mock {
            Mock::start(&DESCRIPTION)
        }

        /// What the server knows of the API.
        static DESCRIPTION: Description = Description {
            operations: include_str!("mock.json"),
            servers: &[#(#servers),*],
            security_schemes: &[#(&security::#schemes),*],
            bodies: #bodies,
        };
    }
}

fn table_head(krate: &ClientCrate, paths: Paths) -> TokenStream {
    let runtime = paths.named_runtime(2);
    let bodies = |module| bodies(module).map(|(_, _, ty)| ty).collect::<Vec<_>>();
    let types: Vec<_> = krate.modules.iter().flat_map(bodies).collect();
    let imports = Imports::of(&types).tokens_at(2, paths);
    let models = types.iter().any(|ty| ty.model().is_some());
    let models = models.then(|| {
        quote!(
            use super::super::models;
        )
    });
    let partly_used = krate
        .features()
        .next()
        .map(|_| quote!(#![allow(unused_imports, reason = "what is not turned on names nothing")]));
    quote! {
        //! What the bodies of calls are read as.
        #partly_used
        #imports
        #models
        #runtime
        use runtime::mock::{BodyType, json};
    }
}

fn table(krate: &ClientCrate) -> TokenStream {
    let rows = krate.modules.iter().filter_map(rows);
    quote!(pub(super) const BODIES: &[&[BodyType]] = &[#(#rows),*];)
}

/// A row for each body that the operations of a module take.
fn rows(module: &Module) -> Option<TokenStream> {
    let rows = bodies(module).map(|(method, media_type, ty)| {
        let name = format!("{} {}", method.http_method, method.path);
        let ty = qualified(&ty);
        quote!((#name, #media_type, json::<#ty>))
    });
    let rows: Vec<_> = rows.collect();
    let gate = &module.gate;
    (!rows.is_empty()).then(|| quote!(#gate &[#(#rows),*]))
}

/// The bodies that are JSON, with their media types and their types.
fn bodies(module: &Module) -> impl Iterator<Item = (&Method, &str, Type)> {
    module.methods.iter().flat_map(|method| {
        let whole = method.body.iter();
        let whole = whole.map(|body| (&body.form, &*body.media_type, &body.ty));
        let kinds = method
            .body_enum()
            .into_iter()
            .flat_map(|item| &item.variants);
        let kinds = kinds.map(|kind| (&kind.form, &*kind.media_type, &kind.ty));
        whole
            .chain(kinds)
            .filter_map(move |(form, media_type, ty)| {
                let ty = matches!(form, BodyForm::Json).then(|| held(ty))??;
                Some((method, media_type, ty))
            })
    })
}

/// The type of the body that an argument is.
fn held(ty: &ArgumentType) -> Option<Type> {
    match ty {
        ArgumentType::Text => Some(Type::String),
        ArgumentType::Value(ty) | ArgumentType::Reference(ty) => {
            (!matches!(ty, Type::Bytes | Type::ByteStream)).then(|| ty.clone())
        }
        ArgumentType::Slice(ty) | ArgumentType::List(ty) => Some(Type::Vec(Box::new(ty.clone()))),
        _ => None,
    }
}
