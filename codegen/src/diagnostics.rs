//! What a run has to say about its input: located, with a stable code, gathered per stage.

mod code;
mod excerpt;
mod locate;
mod render;

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

pub use self::code::Code;
pub use self::locate::{Located, locate};
pub use self::render::{Color, MessageFormat, Style, render};
use crate::pointer::JsonPointer;
use crate::source::SourceId;

/// How much a diagnostic weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The run fails.
    Error,
    /// Something is left out or taken differently than written.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// The word that is printed.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// Where in a text a diagnostic belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The node that a pointer leads to.
    Value(JsonPointer),
    /// The key under which the node that a pointer leads to is found.
    Key(JsonPointer),
    /// A range of bytes.
    Span(Range<usize>),
}

/// One thing to say. Made by [`Diagnostic::error`] and its like, and refined by chained calls.
#[derive(Clone, PartialEq, Eq)]
pub struct Diagnostic(Box<Parts>);

#[derive(Clone, PartialEq, Eq)]
struct Parts {
    code: Code,
    severity: Severity,
    message: String,
    source: SourceId,
    place: Option<Place>,
    label: Option<String>,
    help: Option<String>,
    operation: Option<String>,
}

impl Diagnostic {
    /// Something that fails the run.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message.into())
    }

    /// Something that costs a part of the result, not the run.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message.into())
    }

    /// Something worth knowing.
    pub fn note(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, message.into())
    }

    fn new(severity: Severity, code: Code, message: String) -> Self {
        Self(Box::new(Parts {
            code,
            severity,
            message,
            source: SourceId::DOCUMENT,
            place: None,
            label: None,
            help: None,
            operation: None,
        }))
    }

    /// Places it at a node of the document.
    #[must_use]
    pub fn at(mut self, pointer: &JsonPointer) -> Self {
        self.0.place = Some(Place::Value(pointer.clone()));
        self
    }

    /// Places it at the key of a node of the document.
    #[must_use]
    pub fn at_key(mut self, pointer: &JsonPointer) -> Self {
        self.0.place = Some(Place::Key(pointer.clone()));
        self
    }

    /// Places it at a range of bytes of a text.
    #[must_use]
    pub fn at_span(mut self, source: SourceId, span: Range<usize>) -> Self {
        self.0.source = source;
        self.0.place = Some(Place::Span(span));
        self
    }

    /// Says what is underlined.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.0.label = Some(label.into());
        self
    }

    /// Says what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.0.help = Some(help.into());
        self
    }

    /// Names the operation that it costs or concerns.
    #[must_use]
    pub fn operation(mut self, operation: impl Into<String>) -> Self {
        self.0.operation = Some(operation.into());
        self
    }

    /// The same with another severity, as for `--deny-warnings`.
    #[must_use]
    pub fn with_severity(mut self, severity: Severity) -> Self {
        self.0.severity = severity;
        self
    }

    /// The stable code.
    #[must_use]
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// How much it weighs.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.0.severity
    }

    /// What is wrong, as given: text from the document in it is not escaped.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The text it belongs to.
    #[must_use]
    pub fn source(&self) -> SourceId {
        self.0.source
    }

    /// Where it belongs.
    #[must_use]
    pub fn place(&self) -> Option<&Place> {
        self.0.place.as_ref()
    }

    /// The pointer of the node it belongs to.
    #[must_use]
    pub fn pointer(&self) -> Option<&JsonPointer> {
        match self.place()? {
            Place::Value(pointer) | Place::Key(pointer) => Some(pointer),
            Place::Span(_) => None,
        }
    }

    /// What is underlined.
    #[must_use]
    pub fn label_text(&self) -> Option<&str> {
        self.0.label.as_deref()
    }

    /// What to do about it.
    #[must_use]
    pub fn help_text(&self) -> Option<&str> {
        self.0.help.as_deref()
    }

    /// The operation that it costs or concerns.
    #[must_use]
    pub fn operation_name(&self) -> Option<&str> {
        self.0.operation.as_deref()
    }
}

impl fmt::Debug for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}[{}]: {:?}",
            self.severity().as_str(),
            self.code(),
            self.message()
        )?;
        match self.place() {
            Some(Place::Value(pointer)) => write!(f, " at {pointer}"),
            Some(Place::Key(pointer)) => write!(f, " at the key of {pointer}"),
            Some(Place::Span(span)) => write!(f, " at {span:?}"),
            None => Ok(()),
        }
    }
}

/// Diagnostics in the order they were found; [`locate`] sorts them by place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    /// What [`Diagnostics::push_once`] has been given.
    once: BTreeSet<(Code, Option<JsonPointer>)>,
}

impl Diagnostics {
    /// Nothing to say yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds one, unless one with its code and pointer was added this way before: a node may be read many times.
    pub fn push_once(&mut self, diagnostic: Diagnostic) {
        let key = (diagnostic.code(), diagnostic.pointer().cloned());
        if self.once.insert(key) {
            self.push(diagnostic);
        }
    }

    /// In the order they were found.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many weigh `severity`.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.iter()
            .filter(|diagnostic| diagnostic.severity() == severity)
            .count()
    }

    /// Whether the run fails.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// The end of a stage.
    ///
    /// # Errors
    /// Gives the diagnostics back if one of them is an error.
    pub fn gate(self) -> Result<Self, Self> {
        if self.has_errors() {
            Err(self)
        } else {
            Ok(self)
        }
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self {
            list: vec![diagnostic],
            ..Self::default()
        }
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        self.list.extend(diagnostics);
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
