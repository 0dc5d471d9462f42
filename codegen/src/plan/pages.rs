//! Lists that come page by page.

use serde::Serialize;

use super::Type;
use crate::names::Ident;

/// How the list of an operation comes page by page.
#[derive(Debug, Clone, Serialize)]
pub struct Pages {
    /// What says which page is next.
    pub way: PagesWay,
    /// What the list holds.
    pub item: Type,
    /// Whether there always is a page where the call succeeds.
    pub page: Presence,
    /// The members that lead from the page to the list; none where the page is the list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub list: Vec<ListMember>,
    /// Where it is on the wire; empty where the page is the list.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub path: String,
}

/// A member on the way to a list.
#[derive(Debug, Clone, Serialize)]
pub struct ListMember {
    /// The field.
    pub ident: Ident,
    /// Whether it is always there.
    pub presence: Presence,
}

/// Whether a value is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Presence {
    /// Always.
    Always,
    /// As an `Option` says.
    Optional,
    /// As a `Nullable` says.
    Nullable,
}

/// What says which page is next. Members are named by their path on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PagesWay {
    /// The header `Link`.
    Link,
    /// A member that holds a URL.
    Url {
        /// The member.
        member: String,
    },
    /// What a query parameter takes.
    Cursor {
        /// The parameter.
        parameter: String,
        /// The member.
        member: String,
        /// Whether the last item has it, and not the page.
        of_last_item: bool,
        /// The member that says whether there are more pages.
        #[serde(skip_serializing_if = "Option::is_none")]
        more: Option<String>,
    },
    /// A number, which a query parameter takes.
    Number {
        /// The parameter.
        parameter: String,
        /// The number of the first page, or of the first item.
        first: u64,
        /// Whether it counts items and not pages.
        counts_items: bool,
        /// How many items a page has.
        #[serde(skip_serializing_if = "Option::is_none")]
        size: Option<PageSize>,
        /// The member that says how many items there are on all pages.
        #[serde(skip_serializing_if = "Option::is_none")]
        total: Option<String>,
        /// The member that says how many pages there are.
        #[serde(skip_serializing_if = "Option::is_none")]
        pages: Option<String>,
        /// The member that says whether there are more pages.
        #[serde(skip_serializing_if = "Option::is_none")]
        more: Option<String>,
    },
}

impl PagesWay {
    /// Whether it looks at the list: counts it, or looks at its last item.
    #[must_use]
    pub fn counts(&self) -> bool {
        match self {
            Self::Link | Self::Url { .. } => false,
            Self::Cursor { of_last_item, .. } => *of_last_item,
            Self::Number { .. } => true,
        }
    }
}

/// How many items a page has, as far as the description says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageSize {
    /// The query parameter that asks for it.
    pub parameter: String,
    /// How many there are if nobody asks; 0 where that is not said.
    pub usual: u64,
    /// How many there are at most; 0 where that is not said.
    pub most: u64,
}
