//! What makes the models that requests need: `new`, and setters.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::models::deprecated;
use super::ty;
use crate::names::Ident;
use crate::plan::{Field, Item, Struct, Type};

/// The line beside a model that is sent; nothing beside others.
pub(super) fn sent(item: &Struct) -> TokenStream {
    if !item.is_sent {
        return TokenStream::new();
    }
    let name = &item.name;
    let indexed = item.fields.iter().enumerate();
    let constants = indexed.filter_map(|(index, field)| {
        let index = Literal::usize_unsuffixed(index);
        let text = field.constant.as_ref()?;
        Some(quote!((#index, #text)))
    });
    let arguments = arguments(item).map(|field| {
        let ident = &field.ident;
        let how = How::of(&field.ty);
        let (given, made) = (how.argument(), how.made(&quote!(#ident)));
        quote!(#ident: #given = #made)
    });
    let setters = item
        .fields
        .iter()
        .filter_map(|field| Some(setter(field, field.setter.as_ref()?)));
    let additional = item.additional.iter().map(|field| {
        let ident = &field.ident;
        let how = How::of(&field.ty);
        quote!(#ident: #how)
    });
    let setters = setters.chain(additional);
    quote!(wire::sent!(#name(#(#arguments),*) [#(#constants),*] { #(#setters),* });)
}

/// The types that such lines name.
pub(super) fn types(items: &[Item]) -> impl Iterator<Item = &Type> {
    let sent = items.iter().filter_map(|item| match item {
        Item::Struct(item) if item.is_sent => Some(item),
        _ => None,
    });
    sent.flat_map(|item| {
        let fields = item.fields.iter().map(|field| &field.ty);
        fields.chain(item.additional.iter().map(|field| &field.ty))
    })
    .filter_map(|ty| How::of(ty).named())
}

/// What every such model must be given.
fn arguments(item: &Struct) -> impl Iterator<Item = &Field> {
    let fields = item.fields.iter();
    fields.filter(|field| field.required && field.constant.is_none())
}

fn setter(field: &Field, setter: &Ident) -> TokenStream {
    let ident = &field.ident;
    let note = deprecated(field.deprecated);
    // What an option holds is what is set.
    let held = match &field.ty {
        Type::Option(held) if !field.required => held,
        ty => ty,
    };
    let how = How::of(held);
    let other = (setter != ident).then(|| quote!(= #ident));
    quote!(#note #setter #other: #how)
}

/// How a value of a type is taken from a caller, as the runtime's macro names it.
enum How<'a> {
    Text,
    Texts,
    List(&'a Type),
    Boxed(&'a Type),
    Into(&'a Type),
    Plain(&'a Type),
}

impl<'a> How<'a> {
    fn of(ty: &'a Type) -> Self {
        match ty {
            Type::String => Self::Text,
            Type::Vec(items) if **items == Type::String => Self::Texts,
            Type::Vec(items) => Self::List(items),
            Type::Box(held) => Self::Boxed(held),
            Type::Secret | Type::Base64 | Type::DateTime | Type::Value | Type::Nullable(_) => {
                Self::Into(ty)
            }
            _ => Self::Plain(ty),
        }
    }

    /// The type that has to be named.
    fn named(&self) -> Option<&'a Type> {
        match *self {
            Self::Text | Self::Texts => None,
            Self::List(ty) | Self::Boxed(ty) | Self::Into(ty) | Self::Plain(ty) => Some(ty),
        }
    }

    /// The type of an argument.
    fn argument(&self) -> TokenStream {
        let named = self.named().map(ty::above);
        match self {
            Self::Text => quote!(impl Into<String>),
            Self::Texts => quote!(impl IntoIterator<Item = impl Into<String>>),
            Self::List(_) => quote!(impl IntoIterator<Item = #named>),
            Self::Into(_) => quote!(impl Into<#named>),
            Self::Boxed(_) | Self::Plain(_) => quote!(#named),
        }
    }

    /// What is made of an argument.
    fn made(&self, argument: &TokenStream) -> TokenStream {
        match self {
            Self::Text | Self::Into(_) => quote!(#argument.into()),
            Self::Texts => quote!(#argument.into_iter().map(Into::into).collect()),
            Self::List(_) => quote!(#argument.into_iter().collect()),
            Self::Boxed(_) => quote!(Box::new(#argument)),
            Self::Plain(_) => quote!(#argument),
        }
    }
}

impl ToTokens for How<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let named = self.named().map(ty::above);
        tokens.extend(match self {
            Self::Text => quote!(text),
            Self::Texts => quote!(texts),
            Self::List(_) => quote!(list(#named)),
            Self::Boxed(_) => quote!(boxed(#named)),
            Self::Into(_) => quote!(into(#named)),
            Self::Plain(_) => quote!(plain(#named)),
        });
    }
}
