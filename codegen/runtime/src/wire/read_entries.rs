//! Reading lists, and objects whose names vary.

use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};

use super::read::{Seed, read};
use super::trail::Trail;
use super::{List, Map};

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
    entries
        .next_value_seed(seed)
        .inspect_err(|_| trail.name(name))
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
