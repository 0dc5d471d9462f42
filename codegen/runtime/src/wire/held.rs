//! Reading from a value that is held whole: as [`read`](super::read) does from a format, and by reference.
//!
//! A union looks at its value before it is read, and may read it more than once. So a value that goes into a union is
//! held, and so is everything in it.

use std::any::TypeId;
use std::collections::BTreeMap;

use serde::Deserializer;
use serde::de::Error as _;
use serde_json::{Error, Map, Value};

use super::choice::Choice;
use super::read::Reader;
use super::read_model::Table;
use super::seen::Seen;
use super::trail::Trail;
use super::{Model, Slot, Tuple, ViewMut, VisitMut};

/// A value, by its address, as a union.
pub(super) type Place = (*const Value, TypeId);

/// What is remembered while a value that is held is read.
pub(super) struct Held<'t> {
    pub(super) trail: &'t mut Trail,
    /// How much of what has been read is not kept, or kept only as it came.
    pub(super) lost: usize,
    /// What trying has shown.
    pub(super) choices: BTreeMap<Place, Choice>,
    /// The unions that are being read, from the outside in.
    pub(super) open: Vec<Place>,
}

impl<'t> Held<'t> {
    pub(super) fn new(trail: &'t mut Trail) -> Self {
        Self {
            trail,
            lost: 0,
            choices: BTreeMap::new(),
            open: Vec::new(),
        }
    }

    /// As [`read`](super::read::read), from a value that is held.
    pub(super) fn read(&mut self, view: ViewMut<'_>, value: &Value) -> Result<(), Error> {
        match (view, value) {
            (ViewMut::Union(union), _) => self.read_union(union, value),
            (ViewMut::Value(slot), _) => {
                slot.clone_from(value);
                Ok(())
            }
            (ViewMut::Json(slot), _) => slot.put(value.clone()).map_err(Error::custom),
            (ViewMut::Option(optional), Value::Null) => {
                optional.set_null();
                Ok(())
            }
            (ViewMut::Option(optional), _) => self.read(optional.insert(), value),
            (ViewMut::List(list), Value::Array(values)) => {
                list.clear();
                values.iter().enumerate().try_for_each(|(index, value)| {
                    self.read(list.push(), value).inspect_err(|_| self.trail.index(index))
                })
            }
            (ViewMut::Map(map), Value::Object(entries)) => {
                map.clear();
                entries
                    .iter()
                    .try_for_each(|(name, value)| self.read_named(map.insert(name), name, value))
            }
            (ViewMut::Tuple(tuple), Value::Array(values)) => self.read_tuple(tuple, values),
            (ViewMut::Model(model), Value::Object(entries)) => self.read_model(model, entries),
            // Scalars, and whatever is not what it should be.
            (view, _) => value.deserialize_any(Reader {
                view,
                trail: self.trail,
            }),
        }
    }

    fn read_named(&mut self, view: ViewMut<'_>, name: &str, value: &Value) -> Result<(), Error> {
        self.read(view, value).inspect_err(|_| self.trail.name(name))
    }

    fn read_tuple(&mut self, tuple: &mut dyn Tuple, values: &[Value]) -> Result<(), Error> {
        let expected = tuple.expected();
        let mut outcome = Ok(());
        tuple.elements_mut(VisitMut(&mut |slots| {
            outcome = if slots.len() == values.len() {
                let mut pairs = slots.iter_mut().zip(values).enumerate();
                pairs.try_for_each(|(index, (slot, value))| {
                    self.read(slot.view_mut(), value)
                        .inspect_err(|_| self.trail.index(index))
                })
            } else {
                Err(Error::custom(format_args!(
                    "expected {expected}, found one of {}",
                    values.len()
                )))
            };
        }));
        outcome
    }

    fn read_model(&mut self, model: &mut dyn Model, entries: &Map<String, Value>) -> Result<(), Error> {
        let table = Table::of(model);
        let mut outcome = Ok(());
        model.members_mut(VisitMut(&mut |slots| {
            outcome = self.read_members(&table, slots, entries);
        }));
        outcome
    }

    fn read_members(
        &mut self,
        table: &Table,
        slots: &mut [&mut dyn Slot],
        entries: &Map<String, Value>,
    ) -> Result<(), Error> {
        let (members, rest) = table.split(slots)?;
        let mut seen = Seen::new(members.len());
        let mut guess = 0;
        for (name, value) in entries {
            if let Some(index) = table.shape.find(name, guess) {
                guess = index + 1;
                seen.insert(index);
                self.read_named(members[index].view_mut(), name, value)?;
                continue;
            }
            match rest.first_mut().map(|slot| slot.view_mut()) {
                Some(ViewMut::Map(rest)) if table.shape.open => {
                    self.read_named(rest.insert(name), name, value)?;
                }
                _ => self.lost += 1,
            }
        }
        table.complete(members, &seen, self.trail)
    }
}
