//! Emptying a place that is read a second time.

use super::{Slot, ViewMut, VisitMut};

/// Empties a place before it is read again, because its object names it twice: the last one counts, whole.
///
/// What is read overwrites what was there, but a member that is left out stays as it is. So what remains from the
/// first time has to go. Scalars need nothing: they are overwritten, or missing, which is an error.
pub(super) fn reset(view: ViewMut<'_>) {
    match view {
        ViewMut::Option(optional) => optional.clear(),
        ViewMut::List(list) => list.clear(),
        ViewMut::Map(map) => map.clear(),
        ViewMut::Model(model) => model.members_mut(VisitMut(&mut reset_members)),
        ViewMut::Tuple(tuple) => tuple.elements_mut(VisitMut(&mut reset_members)),
        _ => {}
    }
}

fn reset_members(slots: &mut [&mut dyn Slot]) {
    for slot in slots {
        reset(slot.view_mut());
    }
}
