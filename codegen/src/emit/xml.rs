//! How values are written in XML, as the constants that say so.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::plan::{Field, Xml, XmlNode};

/// A constant, by what is in scope.
pub(super) fn constant(xml: &Xml, wire: &TokenStream) -> TokenStream {
    let Xml {
        name,
        prefix,
        namespace,
        ..
    } = xml;
    let has_namespace = !prefix.is_empty() || !namespace.is_empty();
    let within = has_namespace.then(|| quote!(.within(#prefix, #namespace)));
    let node = match xml.node {
        XmlNode::Element => None,
        XmlNode::Attribute => Some(quote!(.attribute())),
        XmlNode::Text => Some(quote!(.text())),
    };
    let items = xml.items.as_ref().map(|items| {
        let items = constant(items, wire);
        quote!(.around(const { &#items }))
    });
    quote!(#wire Xml::named(#name) #within #node #items)
}

/// What a table says of its members.
pub(super) fn members(fields: &[Field]) -> Option<TokenStream> {
    let wire = quote!(wire::);
    let fields = fields.iter().enumerate();
    let members: Vec<_> = fields
        .filter_map(|(index, field)| {
            let xml = constant(field.xml.as_ref()?, &wire);
            let index = Literal::usize_unsuffixed(index);
            Some(quote!((#index, #xml)))
        })
        .collect();
    (!members.is_empty()).then(|| {
        quote! {
            fn xml(&self) -> &'static [(usize, wire::Xml)] {
                const { &[#(#members),*] }
            }
        }
    })
}
