//! Media types: how a body is read, and which of several are asked for.

use super::methods::Context;
use super::xml;
use crate::diagnostics::{Code, Diagnostic};
use crate::model::{MediaType, Response, SchemaId, SchemaKind, essence};
use crate::plan::{Reading, Type};

/// A form that the body of a response may take: what it is read into.
pub(super) struct Form<'a> {
    /// Into what.
    pub(super) ty: Type,
    /// How, and in which media types; the first is that of an answer in a media type that is not described, or in none.
    pub(super) readings: Vec<(Reading, Vec<&'a str>)>,
}

impl Form<'_> {
    /// Its media types, in the order in which they are asked for.
    pub(super) fn media_types(&self) -> impl Iterator<Item = &str> {
        let readings = self.readings.iter();
        readings.flat_map(|(_, media_types)| media_types.iter().copied())
    }
}

/// What may come with a success: JSON rather than text, and text rather than bytes.
pub(super) fn forms<'a>(context: &Context<'_>, response: &'a Response) -> Vec<Form<'a>> {
    all_forms(context, response, true)
}

/// What may come with an error: what is likeliest, or a problem (RFC 9457), which frameworks and gateways send in place of
/// a server's own errors. More would be told apart for the sake of few: whatever came is kept as it is.
pub(super) fn error_forms<'a>(
    context: &Context<'_>,
    response: &'a Response,
) -> (Vec<Form<'a>>, Option<Diagnostic>) {
    let forms = all_forms(context, response, false);
    let mut forms = forms.into_iter();
    let first = forms.next();
    let is_problem = |form: &Form<'_>| {
        form.media_types()
            .any(|name| essence(name) == "application/problem+json")
    };
    let (problems, ignored): (Vec<_>, Vec<_>) = forms.partition(is_problem);
    let is_json = |form: &&Form<'_>| form.readings.iter().any(|(it, _)| *it == Reading::Json);
    let ignored = ignored.iter().filter(is_json).flat_map(Form::media_types);
    let names: Vec<_> = ignored.map(crate::docs::code_span).collect();
    let warning = (!names.is_empty()).then(|| several(response, &names.join(" and ")));
    (first.into_iter().chain(problems).collect(), warning)
}

fn several(response: &Response, ignored: &str) -> Diagnostic {
    Diagnostic::warning(
        Code::UnsupportedResponse,
        format!("the error is not read as {ignored}, which has another schema"),
    )
    .at(&response.pointer.child("content"))
    .help("what comes in the other media type is there as it came, without a type")
}

fn all_forms<'a>(context: &Context<'_>, response: &'a Response, is_success: bool) -> Vec<Form<'a>> {
    let mut readable = readable(context, response, is_success);
    readable.sort_by_key(|(reading, ..)| *reading);
    let mut forms: Vec<Form<'_>> = Vec::new();
    for (reading, ty, media) in readable {
        let name = asked_for(media, reading);
        match forms.iter_mut().find(|form| form.ty == ty) {
            None => forms.push(Form {
                ty,
                readings: vec![(reading, vec![name])],
            }),
            Some(form) => match form.readings.last_mut() {
                Some((last, names)) if *last == reading => names.push(name),
                _ => form.readings.push((reading, vec![name])),
            },
        }
    }
    // Of two kinds of JSON, the plain one is the usual one.
    forms.sort_by_key(|form| {
        let mut names = form.media_types();
        let is_plain = names.any(|name| essence(name) == "application/json");
        (
            form.readings.first().map(|(reading, _)| *reading),
            !is_plain,
        )
    });
    forms
}

/// The media types of a response, with how each is read and into what.
fn readable<'a>(
    context: &Context<'_>,
    response: &'a Response,
    is_success: bool,
) -> Vec<(Reading, Type, &'a MediaType)> {
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
    let of_media = |media: &'a MediaType| {
        let reading = reading(media);
        (reading, ty(context, media, reading), media)
    };
    let all: Vec<_> = response.content.iter().map(of_media).collect();
    let is_json = |it: &&(Reading, Type, &MediaType)| it.0 == Reading::Json;
    let jsons: Vec<_> = all.iter().filter(is_json).map(|it| it.1.clone()).collect();
    let is_readable = |(reading, _, media): &(Reading, Type, &MediaType)| {
        *reading == Reading::Json || !jsons.iter().any(|json| is_twin(context, media, json))
    };
    all.into_iter().filter(is_readable).collect()
}

/// Whether a media type has the schema of what is documented as JSON, and cannot be read as that: frameworks write one
/// schema under every media type that they might know, and mean the JSON.
pub(super) fn is_twin(context: &Context<'_>, media: &MediaType, json: &Type) -> bool {
    let schema = media.schema.as_ref();
    let is_text = matches!(json, Type::String | Type::Secret | Type::Bytes);
    let is_same = || schema.is_some_and(|schema| context.types.place(schema).present() == *json);
    as_it_comes(media).is_none() && !is_text && is_same()
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

/// What tells an answer that is read as at `index` from those of the same status that are read otherwise: none for the
/// first, which all others are too.
pub(super) fn told_apart(readings: &[&[&str]], index: usize) -> Vec<String> {
    let (Some(own), true) = (readings.get(index), index > 0) else {
        return Vec::new();
    };
    let names = |list: &[&str]| list.iter().map(|name| essence(name)).collect::<Vec<_>>();
    let own = names(own);
    let (mut ranges, mut exact): (Vec<_>, Vec<_>) =
        own.into_iter().partition(|name| name.ends_with('*'));
    ranges.sort_by_key(|range| range == "*/*");
    let others = readings.iter().enumerate().filter(|(at, _)| *at != index);
    let others = others.flat_map(|(_, list)| names(list));
    let narrower = others.filter(|other| ranges.iter().any(|range| is_narrower(other, range)));
    exact.extend(
        narrower
            .map(|other| format!("!{other}"))
            .collect::<Vec<_>>(),
    );
    exact.extend(ranges);
    exact
}

fn is_narrower(name: &str, range: &str) -> bool {
    let kind = range.strip_suffix('*').unwrap_or(range);
    name != range && (kind == "*/" || name.starts_with(kind))
}

/// What a form is called among those of a response.
pub(super) fn form_words(form: &Form<'_>) -> String {
    let reading = form.readings.first().map(|(reading, _)| *reading);
    words(form.media_types(), reading)
}

/// What is read or written so in these media types is called.
pub(super) fn words<'a>(names: impl Iterator<Item = &'a str>, reading: Option<Reading>) -> String {
    let names: Vec<_> = names.map(essence).collect();
    match (names.as_slice(), reading) {
        (_, Some(Reading::Events)) => "events".to_owned(),
        (_, Some(Reading::JsonLines | Reading::JsonSequence)) => "json lines".to_owned(),
        (names, Some(Reading::Json)) if names.iter().any(|name| name == "application/json") => {
            "json".to_owned()
        }
        ([name], _) => subtype_words(name),
        (names, reading) => {
            let kinds = names.iter().map(|name| name.split('/').next());
            let mut kinds = kinds.collect::<Vec<_>>();
            kinds.dedup();
            match (kinds.as_slice(), reading) {
                ([Some(kind)], _) if *kind != "application" => (*kind).to_owned(),
                (_, Some(Reading::Json)) => "json".to_owned(),
                (_, Some(Reading::Text)) => "text".to_owned(),
                _ => "bytes".to_owned(),
            }
        }
    }
}

/// `text/csv` is a csv, `application/vnd.acme.order+json` an acme order.
fn subtype_words(name: &str) -> String {
    let (kind, subtype) = name.split_once('/').unwrap_or(("", name));
    match (kind, subtype) {
        ("text", "plain") => return "text".to_owned(),
        ("application", "octet-stream") => return "bytes".to_owned(),
        ("*" | "application", "*") => return "other".to_owned(),
        (kind, "*") => return kind.to_owned(),
        _ => {}
    }
    let words = subtype.split('+').next().unwrap_or(subtype);
    let known = ["vnd.", "x-", "x."];
    let words = known
        .iter()
        .find_map(|prefix| words.strip_prefix(prefix))
        .unwrap_or(words);
    words.to_owned()
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

    #[test]
    fn what_comes_second_is_told_from_what_comes_first_and_from_what_says_less() {
        let readings: [&[&str]; 4] = [
            &["application/json"],
            &["Text/CSV; header=present"],
            &["image/*", "image/png"],
            &["*/*"],
        ];
        let expected: [&[&str]; 4] = [
            &[],
            &["text/csv"],
            &["image/png", "image/*"],
            &[
                "!application/json",
                "!text/csv",
                "!image/*",
                "!image/png",
                "*/*",
            ],
        ];
        for (index, expected) in expected.into_iter().enumerate() {
            assert_eq!(told_apart(&readings, index), expected, "{index}");
        }
    }

    #[test]
    fn a_form_is_called_after_its_media_types() {
        let table: [(&[&str], Reading, &str); 9] = [
            (&["application/json", "text/json"], Reading::Json, "json"),
            (&["application/problem+json"], Reading::Json, "problem"),
            (
                &["application/vnd.acme.order+json"],
                Reading::Json,
                "acme.order",
            ),
            (&["text/plain; charset=utf-8"], Reading::Text, "text"),
            (&["text/csv", "application/yaml"], Reading::Text, "text"),
            (&["image/png", "image/jpeg"], Reading::Stream, "image"),
            (&["application/pdf", "image/png"], Reading::Stream, "bytes"),
            (&["*/*"], Reading::Stream, "other"),
            (&["text/event-stream"], Reading::Events, "events"),
        ];
        for (names, reading, expected) in table {
            let called = words(names.iter().copied(), Some(reading));
            assert_eq!(called, expected, "{names:?}");
        }
    }
}
