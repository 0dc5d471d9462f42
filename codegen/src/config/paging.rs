//! How lists come page by page, as the configuration or an extension of the description says.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// How a list comes page by page; what is not said is looked for under the names that are usual.
///
/// Members are named by their path in the answer, such as `meta.next_cursor`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Paging {
    /// What says which page is next.
    pub by: PagingBy,
    /// The member that is the list; the only one that the answer has, or the answer itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<String>,
    /// The member that says which page is next: its URL, or a cursor; of the last item, where that is it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// The query parameter that takes the cursor or the number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
    /// The query parameter for how many items a page has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<String>,
    /// The member that says how many items there are on all pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<String>,
    /// The member that says how many pages there are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<String>,
    /// The member that says whether there are more pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub more: Option<String>,
    /// The number of the first page, or of the first item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<u64>,
}

/// What says which page is next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum PagingBy {
    /// The header `Link` (RFC 8288).
    Link,
    /// A member that holds a URL.
    Url,
    /// A member that holds what a query parameter takes.
    Cursor,
    /// A member of the last item, which a query parameter takes.
    LastItem,
    /// The number of the page, which a query parameter takes.
    Page,
    /// The number of items before the page, which a query parameter takes.
    Offset,
}

impl Paging {
    /// In this way, with the names that are usual.
    #[must_use]
    pub fn by(by: PagingBy) -> Self {
        Self {
            by,
            items: None,
            next: None,
            parameter: None,
            size: None,
            total: None,
            pages: None,
            more: None,
            first: None,
        }
    }

    /// Reads `false`, `"link"` or `{"by": "link"}`: `None` where the list does not come page by page.
    ///
    /// # Errors
    ///
    /// Says what is wrong with anything else.
    pub(crate) fn read(value: Value) -> Result<Option<Self>, String> {
        let read = match value {
            Value::Bool(false) => return Ok(None),
            Value::String(_) => serde_json::from_value(value).map(Self::by),
            Value::Object(_) => serde_json::from_value(value),
            _ => return Err("write `false`, a way such as `\"link\"`, or a table".to_owned()),
        };
        read.map(Some).map_err(|error| error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn paging_is_nothing_a_way_or_a_table() {
        let with_items = Paging {
            items: Some("data".to_owned()),
            ..Paging::by(PagingBy::LastItem)
        };
        let good = [
            (json!(false), None),
            (json!("offset"), Some(Paging::by(PagingBy::Offset))),
            (
                json!({"by": "last-item", "items": "data"}),
                Some(with_items),
            ),
        ];
        for (value, expected) in good {
            assert_eq!(Paging::read(value), Ok(expected));
        }
        let bad = [
            (json!(true), "write `false`"),
            (json!("links"), "unknown variant `links`"),
            (json!({"items": "data"}), "missing field `by`"),
            (json!({"by": "link", "item": "x"}), "unknown field `item`"),
        ];
        for (value, words) in bad {
            let message = Paging::read(value).unwrap_err();
            assert!(message.starts_with(words), "{message}");
        }
    }
}
