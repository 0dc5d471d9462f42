//! How a list comes page by page, as the generator has decided it.

/// How a list comes page by page. Members are named by their path in the answer; what there is not is empty, or 0.
#[derive(Debug)]
pub struct Paging {
    /// What says which page is next.
    pub by: PagedBy,
    /// The query parameter that takes the cursor or the number.
    pub parameter: &'static str,
    /// The member that holds the URL or the cursor.
    pub next: &'static str,
    /// The list, where the page is not the list itself.
    pub list: &'static str,
    /// The number of the first page, or of the first item.
    pub first: u64,
    /// The query parameter for how many items a page has, how many that are otherwise, and how many at most.
    pub size: (&'static str, u64, u64),
    /// The member that says how many items there are on all pages.
    pub total: &'static str,
    /// The member that says how many pages there are.
    pub pages: &'static str,
    /// The member that says whether there are more pages.
    pub more: &'static str,
}

/// What says which page is next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PagedBy {
    /// The header `Link` (RFC 8288).
    Link,
    /// A member that holds a URL.
    Url,
    /// A member that holds what the parameter takes.
    Cursor,
    /// A member of the last item, which the parameter takes.
    LastItem,
    /// The number of the page, which the parameter takes.
    Page,
    /// The number of items before the page, which the parameter takes.
    Offset,
}

impl Paging {
    /// What holds where nothing else is said.
    pub const USUAL: Self = Self {
        by: PagedBy::Link,
        parameter: "page",
        next: "",
        list: "",
        first: 1,
        size: ("", 0, 0),
        total: "",
        pages: "",
        more: "",
    };
}
