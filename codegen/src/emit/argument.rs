//! What a request is made of: parameters and the body, as arguments and setters take them and as the runtime is given
//! them.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{ty, xml};
use crate::names::Ident;
use crate::plan::{
    Argument, ArgumentLocation, ArgumentType, Body, BodyForm, Method, Style, StyleName,
};

/// Names of methods that clippy takes for those of the operators (`should_implement_trait`).
const OPERATORS: [&str; 10] = [
    "add", "bitand", "bitor", "bitxor", "div", "mul", "rem", "shl", "shr", "sub",
];

/// Names that clippy takes for those of things that are still to be named (`disallowed_names`).
const PLACEHOLDERS: [&str; 3] = ["baz", "foo", "quux"];

/// As many arguments as clippy lets a function have (`too_many_arguments`).
const MAX_ARGUMENTS: usize = 7;

/// The attribute of a setter, or of a function with these arguments, of which clippy would not have the names or so
/// many.
pub(super) fn allowed(setter: Option<&Ident>, arguments: &[&Ident]) -> TokenStream {
    let is_operator = setter.is_some_and(|name| OPERATORS.contains(&name.as_str()));
    let mut names = arguments.iter().map(|name| name.as_str());
    let is_placeholder = names.any(|name| PLACEHOLDERS.contains(&name));
    let are_many = arguments.len() > MAX_ARGUMENTS;
    if !is_operator && !is_placeholder && !are_many {
        return quote!();
    }
    let operator = is_operator.then(|| quote!(clippy::should_implement_trait,));
    let placeholder = is_placeholder.then(|| quote!(clippy::disallowed_names,));
    let many = are_many.then(|| quote!(clippy::too_many_arguments,));
    quote!(#[allow(#placeholder #operator #many reason = "the description has it so")])
}

/// Every argument and setter of a function, its body aside.
pub(super) fn all(method: &Method) -> impl Iterator<Item = &Argument> {
    method.arguments.iter().chain(&method.setters)
}

/// What an argument or a setter takes.
pub(super) fn taken(ty: &ArgumentType) -> TokenStream {
    let named = ty::qualified(ty.named());
    match ty {
        ArgumentType::Text => quote!(&str),
        ArgumentType::Texts => quote!(impl IntoIterator<Item = impl Into<String>>),
        ArgumentType::Value(_) => named,
        ArgumentType::Reference(_) => quote!(&#named),
        ArgumentType::Slice(_) => quote!(&[#named]),
        ArgumentType::List(_) => quote!(impl IntoIterator<Item = #named>),
        ArgumentType::Body => quote!(impl Into<Body>),
        ArgumentType::Upload => quote!(impl Into<Upload>),
        ArgumentType::Uploads => quote!(impl IntoIterator<Item = impl Into<Upload>>),
        ArgumentType::Multipart => quote!(Multipart),
        ArgumentType::Either(name) => quote!(#name),
    }
}

/// Whether an argument is a model, or holds one.
pub(super) fn holds_model(ty: &ArgumentType) -> bool {
    matches!(ty, ArgumentType::Either(_)) || ty.named().model().is_some()
}

/// What a variant holds of a body that can be of several kinds.
pub(super) fn held(ty: &ArgumentType) -> TokenStream {
    match ty {
        ArgumentType::Text => quote!(String),
        ArgumentType::Body => quote!(Body),
        other => taken(other),
    }
}

/// What makes a list of an argument that can be iterated.
pub(super) fn listed((ident, ty): (&Ident, &ArgumentType)) -> Option<TokenStream> {
    match ty {
        ArgumentType::Texts => Some(quote! {
            let #ident: Vec<String> = #ident.into_iter().map(Into::into).collect();
        }),
        ArgumentType::List(_) => Some(quote!(let #ident = Vec::from_iter(#ident);)),
        _ => None,
    }
}

/// The call that puts an argument where it is sent.
pub(super) fn part(argument: &Argument) -> TokenStream {
    let name = styled(&argument.wire_name, argument.style);
    let ident = &argument.ident;
    let value = if matches!(argument.ty, ArgumentType::Reference(_)) {
        quote!(#ident)
    } else {
        quote!(&#ident)
    };
    match argument.location {
        ArgumentLocation::Path => quote!(.path(#name, #value)),
        ArgumentLocation::Query => quote!(.query(#name, #value)),
        ArgumentLocation::Header => quote!(.header_parameter(#name, #value)),
        ArgumentLocation::Cookie => quote!(.cookie(#name, #value)),
        ArgumentLocation::Part => in_body(argument, &value),
        ArgumentLocation::PartHeader => {
            let part = &argument.part;
            quote!(.part_header(#part, #name, #value))
        }
    }
}

/// The call that makes an argument a part of the body.
fn in_body(argument: &Argument, value: &TokenStream) -> TokenStream {
    let (name, ident) = (&argument.wire_name, &argument.ident);
    if !argument.style.is_usual() {
        let name = styled(name, argument.style);
        return quote!(.styled_part(#name, #value));
    }
    match (&argument.ty, &argument.media_type) {
        (ArgumentType::Upload, None) => quote!(.file(#name, #ident)),
        (ArgumentType::Upload, Some(media_type)) => quote!(.file_as(#name, #media_type, #ident)),
        (ArgumentType::Uploads, None) => quote!(.files(#name, #ident)),
        (ArgumentType::Uploads, Some(media_type)) => quote!(.files_as(#name, #media_type, #ident)),
        (_, None) => quote!(.part(#name, #value)),
        (_, Some(media_type)) => quote!(.part_as(#name, #media_type, #value)),
    }
}

/// What of the runtime the functions of a module name beside what all do.
pub(super) fn runtime_names(methods: &[Method]) -> BTreeSet<&'static str> {
    let mut names = BTreeSet::new();
    for method in methods {
        let bodies = method.body.iter();
        let is_styled = all(method).any(|argument| !argument.style.is_usual());
        if is_styled {
            names.insert("Parameter");
        }
        if method
            .body_forms()
            .any(|form| matches!(form, BodyForm::Xml(_)))
        {
            names.insert("Xml");
        }
        let either = method
            .body_enum()
            .into_iter()
            .flat_map(|item| &item.variants);
        let taken = bodies.map(|body| &body.ty).chain(either.map(|it| &it.ty));
        for ty in taken.chain(all(method).map(|argument| &argument.ty)) {
            match ty {
                ArgumentType::Body => names.insert("Body"),
                ArgumentType::Upload | ArgumentType::Uploads => names.insert("Upload"),
                ArgumentType::Multipart => names.insert("Multipart"),
                _ => false,
            };
        }
    }
    names
}

/// The name of a parameter, with how it is written where that is not as is usual.
pub(super) fn styled(name: &str, style: Style) -> TokenStream {
    if style.is_usual() {
        return quote!(#name);
    }
    parameter(name, style)
}

/// A parameter with how it is written.
pub(super) fn parameter(name: &str, style: Style) -> TokenStream {
    let named = style.name.map(|name| match name {
        StyleName::Label => "label",
        StyleName::Matrix => "matrix",
        StyleName::SpaceDelimited => "space_delimited",
        StyleName::PipeDelimited => "pipe_delimited",
        StyleName::DeepObject => "deep_object",
    });
    let explode = style
        .explode
        .map(|explode| if explode { "exploded" } else { "joined" });
    let reserved = style.allow_reserved.then_some("reserved");
    let empty = style.allow_empty.then_some("or_empty");
    let json = style.json.then_some("json");
    let calls = [named, explode, reserved, empty, json]
        .into_iter()
        .flatten();
    let calls = calls.map(|call| format_ident!("{call}"));
    quote!(Parameter::new(#name) #(.#calls())*)
}

/// The call that gives a request its body.
pub(super) fn body(body: &Body) -> TokenStream {
    let ident = &body.ident;
    match &body.form {
        BodyForm::Either(item) => {
            let name = &item.name;
            let variants = item.variants.iter().map(|variant| {
                let call = written((ident, &variant.ty), &variant.form, &variant.media_type);
                let variant = &variant.ident;
                quote!(#name::#variant(#ident) => request #call)
            });
            quote!(.with(|request| match #ident { #(#variants,)* }))
        }
        // A text is lent already, where it is not a variant that holds it.
        BodyForm::Raw if body.ty == ArgumentType::Text => {
            let media_type = &body.media_type;
            quote!(.text(#media_type, #ident))
        }
        form => written((ident, &body.ty), form, &body.media_type),
    }
}

/// The call that writes a body in a media type.
fn written((ident, ty): (&Ident, &ArgumentType), form: &BodyForm, media_type: &str) -> TokenStream {
    let value = match ty {
        ArgumentType::Text | ArgumentType::Slice(_) | ArgumentType::Value(_) => quote!(&#ident),
        _ => quote!(#ident),
    };
    match (form, ty) {
        (BodyForm::Form(_), _) => quote!(.form(#value)),
        (BodyForm::Multipart, _) => quote!(.multipart(#ident)),
        (BodyForm::Json, _) if media_type == "application/json" => quote!(.json(#value)),
        (BodyForm::Json, _) => quote!(.json_as(#media_type, #value)),
        (BodyForm::Xml(root), _) => {
            let root = xml::constant(root, &TokenStream::new());
            quote!(.xml(#media_type, #root, #value))
        }
        (_, ArgumentType::Text) => quote!(.text(#media_type, #value)),
        (_, _) => quote!(.bytes(#media_type, #ident)),
    }
}

/// The call that has a body written otherwise.
pub(super) fn rewritten(form: &BodyForm) -> TokenStream {
    if matches!(form, BodyForm::Form(_)) {
        quote!(.as_form())
    } else {
        quote!(.as_multipart())
    }
}
