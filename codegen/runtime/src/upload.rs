//! Files that are sent as a part of a form.

use std::fs::File;
use std::io;
use std::path::Path;

use super::body::Body;

/// A file to be sent: its bytes, its name and its media type.
///
/// Bytes, texts and a [`Body`] become one by `From`.
#[derive(Debug, Default)]
pub struct Upload {
    pub(super) body: Body,
    pub(super) file_name: Option<String>,
    pub(super) content_type: Option<String>,
    pub(super) headers: Vec<(String, String)>,
}

impl Upload {
    /// Bytes that are there, or a stream.
    pub fn new(body: impl Into<Body>) -> Self {
        Self {
            body: body.into(),
            file_name: None,
            content_type: None,
            headers: Vec::new(),
        }
    }

    /// A file of this machine, by its own name, read as it is sent.
    ///
    /// # Errors
    ///
    /// Where it cannot be opened.
    pub fn open(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref();
        let file = File::open(path)?;
        let facts = file.metadata()?;
        let body = Body::from_reader(file);
        // What is no ordinary file, such as a pipe, has no length to speak of.
        let upload = Self::new(if facts.is_file() {
            body.with_length(facts.len())
        } else {
            body
        });
        Ok(match path.file_name() {
            Some(name) => upload.file_name(name.to_string_lossy()),
            None => upload,
        })
    }

    /// Sets the name that the server is told; if not set, it is that of the part.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Sets the media type; if not set, it is what the description says, or `application/octet-stream`.
    #[must_use]
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// Sets a header of the part that the file becomes.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }
}

impl<T: Into<Body>> From<T> for Upload {
    fn from(body: T) -> Self {
        Self::new(body)
    }
}
