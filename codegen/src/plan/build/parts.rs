//! The parts of a form, each an argument of its own: a file cannot be a member of a model.

use super::arguments::argument_type;
use super::constraints::Asked;
use super::methods::Context;
use super::{bodies, text};
use crate::docs::code_span;
use crate::model::{Encoding, Header, MediaType, Object, Property, SchemaId, SchemaKind};
use crate::names::{Ident, Scope};
use crate::plan::{Argument, ArgumentLocation, ArgumentType, Docs, Style, Type};

/// The parts of a form, with whether every request has each; nothing where the document does not list them.
pub(super) fn parts(
    context: &Context<'_>,
    media: &MediaType,
    is_required: bool,
    scope: &mut Scope,
) -> Option<Vec<(Argument, bool)>> {
    let object = object(context, media)?;
    // One that the server sets is not sent (`OpenAPI` specification, section Schema Object, `readOnly`).
    let sent = object
        .properties
        .iter()
        .filter(|(_, property)| !property.about.read_only);
    let mut parts = Vec::new();
    for (name, property) in sent {
        let encoding = media.encoding.get(name);
        let ty = taken(context, &property.schema, encoding)?;
        let is_file = matches!(ty, ArgumentType::Upload | ArgumentType::Uploads);
        let ident = scope.allocate(&[Ident::snake(name), Ident::snake(&format!("{name} part"))]);
        let is_always_there = property.required && is_required;
        let argument = Argument {
            ident: ident.clone(),
            wire_name: name.clone(),
            location: ArgumentLocation::Part,
            style: encoding
                .filter(|_| !is_file)
                .map_or_else(Style::default, style),
            media_type: encoding.and_then(|encoding| media_types(encoding).next()),
            part: None,
            ty,
            deprecated: property.about.deprecated,
            docs: docs(context, name, property, encoding),
        };
        parts.push((argument, is_always_there));
        for header in encoding.iter().flat_map(|encoding| &encoding.headers) {
            let words = format!("{} {}", ident.as_str(), header.name);
            let header = self::header(
                context,
                (name, header),
                scope.allocate(&[Ident::snake(&words)]),
            );
            parts.extend(header.map(|(header, required)| (header, required && is_always_there)));
        }
    }
    (!parts.is_empty()).then_some(parts)
}

/// The object whose members are the parts.
fn object<'a>(context: &Context<'a>, media: &MediaType) -> Option<&'a Object> {
    let schema = context.api.aliased(media.schema.as_ref()?)?;
    match &schema.kind {
        SchemaKind::Object(object) => Some(object),
        _ => None,
    }
}

/// Whether one of the parts is a file.
pub(super) fn has_file(context: &Context<'_>, media: &MediaType) -> bool {
    let Some(object) = object(context, media) else {
        return false;
    };
    let mut taken = object
        .properties
        .iter()
        .map(|(name, it)| taken(context, &it.schema, media.encoding.get(name)));
    taken.any(|ty| matches!(ty, Some(ArgumentType::Upload | ArgumentType::Uploads)))
}

/// The names of the parts, as words behind a media type.
pub(super) fn words(context: &Context<'_>, media: &MediaType) -> String {
    let Some(object) = object(context, media) else {
        return String::new();
    };
    let names: Vec<_> = object
        .properties
        .keys()
        .map(|name| code_span(name))
        .collect();
    if names.is_empty() {
        return String::new();
    }
    format!(", whose parts are {}", names.join(", "))
}

/// A header of a part, with whether the part always has it; nothing where its type is of another crate.
fn header(
    context: &Context<'_>,
    (part, header): (&str, &Header),
    ident: Ident,
) -> Option<(Argument, bool)> {
    let schema = header.schema.as_ref();
    let ty = schema.map_or(Type::String, |schema| context.types.place(schema).ty);
    let docs = text::described(header.description.as_deref(), || {
        let (name, part) = (code_span(&header.name), code_span(part));
        format!("Sets the header {name} of the part {part}.")
    });
    let argument = Argument {
        ident,
        wire_name: header.name.clone(),
        location: ArgumentLocation::PartHeader,
        style: Style::default(),
        media_type: None,
        part: Some(part.to_owned()),
        ty: argument_type(context, schema, ty)?,
        deprecated: false,
        docs,
    };
    Some((argument, header.required))
}

/// The media types that a part may have, the one that is sent unless its file names another first. Of ranges, none is
/// sent.
fn media_types(encoding: &Encoding) -> impl Iterator<Item = String> {
    let names = encoding
        .content_type
        .iter()
        .flat_map(|names| names.split(','));
    let names = names.map(str::trim);
    let names = names.filter(|name| name.contains('/') && !name.contains('*'));
    names.map(str::to_owned)
}

/// How a part is written where the document says so, which goes before its media type. Nothing of it is
/// percent-encoded (`OpenAPI` 3.1.1, section Encoding `multipart` Media Types).
fn style(encoding: &Encoding) -> Style {
    let Some(style) = bodies::style(encoding) else {
        return Style::default();
    };
    // Without a style, the parts of an object would be one, in JSON.
    let in_form = style.name.is_none().then_some(true);
    Style {
        explode: style.explode.or(in_form),
        allow_reserved: false,
        ..style
    }
}

/// What a part takes. One without a type is a file as well, unless it is sent as JSON (`OpenAPI` specification, section
/// Encoding Object, `contentType`).
fn taken(
    context: &Context<'_>,
    schema: &SchemaId,
    encoding: Option<&Encoding>,
) -> Option<ArgumentType> {
    let kind = |schema| context.api.aliased(schema).map(|schema| &schema.kind);
    let is_json = encoding
        .and_then(|encoding| encoding.content_type.as_deref())
        .is_some_and(|name| name.contains("json"));
    let is_file =
        |kind: &SchemaKind| is_file(kind) || (matches!(kind, SchemaKind::Any) && !is_json);
    match kind(schema) {
        Some(kind) if is_file(kind) => Some(ArgumentType::Upload),
        Some(SchemaKind::Array { items }) if kind(items).is_some_and(is_file) => {
            Some(ArgumentType::Uploads)
        }
        _ => argument_type(context, Some(schema), context.types.place(schema).ty),
    }
}

/// Whether a text is the content of a file (`OpenAPI` specification, section Considerations for File Uploads).
fn is_file(kind: &SchemaKind) -> bool {
    matches!(kind, SchemaKind::String { format: Some(format) } if format == "binary")
}

fn docs(
    context: &Context<'_>,
    name: &str,
    property: &Property,
    encoding: Option<&Encoding>,
) -> Docs {
    let aliased = context.api.aliased(&property.schema);
    let asked = Asked::of(context.api, context.types, &property.schema);
    let mut docs = text::member_docs(property, aliased, None, &asked);
    if docs.is_empty() {
        docs.push(format!("Sets the part {}.", code_span(name)));
    }
    let media_types = encoding.into_iter().flat_map(media_types);
    let media_types: Vec<_> = media_types.map(|name| code_span(&name)).collect();
    if media_types.len() > 1 {
        docs.push(format!("As {}.", media_types.join(" or ")));
    }
    docs
}
