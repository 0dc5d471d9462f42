//! Finds the delimiters of emphasis that Markdown would not take for delimiters.
//!
//! It did where the text was read; but what stands beside them now may be a backtick, a backslash, or nothing.

use std::collections::BTreeSet;

use super::inline::Bit;

/// The pairs that would not be read as a pair.
pub(super) fn broken(bits: &[Bit<'_>]) -> BTreeSet<usize> {
    let broken = bits.iter().enumerate().filter_map(|(at, bit)| match bit {
        Bit::Open(pair, delimiter) | Bit::Close(pair, delimiter) if !works(bits, at, delimiter) => {
            Some(*pair)
        }
        _ => None,
    });
    broken.collect()
}

/// Longer runs have begins and ends in them, which is seen within this length.
const LONGEST_RUN: usize = 3;

/// The Markdown standard's rule of flanking, for the whole run of delimiters that the one at `at` is part of.
fn works(bits: &[Bit<'_>], at: usize, delimiter: &str) -> bool {
    let same = |bit: &&Bit<'_>| matches!(bit, Bit::Open(_, d) | Bit::Close(_, d) if d.starts_with(&delimiter[..1]));
    let opens = matches!(bits[at], Bit::Open(..));
    let begin = at
        - bits[..at]
            .iter()
            .rev()
            .take(LONGEST_RUN)
            .take_while(same)
            .count();
    let end = at + bits[at..].iter().take(LONGEST_RUN).take_while(same).count();
    if bits[begin..end]
        .iter()
        .any(|bit| matches!(bit, Bit::Open(..)) != opens)
    {
        return false;
    }
    let before = begin
        .checked_sub(1)
        .and_then(|before| last_char(&bits[before]))
        .unwrap_or(' ');
    let after = bits.get(end).and_then(first_char).unwrap_or(' ');
    let (outside, inside) = if opens {
        (before, after)
    } else {
        (after, before)
    };
    !inside.is_whitespace() && (inside.is_alphanumeric() || !outside.is_alphanumeric())
}

fn first_char(bit: &Bit<'_>) -> Option<char> {
    match bit {
        Bit::Solid(text) => text.chars().next(),
        Bit::Code(_) => Some('`'),
        Bit::Open(_, delimiter) | Bit::Close(_, delimiter) => delimiter.chars().next(),
        Bit::Space | Bit::SoftBreak | Bit::HardBreak => None,
    }
}

fn last_char(bit: &Bit<'_>) -> Option<char> {
    match bit {
        Bit::Solid(text) => text.chars().next_back(),
        other => first_char(other),
    }
}
