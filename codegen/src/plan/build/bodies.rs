//! The bodies of requests: in which media type each is sent, and what it takes.

use super::arguments::style_name;
use super::media::{self, is_visible};
use super::methods::Context;
use super::{parts, text};
use crate::model::{Encoding, MediaType, Operation, RequestBody};
use crate::names::{Ident, Scope};
use crate::plan::{
    Argument, ArgumentType, Body, BodyForm, Docs, FormField, Reading, Style, StyleName, Type,
};

/// What a request carries.
#[derive(Default)]
pub(super) struct Carried {
    /// A body as a whole.
    pub(super) body: Option<Body>,
    /// The parts of a form, each an argument, with whether every request has it.
    pub(super) parts: Vec<(Argument, bool)>,
}

/// The kinds of bodies, the ones that say most about themselves first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Json,
    Form,
    Multipart,
    Text,
    Bytes,
}

/// What the request of an operation carries.
pub(super) fn carried(context: &Context<'_>, operation: &Operation, scope: &mut Scope) -> Carried {
    let Some(body) = &operation.request_body else {
        return Carried::default();
    };
    let documented = body.content.iter();
    // Without a media type, there is nothing to send.
    let Some(media) = documented.min_by_key(|media| kind(context, media)) else {
        return Carried::default();
    };
    if kind(context, media) == Kind::Multipart
        && let Some(parts) = parts::parts(context, media, body.required, scope)
    {
        return Carried { body: None, parts };
    }
    Carried {
        body: Some(whole(context, body, media, scope)),
        parts: Vec::new(),
    }
}

fn kind(context: &Context<'_>, media: &MediaType) -> Kind {
    match media.essence().as_str() {
        "application/x-www-form-urlencoded" => Kind::Form,
        essence if essence.starts_with("multipart/") => Kind::Multipart,
        _ => match media::reading(context, media) {
            Reading::Json => Kind::Json,
            Reading::Text => Kind::Text,
            _ => Kind::Bytes,
        },
    }
}

fn whole(context: &Context<'_>, body: &RequestBody, media: &MediaType, scope: &mut Scope) -> Body {
    let kind = kind(context, media);
    let schema = media.schema.as_ref();
    let ty = schema.map_or(Type::Value, |schema| context.types.place(schema).present());
    Body {
        ident: scope.allocate(&[Ident::snake("body"), Ident::snake("request body")]),
        required: body.required,
        media_type: sent_as(media, kind),
        ty: match kind {
            Kind::Json | Kind::Form => lent(ty),
            Kind::Multipart => ArgumentType::Multipart,
            Kind::Text => ArgumentType::Text,
            Kind::Bytes => ArgumentType::Body,
        },
        form: match kind {
            Kind::Json => BodyForm::Json,
            Kind::Form => BodyForm::Form(fields(media)),
            Kind::Multipart => BodyForm::Multipart,
            Kind::Text | Kind::Bytes => BodyForm::Raw,
        },
        docs: docs(body),
    }
}

/// How those members of a form are written that are not written as is usual.
fn fields(media: &MediaType) -> Vec<FormField> {
    let encodings = media.encoding.iter();
    let fields = encodings.filter_map(|(name, encoding)| {
        Some(FormField {
            name: name.clone(),
            style: field_style(encoding)?,
        })
    });
    fields.collect()
}

/// What an encoding says; the style goes before the media type (`OpenAPI` specification, section Encoding Object).
fn field_style(encoding: &Encoding) -> Option<Style> {
    let media_type = encoding.content_type.as_deref();
    let is_json = media_type.is_some_and(|it| it.contains("json"));
    style(encoding).or(is_json.then_some(Style::JSON))
}

/// The style that an encoding names, if it names one.
pub(super) fn style(encoding: &Encoding) -> Option<Style> {
    let is_styled =
        encoding.style.is_some() || encoding.explode.is_some() || encoding.allow_reserved;
    let name = encoding.style.as_deref().and_then(style_name);
    let is_usual = |explode: &bool| *explode == name.is_none();
    is_styled.then(|| Style {
        name,
        explode: encoding
            .explode
            .filter(|explode| !is_usual(explode) && name != Some(StyleName::DeepObject)),
        allow_reserved: encoding.allow_reserved,
        ..Style::default()
    })
}

fn docs(body: &RequestBody) -> Docs {
    text::described(body.description.as_deref(), || {
        "Sets the body of the request.".to_owned()
    })
}

/// What an argument takes that becomes a body of the type.
fn lent(ty: Type) -> ArgumentType {
    match ty {
        Type::String => ArgumentType::Text,
        Type::Vec(items) => ArgumentType::Slice(*items),
        ty => ArgumentType::Reference(ty),
    }
}

/// The media type as a header; a range is made one of its kind.
fn sent_as(media: &MediaType, kind: Kind) -> String {
    let name = media.name.trim();
    let is_usable = name.bytes().all(is_visible) && name.contains('/') && !name.contains('*');
    if is_usable {
        return name.to_owned();
    }
    let usual = match kind {
        Kind::Json => "application/json",
        Kind::Form => "application/x-www-form-urlencoded",
        Kind::Multipart => "multipart/form-data",
        Kind::Text => "text/plain",
        Kind::Bytes => "application/octet-stream",
    };
    usual.to_owned()
}
