//! What a request carries: a body of any kind, with its media type.

use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;

use super::body::Body;
use super::error::ErrorKind;
use super::form;
use super::multipart::{Multipart, Part};
use super::parameter::{Parameter, ParameterValue};
use super::request::Request;
use super::upload::Upload;
use super::wire::view_to_json;

/// A body with its media type, which can be cloned as the request that carries it.
#[derive(Debug, Clone)]
pub(super) struct Content {
    pub(super) content_type: Cow<'static, str>,
    body: Carried,
}

#[derive(Debug, Clone)]
enum Carried {
    One(Kept),
    Parts(Multipart),
}

impl Content {
    /// The body, to be sent; or what is wrong.
    pub(super) fn into_body(self) -> Result<Body, String> {
        let body = match self.body {
            Carried::One(body) => body.take()?,
            Carried::Parts(parts) => parts.into_body()?,
        };
        Ok(body.failing_as(ErrorKind::RequestBody))
    }
}

/// A body that can be cloned.
#[derive(Clone)]
pub(super) enum Kept {
    Whole(Bytes),
    /// What can be read once belongs to all clones, and goes to the first that is sent.
    Once(Arc<Mutex<Option<Body>>>),
}

impl Kept {
    pub(super) fn new(body: Body) -> Self {
        match body.as_bytes() {
            Some(bytes) => Self::Whole(bytes.clone()),
            None => Self::Once(Arc::new(Mutex::new(Some(body)))),
        }
    }

    /// The body, to be sent; or what is wrong.
    pub(super) fn take(self) -> Result<Body, String> {
        let body = match self {
            Self::Whole(bytes) => return Ok(bytes.into()),
            Self::Once(body) => body.lock().unwrap_or_else(PoisonError::into_inner).take(),
        };
        body.map(|body| body.failing_as(ErrorKind::RequestBody))
            .ok_or_else(|| {
                "the body can be read only once, and a clone of this request has been sent"
                    .to_owned()
            })
    }
}

/// How much it is: what it holds may be a secret.
impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(bytes) => write!(f, "{} bytes", bytes.len()),
            Self::Once(_) => f.write_str("a stream"),
        }
    }
}

/// Bodies. The last one that is set is sent.
impl Request {
    /// Sets a JSON body.
    #[must_use]
    pub fn json(self, value: &dyn ParameterValue) -> Self {
        self.json_as("application/json", value)
    }

    /// Sets a JSON body of another media type, such as `application/merge-patch+json`.
    #[must_use]
    pub fn json_as(mut self, content_type: &'static str, value: &dyn ParameterValue) -> Self {
        match view_to_json(value.view()) {
            Ok(bytes) => self.bytes(content_type, bytes),
            Err(error) => {
                self.note(format!("the body {error}"));
                self
            }
        }
    }

    /// Sets a body that is text, sent in UTF-8.
    #[must_use]
    pub fn text(self, content_type: &'static str, text: &str) -> Self {
        self.bytes(content_type, text.to_owned())
    }

    /// Sets a body of any kind: whole bytes, or a stream.
    ///
    /// A stream is read once. Clones of the request share it, and all but the first that is sent fail.
    #[must_use]
    pub fn bytes(self, content_type: &'static str, body: impl Into<Body>) -> Self {
        self.carrying(content_type.into(), Carried::One(Kept::new(body.into())))
    }

    /// Sets a body that is an object written as a form (`application/x-www-form-urlencoded`), its properties as the
    /// operation has it.
    ///
    /// Of other properties, a list is a pair for each of its elements, and an object is JSON (`OpenAPI` 3.1.1,
    /// "Encoding the x-www-form-urlencoded Media Type"). Properties that are `null` are left out.
    #[must_use]
    pub fn form(mut self, value: &dyn ParameterValue) -> Self {
        match form::encode(value, self.info.form) {
            Ok(text) => self.bytes("application/x-www-form-urlencoded", text),
            Err(fault) => {
                self.note(format!("the body cannot be written as a form: {fault}"));
                self
            }
        }
    }

    /// Sets a body of several parts (`multipart/form-data`).
    #[must_use]
    pub fn multipart(self, parts: Multipart) -> Self {
        self.carrying(parts.content_type().into(), Carried::Parts(parts))
    }

    /// Adds a part to the body for a value, or for each element of a list: single values are text, objects are JSON.
    #[must_use]
    pub fn part(self, name: &str, value: &dyn ParameterValue) -> Self {
        self.parts(|parts| parts.property(name, value, None))
    }

    /// As [`part`](Self::part), in another media type.
    #[must_use]
    pub fn part_as(self, name: &str, content_type: &str, value: &dyn ParameterValue) -> Self {
        self.parts(|parts| parts.property(name, value, Some(content_type)))
    }

    /// Adds parts to the body for a value that is written in a style.
    #[must_use]
    pub fn styled_part(self, parameter: impl Into<Parameter>, value: &dyn ParameterValue) -> Self {
        self.parts(|parts| parts.styled(parameter, value))
    }

    /// Sets a header of all parts of this name which have none of it themselves.
    #[must_use]
    pub fn part_header(
        self,
        part: &str,
        parameter: impl Into<Parameter>,
        value: &dyn ParameterValue,
    ) -> Self {
        self.parts(|parts| parts.part_header(part, parameter, value))
    }

    /// Adds a file to the body.
    #[must_use]
    pub fn file(self, name: &str, file: impl Into<Upload>) -> Self {
        self.files(name, [file])
    }

    /// Adds a file to the body, in this media type where the file does not name its own.
    #[must_use]
    pub fn file_as(self, name: &str, content_type: &str, file: impl Into<Upload>) -> Self {
        let part = Part::file(name, file).or_content_type(Some(content_type));
        self.parts(|parts| parts.part(part))
    }

    /// Adds files to the body, all in parts of one name.
    #[must_use]
    pub fn files(self, name: &str, files: impl IntoIterator<Item = impl Into<Upload>>) -> Self {
        let files = files.into_iter().map(|file| Part::file(name, file));
        self.parts(|parts| files.fold(parts, Multipart::part))
    }

    /// Adds files to the body, in this media type where a file does not name its own.
    #[must_use]
    pub fn files_as(
        self,
        name: &str,
        content_type: &str,
        files: impl IntoIterator<Item = impl Into<Upload>>,
    ) -> Self {
        files.into_iter().fold(self, |request, file| {
            request.file_as(name, content_type, file)
        })
    }

    /// Adds to the parts of the body, which becomes one of several parts if it is none yet:
    /// `request.parts(|parts| parts.text("name", name))`.
    #[must_use]
    pub fn parts(mut self, add: impl FnOnce(Multipart) -> Multipart) -> Self {
        let parts = match self.body.take().map(|content| content.body) {
            Some(Carried::Parts(parts)) => parts,
            _ => Multipart::new(),
        };
        self.multipart(add(parts))
    }

    fn carrying(mut self, content_type: Cow<'static, str>, body: Carried) -> Self {
        self.body = Some(Content { content_type, body });
        self
    }
}
