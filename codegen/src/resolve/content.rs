//! Bodies: what is sent, what may come back, and in which media types.

use indexmap::IndexMap;
use serde_json::Value;

use super::Resolver;
use crate::diagnostics::{Code, Diagnostic};
use crate::model::{self, StatusPattern};
use crate::pointer::JsonPointer;

/// The request body at `pointer`.
pub(super) fn request_body(
    resolver: &mut Resolver<'_>,
    pointer: &JsonPointer,
) -> Result<model::RequestBody, Diagnostic> {
    let (place, raw) = resolver.follow::<openapiv3::RequestBody>(pointer)?;
    Ok(model::RequestBody {
        description: raw.description,
        required: raw.required,
        content: content(resolver, &place.child("content"))?,
        pointer: place,
    })
}

/// The responses at `pointer`, in document order.
pub(super) fn responses(
    resolver: &mut Resolver<'_>,
    pointer: &JsonPointer,
) -> Result<Vec<model::Response>, Diagnostic> {
    let mut responses = Vec::new();
    for key in resolver.keys(pointer) {
        if key.starts_with("x-") {
            continue;
        }
        let place = pointer.child(&key);
        match StatusPattern::parse(&key) {
            Some(status) => responses.push(response(resolver, &place, status)?),
            None => resolver.warn(no_status(&key, &place)),
        }
    }
    Ok(responses)
}

fn no_status(key: &str, place: &JsonPointer) -> Diagnostic {
    Diagnostic::warning(
        Code::InvalidNode,
        format!("`{key}` is neither a status code nor a range of them"),
    )
    .at_key(place)
    .help("write a code such as `404`, a range such as `4XX`, or `default`")
}

fn response(
    resolver: &mut Resolver<'_>,
    pointer: &JsonPointer,
    status: StatusPattern,
) -> Result<model::Response, Diagnostic> {
    let place = resolver.place(pointer)?;
    if let Some(known) = resolver.responses.get(&place) {
        let known = known.clone();
        return Ok(model::Response { status, ..known });
    }
    let (place, raw) = resolver.follow::<openapiv3::Response>(&place)?;
    let headers = headers(resolver, &place.child("headers"));
    let response = model::Response {
        status,
        description: raw.description,
        headers,
        content: content(resolver, &place.child("content"))?,
        pointer: place.clone(),
    };
    resolver.responses.insert(place, response.clone());
    Ok(response)
}

/// The headers at `pointer`; `Content-Type` is said elsewhere (`OpenAPI` specification, sections Response Object and
/// Encoding Object: "shall be ignored").
fn headers(resolver: &mut Resolver<'_>, pointer: &JsonPointer) -> Vec<model::Header> {
    let mut headers = Vec::new();
    for name in resolver.keys(pointer) {
        if name.eq_ignore_ascii_case("content-type") {
            continue;
        }
        match header(resolver, &name, &pointer.child(&name)) {
            Ok(header) => headers.push(header),
            Err(reason) => resolver.warn(reason),
        }
    }
    headers
}

fn header(
    resolver: &mut Resolver<'_>,
    name: &str,
    pointer: &JsonPointer,
) -> Result<model::Header, Diagnostic> {
    let (place, raw) = resolver.follow::<openapiv3::Header>(pointer)?;
    let schema = place.child("schema");
    let schema = resolver
        .document
        .get(&schema)
        .is_some()
        .then(|| resolver.reach(&schema))
        .transpose()?;
    let mut content = content(resolver, &place.child("content"))?.into_iter();
    Ok(model::Header {
        name: name.to_owned(),
        description: raw.description,
        required: raw.required,
        media_type: content.next().map(|media| media.name),
        schema,
    })
}

/// The media types at `pointer`, in document order.
pub(super) fn content(
    resolver: &mut Resolver<'_>,
    pointer: &JsonPointer,
) -> Result<Vec<model::MediaType>, Diagnostic> {
    let mut content = Vec::new();
    for name in resolver.keys(pointer) {
        if name.starts_with("x-") {
            continue;
        }
        let place = pointer.child(&name);
        let schema = place.child("schema");
        let schema = resolver
            .document
            .get(&schema)
            .is_some()
            .then(|| resolver.reach(&schema))
            .transpose()?;
        content.push(model::MediaType {
            encoding: encoding(resolver, &place.child("encoding")),
            name,
            schema,
        });
    }
    Ok(content)
}

/// How the members of a form are sent; what makes no sense says nothing.
fn encoding(
    resolver: &mut Resolver<'_>,
    pointer: &JsonPointer,
) -> IndexMap<String, model::Encoding> {
    let members = resolver.document.get(pointer).and_then(Value::as_object);
    let members = members.into_iter().flatten();
    members
        .map(|(name, member)| {
            let headers = pointer.child(name).child("headers");
            let text = |key: &str| Some(member.get(key)?.as_str()?.to_owned());
            let flag = |key: &str| member.get(key).and_then(Value::as_bool);
            let encoding = model::Encoding {
                content_type: text("contentType"),
                style: text("style"),
                explode: flag("explode"),
                allow_reserved: flag("allowReserved").unwrap_or_default(),
                headers: self::headers(resolver, &headers),
            };
            (name.clone(), encoding)
        })
        .collect()
}
