//! A value of one of several types, and the table that tells which.

use std::any::TypeId;

use super::{View, ViewMut};

/// A value of one of several types: implemented for each generated union.
pub trait Union: 'static {
    /// A value to be read into: what [`Slot::blank`](super::Slot::blank) gives.
    fn blank() -> Self
    where
        Self: Sized;

    /// What tells the cases apart.
    fn cases(&self) -> &'static Cases;

    /// What is in the case that the value is of, to be written.
    fn held(&self) -> View<'_>;

    /// Becomes a blank value of a case, to be read into.
    ///
    /// Where the cases are [open](Cases#structfield.open), their number stands for the one that keeps whatever comes.
    fn choose(&mut self, case: usize) -> ViewMut<'_>;

    /// Which union it is: tables alone do not tell, two unions may share one.
    #[doc(hidden)]
    fn id(&self) -> TypeId {
        TypeId::of::<Self>()
    }
}

/// The table of a [`Union`].
///
/// A value that is an object with the [tag](Cases#structfield.tag) is of the case that the tag says. Any other value
/// is of one of the cases that take its [kind](Kinds): of the one whose constants, members or texts it has, else of
/// the first that can be read without losing anything, else of the one that loses least.
///
/// As with [`Shape`](super::Shape), the fields are public so that a table can be written as a literal.
#[derive(Debug)]
pub struct Cases {
    /// The member that says which case an object is of.
    pub tag: Option<Tag>,
    /// What is known of each case.
    pub cases: &'static [Case],
    /// Whether a value of no case is kept as it is: in one more case, behind all others.
    pub open: bool,
}

/// The member that says which case an object is of.
#[derive(Debug)]
pub struct Tag {
    /// The member's name on the wire.
    pub member: &'static str,
    /// The member's values, each with the index of the case that it stands for: a text as it is, anything else as JSON.
    pub values: &'static [(&'static str, usize)],
}

/// What is known of values of one case. Where a list is empty, nothing is.
#[derive(Debug)]
pub struct Case {
    /// The kinds of its values.
    pub kinds: Kinds,
    /// Members that its objects have, with these values: a text as it is, anything else as JSON.
    pub constants: &'static [(&'static str, &'static str)],
    /// Members that its objects must have, and those of no other case can have.
    pub present: &'static [&'static str],
    /// The texts that it consists of.
    pub texts: &'static [&'static str],
}

/// A set of kinds of JSON values: the sum of the constants' bits, such as `Kinds(0b11_0000)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kinds(pub u8);

impl Kinds {
    /// No kind.
    pub const NONE: Self = Self(0);
    /// `null`.
    pub const NULL: Self = Self(0b1);
    /// `true` and `false`.
    pub const BOOLEAN: Self = Self(0b10);
    /// Numbers that are whole.
    pub const INTEGER: Self = Self(0b100);
    /// Numbers of any kind.
    pub const NUMBER: Self = Self(0b1000);
    /// Texts.
    pub const TEXT: Self = Self(0b1_0000);
    /// Lists.
    pub const LIST: Self = Self(0b10_0000);
    /// Objects.
    pub const OBJECT: Self = Self(0b100_0000);
    /// Every kind.
    pub const ANY: Self = Self(0b111_1111);

    /// These and those.
    ///
    /// A table needs the sum as a literal: what a function returns does not live for ever.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether one of those is among these.
    pub(super) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}
