//! Why a run gave nothing.

use std::fmt;

use crate::diagnostics::{self, Color, Diagnostics, MessageFormat, Style};
use crate::source::Sources;

/// Why a run gave nothing: its diagnostics, with the texts that they point into.
///
/// Both `Display` and `Debug` draw the diagnostics, so that a build script which returns it from `main` reads well.
pub struct Failure(Box<Parts>);

struct Parts {
    diagnostics: Diagnostics,
    sources: Sources,
}

impl Failure {
    pub(crate) fn new(diagnostics: Diagnostics, sources: Sources) -> Self {
        Self(Box::new(Parts {
            diagnostics,
            sources,
        }))
    }

    /// Everything that was reported, warnings included.
    #[must_use]
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.0.diagnostics
    }

    /// The texts that the diagnostics point into.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        &self.0.sources
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let style = Style {
            format: MessageFormat::Human,
            color: Color::Never,
        };
        f.write_str(&diagnostics::render(
            &self.0.diagnostics,
            &self.0.sources,
            style,
        ))
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{self}")
    }
}

impl std::error::Error for Failure {}
