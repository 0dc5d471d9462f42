//! What a case of a union says of itself, where its schema does not have the member that a discriminator names.

use crate::model::{Schema, SchemaKind};
use crate::plan::Tag;

/// The member and its text that have to be written for the case at an index.
///
/// The specification asks for the member in every schema (`OpenAPI` specification, section Discriminator Object), but
/// who leaves it out means that it is there.
pub(super) fn written_tag(tag: &Tag, index: usize, schema: &Schema) -> Option<(String, String)> {
    let SchemaKind::Object(object) = &schema.kind else {
        return None;
    };
    let mut values = tag.values.iter().filter(|(_, case)| *case == index);
    match (values.next(), values.next()) {
        // Of several values, nobody knows which was meant.
        (Some((value, _)), None) if !object.properties.contains_key(&tag.member) => {
            Some((tag.member.clone(), value.clone()))
        }
        _ => None,
    }
}
