//! What would change, as a unified diff.

use std::fmt::Write as _;

use similar::TextDiff;

use super::Change;

/// The changes as a unified diff, from what is on disk to what would be.
pub(crate) fn unified(changes: &[Change]) -> String {
    let mut text = String::new();
    for change in changes {
        let before = change.before.as_deref().unwrap_or_default();
        let after = change.after.as_deref().unwrap_or_default();
        let old = if change.before.is_some() {
            format!("a/{}", change.name)
        } else {
            nowhere()
        };
        let new = if change.after.is_some() {
            format!("b/{}", change.name)
        } else {
            nowhere()
        };
        let diff = TextDiff::from_lines(before, after);
        let _ = write!(text, "{}", diff.unified_diff().header(&old, &new));
    }
    text
}

fn nowhere() -> String {
    "/dev/null".to_owned()
}
