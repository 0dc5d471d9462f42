//! The text that separates the parts of a body.

use super::super::random;

/// A text of 30 characters that no part holds.
///
/// Whoever writes a part must not guess it, and it is too long to come up by chance.
pub(super) fn new() -> String {
    format!("{:015x}{:015x}", random::number() >> 4, random::number() >> 4)
}
