//! Random numbers, as far as a client needs them: not for cryptography.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;

/// Any number.
///
/// The standard library seeds its hashes with what the system gives it at random. Two seeds of one thread differ by
/// one, but what they make of a text differs in every bit.
pub(super) fn number() -> u64 {
    RandomState::new().hash_one("random")
}

/// Any fraction between 0 and 1.
pub(super) fn fraction() -> f64 {
    let bits = u32::try_from(number() >> 32).unwrap_or_default();
    f64::from(bits) / f64::from(u32::MAX)
}

/// A text that nobody else has: a UUID of version 4 (RFC 9562, section 5.4).
pub(super) fn uuid() -> String {
    let (high, low) = (number(), number());
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xffff,
        high & 0xfff,
        (low >> 50) | 0x8000,
        low & 0xffff_ffff_ffff,
    )
}
