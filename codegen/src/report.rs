//! What a run did, as data for other programs. The keys are stable.

use serde::Serialize;

use crate::diagnostics::{self, Diagnostics, Severity};
use crate::resolve::Skipped;
use crate::source::Sources;

/// What a run did.
#[derive(Debug, Clone, Default, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// What was read.
    pub document: DocumentReport,
    /// What became of the operations.
    pub operations: OperationsReport,
    /// What became of the schemas.
    pub schemas: CountReport,
    /// What was found wrong.
    pub diagnostics: DiagnosticsReport,
    /// What was made.
    pub output: OutputReport,
    /// How long each stage took.
    pub seconds: SecondsReport,
}

/// What was read.
#[derive(Debug, Clone, Default, Serialize)]
#[non_exhaustive]
pub struct DocumentReport {
    /// The version of `OpenAPI` that it declares.
    pub openapi: String,
    /// `info.title`.
    pub title: String,
    /// Its size.
    pub bytes: usize,
}

/// What became of the operations.
#[derive(Debug, Clone, Default, Serialize)]
#[non_exhaustive]
pub struct OperationsReport {
    /// How many the document has.
    pub total: usize,
    /// How many are functions.
    pub generated: usize,
    /// Those that were wanted and are not.
    pub skipped: Vec<SkippedReport>,
}

/// An operation that was wanted and is not there.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct SkippedReport {
    /// Its id, or its method and path.
    pub operation: String,
    /// The stable code of the reason.
    pub code: &'static str,
    /// The reason.
    pub message: String,
    /// The place in the document.
    pub pointer: Option<String>,
    /// The file.
    pub file: Option<String>,
    /// The line, from 1.
    pub line: Option<usize>,
    /// The column in characters, from 1.
    pub column: Option<usize>,
}

/// How many there are of something.
#[derive(Debug, Clone, Default, Serialize)]
#[non_exhaustive]
pub struct CountReport {
    /// How many the document has under `components`.
    pub total: usize,
    /// How many types were made, those of inline schemas included.
    pub generated: usize,
}

/// What was found wrong.
#[derive(Debug, Clone, Default, Serialize)]
#[non_exhaustive]
pub struct DiagnosticsReport {
    /// What fails a run.
    pub errors: usize,
    /// What costs a part of it.
    pub warnings: usize,
}

/// What was made.
#[derive(Debug, Clone, Default, Serialize)]
#[non_exhaustive]
pub struct OutputReport {
    /// How many files.
    pub files: usize,
    /// How many lines they have.
    pub lines: usize,
    /// How many bytes they have.
    pub bytes: usize,
}

/// How long each stage took.
#[derive(Debug, Clone, Default, Serialize)]
#[non_exhaustive]
pub struct SecondsReport {
    /// Text to document.
    pub load: f64,
    /// Document to model.
    pub resolve: f64,
    /// Model to plan.
    pub plan: f64,
    /// Plan to tokens, as far as that is apart from printing them.
    pub emit: f64,
    /// Tokens to text.
    pub render: f64,
    /// Text to disk.
    pub output: f64,
    /// All of it.
    pub total: f64,
}

impl Report {
    /// The report as JSON text.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Writes the report as JSON text.
    ///
    /// # Errors
    ///
    /// Fails if the file cannot be written.
    pub fn write(&self, path: &std::path::Path) -> std::io::Result<()> {
        crate::output::write_data(path, &self.to_json())
    }
}

/// The operations that are left out, each with the place that is to blame.
pub(crate) fn skipped(skipped: &[Skipped], sources: &Sources) -> Vec<SkippedReport> {
    let mut reasons = Diagnostics::new();
    for each in skipped {
        reasons.push(each.reason.clone());
    }
    let located = diagnostics::locate(&reasons, sources);
    let mut reports: Vec<_> = located
        .into_iter()
        .map(|located| SkippedReport {
            operation: located
                .diagnostic
                .operation_name()
                .unwrap_or_default()
                .to_owned(),
            code: located.diagnostic.code().as_str(),
            message: located.diagnostic.message().to_owned(),
            pointer: located.pointer.as_ref().map(ToString::to_string),
            file: located.source.map(|source| source.name().to_owned()),
            line: located.line,
            column: located.column,
        })
        .collect();
    reports.sort_by(|a, b| (a.line, a.column, &a.operation).cmp(&(b.line, b.column, &b.operation)));
    reports
}

/// How many diagnostics of each severity that counts.
pub(crate) fn counted(diagnostics: &Diagnostics) -> DiagnosticsReport {
    DiagnosticsReport {
        errors: diagnostics.count(Severity::Error),
        warnings: diagnostics.count(Severity::Warning),
    }
}
