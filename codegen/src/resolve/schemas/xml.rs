//! What a schema says of its XML.

use serde_json::Value;

use crate::load::Keywords;
use crate::model::Xml;

/// The keyword `xml`, with what other dialects have in it.
///
/// `nodeType` is `OpenAPI` 3.2; `x-ms-text`, which `TypeSpec` writes, is the only way to ask for a text before that.
pub(super) fn read(keywords: &mut Keywords<'_>) -> Option<Xml> {
    let Value::Object(members) = keywords.get("xml")? else {
        keywords.ignore("xml", "an object");
        return None;
    };
    let text = |key: &str| {
        let text = members.get(key)?.as_str()?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    let flag = |key: &str| members.get(key).and_then(Value::as_bool) == Some(true);
    let node = text("nodeType");
    let is_node = |names: &[&str]| node.as_deref().is_some_and(|node| names.contains(&node));
    let (prefix, name) = match text("name") {
        // Some write the prefix with the name.
        Some(name) => match name.split_once(':') {
            Some((prefix, name)) => (Some(prefix.to_owned()), Some(name.to_owned())),
            None => (None, Some(name)),
        },
        None => (None, None),
    };
    Some(Xml {
        name,
        namespace: text("namespace"),
        prefix: text("prefix").or(prefix),
        attribute: flag("attribute") || is_node(&["attribute"]),
        wrapped: flag("wrapped") || is_node(&["element"]),
        text: flag("x-ms-text") || is_node(&["text", "cdata"]),
    })
}
