//! From the plan to tokens. Nothing is decided here, so nothing can fail.

mod api;
mod argument;
mod body_enum;
mod calls;
mod crate_root;
mod docs;
mod enums;
mod events;
mod foreign;
mod gate;
mod headers;
mod ident;
mod manifest;
mod method;
mod mock;
mod models;
mod operation;
mod outcome_enum;
mod pages;
mod proof;
mod sent;
mod servers;
mod ty;
mod wire;
mod xml;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::plan::{ClientCrate, Item, Part, Place};

pub(crate) use self::calls::calls;
pub(crate) use self::manifest::manifest;
pub(crate) use self::proof::proof;

/// A source file before it is printed.
pub(crate) struct SourceFile<'a> {
    /// Its path below the crate's root, with forward slashes.
    pub(crate) path: String,
    /// How it is printed.
    pub(crate) layout: Layout,
    /// Its inner attributes, and the items that stand in front of the others.
    pub(crate) head: Tokens<'a>,
    /// The items of which there may be thousands.
    pub(crate) items: Vec<Tokens<'a>>,
}

/// Makes tokens; they cannot cross threads, so each thread makes its own.
pub(crate) type Tokens<'a> = Box<dyn Fn() -> TokenStream + Send + Sync + 'a>;

/// How a file is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// For people.
    Pretty,
    /// For the compiler: each item fills its lines, so that tables stay small.
    Dense,
}

impl<'a> SourceFile<'a> {
    fn pretty(path: impl Into<String>, head: impl Fn() -> TokenStream + Send + Sync + 'a) -> Self {
        Self {
            path: path.into(),
            layout: Layout::Pretty,
            head: Box::new(head),
            items: Vec::new(),
        }
    }

    fn dense(path: impl Into<String>, head: impl Fn() -> TokenStream + Send + Sync + 'a) -> Self {
        Self {
            layout: Layout::Dense,
            ..Self::pretty(path, head)
        }
    }

    /// Adds an item for each of `list`.
    fn items<T: Sync + 'a>(
        mut self,
        list: impl IntoIterator<Item = &'a T>,
        tokens: impl Fn(&T) -> TokenStream + Copy + Send + Sync + 'a,
    ) -> Self {
        let items = list.into_iter();
        self.items
            .extend(items.map(|item| -> Tokens<'a> { Box::new(move || tokens(item)) }));
        self
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
        SourceFile::pretty(at("servers"), move || servers::servers(krate, paths)),
    ];
    if krate.all_models().next().is_some() {
        let head = move || models::head(krate, paths);
        let model = move |item: &Item| models::gated(krate, item, models::item(item));
        files.push(SourceFile::pretty(at("models"), head).items(&krate.models, model));
        let head = move || wire::head(krate, paths);
        let table = move |item: &Item| wire::table(item, krate.gates.get(item.name()));
        let tables = krate.models.iter().filter(|item| wire::has_table(item));
        if models::have_tables(&krate.models) {
            files.push(SourceFile::dense(at("models/wire"), head).items(tables, table));
        }
    }
    for module in &krate.model_modules {
        let path = at(&format!("models/{}", module.ident.as_str()));
        let head = move || models::module_head(module, paths);
        files.push(SourceFile::pretty(path, head).items(&module.models, models::item));
        let path = at(&format!("models/{}/wire", module.ident.as_str()));
        let head = move || wire::module_head(module, paths);
        let tables = module.models.iter().filter(|item| wire::has_table(item));
        if models::have_tables(&module.models) {
            files.push(SourceFile::dense(path, head).items(tables, |item| wire::table(item, None)));
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
    files.extend(headers::files(&krate.declared_headers, at, paths));
    if krate.used.parts.contains(&Part::Mock) {
        files.extend(mock::files(krate, at, paths));
    }
    for module in &krate.events {
        files.push(SourceFile::pretty(at(module.ident.as_str()), move || {
            events::module(module, paths)
        }));
    }
    for module in &krate.modules {
        let ident = module.ident.as_str();
        let head = move || method::head(module, paths);
        files.push(SourceFile::pretty(at(ident), head).items(&module.methods, method::method));
        files.push(operation::wire(at(&format!("{ident}/wire")), module, paths));
    }
    files
}
