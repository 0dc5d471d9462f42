//! The generator: from text to text, and what it does to a folder.

mod determinism;
mod drift;
mod folder;
mod hostile;
mod house_rules;
mod rejected;
mod snapshots;
