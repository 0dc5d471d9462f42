//! Lays the bits of a paragraph out in lines.

use std::borrow::Cow;

use super::escape;
use super::inline::Bit;

/// The width that a paragraph is filled to: `/// `, and the indentation of a field, fit beside it into 120 columns.
pub(super) const WIDTH: usize = 112;

/// The lines of a paragraph: as they were if all fit, else filled up to the width.
pub(super) fn lines(bits: &[Bit<'_>], width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for part in bits.split(|bit| *bit == Bit::HardBreak) {
        let known: Vec<_> = part
            .split(|bit| *bit == Bit::SoftBreak)
            .map(words)
            .collect();
        let fits = known.iter().all(|words| length(words) <= width);
        let known = if fits {
            known
        } else {
            fill(known.into_iter().flatten().collect(), width)
        };
        let mut part: Vec<_> = known
            .iter()
            .filter(|words| !words.is_empty())
            .map(|words| line(words))
            .collect();
        if let (Some(before), false) = (lines.last_mut(), part.is_empty()) {
            *before += "\\";
        }
        lines.append(&mut part);
    }
    lines
}

/// Everything on one line, with `hard` for a line break.
pub(super) fn single_line(bits: &[Bit<'_>], hard: &str) -> String {
    let parts = bits
        .split(|bit| *bit == Bit::HardBreak)
        .map(|part| words(part).join(" "));
    parts.collect::<Vec<_>>().join(hard)
}

fn words<'a>(bits: &'a [Bit<'_>]) -> Vec<Cow<'a, str>> {
    let parts = bits.split(Bit::is_blank).filter(|part| !part.is_empty());
    let words = parts.map(|part| match part {
        [only] => write(only),
        _ => Cow::Owned(part.iter().map(write).collect()),
    });
    words.collect()
}

fn write<'a>(bit: &'a Bit<'_>) -> Cow<'a, str> {
    match bit {
        Bit::Solid(text) => Cow::Borrowed(text),
        Bit::Code(code) => Cow::Owned(escape::code(code)),
        Bit::Open(_, delimiter) | Bit::Close(_, delimiter) => Cow::Borrowed(delimiter),
        Bit::Space | Bit::SoftBreak | Bit::HardBreak => Cow::Borrowed(""),
    }
}

fn length(words: &[Cow<'_, str>]) -> usize {
    words
        .iter()
        .map(|word| word.chars().count() + 1)
        .sum::<usize>()
        .saturating_sub(1)
}

/// Words in lines, as many as a line takes.
pub(super) fn fill<W: AsRef<str>>(words: Vec<W>, width: usize) -> Vec<Vec<W>> {
    let mut lines: Vec<Vec<W>> = Vec::new();
    let mut used = 0;
    for word in words {
        let length = word.as_ref().chars().count();
        match lines.last_mut() {
            Some(line) if used + 1 + length <= width => {
                used += 1 + length;
                line.push(word);
            }
            _ => {
                used = length;
                lines.push(vec![word]);
            }
        }
    }
    lines
}

fn line(words: &[Cow<'_, str>]) -> String {
    match words {
        [] => String::new(),
        [first, rest @ ..] => {
            let mut line = escape::line_start(first);
            line.reserve(rest.iter().map(|word| word.len() + 1).sum());
            for word in rest {
                line.push(' ');
                line.push_str(word);
            }
            line
        }
    }
}
