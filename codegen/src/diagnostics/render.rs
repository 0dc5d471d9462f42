//! Turns diagnostics into text for people, for editors and for programs.

use std::borrow::Cow;
use std::fmt::Write as _;

use serde_json::json;

use super::excerpt::Excerpt;
use super::{Diagnostics, Located, Severity, locate};
use crate::source::{Source, Sources};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

/// How many characters of a message are shown: text from the document may be of any length.
const MAX_MESSAGE: usize = 600;

/// Who reads the diagnostics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MessageFormat {
    /// People: with an excerpt, the place underlined.
    #[default]
    Human,
    /// Editors: one line each.
    Short,
    /// Programs: one JSON object per line.
    Json,
}

/// Whether text for people is coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Color {
    /// Plain text.
    #[default]
    Never,
    /// With ANSI escapes.
    Always,
}

/// How diagnostics are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Who reads them.
    pub format: MessageFormat,
    /// Whether they are coloured.
    pub color: Color,
}

/// All diagnostics as text, sorted by place; empty if there are none, and ending in a line break otherwise.
#[must_use]
pub fn render(diagnostics: &Diagnostics, sources: &Sources, style: Style) -> String {
    let mut text = String::new();
    for located in locate(diagnostics, sources) {
        match style.format {
            MessageFormat::Human => text.push_str(&human(&located, style.color)),
            MessageFormat::Short => text.push_str(&short(&located)),
            MessageFormat::Json => text.push_str(&json(&located)),
        }
        text.push('\n');
    }
    text
}

fn human(located: &Located<'_>, color: Color) -> String {
    let diagnostic = located.diagnostic;
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(printable(diagnostic.message()));
    let mut group = Group::with_title(title.id(diagnostic.code().as_str()));
    let excerpt = Excerpt::of(located);
    if let Some(excerpt) = &excerpt {
        let label = diagnostic.label_text().map(printable);
        let annotation = AnnotationKind::Primary
            .span(excerpt.span.clone())
            .label(label);
        let snippet = Snippet::source(excerpt.text.as_ref()).line_start(excerpt.line);
        group = group.element(snippet.path(excerpt.path.as_ref()).annotation(annotation));
    } else if let (Some(source), Some(line)) = (located.source, located.line) {
        let origin = Origin::path(printable(source.name())).line(line);
        group = group.element(origin.char_column(located.column.unwrap_or(1)));
    }
    let pointer = located.pointer.as_ref();
    if let Some(pointer) = pointer.filter(|pointer| !pointer.is_root()) {
        let pointer = pointer.to_string();
        group = group.element(
            Level::NOTE
                .with_name("at")
                .message(printable(&pointer).into_owned()),
        );
    }
    if let Some(operation) = diagnostic.operation_name() {
        group = group.element(
            Level::NOTE
                .with_name("operation")
                .message(printable(operation)),
        );
    }
    if let Some(help) = diagnostic.help_text() {
        group = group.element(Level::HELP.message(printable(help)));
    }
    let renderer = match color {
        Color::Never => Renderer::plain(),
        Color::Always => Renderer::styled(),
    };
    let mut text = renderer.render(&[group]);
    if let Some(excerpt) = &excerpt {
        text = excerpt.with_true_column(&text);
    }
    text.push('\n');
    text
}

fn short(located: &Located<'_>) -> String {
    let diagnostic = located.diagnostic;
    let mut text = String::new();
    if let Some(source) = located.source {
        text.push_str(&printable(source.name()));
        for number in [located.line, located.column].into_iter().flatten() {
            // Writing to a `String` cannot fail.
            let _ = write!(text, ":{number}");
        }
        text.push_str(": ");
    }
    let (severity, code) = (diagnostic.severity().as_str(), diagnostic.code());
    let _ = write!(
        text,
        "{severity}[{code}]: {}",
        printable(diagnostic.message())
    );
    text
}

fn json(located: &Located<'_>) -> String {
    let diagnostic = located.diagnostic;
    json!({
        "severity": diagnostic.severity().as_str(),
        "code": diagnostic.code().as_str(),
        "message": printable(diagnostic.message()),
        "help": diagnostic.help_text().map(printable),
        "operation": diagnostic.operation_name().map(printable),
        "pointer": located.pointer.as_ref().map(ToString::to_string),
        "file": located.source.map(Source::name),
        "line": located.line,
        "column": located.column,
    })
    .to_string()
}

/// The text with everything escaped that a terminal acts upon or that reorders what is read, and of bounded length.
pub(super) fn printable(text: &str) -> Cow<'_, str> {
    let end = text.char_indices().nth(MAX_MESSAGE).map(|(end, _)| end);
    if end.is_none() && !text.contains(is_unprintable) {
        return Cow::Borrowed(text);
    }
    let mut printable = String::with_capacity(text.len().min(MAX_MESSAGE));
    for char in text[..end.unwrap_or(text.len())].chars() {
        if is_unprintable(char) {
            printable.extend(char.escape_default());
        } else {
            printable.push(char);
        }
    }
    if end.is_some() {
        printable.push('…');
    }
    Cow::Owned(printable)
}

fn is_unprintable(char: char) -> bool {
    char.is_control()
        || matches!(char, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{Code, Diagnostic};
    use crate::pointer::JsonPointer;

    fn rendered(text: &str, diagnostic: Diagnostic, format: MessageFormat) -> String {
        let mut sources = Sources::new();
        sources.set_document(Source::new("spec/openapi.yaml", text));
        render(
            &diagnostic.into(),
            &sources,
            Style {
                format,
                color: Color::Never,
            },
        )
    }

    fn dangling() -> Diagnostic {
        let pointer = JsonPointer::parse("/a/b/$ref").unwrap();
        Diagnostic::error(Code::UnresolvedReference, "there is no `\u{1b}[31mUser`")
            .at(&pointer)
            .label("leads nowhere")
            .help("did you mean `Users`?")
            .operation("users/get")
    }

    #[test]
    fn writes_for_people() {
        let text = "a:\n  b: { $ref: '#/User' } # \u{1b}[31m\n";
        let expected = r"
error[unresolved-reference]: there is no `\u{1b}[31mUser`
 --> spec/openapi.yaml:2:14
  |
2 |   b: { $ref: '#/User' } # ␛[31m
  |              ^^^^^^^^ leads nowhere
  |
  = at: #/a/b/$ref
  = operation: users/get
  = help: did you mean `Users`?

";
        assert_eq!(
            rendered(text, dangling(), MessageFormat::Human),
            expected.trim_start()
        );
        let lost = Diagnostic::note(Code::Io, "done");
        assert_eq!(
            rendered(text, lost, MessageFormat::Human),
            "note[io]: done\n\n"
        );
    }

    #[test]
    fn cuts_long_lines() {
        let text = format!("x: [{}]\na: {{b: {{$ref: '#/User'}}}}", "é, ".repeat(100));
        let one_line = format!(
            "{{x: '{}', a: {{b: {{$ref: '#/User'}}}}, y: '{}'}}",
            "é".repeat(99_999),
            "z".repeat(99_999)
        );
        for (text, place) in [(text, ":2:15\n"), (one_line, ":1:100022\n")] {
            let rendered = rendered(&text, dangling(), MessageFormat::Human);
            assert!(rendered.contains(place), "{rendered}");
            assert!(
                rendered.contains("^^^^^^^^ leads nowhere\n") && rendered.len() < 900,
                "{rendered}"
            );
        }
    }

    #[test]
    fn writes_for_editors_and_programs() {
        let text = "a: {b: {$ref: x}}\n";
        assert_eq!(
            rendered(text, dangling(), MessageFormat::Short),
            "spec/openapi.yaml:1:15: error[unresolved-reference]: there is no `\\u{1b}[31mUser`\n"
        );
        assert_eq!(
            rendered(text, dangling(), MessageFormat::Json),
            concat!(
                r#"{"severity":"error","code":"unresolved-reference","message":"there is no `\\u{1b}[31mUser`","#,
                r##""help":"did you mean `Users`?","operation":"users/get","pointer":"#/a/b/$ref","##,
                r#""file":"spec/openapi.yaml","line":1,"column":15}"#,
                "\n"
            )
        );
    }
}
