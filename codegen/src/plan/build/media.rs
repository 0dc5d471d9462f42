//! Media types: how a body is read, and which of several is asked for.

use super::methods::Context;
use super::xml;
use crate::diagnostics::{Code, Diagnostic};
use crate::model::{MediaType, Response, SchemaId, SchemaKind, essence};
use crate::plan::{Reading, Type};

/// How the body of a response is read.
pub(super) struct Body<'a> {
    /// Into what.
    pub(super) ty: Type,
    /// And how.
    pub(super) reading: Reading,
    /// The media types that can be read so, in document order.
    pub(super) accepted: Vec<&'a str>,
    /// What the caller does without.
    pub(super) warning: Option<Diagnostic>,
}

/// What comes with a response: JSON rather than text, and text rather than bytes.
pub(super) fn body<'a>(
    context: &Context<'_>,
    response: &'a Response,
    is_success: bool,
) -> Option<Body<'a>> {
    let documented = &response.content;
    let reading = |media: &MediaType| {
        // An error is read as a whole, whatever it is in.
        if is_success {
            as_it_comes(media).unwrap_or_else(|| match reading(context, media) {
                Reading::Bytes => Reading::Stream,
                whole => whole,
            })
        } else {
            reading(context, media)
        }
    };
    let first = documented.iter().min_by_key(|media| reading(media))?;
    let alike = documented.iter();
    let alike = alike.filter(|media| reading(media) == reading(first));
    let reading = reading(first);
    let ty = ty(context, first, reading);
    let (read, ignored): (Vec<_>, Vec<_>) =
        alike.partition(|media| self::ty(context, media, reading) == ty);
    Some(Body {
        accepted: read.iter().map(|media| asked_for(media, reading)).collect(),
        warning: (!ignored.is_empty()).then(|| several(response, first, &ignored)),
        ty,
        reading,
    })
}

/// The type of a body in the media type.
pub(super) fn ty(context: &Context<'_>, media: &MediaType, reading: Reading) -> Type {
    match (reading, &media.schema) {
        (Reading::Json | Reading::Xml, Some(schema)) => context.types.place(schema).present(),
        (Reading::Json | Reading::Xml, None) => Type::Value,
        (Reading::Text, _) => Type::String,
        (Reading::Bytes, _) => Type::Bytes,
        (Reading::Stream, _) => Type::ByteStream,
        (Reading::JsonLines | Reading::JsonSequence, schema) => {
            Type::JsonLines(Box::new(item(context, schema.as_ref())))
        }
        (Reading::Events, schema) => Type::EventStream(Box::new(item(context, schema.as_ref()))),
    }
}

/// The type of each value that comes: people write the schema of one, or of a list of them.
fn item(context: &Context<'_>, schema: Option<&SchemaId>) -> Type {
    match schema.map(|schema| context.types.place(schema).present()) {
        Some(Type::Vec(items)) => *items,
        Some(ty) => ty,
        None => Type::Value,
    }
}

/// How a body is read that has no end, or is made not to be waited for.
fn as_it_comes(media: &MediaType) -> Option<Reading> {
    Some(match media.essence().as_str() {
        "text/event-stream" => Reading::Events,
        "application/json-seq" => Reading::JsonSequence,
        "application/jsonl"
        | "application/x-jsonl"
        | "application/jsonlines"
        | "application/x-jsonlines"
        | "application/json-lines"
        | "application/ndjson"
        | "application/x-ndjson"
        | "application/stream+json" => Reading::JsonLines,
        _ => return None,
    })
}

/// How a body in the media type is read, or written.
pub(super) fn reading(context: &Context<'_>, media: &MediaType) -> Reading {
    let essence = media.essence();
    let schema = media.schema.as_ref();
    if media.is_json() || (is_range(&essence) && schema.is_some_and(|id| is_json_only(context, id)))
    {
        Reading::Json
    } else if media.is_xml() && schema.is_some_and(|id| xml::is_structured(context.api, id)) {
        Reading::Xml
    } else if is_text(&essence) && !schema.is_some_and(|id| is_binary(context, id)) {
        Reading::Text
    } else {
        Reading::Bytes
    }
}

fn is_range(essence: &str) -> bool {
    matches!(essence, "*/*" | "application/*")
}

/// Whether a value can only be meant as JSON: frameworks write `*/*` where nobody named the media type.
fn is_json_only(context: &Context<'_>, schema: &SchemaId) -> bool {
    !matches!(
        context.types.place(schema).ty,
        Type::String
            | Type::Secret
            | Type::Date
            | Type::DateTime
            | Type::Base64
            | Type::Foreign(_)
            | Type::Value
            | Type::Bytes
    )
}

/// Whether the description says that a text is not to be taken for text.
fn is_binary(context: &Context<'_>, schema: &SchemaId) -> bool {
    let schema = context.api.aliased(schema).map(|schema| &schema.kind);
    matches!(schema, Some(SchemaKind::String { format: Some(format) }) if format == "binary")
}

/// Texts that are registered elsewhere than under `text`.
const TEXTS: [&str; 12] = [
    "application/csv",
    "application/ecmascript",
    "application/graphql",
    "application/javascript",
    "application/jwt",
    "application/sql",
    "application/toml",
    "application/x-pem-file",
    "application/x-www-form-urlencoded",
    "application/x-yaml",
    "application/xml",
    "application/yaml",
];

fn is_text(essence: &str) -> bool {
    essence.starts_with("text/")
        || TEXTS.contains(&essence)
        || essence.ends_with("+xml")
        || essence.ends_with("+yaml")
}

fn asked_for(media: &MediaType, reading: Reading) -> &str {
    match reading {
        Reading::Json if is_range(&media.essence()) => "application/json",
        _ => &media.name,
    }
}

fn several(response: &Response, first: &MediaType, ignored: &[&MediaType]) -> Diagnostic {
    let names: Vec<_> = ignored
        .iter()
        .map(|media| format!("`{}`", media.name))
        .collect();
    let (read, names) = (&first.name, names.join(" and "));
    Diagnostic::warning(
        Code::UnsupportedResponse,
        format!("the response is read as `{read}` only: {names} has another schema"),
    )
    .at(&response.pointer.child("content"))
    .help("what comes in the other media type does not fit the type, and is an error")
}

/// The media types of several lists as one header: each once, without those that no header can carry.
pub(super) fn accept<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut listed: Vec<&str> = Vec::new();
    for name in names.map(str::trim) {
        let sendable = name.contains('/') && !name.contains(',') && name.bytes().all(is_visible);
        let known = || listed.iter().any(|each| essence(each) == essence(name));
        if sendable && !known() {
            listed.push(name);
        }
    }
    if listed.is_empty() {
        "*/*".to_owned()
    } else {
        listed.join(", ")
    }
}

/// Whether a byte may stand in a header.
pub(super) fn is_visible(byte: u8) -> bool {
    matches!(byte, b' '..=b'~')
}

/// Whether a success documents this media type.
pub(super) fn documents(response: &Response, name: &str) -> bool {
    let mut content = response.content.iter();
    content.any(|media| media.essence() == essence(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_lists_each_media_type_once_and_only_what_can_be_sent() {
        let names = [
            "application/json",
            "Application/JSON;stream=watch",
            "text/csv",
        ];
        assert_eq!(accept(names.into_iter()), "application/json, text/csv");
        assert_eq!(accept(["json", "a/b, c/d", "a/\u{1}b"].into_iter()), "*/*");
    }
}
