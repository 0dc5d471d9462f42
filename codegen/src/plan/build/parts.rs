//! The parts of a form, each an argument of its own: a file cannot be a member of a model.

use super::arguments::argument_type;
use super::constraints::Asked;
use super::methods::Context;
use super::text;
use crate::model::{Encoding, MediaType, Property, SchemaId, SchemaKind};
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
                ty: taken(context, &property.schema, encoding)?,
                deprecated: property.about.deprecated,
                docs: docs(context, name, property),
            };
            Some((argument, property.required && is_required))
        })
        .collect();
    parts.filter(|parts| !parts.is_empty())
}

/// The only media type of a list of them.
fn one(names: &str) -> Option<String> {
    let name = names.trim();
    let is_one = name.contains('/') && !name.contains([',', '*']);
    is_one.then(|| name.to_owned())
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
