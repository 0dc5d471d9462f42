//! Whether a value that is about to be sent does what is asked of it.

use std::error::Error;
use std::fmt;

use super::read_model::Table;
use super::seen::Seen;
use super::trail::Trail;
use super::{Constraint, Model, Slot, View, Visit};

/// Whether all members of all models in a value keep their [constraints](Model::constraints).
///
/// What is read is checked while it is read; this is for what has been made by hand.
///
/// # Errors
///
/// The first member that does not, and what would have been right.
pub fn check(value: &dyn Slot) -> Result<(), Violation> {
    let mut trail = Trail::default();
    check_view(&value.view(), &mut trail).map_err(|message| Violation {
        path: trail.path(),
        message,
    })
}

/// A value that does not do what is asked of it, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    path: String,
    message: String,
}

impl Violation {
    /// The path to the value at fault, such as `repositories[0].owner.id`; `.` is the whole.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is asked.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.path, self.message)
    }
}

impl Error for Violation {}

fn check_view(view: &View<'_>, trail: &mut Trail) -> Result<(), String> {
    let mut outcome = Ok(());
    match view {
        View::Model(model) | View::Tagged(model, ..) => model.members(Visit(&mut |slots| {
            outcome = check_members(*model, slots, trail);
        })),
        View::Tuple(tuple) => tuple.elements(Visit(&mut |slots| {
            let mut slots = slots.iter().enumerate();
            outcome =
                slots.try_for_each(|(index, slot)| check_view(&slot.view(), trail).inspect_err(|_| trail.index(index)));
        })),
        View::List(list) => {
            for index in 0..list.len() {
                if let Some(view) = list.get(index) {
                    check_view(&view, trail).inspect_err(|_| trail.index(index))?;
                }
            }
        }
        View::Map(map) => map.each(&mut |name, view| {
            if outcome.is_ok() {
                outcome = check_view(&view, trail).inspect_err(|_| trail.name(name));
            }
        }),
        _ => {}
    }
    outcome
}

fn check_members(model: &dyn Model, slots: &[&dyn Slot], trail: &mut Trail) -> Result<(), String> {
    let names = model.shape().members;
    for (index, constraint) in model.constraints() {
        if let (Some(slot), Some(name)) = (slots.get(*index), names.get(*index)) {
            keeps(*slot, *constraint, trail).inspect_err(|_| trail.name(name))?;
        }
    }
    for (index, slot) in slots.iter().enumerate() {
        // The members that have no name of their own are in a map that gives it.
        let name = names.get(index);
        check_view(&slot.view(), trail).inspect_err(|_| {
            if let Some(name) = name {
                trail.name(name);
            }
        })?;
    }
    Ok(())
}

impl Table {
    /// Whether the members that have been read hold what is asked of them.
    pub(super) fn check(&self, members: &mut [&mut dyn Slot], seen: &Seen, trail: &mut Trail) -> Result<(), String> {
        for &(index, constraint) in self.constraints.iter().filter(|it| seen.contains(it.0)) {
            if let Some(member) = members.get(index) {
                keeps(*member, constraint, trail).inspect_err(|_| trail.name(self.shape.members[index]))?;
            }
        }
        Ok(())
    }
}

/// Whether a place holds what is asked of it; what is absent is.
fn keeps(slot: &dyn Slot, constraint: Constraint, trail: &mut Trail) -> Result<(), String> {
    constraint.broken_by(&slot.view(), trail).map_or(Ok(()), Err)
}
