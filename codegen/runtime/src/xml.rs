//! Bodies that are XML.

use super::answer::Answer;
use super::charset;
use super::parameter::ParameterValue;
use super::request::Request;
use super::wire::xml::{from_xml, to_xml};
use super::wire::{DecodeError, Slot, Xml};

impl Request {
    /// Sets an XML body of a media type, whose root is called as `root` says.
    #[must_use]
    pub fn xml(mut self, content_type: &'static str, root: Xml, value: &dyn ParameterValue) -> Self {
        match to_xml(value.view(), &root) {
            Ok(text) => self.bytes(content_type, text),
            Err(error) => {
                self.note(format!("the body cannot be written as XML: {error}"));
                self
            }
        }
    }
}

impl Answer {
    /// The body as XML, in the charset that the answer names, or in UTF-8.
    ///
    /// # Errors
    ///
    /// Where it is no XML document, not one that the type can hold, or in another encoding than UTF-8, US-ASCII and,
    /// where the answer says so, ISO-8859-1.
    #[inline]
    pub fn xml<T: Slot>(&self) -> Result<T, DecodeError> {
        from_xml(&self.xml_text()?)
    }

    fn xml_text(&self) -> Result<String, DecodeError> {
        let body = self.plain()?;
        // What the answer says goes before what the document says (RFC 7303, section 3).
        let declared = match charset::of(&self.headers) {
            Some(_) => None,
            None => declared(body),
        };
        if let Some(name) = declared.filter(|name| !is_utf8(name)) {
            let name = name.escape_debug();
            let message = format!("XML in the encoding `{name}` is not read");
            return Err(DecodeError::of_text("", message));
        }
        let text = charset::decode(body, &self.headers)?;
        Ok(match text.strip_prefix('\u{feff}') {
            Some(text) => text.to_owned(),
            None => text,
        })
    }
}

/// The encoding that a document says it is in (XML 1.0, section 4.3.3).
fn declared(document: &[u8]) -> Option<String> {
    // In two bytes for each character, it would have to say so with a mark in front.
    if let Some(mark @ ([0xff, 0xfe] | [0xfe, 0xff])) = document.get(..2) {
        let name = if mark == [0xff, 0xfe] { "UTF-16LE" } else { "UTF-16BE" };
        return Some(name.to_owned());
    }
    let document = document.strip_prefix(b"\xef\xbb\xbf").unwrap_or(document);
    let inner = document.strip_prefix(b"<?xml")?;
    let end = inner.windows(2).position(|pair| pair == b"?>")?;
    let declaration = String::from_utf8_lossy(inner.get(..end)?);
    let (_, after) = declaration.split_once("encoding")?;
    let value = after.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next()?;
    let name = value.get(1..)?.split(quote).next()?;
    Some(name.to_owned())
}

fn is_utf8(name: &str) -> bool {
    ["utf-8", "utf8", "us-ascii", "ascii"]
        .iter()
        .any(|known| name.eq_ignore_ascii_case(known))
}
