//! The names that are usual for what has to do with pages.

/// Members that hold others which are about the page, and not of the list.
pub(super) const HOLDERS: &[&str] = &[
    "meta",
    "metadata",
    "pagination",
    "paging",
    "page_info",
    "pageInfo",
    "response_metadata",
    "links",
    "_links",
];

/// Members that hold the URL of the next page.
pub(super) const URLS: &[&str] = &[
    "next_url",
    "nextUrl",
    "next_link",
    "nextLink",
    "@odata.nextLink",
    "odata.nextLink",
    "next_page_url",
    "nextPageUrl",
    "next_page_uri",
    "nextPageUri",
    "next_page_link",
    "nextPageLink",
    "next_href",
    "nextHref",
];

/// Members that do where they stand.
pub(super) const URL_PATHS: &[&str] = &[
    "links.next",
    "_links.next",
    "links.next.href",
    "_links.next.href",
    "next.href",
];

/// Query parameters that take a cursor.
pub(super) const CURSOR_PARAMETERS: &[&str] = &[
    "cursor",
    "page_token",
    "pageToken",
    "page_cursor",
    "pageCursor",
    "next_token",
    "nextToken",
    "next_cursor",
    "nextCursor",
    "next_page_token",
    "nextPageToken",
    "continuation_token",
    "continuationToken",
    "pagination_token",
    "paginationToken",
    "starting_after",
    "startingAfter",
    "after",
    "marker",
    "page[cursor]",
    "page[after]",
];

/// Members that hold the cursor of the next page.
pub(super) const CURSORS: &[&str] = &[
    "next_cursor",
    "nextCursor",
    "next_page_token",
    "nextPageToken",
    "next_page_cursor",
    "nextPageCursor",
    "next_page",
    "nextPage",
    "next_token",
    "nextToken",
    "continuation_token",
    "continuationToken",
    "end_cursor",
    "endCursor",
    "next_marker",
    "nextMarker",
];

/// Query parameters that take the id of the last item.
pub(super) const LAST_ITEM_PARAMETERS: &[&str] = &["starting_after", "startingAfter"];

/// Query parameters that take the number of a page.
pub(super) const PAGE_PARAMETERS: &[&str] = &["page", "page_number", "pageNumber", "page[number]"];

/// Query parameters that take the number of items before the page.
pub(super) const OFFSET_PARAMETERS: &[&str] = &["offset", "skip", "page[offset]"];

/// Query parameters for how many items a page has.
pub(super) const SIZE: &[&str] = &[
    "per_page",
    "perPage",
    "page_size",
    "pageSize",
    "limit",
    "page[size]",
    "page[limit]",
];

/// Members that say how many items there are on all pages.
pub(super) const TOTALS: &[&str] = &[
    "total_count",
    "totalCount",
    "total_items",
    "totalItems",
    "total_results",
    "totalResults",
    "total",
];

/// Members that say how many pages there are.
pub(super) const PAGES: &[&str] = &[
    "total_pages",
    "totalPages",
    "page_count",
    "pageCount",
    "num_pages",
    "numPages",
    "last_page",
    "lastPage",
];

/// Members that say whether there are more pages.
pub(super) const MORE: &[&str] = &[
    "has_more",
    "hasMore",
    "has_next",
    "hasNext",
    "has_next_page",
    "hasNextPage",
];
