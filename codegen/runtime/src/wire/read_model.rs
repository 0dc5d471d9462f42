//! Reading an object with named members.

use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, Visitor};

#[cfg(feature = "constraints")]
use super::Constraint;
use super::read::{Seed, read};
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
    let table = Table::of(model);
    let mut outcome = Ok(());
    model.members_mut(VisitMut(&mut |slots| {
        outcome = table.split(slots).and_then(|(members, rest)| {
            let object = Object {
                table: &table,
                members,
                rest,
                trail,
            };
            object.read(&mut entries)
        });
    }));
    outcome
}

/// What a model says of its members: asked for before they are shown.
pub(super) struct Table {
    pub(super) shape: &'static Shape,
    pub(super) defaults: &'static [(usize, &'static str)],
    #[cfg(feature = "constraints")]
    pub(super) constraints: &'static [(usize, Constraint)],
}

impl Table {
    pub(super) fn of(model: &dyn Model) -> Self {
        Self {
            shape: model.shape(),
            defaults: model.defaults(),
            #[cfg(feature = "constraints")]
            constraints: model.constraints(),
        }
    }

    /// The members that have names, and the map for all others, if there is one.
    pub(super) fn split<'a, 's, E: Error>(
        &self,
        slots: &'a mut [&'s mut dyn Slot],
    ) -> Result<(Members<'a, 's>, Members<'a, 's>), E> {
        slots
            .split_at_mut_checked(self.shape.members.len())
            .ok_or_else(|| E::custom("the model has fewer members than its shape"))
    }

    /// What is left to do when all members that are there have been read.
    pub(super) fn complete<E: Error>(
        &self,
        members: &mut [&mut dyn Slot],
        seen: &Seen,
        trail: &mut Trail,
    ) -> Result<(), E> {
        all_required(self.shape, seen)?;
        let missing = self.defaults.iter().filter(|it| !seen.contains(it.0));
        self.put(members, missing, trail).map_err(E::custom)?;
        #[cfg(feature = "constraints")]
        self.check(members, seen, trail).map_err(E::custom)?;
        Ok(())
    }

    /// Reads members from JSON texts.
    pub(super) fn put<'t>(
        &self,
        members: &mut [&mut dyn Slot],
        texts: impl IntoIterator<Item = &'t (usize, &'t str)>,
        trail: &mut Trail,
    ) -> Result<(), String> {
        for &(index, text) in texts {
            if let Some(member) = members.get_mut(index) {
                put_default(*member, text, trail).inspect_err(|_| trail.name(self.shape.members[index]))?;
            }
        }
        Ok(())
    }
}

fn put_default(member: &mut dyn Slot, text: &str, trail: &mut Trail) -> Result<(), String> {
    let mut text = serde_json::Deserializer::from_str(text);
    read(member.view_mut(), trail, &mut text).map_err(|error| format!("its default does not fit: {error}"))
}

/// Some members of a model.
type Members<'a, 's> = &'a mut [&'s mut dyn Slot];

struct Object<'a, 's> {
    table: &'a Table,
    members: Members<'a, 's>,
    /// Where the shape is open: the map that keeps what it does not name.
    rest: Members<'a, 's>,
    trail: &'a mut Trail,
}

impl Object<'_, '_> {
    fn read<'de, A: MapAccess<'de>>(mut self, entries: &mut A) -> Result<(), A::Error> {
        let shape = self.table.shape;
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
                None => return self.table.complete(self.members, &seen, self.trail),
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

    fn read_member<'de, A: MapAccess<'de>>(&mut self, index: usize, entries: &mut A) -> Result<(), A::Error> {
        let view = self.members[index].view_mut();
        let seed = Seed {
            view,
            trail: self.trail,
        };
        entries
            .next_value_seed(seed)
            .inspect_err(|_| self.trail.name(self.table.shape.members[index]))
    }

    fn read_unknown<'de, A: MapAccess<'de>>(&mut self, name: &str, entries: &mut A) -> Result<(), A::Error> {
        match self.rest.first_mut().map(|slot| slot.view_mut()) {
            Some(ViewMut::Map(rest)) if self.table.shape.open => read_entry(rest, name, self.trail, entries),
            _ => entries.next_value::<IgnoredAny>().map(|_| ()),
        }
    }
}

/// An error that names the required members that have not been seen, if there are any.
fn all_required<E: Error>(shape: &Shape, seen: &Seen) -> Result<(), E> {
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

    #[inline]
    fn visit_str<E: Error>(self, name: &str) -> Result<Name, E> {
        let index = self.shape.find(name, self.guess);
        if index.is_none() && self.shape.open {
            name.clone_into(self.unknown);
        }
        Ok(index.map_or(Name::Unknown, Name::Member))
    }
}
