//! From the plan to tokens. Nothing is decided here, so nothing can fail.

mod api;
mod crate_root;
mod docs;
mod enums;
mod events;
mod foreign;
mod gate;
mod ident;
mod manifest;
mod method;
mod models;
mod operation;
mod proof;
mod servers;
mod status_enum;
mod ty;
mod wire;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::plan::{ClientCrate, Place};

pub(crate) use self::manifest::manifest;
pub(crate) use self::proof::proof;

/// A source file before it is printed.
pub(crate) struct SourceFile<'a> {
    /// Its path below the crate's root, with forward slashes.
    pub(crate) path: String,
    /// How it is printed.
    pub(crate) layout: Layout,
    /// Makes its inner attributes and items; tokens cannot cross threads, so each file makes its own.
    pub(crate) tokens: Box<dyn Fn() -> TokenStream + Send + Sync + 'a>,
}

/// How a file is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// For people.
    Pretty,
    /// For the compiler: lines are filled, so that tables stay small.
    Dense,
}

impl<'a> SourceFile<'a> {
    fn pretty(
        path: impl Into<String>,
        tokens: impl Fn() -> TokenStream + Send + Sync + 'a,
    ) -> Self {
        Self {
            path: path.into(),
            layout: Layout::Pretty,
            tokens: Box::new(tokens),
        }
    }

    fn dense(path: impl Into<String>, tokens: impl Fn() -> TokenStream + Send + Sync + 'a) -> Self {
        Self {
            layout: Layout::Dense,
            ..Self::pretty(path, tokens)
        }
    }
}

/// How generated code names what it does not define.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paths {
    place: Place,
}

impl Paths {
    /// The runtime, seen from `depth` modules below the root.
    ///
    /// No path begins with `crate`, so that the code can stand anywhere.
    fn runtime(self, depth: usize) -> TokenStream {
        let up = (0..depth).map(|_| quote!(super::));
        match self.place {
            Place::Crate if depth == 0 => quote!(self::runtime),
            Place::Crate => quote!(#(#up)* runtime),
            Place::Module => quote!(codegen_runtime),
        }
    }

    /// Brings the runtime into scope under its own name, which its macros need.
    fn named_runtime(self, depth: usize) -> TokenStream {
        let runtime = self.runtime(depth);
        match self.place {
            Place::Crate => quote!(use #runtime;),
            Place::Module => quote!(use #runtime as runtime;),
        }
    }

    /// A crate that the runtime stands on as well.
    fn external(self, name: &str) -> TokenStream {
        let name = format_ident!("{name}");
        match self.place {
            Place::Crate => quote!(#name),
            Place::Module => quote!(codegen_runtime::#name),
        }
    }
}

/// Every source file of the crate but those of the runtime, which is ordinary Rust already.
pub(crate) fn emit(krate: &ClientCrate) -> Vec<SourceFile<'_>> {
    let paths = Paths { place: krate.place };
    let (folder, root) = match krate.place {
        Place::Crate => ("src/", "src/lib.rs"),
        Place::Module => ("", "mod.rs"),
    };
    let at = |name: &str| format!("{folder}{name}.rs");
    let mut files = vec![
        SourceFile::pretty(root, move || crate_root::crate_root(krate, paths)),
        SourceFile::pretty(at("servers"), move || {
            servers::servers(&krate.servers, paths)
        }),
    ];
    if krate.all_models().next().is_some() {
        files.push(SourceFile::pretty(at("models"), move || {
            models::models(krate, paths)
        }));
        if models::have_tables(&krate.models) {
            files.push(SourceFile::dense(at("models/wire"), move || {
                wire::wire(krate, paths)
            }));
        }
    }
    for module in &krate.model_modules {
        let path = at(&format!("models/{}", module.ident.as_str()));
        files.push(SourceFile::pretty(path, move || {
            models::module(module, paths)
        }));
        if models::have_tables(&module.models) {
            let path = at(&format!("models/{}/wire", module.ident.as_str()));
            files.push(SourceFile::dense(path, move || wire::module(module, paths)));
        }
    }
    if !krate.used.foreign.is_empty() {
        let types = &krate.used.foreign;
        files.push(SourceFile::pretty(at("foreign"), move || {
            foreign::foreign(types, paths)
        }));
    }
    if !krate.security_schemes.is_empty() {
        let schemes = &krate.security_schemes;
        files.push(SourceFile::pretty(at("security"), move || {
            api::security(schemes, paths)
        }));
    }
    for module in &krate.events {
        files.push(SourceFile::pretty(at(module.ident.as_str()), move || {
            events::module(module, paths)
        }));
    }
    for module in &krate.modules {
        let path = at(module.ident.as_str());
        files.push(SourceFile::pretty(path, move || {
            method::module(module, paths)
        }));
        files.push(SourceFile::dense(
            at(&format!("{}/wire", module.ident.as_str())),
            move || operation::wire(module, paths),
        ));
    }
    files
}
