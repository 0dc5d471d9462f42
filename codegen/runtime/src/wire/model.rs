//! An object with named members, and the table that describes it.

#[cfg(feature = "constraints")]
use super::Constraint;
#[cfg(feature = "quick-xml")]
use super::Xml;
use super::{Slot, View, ViewMut};

/// An object with named members: implemented for each generated struct.
pub trait Model {
    /// A value to be read into: what [`Slot::blank`] gives.
    fn blank() -> Self
    where
        Self: Sized;

    /// The members' names, and what is asked of each.
    fn shape(&self) -> &'static Shape;

    /// Shows the members to a visit, in the shape's order.
    ///
    /// Where the shape [keeps what it does not name](Shape#structfield.open), the map that holds that comes last.
    fn members(&self, visit: Visit<'_>);

    /// As [`members`](Model::members), to be read into.
    fn members_mut(&mut self, visit: VisitMut<'_>);

    /// The indexes of members that may be left out, each with the JSON text that then stands for it.
    #[inline]
    fn defaults(&self) -> &'static [(usize, &'static str)] {
        &[]
    }

    #[cfg(feature = "constraints")]
    /// The indexes of members of which more is asked than their type, each with what that is.
    #[inline]
    fn constraints(&self) -> &'static [(usize, Constraint)] {
        &[]
    }

    #[cfg(feature = "quick-xml")]
    /// The indexes of members that in XML are something else than elements of their own names, each with what that is.
    #[inline]
    fn xml(&self) -> &'static [(usize, Xml)] {
        &[]
    }
}

/// The table of a [`Model`].
///
/// Its fields are public so that it can be written as a literal: the compiler takes half the time of a constructor's.
#[derive(Debug)]
pub struct Shape {
    /// The members' names on the wire.
    pub members: &'static [&'static str],
    /// The indexes of the members that must be there, in ascending order.
    pub required: &'static [usize],
    /// Whether members that the shape does not name are kept.
    pub open: bool,
}

impl Shape {
    /// The index of the member of that name, looked for where it probably is, then behind, then before.
    #[inline]
    pub(super) fn find(&self, name: &str, guess: usize) -> Option<usize> {
        if self.members.get(guess).is_some_and(|member| *member == name) {
            return Some(guess);
        }
        self.search(name, guess)
    }

    /// Apart, so that what is done for nearly every name is short enough to be compiled where it is called.
    fn search(&self, name: &str, guess: usize) -> Option<usize> {
        let (before, after) = self.members.split_at_checked(guess)?;
        let later = position(after, name).map(|index| guess + index);
        later.or_else(|| position(before, name))
    }
}

/// Texts of another length are passed over without a call: most names are.
fn position(members: &[&str], name: &str) -> Option<usize> {
    members
        .iter()
        .position(|member| member.len() == name.len() && *member == name)
}

/// Who is [shown](Model::members) the members of a model.
///
/// A closure in a type of its own: calling a method takes the compiler two thirds of the time of calling a closure.
pub struct Visit<'a>(pub(in super::super) &'a mut dyn FnMut(&[&dyn Slot]));

impl Visit<'_> {
    /// These are the members.
    pub fn members(self, members: &[&dyn Slot]) {
        (self.0)(members);
    }
}

/// Who is [shown](Model::members_mut) the members of a model, to be read into.
pub struct VisitMut<'a>(pub(super) &'a mut dyn FnMut(&mut [&mut dyn Slot]));

impl VisitMut<'_> {
    /// These are the members.
    pub fn members(self, members: &mut [&mut dyn Slot]) {
        (self.0)(members);
    }
}

impl<T: Model> Slot for T {
    #[inline]
    fn blank() -> Self {
        Model::blank()
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::Model(self)
    }

    #[inline]
    fn view_mut(&mut self) -> ViewMut<'_> {
        ViewMut::Model(self)
    }
}

/// What is boxed is a model that would otherwise contain itself.
impl<T: Model> Model for Box<T> {
    #[inline]
    fn blank() -> Self {
        Self::new(Model::blank())
    }

    #[inline]
    fn shape(&self) -> &'static Shape {
        (**self).shape()
    }

    #[inline]
    fn members(&self, visit: Visit<'_>) {
        (**self).members(visit);
    }

    #[inline]
    fn members_mut(&mut self, visit: VisitMut<'_>) {
        (**self).members_mut(visit);
    }

    #[inline]
    fn defaults(&self) -> &'static [(usize, &'static str)] {
        (**self).defaults()
    }

    #[cfg(feature = "constraints")]
    #[inline]
    fn constraints(&self) -> &'static [(usize, Constraint)] {
        (**self).constraints()
    }

    #[cfg(feature = "quick-xml")]
    #[inline]
    fn xml(&self) -> &'static [(usize, Xml)] {
        (**self).xml()
    }
}
