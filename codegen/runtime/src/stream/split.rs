//! What a stream of bytes is split into, whatever pieces it comes in.

use std::collections::VecDeque;

/// Splits a stream into items.
pub(in super::super) trait Split {
    /// What the stream is made of.
    type Item;

    /// Takes the next bytes, and gives the items that they complete.
    fn feed(&mut self, bytes: &[u8], items: &mut VecDeque<Self::Item>);

    /// Takes the end of the stream, and gives the item that it completes.
    fn finish(&mut self, items: &mut VecDeque<Self::Item>);

    /// How many bytes of an item that is not complete are kept.
    fn kept(&self) -> usize;
}
