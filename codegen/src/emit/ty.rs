//! Types of wire data as tokens, and what must be imported to name them.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::Paths;
use crate::plan::{Foreign, Part, Place, Type};

impl ToTokens for Type {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(named(self, &quote!()));
    }
}

/// The type as named from outside the module of the models.
pub(super) fn qualified(ty: &Type) -> TokenStream {
    named(ty, &quote!(models::))
}

/// The type as named from one module below the models.
pub(super) fn above(ty: &Type) -> TokenStream {
    named(ty, &quote!(super::))
}

fn named(ty: &Type, models: &TokenStream) -> TokenStream {
    let inner = |ty: &Type| named(ty, models);
    match ty {
        Type::Bool => quote!(bool),
        Type::I32 => quote!(i32),
        Type::I64 => quote!(i64),
        Type::U32 => quote!(u32),
        Type::U64 => quote!(u64),
        Type::F32 => quote!(f32),
        Type::F64 => quote!(f64),
        Type::String => quote!(String),
        Type::Secret => quote!(Secret),
        Type::Bytes => quote!(Bytes),
        Type::ByteStream => quote!(ByteStream),
        Type::JsonLines(held) => wrapped(&quote!(JsonLines), &inner(held)),
        Type::EventStream(held) => wrapped(&quote!(EventStream), &inner(held)),
        Type::DateTime => quote!(DateTime<FixedOffset>),
        Type::Date => quote!(NaiveDate),
        Type::Base64 => quote!(Base64),
        Type::Foreign(path) => foreign(path),
        Type::Value => quote!(Value),
        Type::JsonObject => quote!(Map<String, Value>),
        Type::Model(name) => quote!(#models #name),
        Type::Option(held) => wrapped(&quote!(Option), &inner(held)),
        Type::Nullable(held) => wrapped(&quote!(Nullable), &inner(held)),
        Type::Vec(held) => wrapped(&quote!(Vec), &inner(held)),
        Type::Box(held) => wrapped(&quote!(Box), &inner(held)),
        Type::Tuple(items) => {
            let items = items.iter().map(inner);
            quote!((#(#items,)*))
        }
        Type::Map(held) => {
            let held = inner(held);
            quote!(BTreeMap<String, #held>)
        }
    }
}

/// The path of a type that is not generated.
pub(super) fn foreign(path: &Foreign) -> TokenStream {
    let own = path.is_local().then(|| quote!(crate::));
    let segments = path.segments();
    quote!(#own #(#segments)::*)
}

fn wrapped(wrapper: &TokenStream, held: &TokenStream) -> TokenStream {
    quote!(#wrapper<#held>)
}

/// What the types of a file need to be imported, beside what the prelude has.
#[derive(Debug, Default)]
pub(super) struct Imports {
    bytes: bool,
    chrono: Vec<&'static str>,
    formats: BTreeSet<Part>,
    json: Vec<&'static str>,
    map: bool,
    runtime: Vec<&'static str>,
}

impl Imports {
    /// The imports of a file that names `types`.
    pub(super) fn of<'a>(types: impl IntoIterator<Item = &'a Type>) -> Self {
        let mut imports = Self::default();
        for ty in types {
            imports.add(ty);
        }
        for list in [&mut imports.chrono, &mut imports.json, &mut imports.runtime] {
            list.sort_unstable();
            list.dedup();
        }
        imports
    }

    fn add(&mut self, ty: &Type) {
        match ty {
            Type::Bytes => self.bytes = true,
            Type::ByteStream => self.runtime.push("ByteStream"),
            Type::JsonLines(_) => self.runtime.push("JsonLines"),
            Type::EventStream(_) => self.runtime.push("EventStream"),
            Type::DateTime => self.chrono.extend(["DateTime", "FixedOffset"]),
            Type::Date => self.chrono.push("NaiveDate"),
            Type::Value => self.json.push("Value"),
            Type::JsonObject => self.json.extend(["Map", "Value"]),
            Type::Base64 => self.runtime.push("Base64"),
            Type::Foreign(path) => self.formats.extend(path.format()),
            Type::Secret => self.runtime.push("Secret"),
            Type::Nullable(_) => self.runtime.push("Nullable"),
            Type::Map(_) => self.map = true,
            _ => {}
        }
        for inner in ty.inner() {
            self.add(inner);
        }
    }
}

impl Imports {
    /// The `use` lines of a file right below the root.
    pub(super) fn tokens(&self, paths: Paths) -> TokenStream {
        self.tokens_at(1, paths)
    }

    /// The `use` lines of a file `depth` modules below the root.
    pub(super) fn tokens_at(&self, depth: usize, paths: Paths) -> TokenStream {
        let bytes = import(
            &paths.external("bytes"),
            if self.bytes { &["Bytes"] } else { &[] },
        );
        let map = self.map.then(|| {
            quote!(
                use std::collections::BTreeMap;
            )
        });
        let chrono = import(&paths.external("chrono"), &self.chrono);
        let json = import(&paths.external("serde_json"), &self.json);
        let runtime = import(&paths.runtime(depth), &self.runtime);
        // A module depends on no crate but the runtime.
        let formats = self.formats.iter().filter(|_| paths.place == Place::Module);
        let formats = formats.map(|format| import(&paths.runtime(depth), &[format.name()]));
        quote!(#map #bytes #chrono #json #(#formats)* #runtime)
    }
}

/// One `use` line, or none where there is nothing to import.
fn import(path: &TokenStream, names: &[&str]) -> TokenStream {
    let idents = names
        .iter()
        .map(|name| proc_macro2::Ident::new(name, proc_macro2::Span::call_site()));
    match names {
        [] => quote!(),
        [_] => quote!(#(use #path::#idents;)*),
        _ => quote!(use #path::{#(#idents),*};),
    }
}
