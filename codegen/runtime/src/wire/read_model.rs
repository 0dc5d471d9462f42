//! Reading an object with named members.

use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, Visitor};

use super::read::Seed;
use super::read_entries::read_entry;
use super::reset::reset;
use super::seen::Seen;
use super::trail::Trail;
use super::{Model, Shape, Slot, ViewMut, VisitMut};

/// Reads an object with named members: unknown ones are ignored or kept, of repeated ones the last counts.
pub(super) fn read_model<'de, A: MapAccess<'de>>(
    model: &mut dyn Model,
    trail: &mut Trail,
    mut entries: A,
) -> Result<(), A::Error> {
    let shape = model.shape();
    let mut outcome = Ok(());
    model.members_mut(VisitMut(&mut |slots| {
        let Some((members, rest)) = slots.split_at_mut_checked(shape.members.len()) else {
            outcome = Err(A::Error::custom(
                "the model has fewer members than its shape",
            ));
            return;
        };
        let object = Object {
            shape,
            members,
            rest,
            trail,
        };
        outcome = object.read(&mut entries);
    }));
    outcome
}

struct Object<'a, 's> {
    shape: &'static Shape,
    members: &'a mut [&'s mut dyn Slot],
    /// Where the shape is open: the map that keeps what it does not name.
    rest: &'a mut [&'s mut dyn Slot],
    trail: &'a mut Trail,
}

impl Object<'_, '_> {
    fn read<'de, A: MapAccess<'de>>(mut self, entries: &mut A) -> Result<(), A::Error> {
        let shape = self.shape;
        let mut seen = Seen::new(shape.members.len());
        let mut guess = 0;
        let mut unknown = String::new();
        loop {
            let name = NameSeed {
                shape,
                guess,
                unknown: &mut unknown,
            };
            match entries.next_key_seed(name)? {
                None => return complete(shape, &seen),
                Some(Name::Unknown) => self.read_unknown(&unknown, entries)?,
                Some(Name::Member(index)) => {
                    guess = index + 1;
                    if !seen.insert(index) {
                        reset(self.members[index].view_mut());
                    }
                    self.read_member(index, entries)?;
                }
            }
        }
    }

    fn read_member<'de, A: MapAccess<'de>>(
        &mut self,
        index: usize,
        entries: &mut A,
    ) -> Result<(), A::Error> {
        let view = self.members[index].view_mut();
        let seed = Seed {
            view,
            trail: self.trail,
        };
        entries
            .next_value_seed(seed)
            .inspect_err(|_| self.trail.name(self.shape.members[index]))
    }

    fn read_unknown<'de, A: MapAccess<'de>>(
        &mut self,
        name: &str,
        entries: &mut A,
    ) -> Result<(), A::Error> {
        match self.rest.first_mut().map(|slot| slot.view_mut()) {
            Some(ViewMut::Map(rest)) if self.shape.open => {
                read_entry(rest, name, self.trail, entries)
            }
            _ => entries.next_value::<IgnoredAny>().map(|_| ()),
        }
    }
}

/// An error that names the required members that have not been seen, if there are any.
fn complete<E: Error>(shape: &Shape, seen: &Seen) -> Result<(), E> {
    let missing = |index: &&usize| !seen.contains(**index);
    if shape.required.iter().any(|index| missing(&index)) {
        let names: Vec<_> = shape
            .required
            .iter()
            .filter(missing)
            .map(|&index| shape.members[index])
            .collect();
        return Err(E::custom(format_args!("missing: `{}`", names.join("`, `"))));
    }
    Ok(())
}

enum Name {
    /// The index of the member that the name names.
    Member(usize),
    /// A name that the shape does not name.
    Unknown,
}

/// Reads a name. An unknown one that is to be kept is left in `unknown`.
struct NameSeed<'a> {
    shape: &'static Shape,
    /// The member that probably comes next: servers write members in the order of their description.
    guess: usize,
    unknown: &'a mut String,
}

impl<'de> DeserializeSeed<'de> for NameSeed<'_> {
    type Value = Name;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Name, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for NameSeed<'_> {
    type Value = Name;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the name of a member")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Name, E> {
        let index = self.shape.find(name, self.guess);
        if index.is_none() && self.shape.open {
            name.clone_into(self.unknown);
        }
        Ok(index.map_or(Name::Unknown, Name::Member))
    }
}
