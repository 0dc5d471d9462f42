//! How far a run has come, for people who watch it.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar of `length` steps; it is drawn only where the standard error is a terminal.
pub(crate) fn bar(verb: &'static str, length: usize) -> ProgressBar {
    let bar = ProgressBar::new(u64::try_from(length).unwrap_or(u64::MAX));
    let style = ProgressStyle::with_template("{prefix} {bar:30} {pos}/{len} {elapsed} {msg}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.set_prefix(verb);
    bar
}
