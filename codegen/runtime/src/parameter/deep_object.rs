//! The style `deepObject`: names in brackets behind the parameter's name.

use super::super::percent::{encode_into, is_unreserved};
use super::content::Content;
use super::encode::Encoder;

/// The parts of an object or a list: `filter%5Ba%5D=1`.
pub(super) fn items(encoder: &Encoder, content: &Content) -> Vec<String> {
    let mut items = Vec::new();
    add(encoder, &encoder.name(), content, &mut items);
    items
}

fn add(encoder: &Encoder, name: &str, content: &Content, items: &mut Vec<String>) {
    match content {
        Content::Nothing => {}
        Content::Text(text) => items.push(encoder.pair(name, &encoder.value(text))),
        Content::List(elements) => {
            for (index, element) in elements.iter().enumerate() {
                add(encoder, &format!("{name}%5B{index}%5D"), element, items);
            }
        }
        Content::Object(members) => {
            for (member, content) in members {
                let mut inner = format!("{name}%5B");
                encode_into(&mut inner, member, is_unreserved);
                inner.push_str("%5D");
                add(encoder, &inner, content, items);
            }
        }
    }
}
