//! What time it is, where that can be known.

use std::time::{Instant, SystemTime};

/// On `wasm32-unknown-unknown` there is no clock, and asking for one would panic.
const IS_THERE: bool = !cfg!(all(target_family = "wasm", target_os = "unknown"));

/// Now.
pub(super) fn now() -> Option<Instant> {
    IS_THERE.then(Instant::now)
}

/// The date; without a clock, the first of all: what is to come is far away.
pub(super) fn date() -> SystemTime {
    let date = IS_THERE.then(SystemTime::now);
    date.unwrap_or(SystemTime::UNIX_EPOCH)
}
