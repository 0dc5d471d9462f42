//! How a list comes page by page, in the words of the runtime's macro.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::ty;
use crate::plan::{ListMember, Pages, PagesWay, Presence};

/// What stands in the line of the operation: what is not usual, by name.
pub(super) fn pages(pages: &Pages) -> TokenStream {
    let (way, mut said) = match &pages.way {
        PagesWay::Link => ("Link", Vec::new()),
        PagesWay::Url { member } => ("Url", vec![quote!(next = #member)]),
        PagesWay::Cursor {
            parameter,
            member,
            of_last_item,
            more,
        } => {
            let way = if *of_last_item { "LastItem" } else { "Cursor" };
            let mut said = vec![quote!(parameter = #parameter), quote!(next = #member)];
            said.extend(named("more", more.as_ref()));
            (way, said)
        }
        PagesWay::Number { counts_items, .. } => {
            let way = if *counts_items { "Offset" } else { "Page" };
            (way, number(&pages.way))
        }
    };
    let item = ty::qualified(&pages.item);
    let items = match pages.list.as_slice() {
        [] if pages.page == Presence::Always => None,
        [ListMember { ident, .. }] if is_plain(pages) => Some(quote!(#item: #ident)),
        _ => {
            let taken = taken(pages);
            let path = Some(&pages.path).filter(|path| !path.is_empty() && pages.way.counts());
            said.extend(named("list", path));
            Some(quote!(#item: #taken))
        }
    };
    let way = format_ident!("{way}");
    let said = items.into_iter().chain(said);
    quote!(, pages = #way(#(#said),*))
}

fn number(way: &PagesWay) -> Vec<TokenStream> {
    let PagesWay::Number {
        parameter,
        first,
        size,
        total,
        pages,
        more,
        ..
    } = way
    else {
        return Vec::new();
    };
    let literal = Literal::u64_unsuffixed(*first);
    let first = (*first != 1).then(|| quote!(first = #literal));
    let size = size.as_ref().map(|size| {
        let parameter = &size.parameter;
        let [usual, most] = [size.usual, size.most].map(Literal::u64_unsuffixed);
        quote!(size = (#parameter, #usual, #most))
    });
    let total = named("total", total.as_ref());
    let pages = named("pages", pages.as_ref());
    let more = named("more", more.as_ref());
    let parameter = (parameter != "page").then(|| quote!(parameter = #parameter));
    let all = [parameter, first, size, total, pages, more];
    all.into_iter().flatten().collect()
}

/// A member, if there is one.
fn named(what: &str, member: Option<&String>) -> Option<TokenStream> {
    let what = format_ident!("{what}");
    member.map(|member| quote!(#what = #member))
}

/// Whether the list is a member that becomes an `Option`, and is called in Rust as on the wire.
fn is_plain(pages: &Pages) -> bool {
    let [member] = pages.list.as_slice() else {
        return false;
    };
    let is_simple = pages.page == Presence::Always && member.presence != Presence::Nullable;
    is_simple && member.ident.to_string() == pages.path
}

/// What takes the list out of a page.
fn taken(pages: &Pages) -> TokenStream {
    let (mut place, mut presence) = (quote!(page), pages.page);
    for member in &pages.list {
        let held = present(&place, presence);
        let mark = (presence != Presence::Always).then(|| quote!(?));
        let ident = &member.ident;
        place = quote!(#held #mark.#ident);
        presence = member.presence;
    }
    let list = present(&place, presence);
    match presence {
        Presence::Always => quote!(|page| Some(#list)),
        Presence::Optional | Presence::Nullable => quote!(|page| #list),
    }
}

fn present(place: &TokenStream, presence: Presence) -> TokenStream {
    match presence {
        Presence::Always | Presence::Optional => quote!(#place),
        Presence::Nullable => quote!(#place.into_value()),
    }
}
