//! Reading lists, and objects whose names vary.

use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::read::{Seed, read};
use super::trail::Trail;
use super::{List, Map, Slot, Tuple, VisitMut};

/// Reads a list in place of what was there.
pub(super) fn read_list<'de, A: SeqAccess<'de>>(
    list: &mut dyn List,
    trail: &mut Trail,
    mut elements: A,
) -> Result<(), A::Error> {
    list.clear();
    let mut index = 0;
    while let Some(()) = elements
        .next_element_seed(ElementSeed { list, trail })
        .inspect_err(|_| trail.index(index))?
    {
        index += 1;
    }
    Ok(())
}

/// Reads a list of a fixed length.
pub(super) fn read_tuple<'de, A: SeqAccess<'de>>(
    tuple: &mut dyn Tuple,
    trail: &mut Trail,
    mut elements: A,
) -> Result<(), A::Error> {
    let expected = tuple.expected();
    let mut outcome = Ok(());
    tuple.elements_mut(VisitMut(&mut |slots| {
        outcome = read_elements(slots, expected, trail, &mut elements);
    }));
    outcome
}

fn read_elements<'de, A: SeqAccess<'de>>(
    slots: &mut [&mut dyn Slot],
    expected: &str,
    trail: &mut Trail,
    elements: &mut A,
) -> Result<(), A::Error> {
    for (index, slot) in slots.iter_mut().enumerate() {
        let view = slot.view_mut();
        let seed = Seed { view, trail };
        let element = elements.next_element_seed(seed);
        if element.inspect_err(|_| trail.index(index))?.is_none() {
            return Err(A::Error::custom(format_args!(
                "expected {expected}, found one of {index}"
            )));
        }
    }
    match elements.next_element::<IgnoredAny>()? {
        None => Ok(()),
        Some(_) => Err(A::Error::custom(format_args!(
            "expected {expected}, found a longer one"
        ))),
    }
}

/// Reads an object whose names vary in place of what was there.
pub(super) fn read_map<'de, A: MapAccess<'de>>(
    map: &mut dyn Map,
    trail: &mut Trail,
    mut entries: A,
) -> Result<(), A::Error> {
    map.clear();
    let mut name = String::new();
    while let Some(()) = entries.next_key_seed(NameSeed(&mut name))? {
        read_entry(map, &name, trail, &mut entries)?;
    }
    Ok(())
}

/// Reads the value of an entry whose name has been read.
pub(super) fn read_entry<'de, A: MapAccess<'de>>(
    map: &mut dyn Map,
    name: &str,
    trail: &mut Trail,
    entries: &mut A,
) -> Result<(), A::Error> {
    let seed = Seed {
        view: map.insert(name),
        trail,
    };
    entries.next_value_seed(seed).inspect_err(|_| trail.name(name))
}

/// Adds an element once the format knows that there is one.
struct ElementSeed<'v, 't> {
    list: &'v mut dyn List,
    trail: &'t mut Trail,
}

impl<'de> DeserializeSeed<'de> for ElementSeed<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        read(self.list.push(), self.trail, deserializer)
    }
}

/// Reads a name into a buffer that is used again and again.
struct NameSeed<'a>(&'a mut String);

impl<'de> DeserializeSeed<'de> for NameSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for NameSeed<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<(), E> {
        name.clone_into(self.0);
        Ok(())
    }
}
