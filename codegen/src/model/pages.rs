//! Lists that come page by page, as far as somebody says so.

use std::ops::Range;

use serde::Serialize;

use crate::config::Paging;
use crate::pointer::JsonPointer;
use crate::source::SourceId;

/// What is said of how an operation's list comes page by page.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pages {
    /// It does not, whatever it looks like.
    Never,
    /// In this way.
    Said {
        /// Which.
        #[serde(flatten)]
        paging: Paging,
        /// Where that is said.
        #[serde(skip)]
        place: PagesPlace,
    },
    /// In this way, if that fits: it is said of all operations.
    Usual(Paging),
}

/// Where that is said.
#[derive(Debug, Clone)]
pub enum PagesPlace {
    /// In the configuration, at a place if that is a file.
    Config(Option<(SourceId, Range<usize>)>),
    /// In the description.
    Extension(JsonPointer),
}
