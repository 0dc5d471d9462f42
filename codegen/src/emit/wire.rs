//! The tables beside the models: how each is read and written.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Paths, enums, models};
use crate::plan::{self, Item, JsonKind, Struct, Union};

/// What comes before the tables.
pub(super) fn head(items: &[Item], paths: Paths) -> TokenStream {
    let runtime = paths.runtime(2);
    let deprecated = models::deprecated_inside(items);
    quote! {
        //! How each model is read and written.
        #deprecated

        use #runtime::wire;
    }
}

/// Whether a model has a table: another name for a type has none.
pub(super) fn has_table(item: &Item) -> bool {
    !matches!(item, Item::Alias(_))
}

/// The table of a model.
pub(super) fn table(item: &Item) -> TokenStream {
    match item {
        Item::Struct(item) => members(item),
        Item::Enum(item) => enums::table(item),
        Item::Union(item) => cases(item),
        Item::Alias(_) => TokenStream::new(),
    }
}

/// The table of a union.
fn cases(item: &Union) -> TokenStream {
    let name = &item.name;
    let unknown = &item.unknown;
    let variants = item.variants.iter().enumerate().map(|(index, variant)| {
        let ident = &variant.ident;
        let index = Literal::usize_unsuffixed(index);
        let case = case(&variant.case);
        quote!(#ident = #index #case)
    });
    let tag = match &item.tag {
        None => quote!(None),
        Some(tag) => {
            let member = &tag.member;
            let values = tag.values.iter().map(|(value, index)| {
                let index = Literal::usize_unsuffixed(*index);
                quote!((#value, #index))
            });
            quote!(Some(wire::Tag { member: #member, values: &[#(#values),*] }))
        }
    };
    quote!(wire::union_table!(#name #unknown #tag; { #(#variants),* });)
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
    quote!((#kinds [#(#constants),*] [#(#present),*] [#(#texts),*]))
}

/// The table of a struct.
fn members(item: &Struct) -> TokenStream {
    let name = &item.name;
    let fields = item.fields.iter().map(|field| {
        let (ident, wire_name) = (&field.ident, &field.wire_name);
        quote!(#ident = #wire_name)
    });
    let required = item
        .fields
        .iter()
        .enumerate()
        .filter(|(_, field)| field.required);
    let required = required.map(|(index, _)| Literal::usize_unsuffixed(index));
    let rest = item.additional.as_ref().map(|field| &field.ident);
    let open = item.additional.is_some();
    quote!(wire::struct_table!(#name { #(#fields),* } #rest [#(#required),*] #open);)
}
