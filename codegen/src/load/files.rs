//! The files that a document refers to: each is read once, within bounds, and only if it is an ordinary file.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use serde_json::Value;

use super::file_problem::FileProblem;
use super::parse::{self, Parsed};
use super::tree::{EXPANSIONS, Traits};
use crate::diagnostics::{Diagnostic, Diagnostics, Severity};
use crate::source::{MAX_BYTES, Source, SourceId, Sources, decode, not_utf8};

/// How many files a document may consist of.
const MAX_FILES: usize = 20_000;

/// A file, or the document itself, as a tree.
pub(super) struct Tree {
    /// Its path, relative to the folder of the document; empty for the document.
    pub(super) name: String,
    /// The same, percent-encoded as in the reference that led to it.
    pub(super) uri: String,
    pub(super) value: Value,
    pub(super) traits: Traits,
}

/// Every file that has been read, or could not be.
pub(super) struct Files<'a> {
    sources: &'a mut Sources,
    diagnostics: &'a mut Diagnostics,
    /// The document comes first.
    pub(super) trees: Vec<Rc<Tree>>,
    by_name: BTreeMap<String, Result<usize, FileProblem>>,
    /// The same file may have several names.
    by_path: BTreeMap<PathBuf, usize>,
    bytes_left: u64,
    expansions: usize,
}

impl<'a> Files<'a> {
    /// The document alone, with what aliases may still add.
    pub(super) fn new(
        sources: &'a mut Sources,
        diagnostics: &'a mut Diagnostics,
        parsed: Parsed,
        expansions: usize,
    ) -> Self {
        let document = Tree {
            name: String::new(),
            uri: String::new(),
            value: parsed.value,
            traits: parsed.traits,
        };
        let source = sources.document();
        let length = source.map_or(0, |source| source.text().len() as u64);
        let path = source.and_then(Source::path);
        let path = path.and_then(|path| path.canonicalize().ok());
        Self {
            by_path: path.into_iter().map(|path| (path, 0)).collect(),
            sources,
            diagnostics,
            trees: vec![Rc::new(document)],
            by_name: BTreeMap::new(),
            bytes_left: MAX_BYTES.saturating_sub(length),
            expansions: expansions.min(EXPANSIONS),
        }
    }

    /// The file of a name, read if it has not been.
    pub(super) fn open(&mut self, name: &str, uri: &str) -> Result<usize, FileProblem> {
        if let Some(known) = self.by_name.get(name) {
            return known.clone();
        }
        let opened = self.read(name, uri);
        self.by_name.insert(name.to_owned(), opened.clone());
        opened
    }

    /// Says something about the document.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    fn read(&mut self, name: &str, uri: &str) -> Result<usize, FileProblem> {
        let path = self.path_of(name)?;
        let real = path
            .canonicalize()
            .map_err(|error| FileProblem::unreadable(&error))?;
        if let Some(&known) = self.by_path.get(&real) {
            return Ok(known);
        }
        let id = self.read_text(name, &path)?;
        let parsed = parse::parse(self.sources, id, &mut self.expansions);
        let is_object = matches!(&parsed, Ok((Parsed { value, .. }, _)) if value.is_object());
        if !is_object && let Some(source) = self.sources.get(id) {
            // What is no part of a description may be anything, a file of passwords too.
            let withheld = source.clone().withheld();
            self.sources.replace(id, withheld);
        }
        let (parsed, said) = match parsed {
            Ok((parsed, warnings)) => (Some(parsed), warnings),
            Err(problems) => (None, problems),
        };
        let warnings = said
            .into_iter()
            .map(|problem| problem.with_severity(Severity::Warning));
        self.diagnostics.extend(warnings);
        let parsed = parsed.ok_or_else(FileProblem::malformed)?;
        if !is_object {
            return Err(FileProblem::not_an_object());
        }
        let tree = self.trees.len();
        self.trees.push(Rc::new(Tree {
            name: name.to_owned(),
            uri: uri.to_owned(),
            value: parsed.value,
            traits: parsed.traits,
        }));
        self.by_path.insert(real, tree);
        Ok(tree)
    }

    /// Where a file is. Its name is relative to the document's folder: any other path would be the machine's.
    fn path_of(&self, name: &str) -> Result<PathBuf, FileProblem> {
        let document = self.sources.document().and_then(Source::path);
        let document = document.ok_or_else(FileProblem::no_folder)?;
        // A build script prints the path on a line of its own, as an instruction to cargo.
        let is_odd = |c: char| c.is_control() || c == '\\';
        if Path::new(name).has_root() || name.contains(is_odd) {
            return Err(FileProblem::not_relative());
        }
        let folder = document.parent().unwrap_or(Path::new(""));
        Ok(folder.join(name))
    }

    fn read_text(&mut self, name: &str, path: &Path) -> Result<SourceId, FileProblem> {
        // Opening what is not an ordinary file may block for ever.
        let metadata = fs::metadata(path).map_err(|error| FileProblem::unreadable(&error))?;
        if !metadata.is_file() {
            return Err(FileProblem::not_a_file());
        }
        if self.trees.len() >= MAX_FILES {
            return Err(FileProblem::too_many(MAX_FILES));
        }
        let file = File::open(path).map_err(|error| FileProblem::unreadable(&error))?;
        let mut bytes = Vec::new();
        let read = file.take(self.bytes_left + 1).read_to_end(&mut bytes);
        let length = read.map_err(|error| FileProblem::unreadable(&error))? as u64;
        let Some(left) = self.bytes_left.checked_sub(length) else {
            return Err(FileProblem::too_large(MAX_BYTES));
        };
        self.bytes_left = left;
        let (text, invalid) = decode(bytes);
        let shown = path.display().to_string();
        let source = Source::new(shown, text).read_from(Arc::from(path));
        let Some(place) = invalid else {
            return Ok(self.sources.add_file(name, source));
        };
        let id = self.sources.add_file(name, source.withheld());
        let problem = not_utf8(id, place).with_severity(Severity::Warning);
        self.diagnostics.push(problem);
        Err(FileProblem::malformed())
    }
}
