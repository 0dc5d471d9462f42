//! The bodies of requests: in which media type each is sent, and what it takes.

use super::arguments::style_name;
use super::media::{self, is_visible};
use super::methods::Context;
use super::{parts, text, xml};
use crate::model::{Encoding, MediaType, Operation, RequestBody};
use crate::names::{Ident, Scope};
use crate::plan::{
    Argument, ArgumentType, Body, BodyEnum, BodyForm, BodyVariant, Docs, FormField, Reading,
    Rewriting, Style, StyleName, Type,
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
    Xml,
    Text,
    Bytes,
}

/// A body in one media type.
struct Way<'a> {
    kind: Kind,
    media: &'a MediaType,
    /// What it takes, of which a form is made as well as JSON.
    ty: Type,
}

/// What the request of an operation carries; `types` are the names of the module's types.
pub(super) fn carried(
    context: &Context<'_>,
    operation: &Operation,
    scope: &mut Scope,
    (request, types): (&Ident, &mut Scope),
) -> Carried {
    // Without a media type, there is nothing to send.
    let Some(body) = &operation.request_body else {
        return Carried::default();
    };
    let groups = groups(context, body);
    let Some(first) = groups.first().and_then(|group| group.first()) else {
        return Carried::default();
    };
    if let ([_], Kind::Multipart) = (groups.as_slice(), first.kind)
        && let Some(parts) = parts::parts(context, first.media, body.required, scope)
    {
        return Carried { body: None, parts };
    }
    let ident = scope.allocate(&[Ident::snake("body"), Ident::snake("request body")]);
    let (ty, form, rewritings) = if let [group] = groups.as_slice() {
        (
            taken(first),
            form(context, first),
            rewritings(context, group, scope),
        )
    } else {
        let plain = request.suffixed("Body");
        let name = types.allocate(&[plain.clone(), plain.suffixed("Form")]);
        let item = either(context, &groups, name, request);
        let ty = ArgumentType::Either(item.name.clone());
        (ty, BodyForm::Either(item), Vec::new())
    };
    Carried {
        body: Some(Body {
            ident,
            required: body.required,
            media_type: sent_as(first.media, first.kind),
            ty,
            form,
            rewritings,
            docs: docs(body),
        }),
        parts: Vec::new(),
    }
}

/// The media types of a body, in groups that take the same. What says most about itself comes first.
fn groups<'a>(context: &Context<'_>, body: &'a RequestBody) -> Vec<Vec<Way<'a>>> {
    let ways = body.content.iter().map(|media| {
        let schema = media.schema.as_ref();
        Way {
            kind: kind(context, media),
            media,
            ty: schema.map_or(Type::Value, |schema| context.types.place(schema).present()),
        }
    });
    let mut ways: Vec<_> = ways.collect();
    ways.sort_by_key(|way| (way.kind, way.media.essence() != "application/json"));
    let mut groups: Vec<Vec<Way<'_>>> = Vec::new();
    for way in ways {
        let models = groups.iter().flatten();
        let mut models = models.filter(|other| matches!(other.kind, Kind::Json | Kind::Form));
        // What is offered as JSON as well is sent as that.
        let is_spare = matches!(way.kind, Kind::Xml | Kind::Text | Kind::Bytes);
        if is_spare && models.any(|other| media::is_twin(context, way.media, &other.ty)) {
            continue;
        }
        match groups
            .iter_mut()
            .find(|group| takes_same(context, group, &way))
        {
            Some(group) => group.push(way),
            None => groups.push(vec![way]),
        }
    }
    groups
}

/// Whether a media type takes what those of a group do.
fn takes_same(context: &Context<'_>, group: &[Way<'_>], way: &Way<'_>) -> bool {
    group
        .first()
        .is_some_and(|first| match (first.kind, way.kind) {
            (Kind::Json | Kind::Form, Kind::Json | Kind::Form) => first.ty == way.ty,
            (Kind::Json | Kind::Form, Kind::Multipart) => {
                first.ty == way.ty && !parts::has_file(context, way.media)
            }
            (first, kind) => first == kind,
        })
}

fn kind(context: &Context<'_>, media: &MediaType) -> Kind {
    match media.essence().as_str() {
        "application/x-www-form-urlencoded" => Kind::Form,
        essence if essence.starts_with("multipart/") => Kind::Multipart,
        _ => match media::reading(context, media) {
            Reading::Json => Kind::Json,
            Reading::Xml => Kind::Xml,
            Reading::Text => Kind::Text,
            _ => Kind::Bytes,
        },
    }
}

/// What an argument takes for it.
fn taken(way: &Way<'_>) -> ArgumentType {
    match way.kind {
        Kind::Json | Kind::Form | Kind::Xml => lent(way.ty.clone()),
        Kind::Multipart => ArgumentType::Multipart,
        Kind::Text => ArgumentType::Text,
        Kind::Bytes => ArgumentType::Body,
    }
}

fn form(context: &Context<'_>, way: &Way<'_>) -> BodyForm {
    match way.kind {
        Kind::Json => BodyForm::Json,
        Kind::Form => BodyForm::Form(fields(way.media)),
        Kind::Multipart => BodyForm::Multipart,
        Kind::Xml => {
            let schema = way.media.schema.as_ref();
            let root = schema.map(|schema| xml::root(context.api, schema));
            BodyForm::Xml(root.unwrap_or_default())
        }
        Kind::Text | Kind::Bytes => BodyForm::Raw,
    }
}

/// How JSON may be written as well.
fn rewritings(context: &Context<'_>, group: &[Way<'_>], scope: &mut Scope) -> Vec<Rewriting> {
    if group.first().is_none_or(|first| first.kind != Kind::Json) {
        return Vec::new();
    }
    let mut rewritings = Vec::new();
    for (kind, setter) in [(Kind::Form, "as_form"), (Kind::Multipart, "as_multipart")] {
        if let Some(way) = group.iter().find(|way| way.kind == kind) {
            rewritings.push(Rewriting {
                ident: scope.allocate(&[
                    Ident::snake(setter),
                    Ident::snake(&format!("body {setter}")),
                ]),
                form: form(context, way),
            });
        }
    }
    rewritings
}

/// An enum of what takes different things, and of what is written otherwise.
fn either(
    context: &Context<'_>,
    groups: &[Vec<Way<'_>>],
    name: Ident,
    request: &Ident,
) -> BodyEnum {
    let mut scope = Scope::default();
    let mut variants = Vec::new();
    for group in groups {
        let mut kinds: Vec<_> = group.iter().map(|way| way.kind).collect();
        kinds.dedup();
        for kind in kinds {
            let ways: Vec<_> = group.iter().filter(|way| way.kind == kind).collect();
            let Some(way) = ways.first() else { continue };
            let names = ways.iter().map(|way| way.media.name.as_str());
            let words = match kind {
                Kind::Form => "form".to_owned(),
                Kind::Multipart => "multipart".to_owned(),
                Kind::Json => media::words(names.clone(), Some(Reading::Json)),
                Kind::Xml => media::words(names.clone(), Some(Reading::Xml)),
                Kind::Text => media::words(names.clone(), Some(Reading::Text)),
                Kind::Bytes => media::words(names.clone(), Some(Reading::Bytes)),
            };
            variants.push(BodyVariant {
                ident: scope.allocate(&[Ident::pascal(&words)]),
                docs: vec![variant_docs(context, &ways)],
                ty: match kind {
                    Kind::Json | Kind::Form | Kind::Xml => ArgumentType::Value(way.ty.clone()),
                    _ => taken(way),
                },
                form: form(context, way),
                media_type: sent_as(way.media, kind),
            });
        }
    }
    BodyEnum {
        name,
        docs: vec![format!("What the body of [`{request}`] can be.")],
        variants,
    }
}

/// In what it is sent, and what else there is to know.
fn variant_docs(context: &Context<'_>, ways: &[&Way<'_>]) -> String {
    let names = ways
        .iter()
        .map(|way| crate::docs::code_span(&way.media.name));
    let names = names.collect::<Vec<_>>().join(", ");
    let is_open = ways.len() > 1 || ways.iter().any(|way| way.media.name.contains('*'));
    match ways.first().map(|way| (way.kind, way.media)) {
        Some((Kind::Multipart, media)) => names + &parts::words(context, media),
        Some((Kind::Bytes, _)) if is_open => names + ": the header `content-type` says which",
        _ => names,
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
        Kind::Xml => "application/xml",
        Kind::Text => "text/plain",
        Kind::Bytes => "application/octet-stream",
    };
    usual.to_owned()
}
