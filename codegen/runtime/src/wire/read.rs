//! Reading values from any format that describes itself.

use std::fmt;

use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::number::{Refused, put_float, put_integer};
use super::read_entries::{read_list, read_map, read_tuple};
use super::read_model::read_model;
use super::read_union::read_union;
use super::trail::Trail;
use super::{Expected, Optional, Slot, ViewMut};

/// Reads an object, a text or a number from any format that describes itself.
///
/// It asks the format at once, and calls nothing else here: the compiler, which looks at all that a function of a
/// generated model may end up in, then has nothing to look at.
///
/// # Errors
///
/// What the format reports, and what the type cannot hold.
#[inline]
pub fn deserialize<'de, T: Slot, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut value = T::blank();
    deserializer.deserialize_any(Reader {
        view: value.view_mut(),
        trail: &mut Trail::default(),
    })?;
    Ok(value)
}

/// Reads anything from any format that describes itself: what only a whole value tells, such as the case of a union.
///
/// # Errors
///
/// As [`deserialize`].
#[inline]
pub fn deserialize_whole<'de, T: Slot, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut value = T::blank();
    read(value.view_mut(), &mut Trail::default(), deserializer)?;
    Ok(value)
}

/// Reads into a place. Where it fails, the trail leads to what is at fault, as seen from the place.
pub(super) fn read<'de, D: Deserializer<'de>>(
    view: ViewMut<'_>,
    trail: &mut Trail,
    deserializer: D,
) -> Result<(), D::Error> {
    match view {
        ViewMut::Option(optional) => deserializer.deserialize_option(OptionReader { optional, trail }),
        ViewMut::Value(value) => {
            *value = Value::deserialize(deserializer)?;
            Ok(())
        }
        ViewMut::Json(slot) => {
            let value = Value::deserialize(deserializer)?;
            slot.put(value).map_err(D::Error::custom)
        }
        ViewMut::Union(union) => {
            let value = Value::deserialize(deserializer)?;
            read_union(union, trail, &value).map_err(D::Error::custom)
        }
        view => deserializer.deserialize_any(Reader { view, trail }),
    }
}

/// Reads what is in a list or under a name.
pub(super) struct Seed<'v, 't> {
    pub(super) view: ViewMut<'v>,
    pub(super) trail: &'t mut Trail,
}

impl<'de> DeserializeSeed<'de> for Seed<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        read(self.view, self.trail, deserializer)
    }
}

struct OptionReader<'v, 't> {
    optional: &'v mut dyn Optional,
    trail: &'t mut Trail,
}

impl<'de> Visitor<'de> for OptionReader<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value or null")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.optional.set_null();
        Ok(())
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        read(self.optional.insert(), self.trail, deserializer)
    }
}

/// Reads into any place but an [`Optional`] and those that take a whole [`Value`].
///
/// Whatever comes is taken as it is and compared with what the place takes, so that the errors are ours: those of
/// the formats quote what they found, which may be a secret.
pub(super) struct Reader<'v, 't> {
    pub(super) view: ViewMut<'v>,
    pub(super) trail: &'t mut Trail,
}

impl Reader<'_, '_> {
    fn integer<E: Error>(mut self, value: i128) -> Result<(), E> {
        put_integer(&mut self.view, value).map_err(|refused| self.refuse(&refused, &value))
    }

    /// Where another crate of the program turns on `serde_json`'s feature `arbitrary_precision`, a number that is not
    /// a plain integer comes as an object: the number's text, under one name that no server sends.
    fn written_number<'de, A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        match entries.next_key::<String>()? {
            Some(name) if name == "$serde_json::private::Number" => {}
            _ => return Err(self.mismatch("an object")),
        }
        let text: String = entries.next_value()?;
        match (text.parse(), text.parse()) {
            (Ok(integer), _) => self.visit_i128(integer),
            (_, Ok(float)) => self.visit_f64(float),
            _ => Err(self.mismatch("a number")),
        }
    }

    fn refuse<E: Error>(&self, refused: &Refused, value: &dyn fmt::Display) -> E {
        match refused {
            Refused::Kind => self.mismatch("a number"),
            Refused::Value => E::custom(format_args!("expected {}, found {value}", self.expected())),
            Refused::Unlike(Expected(expected)) => E::custom(format_args!("expected {expected}, found {value}")),
        }
    }

    pub(super) fn mismatch<E: Error>(&self, found: &str) -> E {
        E::custom(format_args!("expected {}, found {found}", self.expected()))
    }

    fn expected(&self) -> &'static str {
        match &self.view {
            ViewMut::Bool(_) => "true or false",
            ViewMut::I32(_) => "a whole number of 32 bits",
            ViewMut::I64(_) | ViewMut::Integer(_) => "a whole number of 64 bits",
            ViewMut::U32(_) => "a whole number of 32 bits that is not negative",
            ViewMut::U64(_) => "a whole number of 64 bits that is not negative",
            ViewMut::F32(_) => "a number of single precision",
            ViewMut::F64(_) => "a number",
            ViewMut::String(_) | ViewMut::Text(_) => "a text",
            ViewMut::Value(_) | ViewMut::Option(_) | ViewMut::Json(_) | ViewMut::Union(_) => "a value",
            ViewMut::List(_) => "a list",
            ViewMut::Tuple(tuple) => tuple.expected(),
            ViewMut::Map(_) | ViewMut::Model(_) => "an object",
        }
    }
}

impl<'de> Visitor<'de> for Reader<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.expected())
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        match self.view {
            ViewMut::Bool(slot) => {
                *slot = value;
                Ok(())
            }
            _ => Err(self.mismatch("a boolean")),
        }
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.integer(i128::from(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.integer(i128::from(value))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<(), E> {
        self.integer(value)
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<(), E> {
        match i128::try_from(value) {
            Ok(value) => self.integer(value),
            Err(_) => Err(self.refuse(&Refused::Value, &value)),
        }
    }

    fn visit_f64<E: Error>(mut self, value: f64) -> Result<(), E> {
        put_float(&mut self.view, value).map_err(|refused| self.refuse(&refused, &value))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        match self.view {
            ViewMut::String(slot) => {
                *slot = String::from(text);
                Ok(())
            }
            ViewMut::Text(slot) => slot
                .parse(text)
                .map_err(|expected| E::custom(Unparsed { expected, text })),
            _ => Err(self.mismatch("a text")),
        }
    }

    fn visit_string<E: Error>(self, text: String) -> Result<(), E> {
        match self.view {
            ViewMut::String(slot) => {
                *slot = text;
                Ok(())
            }
            _ => self.visit_str(&text),
        }
    }

    fn visit_bytes<E: Error>(self, _: &[u8]) -> Result<(), E> {
        Err(self.mismatch("bytes"))
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Err(self.mismatch("null"))
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        read(self.view, self.trail, deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        read(self.view, self.trail, deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, elements: A) -> Result<(), A::Error> {
        match self.view {
            ViewMut::List(list) => read_list(list, self.trail, elements),
            ViewMut::Tuple(tuple) => read_tuple(tuple, self.trail, elements),
            _ => Err(self.mismatch("a list")),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<(), A::Error> {
        match self.view {
            ViewMut::Model(model) => read_model(model, self.trail, entries),
            ViewMut::Map(map) => read_map(map, self.trail, entries),
            ViewMut::I32(_)
            | ViewMut::I64(_)
            | ViewMut::U32(_)
            | ViewMut::U64(_)
            | ViewMut::F32(_)
            | ViewMut::F64(_)
            | ViewMut::Integer(_) => self.written_number(entries),
            _ => Err(self.mismatch("an object")),
        }
    }
}

/// Says what a text should have been; what it is, it tells no more of than the beginning.
struct Unparsed<'a> {
    expected: Expected,
    text: &'a str,
}

impl fmt::Display for Unparsed<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 40;
        let Expected(expected) = self.expected;
        let beginning: String = self.text.chars().take(SHOWN).collect();
        let more = if beginning.len() < self.text.len() { "..." } else { "" };
        write!(formatter, "expected {expected}, found {beginning:?}{more}")
    }
}
