//! Text to a JSON value, for YAML and JSON alike, within bounds.

use std::ops::Range;

use serde::de::DeserializeSeed as _;
use serde_json::Value;

use super::tree::{Bounds, Node, Traits};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::positions;
use crate::source::{Format, Source, SourceId, Sources, char_boundary};

/// How many keys that come twice are reported.
const MAX_DUPLICATES: usize = 20;

/// A text as a tree.
pub(super) struct Parsed {
    pub(super) value: Value,
    /// What was noticed on the way.
    pub(super) traits: Traits,
}

/// Parses a text. What can be lived with becomes a warning, and `expansions` is what aliases may still add to texts.
///
/// # Errors
/// Fails on text that is not well-formed, or that holds or expands to more than is accepted.
pub(super) fn parse(
    sources: &mut Sources,
    id: SourceId,
    expansions: &mut usize,
) -> Result<(Parsed, Diagnostics), Diagnostics> {
    let source = sources.get(id).ok_or_else(Diagnostics::new)?.clone();
    if source.format() == Format::Yaml && source.text().trim_start().starts_with('{') {
        // JSON is YAML, nearly: the JSON parser is faster and takes tabs.
        let json = source.clone().with_format(Format::Json);
        if let Ok(parsed) = parse_json(&json, id) {
            sources.replace(id, json);
            return Ok((parsed.0, Diagnostics::new()));
        }
    }
    match source.format() {
        Format::Json => parse_json(&source, id),
        _ => parse_yaml(&source, id, expansions),
    }
}

fn parse_json(source: &Source, id: SourceId) -> Result<(Parsed, Diagnostics), Diagnostics> {
    let text = source.text();
    let bounds = Bounds::of_json();
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let parsed = Node::new(&bounds)
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value));
    let value = parsed.map_err(|error| {
        let message = error.to_string();
        let message = message
            .rsplit_once(" at line ")
            .map_or(&*message, |(message, _)| message);
        let start = line_start(text, error.line()) + error.column().saturating_sub(1);
        failure(message).at_span(id, char_at(text, start))
    })?;
    Ok(with_duplicates(
        source,
        id,
        Parsed {
            value,
            traits: bounds.traits(),
        },
    ))
}

fn parse_yaml(
    source: &Source,
    id: SourceId,
    expansions: &mut usize,
) -> Result<(Parsed, Diagnostics), Diagnostics> {
    let text = source.text();
    if let Some((message, at)) = positions::nesting_problem(text) {
        return Err(failure(&message).at_span(id, char_at(text, at)).into());
    }
    let bounds = Bounds::of_yaml(text, *expansions);
    // A text of nothing but comments is an empty document, which the parser has no value for.
    let is_blank = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    let value = if text.lines().all(is_blank) {
        Value::Null
    } else {
        Node::new(&bounds)
            .deserialize(serde_yaml::Deserializer::from_str(text))
            .map_err(|error| yaml_failure(text, id, &error))?
    };
    *expansions = bounds.left(*expansions);
    Ok(with_duplicates(
        source,
        id,
        Parsed {
            value,
            traits: bounds.traits(),
        },
    ))
}

/// What was parsed, with what is wrong and costs nothing but itself: of two members of one name, the last counts.
fn with_duplicates(source: &Source, id: SourceId, parsed: Parsed) -> (Parsed, Diagnostics) {
    let warnings = if parsed.traits.has_duplicates {
        duplicates(source, id)
    } else {
        Diagnostics::new()
    };
    (parsed, warnings)
}

fn yaml_failure(text: &str, id: SourceId, error: &serde_yaml::Error) -> Diagnostic {
    let location = error
        .location()
        .map(|location| (location.line(), location.column()));
    let message = error.to_string();
    let message = match location {
        Some((line, column)) => message.replace(&format!(" at line {line} column {column}"), ""),
        None => message,
    };
    let (line, column) = location.unwrap_or((1, 1));
    let start = line_start(text, line);
    let before = text[start..].chars().take(column.saturating_sub(1));
    let at = start + before.map(char::len_utf8).sum::<usize>();
    let problem = failure(&message).at_span(id, char_at(text, at));
    let line_text = text[start..].lines().next().unwrap_or_default();
    if line_text.trim_start_matches(' ').starts_with('\t') {
        problem.help("indent with spaces: YAML does not take tabs")
    } else {
        problem
    }
}

fn failure(message: &str) -> Diagnostic {
    if message.contains("recursion limit") {
        Diagnostic::error(Code::TooDeep, "the document nests too deeply")
            .help("give the innermost parts names under `components` and refer to them")
    } else if message.contains("repetition limit") || message.contains(super::tree::TOO_LARGE) {
        Diagnostic::error(
            Code::TooLarge,
            "the aliases of the document expand to too much",
        )
        .help("write out what the aliases stand for, or refer to it with `$ref`")
    } else {
        Diagnostic::error(Code::InvalidSyntax, message)
            .help("mend the text here: nothing behind this place could be read")
    }
}

fn duplicates(source: &Source, id: SourceId) -> Diagnostics {
    let mut problems = Diagnostics::new();
    for duplicate in positions::duplicate_keys(source)
        .into_iter()
        .take(MAX_DUPLICATES)
    {
        let name = duplicate.pointer.last().unwrap_or_default().into_owned();
        problems.push(
            Diagnostic::warning(
                Code::DuplicateKey,
                format!("the key `{name}` is there twice"),
            )
            .at_span(id, duplicate.key)
            .label("the second one, which counts")
            .help("take one of the two away"),
        );
    }
    if problems.is_empty() {
        // The parser saw one that the scan for positions did not.
        problems.push(
            Diagnostic::warning(Code::DuplicateKey, "a key is there twice").at_span(id, 0..0),
        );
    }
    problems
}

/// The byte at which a line starts, counted from 1.
fn line_start(text: &str, line: usize) -> usize {
    let mut breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
    match line.checked_sub(2) {
        None => 0,
        Some(skipped) => breaks.nth(skipped).map_or(text.len(), |(at, _)| at + 1),
    }
}

/// The character at a byte, or the last one before the end.
fn char_at(text: &str, at: usize) -> Range<usize> {
    let start = char_boundary(text, at);
    let start = if start < text.len() {
        start
    } else {
        text.trim_end().len()
    };
    let length = text[start..].chars().next().map_or(0, char::len_utf8);
    start..start + length
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn parsed(name: &str, text: &str) -> (Option<Value>, Vec<String>) {
        let mut sources = Sources::new();
        sources.set_document(Source::new(name, text));
        let parsed = parse(&mut sources, SourceId::DOCUMENT, &mut (1 << 26));
        let (value, diagnostics) = match parsed {
            Ok((parsed, warnings)) => (Some(parsed.value), warnings),
            Err(problems) => (None, problems),
        };
        let short = crate::diagnostics::Style {
            format: crate::diagnostics::MessageFormat::Short,
            ..Default::default()
        };
        let lines = crate::diagnostics::render(&diagnostics, &sources, short);
        (value, lines.lines().map(str::to_owned).collect())
    }

    #[test]
    fn reads_values() {
        let yaml = "200: a\ntrue: b\n1.10: c\n~: d\nbase: &b {x: 1, y: 2}\nm: {<<: *b, y: 3}\n\
                    l: {<<: [*b, {z: 4}]}\ndate: 2020-01-01\nbig: 18446744073709551616\ninf: .inf\ntag: !T 5\n";
        let expected = json!({
            "200": "a", "true": "b", "1.10": "c", "~": "d", "base": {"x": 1, "y": 2}, "m": {"y": 3, "x": 1},
            "l": {"x": 1, "y": 2, "z": 4}, "date": "2020-01-01", "big": 18_446_744_073_709_551_616.0,
            "inf": null, "tag": 5,
        });
        assert_eq!(parsed("a.yaml", yaml), (Some(expected), vec![]));
        let json =
            "{\t\"<<\": {\"a\": 1e2},\n\t\"b\": [true, null, 18446744073709551615, \"\\u00e9\"]}";
        let expected = json!({"<<": {"a": 100.0}, "b": [true, null, u64::MAX, "é"]});
        for name in ["a.json", "a.yaml", "-"] {
            assert_eq!(parsed(name, json), (Some(expected.clone()), vec![]));
        }
    }

    fn check(cases: &[(&str, &str, &str)]) {
        for (name, text, expected) in cases {
            let (_, problems) = parsed(name, text);
            let first = problems.first().map(String::as_str).unwrap_or_default();
            assert!(first.starts_with(expected), "{text}\n{first}\n{expected}");
        }
    }

    #[test]
    fn locates_mistakes_in_json() {
        check(&[
            (
                "a.json",
                "{\"a\": [1,\n 2 \"é\"]}",
                "a.json:2:4: error[invalid-syntax]: expected `,` or `]`",
            ),
            (
                "a.json",
                "{\"a\": 1",
                "a.json:1:7: error[invalid-syntax]: EOF while parsing an object",
            ),
            (
                "a.json",
                "{} {}",
                "a.json:1:4: error[invalid-syntax]: trailing characters",
            ),
            (
                "a.json",
                " ",
                "a.json:1:1: error[invalid-syntax]: EOF while parsing a value",
            ),
            (
                "a.json",
                "{\"a\": 1,\n \"a\": 2}",
                "a.json:2:2: warning[duplicate-key]: the key `a` is there twice",
            ),
        ]);
    }

    #[test]
    fn locates_mistakes_in_yaml() {
        check(&[
            (
                "a.yaml",
                "é: 1\nb: [\n",
                "a.yaml:2:5: error[invalid-syntax]: did not find expected node content",
            ),
            (
                "a.yaml",
                "a:\n\t- b\n",
                "a.yaml:2:1: error[invalid-syntax]: found character that cannot start any token",
            ),
            (
                "a.yaml",
                "a:\n  b: 1\n  b: 2\n",
                "a.yaml:3:3: warning[duplicate-key]: the key `b` is there twice",
            ),
            (
                "a.yaml",
                "a: *b\n",
                "a.yaml:1:4: error[invalid-syntax]: unknown anchor",
            ),
            (
                "a.yaml",
                "&a [*a]",
                "a.yaml:1:1: error[too-deep]: the document nests too deeply",
            ),
            (
                "a.yaml",
                "a: 1\n---\nb: 2\n",
                "a.yaml:1:1: error[invalid-syntax]: deserializing from YAML containing more than one",
            ),
        ]);
    }

    #[test]
    fn bounds_what_it_accepts() {
        let bomb = (1..12).fold(
            "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned(),
            |text, n| {
                let aliases = format!("*a{}, ", n - 1).repeat(9);
                format!("{text}a{n}: &a{n} [{aliases}]\n")
            },
        );
        let too_large =
            "a.yaml:1:1: error[too-large]: the aliases of the document expand to too much";
        check(&[("a.yaml", &bomb, too_large)]);
        let mut sources = Sources::new();
        sources.set_document(Source::new(
            "a.yaml",
            format!("a: &a [{}]\nb: [{}]\n", "x, ".repeat(99), "*a, ".repeat(99)),
        ));
        let mut parse_with = |mut expansions| {
            let is_fine = parse(&mut sources, SourceId::DOCUMENT, &mut expansions).is_ok();
            (is_fine, expansions)
        };
        assert!(!parse_with(1000).0);
        let (is_fine, left) = parse_with(1_000_000);
        assert!(is_fine && left < 800_000, "{left}");
        for open in ["[", "{a: ", "{\"a\":", "- ", "? ", "a: ["] {
            for name in ["a.json", "a.yaml"] {
                let (value, problems) = parsed(name, &open.repeat(10_000));
                assert!(
                    value.is_none() && problems.len() == 1,
                    "{open} {problems:?}"
                );
            }
        }
    }
}
