//! The texts that a run reads: the document, its config, and whatever they refer to.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostics::{Code, Diagnostic};
use crate::pointer::JsonPointer;

/// The largest text that is read; a larger one is refused before it fills the memory.
pub const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// The member of the document's root under which `load` puts the files that it refers to, each under its name.
pub(crate) const FILES: &str = "x-codegen-files";

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
    /// A text of many megabytes is not moved once more, to be beside its count.
    text: Arc<String>,
    format: Format,
    path: Option<Arc<Path>>,
    is_shown: bool,
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
    /// The files that the document refers to, by the names under which its tree holds them.
    files: BTreeMap<String, SourceId>,
}

impl Source {
    /// A text with the name that its user knows it by; the format follows from the name, or else from the text.
    #[must_use]
    pub fn new(name: impl Into<Arc<str>>, text: impl Into<String>) -> Self {
        let (name, text) = (name.into(), Arc::new(text.into()));
        let format = format_of(&name, &text);
        Self {
            name,
            text,
            format,
            path: None,
            is_shown: true,
        }
    }

    /// The same text, known to be that of the file at `path`.
    #[must_use]
    pub fn read_from(self, path: impl Into<Arc<Path>>) -> Self {
        Self {
            path: Some(path.into()),
            ..self
        }
    }

    /// The same text, of which no line is shown: it may be none of the business of whoever wrote the document.
    pub(crate) fn withheld(self) -> Self {
        Self {
            is_shown: false,
            ..self
        }
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

    /// The file that the text was read from, if it was.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Whether lines of the text may be shown.
    pub(crate) fn is_shown(&self) -> bool {
        self.is_shown
    }

    /// What the text is written in.
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }
}

impl Default for Sources {
    fn default() -> Self {
        Self {
            texts: vec![None],
            files: BTreeMap::new(),
        }
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

    /// Keeps a file that the document refers to, under the name by which its tree holds it.
    pub(crate) fn add_file(&mut self, name: &str, source: Source) -> SourceId {
        let id = self.add(source);
        self.files.insert(name.to_owned(), id);
        id
    }

    /// The files that the document refers to, by the names under which its tree holds them.
    pub(crate) fn references(&self) -> impl Iterator<Item = (&str, &Source)> {
        let files = self.files.iter();
        files.filter_map(|(name, id)| Some((name.as_str(), self.get(*id)?)))
    }

    /// Puts another text in the place of one.
    pub(crate) fn replace(&mut self, id: SourceId, source: Source) {
        if let Some(place) = self.texts.get_mut(id.0) {
            *place = Some(source);
        }
    }

    /// The text that holds a node of the document's tree, and where in that text the node is.
    pub(crate) fn place_of(&self, pointer: &JsonPointer) -> (SourceId, JsonPointer) {
        let file = JsonPointer::root().child(FILES);
        let name = pointer.within(&file).and_then(|below| {
            let name = below.tokens().next()?.into_owned();
            Some((*self.files.get(&name)?, pointer.within(&file.child(&name))?))
        });
        name.unwrap_or_else(|| (SourceId::DOCUMENT, pointer.clone()))
    }

    /// Every file that was read, in the order of their paths.
    #[must_use]
    pub fn paths(&self) -> Vec<PathBuf> {
        let read = self.texts.iter().flatten().filter_map(Source::path);
        let mut paths: Vec<_> = read.map(Path::to_owned).collect();
        paths.sort();
        paths.dedup();
        paths
    }

    /// Reads a file and makes it the document.
    ///
    /// # Errors
    /// Fails if it cannot be read, is larger than [`MAX_BYTES`] or is not UTF-8.
    pub fn open_document(&mut self, path: &Path) -> Result<(), Diagnostic> {
        let name = path.display().to_string();
        match File::open(path) {
            Ok(file) => self.keep_document(&name, Some(path), file),
            Err(error) => Err(unreadable(&name, &error)),
        }
    }

    /// Reads a stream, such as standard input, and makes it the document.
    ///
    /// # Errors
    /// Fails if it cannot be read, is larger than [`MAX_BYTES`] or is not UTF-8.
    pub fn read_document(&mut self, name: &str, stream: impl Read) -> Result<(), Diagnostic> {
        self.keep_document(name, None, stream)
    }

    fn keep_document(
        &mut self,
        name: &str,
        path: Option<&Path>,
        stream: impl Read,
    ) -> Result<(), Diagnostic> {
        let mut bytes = Vec::with_capacity(path.map_or(0, expected_length));
        let read = stream.take(MAX_BYTES + 1).read_to_end(&mut bytes);
        let length = read.map_err(|error| unreadable(name, &error))?;
        if length as u64 > MAX_BYTES {
            return Err(Diagnostic::error(
                Code::TooLarge,
                format!("`{name}` is larger than {} MiB", MAX_BYTES >> 20),
            ));
        }
        let (text, invalid) = decode(bytes);
        let source = Source::new(name, text);
        self.set_document(match path {
            Some(path) => source.read_from(path),
            None => source,
        });
        invalid.map_or(Ok(()), |place| Err(not_utf8(SourceId::DOCUMENT, place)))
    }
}

/// How long a file says that it is, within reason.
fn expected_length(path: &Path) -> usize {
    let length = path.metadata().map_or(0, |metadata| metadata.len());
    // One byte more lets the reader see the end without asking for more memory.
    usize::try_from(length.min(MAX_BYTES)).map_or(0, |length| length + 1)
}

fn unreadable(name: &str, error: &std::io::Error) -> Diagnostic {
    Diagnostic::error(Code::Io, format!("cannot read `{name}`: {error}"))
}

/// The text without its byte order mark; where it is not UTF-8, what can be shown of it and where it is wrong.
pub(crate) fn decode(bytes: Vec<u8>) -> (String, Option<Range<usize>>) {
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
            (text, Some(start..start + '\u{fffd}'.len_utf8()))
        }
    }
}

/// What to say of a text that is not UTF-8 at a place.
pub(crate) fn not_utf8(id: SourceId, place: Range<usize>) -> Diagnostic {
    Diagnostic::error(Code::InvalidSyntax, "the text is not UTF-8")
        .at_span(id, place)
        .label("the first byte that is not")
        .help("save the file as UTF-8")
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
