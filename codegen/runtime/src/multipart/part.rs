//! One part of a body of several.

use std::fmt::{self, Write as _};

use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue};

use super::super::body::Body;
use super::super::content::Kept;
use super::super::header;
use super::super::upload::Upload;

/// One part of a [`Multipart`](super::Multipart): a body with a name, and with headers of its own.
#[derive(Clone)]
pub struct Part {
    name: String,
    file_name: Option<String>,
    headers: HeaderMap,
    body: Kept,
    /// The first thing that is wrong.
    fault: Option<String>,
}

impl Part {
    /// A part that is text in UTF-8, which needs no media type to say so (RFC 7578, section 4.4).
    #[must_use]
    pub fn text(name: &str, text: &str) -> Self {
        Self::bytes(name, text.to_owned())
    }

    /// A part of any kind.
    pub fn bytes(name: &str, body: impl Into<Body>) -> Self {
        Self {
            name: name.to_owned(),
            file_name: None,
            headers: HeaderMap::new(),
            body: Kept::new(body.into()),
            fault: None,
        }
    }

    /// A part that is a file.
    pub fn file(name: &str, file: impl Into<Upload>) -> Self {
        let file = file.into();
        let mut part = Self::bytes(name, file.body);
        part.file_name = Some(file.file_name.unwrap_or_else(|| name.to_owned()));
        let headers = file.headers.iter();
        let part = headers.fold(part, |part, (name, value)| part.header(name, value));
        match file.content_type {
            Some(content_type) => part.content_type(&content_type),
            None => part,
        }
    }

    /// Sets the media type.
    #[must_use]
    pub fn content_type(self, content_type: &str) -> Self {
        self.header(CONTENT_TYPE.as_str(), content_type)
    }

    /// Sets the media type, if there is one to set and none is set yet: what a description says of a file is less than
    /// what the file says itself.
    #[must_use]
    pub fn or_content_type(self, content_type: Option<&str>) -> Self {
        match content_type {
            Some(content_type) if !self.headers.contains_key(CONTENT_TYPE) => self.content_type(content_type),
            _ => self,
        }
    }

    /// Sets a header of the part.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match header::parse(name, value) {
            Ok((name, _)) if name == CONTENT_DISPOSITION => {
                let fault = "its name and file name are said once, by the part itself";
                self.fault.get_or_insert(fault.to_owned());
            }
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            Err(fault) => {
                self.fault.get_or_insert(fault);
            }
        }
        self
    }

    /// Sets this header, if the part has this name and has none yet.
    pub(super) fn or_header(&mut self, part: &str, (name, value): (&HeaderName, &HeaderValue)) {
        if self.name == part && !self.headers.contains_key(name) {
            self.headers.insert(name.clone(), value.clone());
        }
    }

    /// The head and the body, to be sent; or what is wrong.
    pub(super) fn into_message(mut self) -> Result<(String, Body), String> {
        if let Some(fault) = self.fault {
            return Err(format!("the part `{}`: {fault}", self.name.escape_debug()));
        }
        let mut head = format!("Content-Disposition: form-data; name=\"{}\"", Quoted(&self.name));
        if let Some(file_name) = &self.file_name {
            let _ = write!(head, "; filename=\"{}\"", Quoted(file_name));
            let unknown = HeaderValue::from_static("application/octet-stream");
            self.headers.entry(CONTENT_TYPE).or_insert(unknown);
        }
        head.push_str("\r\n");
        for (name, value) in &self.headers {
            let value = String::from_utf8_lossy(value.as_bytes());
            let _ = write!(head, "{name}: {value}\r\n");
        }
        Ok((head, self.body.take()?))
    }
}

/// What stands between quotation marks, escaped as browsers do (WHATWG HTML, section 4.10.21.8).
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|character| match character {
            '"' => f.write_str("%22"),
            '\r' => f.write_str("%0D"),
            '\n' => f.write_str("%0A"),
            character => f.write_char(character),
        })
    }
}

/// Neither header values nor what it holds.
impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Part")
            .field("name", &self.name)
            .field("file_name", &self.file_name)
            .field("headers", &header::names(&self.headers))
            .field("body", &self.body)
            .field("fault", &self.fault)
            .finish()
    }
}
