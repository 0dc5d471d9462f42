//! Drops the delimiters of emphasis where Markdown would not take them for delimiters.
//!
//! It did where the text was read; but what stands beside them now may be a backtick, a backslash, or nothing.

use super::inline::Bit;

/// Without the pairs that would not be read as a pair.
pub(super) fn settle(bits: Vec<Bit>) -> Vec<Bit> {
    let pairs = bits
        .iter()
        .filter(|bit| matches!(bit, Bit::Open(..)))
        .count();
    let mut dropped = vec![false; pairs];
    for (at, bit) in bits.iter().enumerate() {
        if let Bit::Open(pair, delimiter) | Bit::Close(pair, delimiter) = bit
            && !works(&bits, at, delimiter)
            && let Some(dropped) = dropped.get_mut(*pair)
        {
            *dropped = true;
        }
    }
    let is_dropped = |pair: &usize| dropped.get(*pair).is_none_or(|dropped| *dropped);
    bits.into_iter()
        .filter(|bit| !matches!(bit, Bit::Open(pair, _) | Bit::Close(pair, _) if is_dropped(pair)))
        .collect()
}

/// CommonMark's rule of flanking, for the whole run of delimiters that the one at `at` is part of.
fn works(bits: &[Bit], at: usize, delimiter: &str) -> bool {
    let same = |bit: &&Bit| matches!(bit, Bit::Open(_, d) | Bit::Close(_, d) if d.starts_with(&delimiter[..1]));
    let opens = matches!(bits[at], Bit::Open(..));
    let begin = at - bits[..at].iter().rev().take_while(same).count();
    let end = at + bits[at..].iter().take_while(same).count();
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

fn first_char(bit: &Bit) -> Option<char> {
    match bit {
        Bit::Solid(text) => text.chars().next(),
        Bit::Code(_) => Some('`'),
        Bit::Open(_, delimiter) | Bit::Close(_, delimiter) => delimiter.chars().next(),
        Bit::Space | Bit::SoftBreak | Bit::HardBreak => None,
    }
}

fn last_char(bit: &Bit) -> Option<char> {
    match bit {
        Bit::Solid(text) => text.chars().next_back(),
        other => first_char(other),
    }
}
