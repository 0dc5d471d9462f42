//! Splitting a stream into JSON texts: JSON Lines, or JSON text sequences (RFC 7464).

use std::collections::VecDeque;

use super::split::Split;

/// Begins each text of a sequence.
const RECORD_SEPARATOR: u8 = 0x1e;

/// Splits at one byte, whatever it is; texts of nothing but white space are none.
pub(super) struct Texts {
    separator: u8,
    text: Vec<u8>,
}

/// One text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) bytes: Vec<u8>,
    /// Whether more may have been meant to come: `12` may be what is left of `123` (RFC 7464, section 2.4).
    pub(super) is_cut: bool,
}

impl Texts {
    /// A text on each line.
    pub(super) fn lines() -> Self {
        Self {
            separator: b'\n',
            text: Vec::new(),
        }
    }

    /// A text behind each record separator.
    pub(super) fn sequence() -> Self {
        Self {
            separator: RECORD_SEPARATOR,
            text: Vec::new(),
        }
    }

    fn end(&mut self, items: &mut VecDeque<Text>) {
        let bytes = std::mem::take(&mut self.text);
        let trimmed = bytes.trim_ascii();
        let Some(first) = trimmed.first() else { return };
        // Texts that do not say themselves where they end are followed by white space.
        let is_cut = self.separator == RECORD_SEPARATOR
            && !b"{[\"".contains(first)
            && !bytes.last().is_some_and(u8::is_ascii_whitespace);
        items.push_back(Text {
            bytes: trimmed.to_vec(),
            is_cut,
        });
    }
}

impl Split for Texts {
    type Item = Text;

    fn feed(&mut self, bytes: &[u8], items: &mut VecDeque<Text>) {
        let mut rest = bytes;
        while let Some(end) = rest.iter().position(|&byte| byte == self.separator) {
            let (text, behind) = rest.split_at(end);
            self.text.extend_from_slice(text);
            self.end(items);
            rest = behind.get(1..).unwrap_or_default();
        }
        self.text.extend_from_slice(rest);
    }

    fn finish(&mut self, items: &mut VecDeque<Text>) {
        self.end(items);
    }

    fn kept(&self) -> usize {
        self.text.len()
    }
}
