//! Lists in an element of their own, although the description does not say so.

use super::super::{List, Model, ViewMut};
use super::names::{find, forms};
use super::tree::Node;

/// Whether an element can only enclose the items of a list: it could be none of them.
///
/// Servers that enclose each list are many, and descriptions that do not say `wrapped` of them too.
pub(super) fn encloses(list: &mut dyn List, part: &Node) -> bool {
    let encloses = match list.push() {
        ViewMut::Model(model) => is_unlike(model, part),
        ViewMut::Option(_)
        | ViewMut::Value(_)
        | ViewMut::Json(_)
        | ViewMut::Union(_)
        | ViewMut::List(_)
        | ViewMut::Tuple(_)
        | ViewMut::Map(_) => false,
        _ => part.elements().next().is_some(),
    };
    list.clear();
    encloses
}

/// Whether an element holds nothing that a model has, and the model must have something.
fn is_unlike(model: &dyn Model, part: &Node) -> bool {
    let shape = model.shape();
    let forms = forms(shape, model.xml());
    let is_known = |part: &Node| find(&forms, part, 0).is_some();
    !shape.required.is_empty() && part.text.trim().is_empty() && !part.parts.iter().any(is_known)
}
