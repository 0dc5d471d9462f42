//! Writing values in any format.

use serde::ser::{Error as _, SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use super::{Elements, Map, Model, Slot, Tuple, View, Visit};

/// Writes a value in any format.
///
/// # Errors
///
/// What the format refuses, and numbers that are infinite or not a number, which JSON would turn into `null`.
#[inline]
pub fn serialize<S: Serializer>(value: &dyn Slot, serializer: S) -> Result<S::Ok, S::Error> {
    Node(value.view()).serialize(serializer)
}

/// A view, as what serde writes.
pub(super) struct Node<'a>(pub(super) View<'a>);

impl Serialize for Node<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            View::Absent | View::Null => serializer.serialize_unit(),
            View::Bool(value) => serializer.serialize_bool(*value),
            View::I64(value) => serializer.serialize_i64(*value),
            View::U64(value) => serializer.serialize_u64(*value),
            View::F32(value) if value.is_finite() => serializer.serialize_f32(*value),
            View::F64(value) if value.is_finite() => serializer.serialize_f64(*value),
            View::F32(_) | View::F64(_) => Err(S::Error::custom("a number that is not finite cannot be written")),
            View::Str(text) => serializer.serialize_str(text),
            View::Text(text) => serializer.serialize_str(text),
            View::Value(value) => value.serialize(serializer),
            View::List(list) => write_list(*list, serializer),
            View::Map(map) => write_map(*map, serializer),
            View::Model(model) => write_model(*model, None, serializer),
            View::Tagged(model, member, value) => write_model(*model, Some((member, value)), serializer),
            View::Tuple(tuple) => write_tuple(*tuple, serializer),
            View::Json(json) => json.value().map_err(S::Error::custom)?.serialize(serializer),
        }
    }
}

fn write_list<S: Serializer>(list: &dyn Elements, serializer: S) -> Result<S::Ok, S::Error> {
    let mut elements = serializer.serialize_seq(Some(list.len()))?;
    for index in 0..list.len() {
        if let Some(view) = list.get(index) {
            elements.serialize_element(&Node(view))?;
        }
    }
    elements.end()
}

fn write_tuple<S: Serializer>(tuple: &dyn Tuple, serializer: S) -> Result<S::Ok, S::Error> {
    let mut elements = serializer.serialize_seq(None)?;
    let mut outcome = Ok(());
    tuple.elements(Visit(&mut |slots| {
        outcome = slots
            .iter()
            .try_for_each(|slot| elements.serialize_element(&Node(slot.view())));
    }));
    outcome?;
    elements.end()
}

fn write_map<S: Serializer>(map: &dyn Map, serializer: S) -> Result<S::Ok, S::Error> {
    let mut entries = serializer.serialize_map(None)?;
    write_entries(map, None, &mut entries)?;
    entries.end()
}

/// Writes what an object has beside its named members, and beside one that is written already.
fn write_entries<M: SerializeMap>(map: &dyn Map, written: Option<&str>, entries: &mut M) -> Result<(), M::Error> {
    let mut outcome = Ok(());
    map.each(&mut |name, view| {
        if outcome.is_ok() && written != Some(name) {
            outcome = entries.serialize_entry(name, &Node(view));
        }
    });
    outcome
}

fn write_model<S: Serializer>(model: &dyn Model, tag: Option<(&str, &str)>, serializer: S) -> Result<S::Ok, S::Error> {
    let mut entries = serializer.serialize_map(None)?;
    if let Some((member, value)) = tag {
        entries.serialize_entry(member, value)?;
    }
    let written = tag.map(|(member, _)| member);
    let mut outcome = Ok(());
    let mut write = |slots: &[&dyn Slot]| outcome = write_members(model, (slots, written), &mut entries);
    model.members(Visit(&mut write));
    outcome?;
    entries.end()
}

fn write_members<M: SerializeMap>(
    model: &dyn Model,
    (slots, written): (&[&dyn Slot], Option<&str>),
    entries: &mut M,
) -> Result<(), M::Error> {
    let shape = model.shape();
    let mut required = shape.required.iter().copied().peekable();
    for (index, (name, slot)) in shape.members.iter().zip(slots).enumerate() {
        let required = required.next_if_eq(&index).is_some();
        match slot.view() {
            View::Absent if !required => {}
            view => entries.serialize_entry(name, &Node(view))?,
        }
    }
    match slots.last().map(|slot| slot.view()) {
        Some(View::Map(rest)) if shape.open => write_entries(rest, written, entries),
        _ => Ok(()),
    }
}
