//! The tables beside the models: how each is read and written.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::{Paths, models};
use crate::names::Ident;
use crate::plan::{self, Enum, EnumOf, Item, JsonKind, Struct, Union};

/// The module of all tables.
pub(super) fn wire(items: &[Item], paths: Paths) -> TokenStream {
    let runtime = paths.runtime(2);
    let structs: Vec<_> = items.iter().filter_map(as_struct).collect();
    let unions: Vec<_> = items.iter().filter_map(as_union).collect();
    let tables = structs.iter().map(|item| table(item));
    let cases = unions.iter().map(|item| cases(item));
    let model_names = structs.iter().map(|item| &item.name);
    let union_names = unions.iter().map(|item| &item.name);
    let of = |of: EnumOf| {
        let enums = items.iter().filter_map(as_enum);
        enums
            .filter(move |item| item.of == of)
            .map(|item| &item.name)
    };
    let calls = [
        call("models", model_names),
        call("unions", union_names),
        call("text_enums", of(EnumOf::Text)),
        call("integer_enums", of(EnumOf::Integer)),
        call("value_enums", of(EnumOf::Any)),
    ];
    let has_tags = unions.iter().any(|item| item.tag.is_some());
    let imports = imports(!structs.is_empty(), !unions.is_empty(), has_tags);
    let deprecated = models::deprecated_inside(items);
    let value = (!unions.is_empty()).then(|| {
        let json = paths.external("serde_json");
        quote!(use #json::Value;)
    });
    quote! {
        //! How each model is read and written.
        #deprecated

        #value
        use #runtime::wire::{self #imports};

        #(#tables)*
        #(#cases)*
        #(#calls)*
    }
}

fn imports(structs: bool, unions: bool, tags: bool) -> TokenStream {
    let tags = tags.then(|| quote!(, Tag));
    let blank = (structs || unions).then(|| quote!(, blank));
    let structs = structs.then(|| quote!(, Model, Shape, Visit, VisitMut));
    let unions = unions.then(|| quote!(, Case, Cases, Kinds, Slot, Union, View, ViewMut));
    quote!(#structs #unions #tags #blank)
}

/// The call of a macro that writes what is the same for each of the types.
fn call<'a>(name: &str, types: impl Iterator<Item = &'a Ident>) -> Option<TokenStream> {
    let mut types = types.peekable();
    types.peek()?;
    let name = format_ident!("{name}");
    Some(quote!(wire::#name!(#(super::#types),*);))
}

fn as_struct(item: &Item) -> Option<&Struct> {
    match item {
        Item::Struct(item) => Some(item),
        _ => None,
    }
}

fn as_union(item: &Item) -> Option<&Union> {
    match item {
        Item::Union(item) => Some(item),
        _ => None,
    }
}

fn as_enum(item: &Item) -> Option<&Enum> {
    match item {
        Item::Enum(item) => Some(item),
        _ => None,
    }
}

/// The table of a union.
fn cases(item: &Union) -> TokenStream {
    let name = &item.name;
    let unknown = &item.unknown;
    let idents: Vec<_> = item.variants.iter().map(|variant| &variant.ident).collect();
    let indexes = (0..item.variants.len()).map(Literal::usize_unsuffixed);
    let cases = item.variants.iter().map(|variant| case(&variant.case));
    let tag = match &item.tag {
        None => quote!(None),
        Some(tag) => {
            let member = &tag.member;
            let values = tag.values.iter().map(|(value, index)| {
                let index = Literal::usize_unsuffixed(*index);
                quote!((#value, #index))
            });
            quote!(Some(Tag { member: #member, values: &[#(#values,)*] }))
        }
    };
    quote! {
        impl Union for super::#name {
            fn blank() -> Self {
                Self::#unknown(Value::Null)
            }

            fn cases(&self) -> &'static Cases {
                &Cases {
                    tag: #tag,
                    cases: &[#(#cases,)*],
                    open: true,
                }
            }

            fn held(&self) -> View<'_> {
                match self {
                    #(Self::#idents(held) => held.view(),)*
                    Self::#unknown(held) => held.view(),
                }
            }

            fn choose(&mut self, case: usize) -> ViewMut<'_> {
                *self = match case {
                    #(#indexes => Self::#idents(blank()),)*
                    _ => Self::#unknown(blank()),
                };
                match self {
                    #(Self::#idents(held) => held.view_mut(),)*
                    Self::#unknown(held) => held.view_mut(),
                }
            }
        }
    }
}

fn case(case: &plan::Case) -> TokenStream {
    let bits = case.kinds.iter().map(|kind| match kind {
        JsonKind::Null => 0b1,
        JsonKind::Boolean => 0b10,
        JsonKind::Integer => 0b100,
        JsonKind::Number => 0b1000,
        JsonKind::String => 0b1_0000,
        JsonKind::Array => 0b10_0000,
        JsonKind::Object => 0b100_0000,
    });
    let kinds = Literal::u8_unsuffixed(bits.fold(0, |all, bit| all | bit));
    let constants = case
        .constants
        .iter()
        .map(|(name, value)| quote!((#name, #value)));
    let present = &case.present;
    let texts = &case.texts;
    quote! {
        Case {
            kinds: Kinds(#kinds),
            constants: &[#(#constants),*],
            present: &[#(#present),*],
            texts: &[#(#texts),*],
        }
    }
}

fn table(item: &Struct) -> TokenStream {
    let name = &item.name;
    let members = item.fields.iter().map(|field| &field.wire_name);
    let required = item
        .fields
        .iter()
        .enumerate()
        .filter(|(_, field)| field.required);
    let required = required.map(|(index, _)| Literal::usize_unsuffixed(index));
    let open = item.additional.is_some();
    // The map of unnamed members comes last, as `Model::members` demands.
    let additional = item.additional.iter().map(|field| &field.ident);
    let fields: Vec<_> = item
        .fields
        .iter()
        .map(|field| &field.ident)
        .chain(additional)
        .collect();
    quote! {
        impl Model for super::#name {
            #[inline]
            fn blank() -> Self {
                Self { #(#fields: blank(),)* }
            }

            #[inline]
            fn shape(&self) -> &'static Shape {
                &Shape {
                    members: &[#(#members,)*],
                    required: &[#(#required,)*],
                    open: #open,
                }
            }

            #[inline]
            fn members(&self, visit: Visit<'_>) {
                visit.members(&[#(&self.#fields,)*]);
            }

            #[inline]
            fn members_mut(&mut self, visit: VisitMut<'_>) {
                visit.members(&mut [#(&mut self.#fields,)*]);
            }
        }
    }
}
