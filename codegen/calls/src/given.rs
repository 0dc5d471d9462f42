//! The arguments of one call, taken from JSON as the types that functions take.

use super::Outcome;
use super::outcome::{answered, documented, failed};
use super::runtime::serde_json::{Map, Value};
use super::runtime::wire::{Slot, from_json};
use super::runtime::{Base64, Client, Error, Operation};
#[cfg(feature = "forms")]
use super::runtime::{Multipart, Part, Upload};
use super::told::Told;

/// A body that is of one of several kinds.
pub trait Choice: Sized {
    /// The kind that a media type names, or else the first.
    ///
    /// # Errors
    ///
    /// Where the argument is not there, or is no such thing.
    fn choose(given: &Given<'_>, name: &str, media_type: Option<&str>) -> Result<Self, String>;
}

/// The arguments of one call, by where they go: `path/id`, `query/page`, `header/If-Match`, `cookie/session`,
/// `part/file`, `body`.
pub struct Given<'a> {
    pub(super) client: &'a Client,
    pub(super) arguments: &'a Map<String, Value>,
}

impl Given<'_> {
    /// Whether there is an argument.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.arguments.contains_key(name)
    }

    fn get(&self, name: &str) -> Result<&Value, String> {
        let value = self.arguments.get(name);
        value.ok_or_else(|| format!("there is no argument `{name}`"))
    }

    /// A text.
    ///
    /// # Errors
    ///
    /// As all of them: where the argument is not there, or is no such thing.
    pub fn text(&self, name: &str) -> Result<String, String> {
        match self.get(name)? {
            Value::String(text) => Ok(text.clone()),
            value => Err(format!("`{name}` is no text: {value}")),
        }
    }

    /// Texts.
    #[expect(clippy::missing_errors_doc, reason = "as `text`")]
    pub fn texts(&self, name: &str) -> Result<Vec<String>, String> {
        self.value(name)
    }

    /// Values.
    #[expect(clippy::missing_errors_doc, reason = "as `text`")]
    pub fn list<T: Slot>(&self, name: &str) -> Result<Vec<T>, String> {
        self.value(name)
    }

    /// A value.
    #[expect(clippy::missing_errors_doc, reason = "as `text`")]
    pub fn value<T: Slot>(&self, name: &str) -> Result<T, String> {
        let text = self.get(name)?.to_string();
        from_json(text.as_bytes()).map_err(|error| format!("`{name}` cannot be read: {error}"))
    }

    /// A body of any kind.
    #[expect(clippy::missing_errors_doc, reason = "as `text`")]
    pub fn body(&self, name: &str) -> Result<Vec<u8>, String> {
        content(self.get(name)?)
    }

    #[cfg(feature = "forms")]
    /// The content of a file.
    #[expect(clippy::missing_errors_doc, reason = "as `text`")]
    pub fn upload(&self, name: &str) -> Result<Upload, String> {
        upload(self.get(name)?)
    }

    #[cfg(feature = "forms")]
    /// The contents of files.
    #[expect(clippy::missing_errors_doc, reason = "as `text`")]
    pub fn uploads(&self, name: &str) -> Result<Vec<Upload>, String> {
        match self.get(name)? {
            Value::Array(files) => files.iter().map(upload).collect(),
            file => Ok(vec![upload(file)?]),
        }
    }

    /// The headers that say which media types may come back and which one is sent, where not as usual.
    #[expect(clippy::missing_errors_doc, reason = "as `text`")]
    pub fn media_types(&self) -> Result<Vec<(&'static str, String)>, String> {
        let names = ["accept", "content-type"].into_iter();
        let names = names.filter(|name| self.has(name));
        names.map(|name| Ok((name, self.text(name)?))).collect()
    }

    /// A body of one of several kinds: the one whose media type is the argument `body/type`, or else the first.
    #[expect(clippy::missing_errors_doc, reason = "as `text`")]
    pub fn either<T: Choice>(&self, name: &str) -> Result<T, String> {
        let media_type = self.arguments.get("body/type").and_then(Value::as_str);
        T::choose(self, name, media_type)
    }

    #[cfg(feature = "forms")]
    /// A form of parts.
    #[expect(clippy::missing_errors_doc, reason = "as `text`")]
    pub fn multipart(&self, name: &str) -> Result<Multipart, String> {
        let parts = self.get(name)?.as_array();
        let parts = parts.ok_or_else(|| format!("`{name}` is no list of parts"))?;
        parts.iter().try_fold(Multipart::new(), |form, part| {
            let name = part.get("part").and_then(Value::as_str);
            let name = name.ok_or("a part has no name")?;
            Ok(match part.get("json") {
                Some(value) => form.json(name, value),
                None if part.get("name").is_some() => form.part(Part::file(name, upload(part)?)),
                None => form.part(Part::bytes(name, content(part)?)),
            })
        })
    }

    /// Sends a request, and tells what comes of it.
    pub fn send<O: Operation>(
        &self,
        request: O,
        output: fn(O::Output) -> Told,
        failure: fn(O::ErrorBody) -> Told,
    ) -> Outcome
    where
        Error<O::ErrorBody>: std::error::Error,
    {
        match self.client.send_blocking(request) {
            Ok(response) => {
                let status = response.status().as_u16();
                answered(status, output(response.into_inner()))
            }
            Err(error) => {
                let facts = Failed::of(&error);
                match error.into_body() {
                    Some(body) => documented(&facts, failure(body)),
                    None => failed(&facts),
                }
            }
        }
    }
}

/// What is known of an error of any operation.
pub(super) struct Failed {
    pub(super) kind: String,
    pub(super) text: String,
    pub(super) status: Option<u16>,
    pub(super) body: Option<String>,
    pub(super) mismatch: Option<String>,
    pub(super) url: Option<String>,
}

impl Failed {
    fn of<B>(error: &Error<B>) -> Self
    where
        Error<B>: std::error::Error,
    {
        let mut text = error.to_string();
        let mut source = std::error::Error::source(error);
        while let Some(cause) = source {
            text.push_str(": ");
            text.push_str(&cause.to_string());
            source = cause.source();
        }
        let body = error.raw_body();
        Self {
            kind: format!("{:?}", error.kind()),
            text,
            status: error.status().map(|status| status.as_u16()),
            body: body.map(|body| String::from_utf8_lossy(body).into_owned()),
            mismatch: error.decode_error().map(ToString::to_string),
            url: error.url(),
        }
    }
}

/// Bytes: a text, `{"base64": ...}`, or either as the `content` of an object.
fn content(value: &Value) -> Result<Vec<u8>, String> {
    let value = value.get("content").unwrap_or(value);
    match (value, value.get("base64")) {
        (Value::String(text), _) => Ok(text.clone().into_bytes()),
        (_, Some(text)) => {
            let bytes: Base64 = from_json(text.to_string().as_bytes())
                .map_err(|error| format!("no bytes: {error}"))?;
            Ok(bytes.0)
        }
        (other, None) => Ok(other.to_string().into_bytes()),
    }
}

#[cfg(feature = "forms")]
/// A file: its content, or an object with its `content`, `name` and `type`.
fn upload(value: &Value) -> Result<Upload, String> {
    let text = |key| value.get(key).and_then(Value::as_str);
    let mut upload = Upload::new(content(value)?);
    if let Some(name) = text("name") {
        upload = upload.file_name(name);
    }
    if let Some(content_type) = text("type") {
        upload = upload.content_type(content_type);
    }
    Ok(upload)
}
