//! The generator: from text to text, and what it does to a folder.

#![expect(clippy::unwrap_used, reason = "what goes wrong in a test fails it")]

mod determinism;
mod drift;
mod folder;
mod hostile;
mod house_rules;
mod many_files;
mod record;
mod rejected;
mod snapshots;
