//! What is compiled only where a caller asks for it: features of the generated crate.

use serde::Serialize;

use super::Item;
use crate::names::Ident;

/// The features of which one must be on; none where it is always there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Gate {
    /// Their names.
    pub features: Vec<String>,
}

impl Gate {
    /// The feature that is all of them together, and on by default.
    pub const FULL: &'static str = "full";

    /// What there is only with a feature.
    #[must_use]
    pub fn of(feature: &str) -> Self {
        Self {
            features: vec![feature.to_owned()],
        }
    }

    /// Whether it is always there.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.features.is_empty()
    }
}

/// Models that there are with one feature only, in a file of their own; callers find them among all others.
#[derive(Debug, Clone, Serialize)]
pub struct ModelModule {
    /// The module.
    pub ident: Ident,
    /// What is said about it.
    pub docs: String,
    /// The feature.
    pub gate: Gate,
    /// The models, in the order in which they are written.
    pub models: Vec<Item>,
}
