//! What the benchmarks of calls share: an API, its server, and the same calls by bare reqwest.

#[macro_use]
mod structs;

pub(crate) mod bare;
pub(crate) mod runners;
pub(crate) mod server;

/// The value behind a flag of this program, such as `--seconds 60`.
pub(crate) fn argument(flag: &str) -> Option<u64> {
    let mut arguments = std::env::args().skip_while(|argument| argument != flag);
    arguments.nth(1)?.parse().ok()
}
