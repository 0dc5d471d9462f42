//! Bodies of several parts: `multipart/form-data` (RFC 7578).

mod boundary;
mod part;
mod request;

use std::collections::VecDeque;
use std::task::{Poll, ready};

use http::{HeaderName, HeaderValue};
use serde_json::Value;

pub use self::part::Part;
use super::body::Body;
use super::form;
use super::header;
use super::parameter::{Location, Parameter, ParameterValue, encode};
use super::upload::Upload;
use super::wire::{Parts, View, elements, take_apart, view_to_json};

/// A body of several parts, in the order in which they are added.
///
/// It is sent as a stream where any part is one, and its length is known where that of each part is.
#[derive(Debug, Clone)]
pub struct Multipart {
    boundary: String,
    parts: Vec<Part>,
    /// Headers of parts that may not be there yet, by the name of the part.
    headers: Vec<(String, HeaderName, HeaderValue)>,
    /// The first thing that is wrong.
    fault: Option<String>,
}

impl Default for Multipart {
    fn default() -> Self {
        Self::new()
    }
}

impl Multipart {
    /// A body without parts.
    #[must_use]
    pub fn new() -> Self {
        Self {
            boundary: boundary::new(),
            parts: Vec::new(),
            headers: Vec::new(),
            fault: None,
        }
    }

    /// Adds a part.
    #[must_use]
    pub fn part(mut self, part: Part) -> Self {
        self.parts.push(part);
        self
    }

    /// Adds a part that is text.
    #[must_use]
    pub fn text(self, name: &str, text: &str) -> Self {
        self.part(Part::text(name, text))
    }

    /// Adds a part that is JSON; none for `null`.
    #[must_use]
    pub fn json(mut self, name: &str, value: &dyn ParameterValue) -> Self {
        let added = self.add_json(name, value.view(), None);
        self.noting(added)
    }

    /// Adds a file.
    #[must_use]
    pub fn file(self, name: &str, file: impl Into<Upload>) -> Self {
        self.part(Part::file(name, file))
    }

    /// Sets a header of all parts of this name, before or after they are added, which have none of it themselves.
    #[must_use]
    pub fn part_header(mut self, part: &str, parameter: impl Into<Parameter>, value: &dyn ParameterValue) -> Self {
        let parameter = parameter.into();
        let text = encode(parameter, Location::Header, value.view());
        let set = text.and_then(|text| {
            let Some(text) = text else { return Ok(()) };
            let (name, value) = header::parse(parameter.name(), &text)?;
            self.headers.push((part.to_owned(), name, value));
            Ok(())
        });
        self.noting(set)
    }

    /// Adds parts for a value in a style, as the pairs of a query would have it but without any percent-encoding
    /// (`OpenAPI` 3.1.1, "Encoding `multipart` Media Types").
    #[must_use]
    pub fn styled(mut self, parameter: impl Into<Parameter>, value: &dyn ParameterValue) -> Self {
        let parameter = parameter.into();
        let added = form::pairs(&parameter, value.view(), &mut |name, text| {
            self.parts.push(Part::text(name, text));
        });
        self.noting(added.map_err(|error| format!("`{}` {error}", parameter.name())))
    }

    /// Adds a part for a value, or for each element of a list: single values are text, objects are JSON (`OpenAPI` 3.1.1,
    /// "Encoding Object"), unless another media type is named. What is `null` is left out.
    #[must_use]
    pub fn property(mut self, name: &str, value: &dyn ParameterValue, content_type: Option<&str>) -> Self {
        let added = self.add(name, value.view(), content_type);
        self.noting(added.map_err(|error| format!("`{name}` {error}")))
    }

    fn add(&mut self, name: &str, view: View<'_>, content_type: Option<&str>) -> Result<(), String> {
        match view {
            View::Json(json) => self.add(name, View::Value(&json.value()?), content_type),
            View::List(_) | View::Tuple(_) | View::Value(Value::Array(_)) => {
                elements(&view, &mut |element| self.add_single(name, element, content_type))
            }
            view => self.add_single(name, view, content_type),
        }
    }

    fn add_single(&mut self, name: &str, view: View<'_>, content_type: Option<&str>) -> Result<(), String> {
        if content_type.is_some_and(|content_type| content_type.contains("json")) {
            return self.add_json(name, view, content_type);
        }
        take_apart(view, &mut |parts| match parts {
            Parts::Nothing => Ok(()),
            Parts::List(view) | Parts::Object(view) => self.add_json(name, view, content_type),
            Parts::Text(text) => {
                let part = Part::text(name, &text);
                self.parts.push(part.or_content_type(content_type));
                Ok(())
            }
        })
    }

    fn add_json(&mut self, name: &str, view: View<'_>, content_type: Option<&str>) -> Result<(), String> {
        let json = view_to_json(view)?;
        if json != "null" {
            let part = Part::bytes(name, json).or_content_type(content_type);
            self.parts.push(part.or_content_type(Some("application/json")));
        }
        Ok(())
    }

    /// The media type, which names the boundary.
    pub(super) fn content_type(&self) -> String {
        format!("multipart/form-data; boundary={}", self.boundary)
    }

    /// The body, to be sent; or what is wrong.
    pub(super) fn into_body(self) -> Result<Body, String> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        let mut pieces = VecDeque::new();
        for mut part in self.parts {
            for (name, header, value) in &self.headers {
                part.or_header(name, (header, value));
            }
            let (head, body) = part.into_message()?;
            pieces.push_back(Body::from(format!("--{}\r\n{head}\r\n", self.boundary)));
            pieces.push_back(body);
            pieces.push_back(Body::from("\r\n"));
        }
        pieces.push_back(Body::from(format!("--{}--\r\n", self.boundary)));
        Ok(joined(pieces))
    }

    fn noting(mut self, added: Result<(), String>) -> Self {
        if let Err(fault) = added {
            self.fault
                .get_or_insert(format!("a part of the body cannot be written: {fault}"));
        }
        self
    }
}

/// One body behind the other: whole if all are, of a known length if that of all is known.
fn joined(mut pieces: VecDeque<Body>) -> Body {
    let whole: Option<Vec<&[u8]>> = pieces
        .iter()
        .map(|piece| piece.as_bytes().map(|bytes| &**bytes))
        .collect();
    if let Some(whole) = whole {
        return whole.concat().into();
    }
    let length = pieces.iter().map(Body::length).sum::<Option<u64>>();
    let body = Body::from_poll(move |context| {
        while let Some(piece) = pieces.front_mut() {
            match ready!(piece.poll_chunk(context)) {
                None => pieces.pop_front(),
                chunk => return Poll::Ready(chunk),
            };
        }
        Poll::Ready(None)
    });
    match length {
        Some(length) => body.with_length(length),
        None => body,
    }
}
