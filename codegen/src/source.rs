//! The texts that a run reads: the document, its config, and whatever they refer to.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use crate::diagnostics::{Code, Diagnostic};

/// The largest text that is read; a larger one is refused before it fills the memory.
pub const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// What a text is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// YAML 1.2.
    Yaml,
    /// JSON.
    Json,
    /// TOML, as of the generator's own config.
    Toml,
}

/// One text with its name. Cloning copies no text.
#[derive(Clone, Debug)]
pub struct Source {
    name: Arc<str>,
    text: Arc<str>,
    format: Format,
}

/// Which text of [`Sources`] is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(usize);

impl SourceId {
    /// The `OpenAPI` document, whether it has been read yet or not.
    pub const DOCUMENT: Self = Self(0);
}

/// Every text of a run, kept for the excerpts of its diagnostics.
#[derive(Clone, Debug)]
pub struct Sources {
    /// The first place is the document's.
    texts: Vec<Option<Source>>,
}

impl Source {
    /// A text with the name that its user knows it by; the format follows from the name, or else from the text.
    #[must_use]
    pub fn new(name: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Self {
        let (name, text) = (name.into(), text.into());
        let format = format_of(&name, &text);
        Self { name, text, format }
    }

    /// The same text, read as another format.
    #[must_use]
    pub fn with_format(self, format: Format) -> Self {
        Self { format, ..self }
    }

    /// The name as the user wrote it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What the text is written in.
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }
}

impl Default for Sources {
    fn default() -> Self {
        Self { texts: vec![None] }
    }
}

impl Sources {
    /// No text yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Keeps a text that is not the document, such as the config.
    pub fn add(&mut self, source: Source) -> SourceId {
        self.texts.push(Some(source));
        SourceId(self.texts.len() - 1)
    }

    /// Makes `source` the document.
    pub fn set_document(&mut self, source: Source) {
        self.texts[SourceId::DOCUMENT.0] = Some(source);
    }

    /// The document, once it is set.
    #[must_use]
    pub fn document(&self) -> Option<&Source> {
        self.get(SourceId::DOCUMENT)
    }

    /// A text by its id.
    #[must_use]
    pub fn get(&self, id: SourceId) -> Option<&Source> {
        self.texts.get(id.0)?.as_ref()
    }

    /// Reads a file and makes it the document.
    ///
    /// # Errors
    /// Fails if it cannot be read, is larger than [`MAX_BYTES`] or is not UTF-8.
    pub fn open_document(&mut self, path: &Path) -> Result<(), Diagnostic> {
        let name = path.display().to_string();
        match File::open(path) {
            Ok(file) => self.read_document(&name, file),
            Err(error) => Err(unreadable(&name, &error)),
        }
    }

    /// Reads a stream, such as standard input, and makes it the document.
    ///
    /// # Errors
    /// Fails if it cannot be read, is larger than [`MAX_BYTES`] or is not UTF-8.
    pub fn read_document(&mut self, name: &str, stream: impl Read) -> Result<(), Diagnostic> {
        let mut bytes = Vec::new();
        let read = stream.take(MAX_BYTES + 1).read_to_end(&mut bytes);
        let length = read.map_err(|error| unreadable(name, &error))?;
        if length as u64 > MAX_BYTES {
            return Err(Diagnostic::error(
                Code::TooLarge,
                format!("`{name}` is larger than {} MiB", MAX_BYTES >> 20),
            ));
        }
        let (text, problem) = decode(bytes);
        self.set_document(Source::new(name, text));
        problem.map_or(Ok(()), Err)
    }
}

fn unreadable(name: &str, error: &std::io::Error) -> Diagnostic {
    Diagnostic::error(Code::Io, format!("cannot read `{name}`: {error}"))
}

/// The text without its byte order mark; where it is not UTF-8, what can be shown of it and what is wrong.
fn decode(bytes: Vec<u8>) -> (String, Option<Diagnostic>) {
    match String::from_utf8(bytes) {
        Ok(mut text) => {
            if text.starts_with('\u{feff}') {
                text.drain(..'\u{feff}'.len_utf8());
            }
            (text, None)
        }
        Err(error) => {
            let start = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let problem = Diagnostic::error(Code::InvalidSyntax, "the text is not UTF-8")
                .at_span(SourceId::DOCUMENT, start..start + '\u{fffd}'.len_utf8())
                .label("the first byte that is not")
                .help("save the file as UTF-8");
            (text, Some(problem))
        }
    }
}

fn format_of(name: &str, text: &str) -> Format {
    let extension = Path::new(name)
        .extension()
        .and_then(|extension| extension.to_str());
    match extension.map(str::to_ascii_lowercase).as_deref() {
        Some("json") => Format::Json,
        Some("yaml" | "yml") => Format::Yaml,
        Some("toml") => Format::Toml,
        _ if text.trim_start().starts_with('{') => Format::Json,
        _ => Format::Yaml,
    }
}

/// The last place between two characters that is not after the byte `at`.
pub(crate) fn char_boundary(text: &str, at: usize) -> usize {
    let mut places = (0..=at.min(text.len())).rev();
    places
        .find(|place| text.is_char_boundary(*place))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_format() {
        let cases = [
            ("a.json", "", Format::Json),
            ("a.YML", "{}", Format::Yaml),
            ("c.toml", "", Format::Toml),
            ("-", " {\"a\": 1}", Format::Json),
            ("-", "a: 1", Format::Yaml),
        ];
        for (name, text, format) in cases {
            assert_eq!(Source::new(name, text).format(), format, "{name}");
        }
    }

    #[test]
    fn reads_streams() {
        let mut sources = Sources::new();
        sources
            .read_document("-", "\u{feff}a: 1".as_bytes())
            .unwrap();
        assert_eq!(sources.document().unwrap().text(), "a: 1");
        let problem = sources.read_document("-", &b"a: \xff1"[..]).unwrap_err();
        assert_eq!(problem.code(), Code::InvalidSyntax);
        assert_eq!(sources.document().unwrap().text(), "a: \u{fffd}1");
        let problem = sources
            .open_document(Path::new("/nonexistent/openapi.yaml"))
            .unwrap_err();
        assert_eq!(problem.code(), Code::Io);
    }
}
