//! What becomes of what a description says about values beyond their type.

use serde::Deserialize;

/// What becomes of the defaults of members that may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Defaults {
    /// They are documented.
    #[default]
    Document,
    /// They stand in place of what is left out, where the type of the member can read them.
    Apply,
}

/// What becomes of the limits that values keep to beyond their type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Constraints {
    /// They are documented.
    #[default]
    Document,
    /// What is read is checked: a member that does not keep to them is an error.
    Check,
}

/// Whether a type keeps values that the description does not speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Openness {
    /// It has one more variant for them.
    #[default]
    Open,
    /// They are errors.
    Closed,
}
