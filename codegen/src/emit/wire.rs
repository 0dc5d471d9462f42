//! The tables beside the models: how each is read and written.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::ty::Imports;
use super::{Paths, enums, models, sent, xml};
use crate::plan::{
    self, ClientCrate, Constraint, Gate, Item, JsonKind, ModelModule, Struct, Union,
};

/// What comes before the tables.
pub(super) fn head(krate: &ClientCrate, paths: Paths) -> TokenStream {
    let runtime = paths.runtime(2);
    let imports = Imports::of(sent::types(&krate.models)).tokens_at(2, paths);
    let unused = models::unused_without_features(krate);
    quote! {
        //! How each model is read and written.
        #unused

        #imports
        use #runtime::wire;
    }
}

/// What comes before the tables of one feature.
pub(super) fn module_head(module: &ModelModule, paths: Paths) -> TokenStream {
    let runtime = paths.runtime(3);
    let imports = Imports::of(sent::types(&module.models)).tokens_at(3, paths);
    quote! {
        //! How each model is read and written.
        #imports
        use #runtime::wire;
    }
}

/// Whether a model has a table: another name for a type has none.
pub(super) fn has_table(item: &Item) -> bool {
    !matches!(item, Item::Alias(_))
}

/// The table of a model, and what makes one that is sent, where the features that it is for are on.
pub(super) fn table(item: &Item, gate: Option<&Gate>) -> TokenStream {
    let (table, sent) = match item {
        Item::Struct(item) => (members(item), sent::sent(item)),
        Item::Enum(item) => (enums::table(item), TokenStream::new()),
        Item::Union(item) => (cases(item), TokenStream::new()),
        Item::Alias(_) => return TokenStream::new(),
    };
    // Each is an item of its own.
    let sent = (!sent.is_empty()).then(|| quote!(#gate #sent));
    quote!(#gate #table #sent)
}

/// The table of a union.
fn cases(item: &Union) -> TokenStream {
    let name = &item.name;
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
    let anything = item.anything.then(|| quote!(..127));
    let blank = item.variants.get(item.blank);
    match (&item.unknown, blank.map(|variant| &variant.ident)) {
        (None, Some(blank)) => {
            quote!(wire::closed_union_table!(#name #blank #tag; { #(#variants),* });)
        }
        (unknown, _) => {
            quote!(wire::union_table!(#name #unknown #tag; { #(#variants),* } #anything);)
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
    let tag = case.tag.iter();
    let tag = tag.map(|(member, value)| quote!(#member = #value));
    quote!((#kinds [#(#constants),*] [#(#present),*] [#(#texts),*] #(#tag)*))
}

/// The table of a struct.
fn members(item: &Struct) -> TokenStream {
    let name = &item.name;
    let fields = item.fields.iter().map(|field| {
        let (ident, wire_name) = (&field.ident, &field.wire_name);
        if ident.to_string() == *wire_name {
            quote!(#ident)
        } else {
            quote!(#ident = #wire_name)
        }
    });
    let required = item
        .fields
        .iter()
        .enumerate()
        .filter(|(_, field)| field.required);
    let required = required.map(|(index, _)| Literal::usize_unsuffixed(index));
    let rest = item.additional.as_ref().map(|field| &field.ident);
    let open = item.additional.is_some();
    let more = more(item);
    quote!(wire::struct_table!(#name { #(#fields),* } #rest [#(#required),*] #open #more);)
}

/// What a table says of members beyond their names: what stands in for them, and what is asked of them.
fn more(item: &Struct) -> TokenStream {
    let indexed = || {
        let fields = item.fields.iter().enumerate();
        fields.map(|(index, field)| (Literal::usize_unsuffixed(index), field))
    };
    let defaults: Vec<_> = indexed()
        .filter_map(|(index, field)| field.default.as_ref().map(|text| quote!((#index, #text))))
        .collect();
    let constraints: Vec<_> = indexed()
        .flat_map(|(index, field)| {
            let constraints = field.constraints.iter().map(constraint);
            constraints.map(move |constraint| quote!((#index, #constraint)))
        })
        .collect();
    let defaults = (!defaults.is_empty()).then(|| {
        quote! {
            fn defaults(&self) -> &'static [(usize, &'static str)] {
                &[#(#defaults),*]
            }
        }
    });
    let constraints = (!constraints.is_empty()).then(|| {
        quote! {
            fn constraints(&self) -> &'static [(usize, wire::Constraint)] {
                &[#(#constraints),*]
            }
        }
    });
    let xml = xml::members(&item.fields);
    if defaults.is_none() && constraints.is_none() && xml.is_none() {
        return TokenStream::new();
    }
    quote!(; #defaults #constraints #xml)
}

fn constraint(constraint: &Constraint) -> TokenStream {
    let number = |number: &f64| Literal::f64_unsuffixed(*number);
    let count = |count: &u32| Literal::u32_unsuffixed(*count);
    let (name, value) = match constraint {
        Constraint::Minimum(bound) => ("Minimum", number(bound)),
        Constraint::ExclusiveMinimum(bound) => ("ExclusiveMinimum", number(bound)),
        Constraint::Maximum(bound) => ("Maximum", number(bound)),
        Constraint::ExclusiveMaximum(bound) => ("ExclusiveMaximum", number(bound)),
        Constraint::MultipleOf(step) => ("MultipleOf", number(step)),
        Constraint::MinLength(least) => ("MinLength", count(least)),
        Constraint::MaxLength(most) => ("MaxLength", count(most)),
        Constraint::MinItems(least) => ("MinItems", count(least)),
        Constraint::MaxItems(most) => ("MaxItems", count(most)),
        Constraint::UniqueItems => return quote!(wire::Constraint::UniqueItems),
        Constraint::Pattern(pattern) => {
            return quote!(wire::Constraint::Pattern(#pattern, wire::formats::matches));
        }
        Constraint::Each(each) => {
            let each = each.iter().map(self::constraint);
            return quote!(wire::Constraint::Each(&[#(#each),*]));
        }
        Constraint::MinProperties(least) => ("MinProperties", count(least)),
        Constraint::MaxProperties(most) => ("MaxProperties", count(most)),
    };
    let name = format_ident!("{name}");
    quote!(wire::Constraint::#name(#value))
}
