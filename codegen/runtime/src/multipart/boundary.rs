//! The text that separates the parts of a body.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;

/// A text of 30 characters that no part holds.
///
/// Whoever writes a part must not guess it: the standard library seeds its hashes with what the system gives it at
/// random. It is too long to come up by chance.
pub(super) fn new() -> String {
    let random = || RandomState::new().hash_one("boundary");
    // Two seeds of one thread differ by one, but what they make of a text differs in every bit.
    format!("{:015x}{:015x}", random() >> 4, random() >> 4)
}
