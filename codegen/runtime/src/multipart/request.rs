//! Requests that carry a form of parts.

use super::super::content::Carried;
use super::super::parameter::{Parameter, ParameterValue};
use super::super::request::Request;
use super::super::upload::Upload;
use super::{Multipart, Part};

/// Bodies of several parts. The last body that is set is sent.
impl Request {
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
    pub fn part_header(self, part: &str, parameter: impl Into<Parameter>, value: &dyn ParameterValue) -> Self {
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
    pub fn files_as(self, name: &str, content_type: &str, files: impl IntoIterator<Item = impl Into<Upload>>) -> Self {
        files
            .into_iter()
            .fold(self, |request, file| request.file_as(name, content_type, file))
    }

    /// Adds to the parts of the body, which becomes one of several parts if it is none yet:
    /// `request.parts(|parts| parts.text("name", name))`.
    #[must_use]
    pub fn parts(mut self, add: impl FnOnce(Multipart) -> Multipart) -> Self {
        let parts = match self.parts.body.take().map(|content| content.body) {
            Some(Carried::Parts(parts)) => parts,
            _ => Multipart::new(),
        };
        self.multipart(add(parts))
    }
}
