//! Values taken apart, for what is written otherwise than as one document: parameters and forms.

use std::borrow::Cow;

use serde_json::Value;

use super::{Model, Slot, View, Visit};

/// A value, by what it is made of.
pub(in super::super) enum Parts<'a> {
    /// No value, or `null`.
    Nothing,
    /// A single value, as text.
    Text(Cow<'a, str>),
    /// A list, for [`elements`].
    List(View<'a>),
    /// An object, for [`members`].
    Object(View<'a>),
}

/// Shows what a value is made of; or says why it cannot be written.
pub(in super::super) fn take_apart(
    view: View<'_>,
    see: &mut dyn FnMut(Parts<'_>) -> Result<(), String>,
) -> Result<(), String> {
    see(match view {
        View::Absent | View::Null | View::Value(Value::Null) => Parts::Nothing,
        View::Bool(value) => shown(&value),
        View::I64(value) => shown(&value),
        View::U64(value) => shown(&value),
        View::F32(value) if value.is_finite() => shown(&value),
        View::F64(value) if value.is_finite() => shown(&value),
        View::F32(_) | View::F64(_) => {
            return Err("holds a number that is not finite".to_owned());
        }
        View::Str(text) => Parts::Text(text.into()),
        View::Text(text) => Parts::Text(text),
        View::Value(Value::Bool(value)) => shown(value),
        View::Value(Value::Number(value)) => match value.as_f64() {
            // As other numbers are written: `1`, where JSON has `1.0`.
            Some(float) if value.is_f64() => shown(&float),
            _ => shown(value),
        },
        View::Value(Value::String(text)) => Parts::Text(text.into()),
        View::Value(Value::Array(_)) | View::List(_) | View::Tuple(_) => Parts::List(view),
        View::Value(Value::Object(_)) | View::Map(_) | View::Model(_) | View::Tagged(..) => Parts::Object(view),
        View::Json(json) => {
            let value = json.value();
            let value = value.map_err(|error| format!("cannot be written: {error}"))?;
            return take_apart(View::Value(&value), see);
        }
    })
}

/// Shows the elements of a list.
pub(in super::super) fn elements(
    list: &View<'_>,
    each: &mut dyn FnMut(View<'_>) -> Result<(), String>,
) -> Result<(), String> {
    match list {
        View::List(list) => (0..list.len()).filter_map(|index| list.get(index)).try_for_each(each),
        View::Value(Value::Array(list)) => list.iter().map(View::Value).try_for_each(each),
        View::Tuple(tuple) => {
            let mut outcome = Ok(());
            tuple.elements(Visit(&mut |slots| {
                outcome = slots.iter().try_for_each(|slot| each(slot.view()));
            }));
            outcome
        }
        _ => Ok(()),
    }
}

/// Shows the members of an object that are there, `null` among them.
pub(in super::super) fn members(
    object: &View<'_>,
    each: &mut dyn FnMut(&str, View<'_>) -> Result<(), String>,
) -> Result<(), String> {
    let mut outcome = Ok(());
    match object {
        View::Map(map) => map.each(&mut |name, view| {
            if outcome.is_ok() {
                outcome = each(name, view);
            }
        }),
        View::Value(Value::Object(object)) => {
            outcome = object
                .iter()
                .try_for_each(|(name, value)| each(name, View::Value(value)));
        }
        View::Model(model) => {
            model.members(Visit(&mut |slots| outcome = named(*model, slots, each)));
        }
        View::Tagged(model, member, value) => {
            each(member, View::Str(value))?;
            model.members(Visit(&mut |slots| outcome = named(*model, slots, each)));
        }
        _ => {}
    }
    outcome
}

fn named(
    model: &dyn Model,
    slots: &[&dyn Slot],
    each: &mut dyn FnMut(&str, View<'_>) -> Result<(), String>,
) -> Result<(), String> {
    let shape = model.shape();
    for (name, slot) in shape.members.iter().zip(slots) {
        match slot.view() {
            View::Absent => {}
            view => each(name, view)?,
        }
    }
    match slots.last().map(|slot| slot.view()) {
        Some(rest @ View::Map(_)) if shape.open => members(&rest, each),
        _ => Ok(()),
    }
}

fn shown(value: &impl ToString) -> Parts<'static> {
    Parts::Text(value.to_string().into())
}
