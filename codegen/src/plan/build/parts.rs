//! The parts of a form, each an argument of its own: a file cannot be a member of a model.

use super::arguments::argument_type;
use super::constraints::Asked;
use super::methods::Context;
use super::text;
use crate::model::{MediaType, Property, SchemaId, SchemaKind};
use crate::names::{Ident, Scope};
use crate::plan::{Argument, ArgumentLocation, ArgumentType, Style};

/// The parts of a form, with whether every request has each; nothing where the document does not list them.
pub(super) fn parts(
    context: &Context<'_>,
    media: &MediaType,
    is_required: bool,
    scope: &mut Scope,
) -> Option<Vec<(Argument, bool)>> {
    let schema = context.api.aliased(media.schema.as_ref()?)?;
    let SchemaKind::Object(object) = &schema.kind else {
        return None;
    };
    // One that the server sets is not sent (`OpenAPI` specification, section Schema Object, `readOnly`).
    let sent = object
        .properties
        .iter()
        .filter(|(_, property)| !property.about.read_only);
    let parts: Option<Vec<_>> = sent
        .map(|(name, property)| {
            let encoding = media.encoding.get(name);
            let argument = Argument {
                ident: scope.allocate(&[Ident::snake(name), Ident::snake(&format!("{name} part"))]),
                wire_name: name.clone(),
                location: ArgumentLocation::Part,
                style: Style::default(),
                media_type: encoding.and_then(|encoding| one(encoding.content_type.as_deref()?)),
                ty: taken(context, &property.schema)?,
                deprecated: property.about.deprecated,
                docs: docs(context, name, property),
            };
            Some((argument, property.required && is_required))
        })
        .collect();
    parts.filter(|parts| !parts.is_empty())
}

/// Whether one of the parts is a file.
pub(super) fn has_file(context: &Context<'_>, media: &MediaType) -> bool {
    let schema = media
        .schema
        .as_ref()
        .and_then(|schema| context.api.aliased(schema));
    let Some(SchemaKind::Object(object)) = schema.map(|schema| &schema.kind) else {
        return false;
    };
    let mut taken = object
        .properties
        .values()
        .map(|it| taken(context, &it.schema));
    taken.any(|ty| matches!(ty, Some(ArgumentType::Upload | ArgumentType::Uploads)))
}

/// The names of the parts, as words behind a media type.
pub(super) fn words(context: &Context<'_>, media: &MediaType) -> String {
    let schema = media
        .schema
        .as_ref()
        .and_then(|schema| context.api.aliased(schema));
    let Some(SchemaKind::Object(object)) = schema.map(|schema| &schema.kind) else {
        return String::new();
    };
    let names: Vec<_> = object
        .properties
        .keys()
        .map(|name| crate::docs::code_span(name))
        .collect();
    if names.is_empty() {
        return String::new();
    }
    format!(", whose parts are {}", names.join(", "))
}

/// The only media type of a list of them.
fn one(names: &str) -> Option<String> {
    let name = names.trim();
    let is_one = name.contains('/') && !name.contains([',', '*']);
    is_one.then(|| name.to_owned())
}

fn taken(context: &Context<'_>, schema: &SchemaId) -> Option<ArgumentType> {
    match context.api.aliased(schema).map(|schema| &schema.kind) {
        Some(kind) if is_file(kind) => Some(ArgumentType::Upload),
        Some(SchemaKind::Array { items })
            if context
                .api
                .aliased(items)
                .is_some_and(|it| is_file(&it.kind)) =>
        {
            Some(ArgumentType::Uploads)
        }
        _ => argument_type(context, Some(schema), context.types.place(schema).ty),
    }
}

/// Whether a text is the content of a file (`OpenAPI` specification, section Considerations for File Uploads).
fn is_file(kind: &SchemaKind) -> bool {
    matches!(kind, SchemaKind::String { format: Some(format) } if format == "binary")
}

fn docs(context: &Context<'_>, name: &str, property: &Property) -> crate::plan::Docs {
    let aliased = context.api.aliased(&property.schema);
    let asked = Asked::of(context.api, context.types, &property.schema);
    let docs = text::member_docs(property, aliased, None, &asked);
    if docs.is_empty() {
        vec![format!("Sets the part {}.", crate::docs::code_span(name))]
    } else {
        docs
    }
}
