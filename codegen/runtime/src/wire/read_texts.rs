//! Reading the members of a model from texts, as headers have them (`OpenAPI` specification, style `simple`).

use super::number::{put_float, put_integer};
use super::{Model, Shape, Slot, ViewMut, VisitMut, from_json};

/// Reads the members of a model from the texts that there are of each name; or says which one is missing, or not as
/// described.
pub(in super::super) fn read_texts(model: &mut dyn Model, texts: &dyn Fn(&str) -> Vec<String>) -> Result<(), String> {
    let shape = model.shape();
    let mut outcome = Ok(());
    model.members_mut(VisitMut(&mut |slots| {
        outcome = read_members(shape, slots, texts);
    }));
    outcome
}

fn read_members(shape: &Shape, slots: &mut [&mut dyn Slot], texts: &dyn Fn(&str) -> Vec<String>) -> Result<(), String> {
    for (index, (name, slot)) in shape.members.iter().zip(slots).enumerate() {
        let texts = texts(name);
        if !texts.is_empty() {
            let read = read(slot.view_mut(), name, &texts);
            read.map_err(|wrong| format!("`{name}` {wrong}"))?;
        } else if shape.required.contains(&index) {
            return Err(format!("`{name}` is missing"));
        }
    }
    Ok(())
}

fn read(view: ViewMut<'_>, name: &str, texts: &[String]) -> Result<(), String> {
    match view {
        ViewMut::Option(optional) => read(optional.insert(), name, texts),
        ViewMut::List(list) => {
            list.clear();
            for element in elements(name, texts) {
                read_single(list.push(), element)?;
            }
            Ok(())
        }
        view => texts.first().map_or(Ok(()), |text| read_single(view, text.trim())),
    }
}

/// The elements of a list, in as many texts as there are. One with a comma in it is a cookie (RFC 6265, section 3).
fn elements<'a>(name: &str, texts: &'a [String]) -> Vec<&'a str> {
    let texts = texts.iter().map(String::as_str);
    if name.eq_ignore_ascii_case("set-cookie") {
        return texts.collect();
    }
    let elements = texts.flat_map(|text| text.split(',')).map(str::trim);
    elements.filter(|element| !element.is_empty()).collect()
}

fn read_single(mut view: ViewMut<'_>, text: &str) -> Result<(), String> {
    let is_read = match &mut view {
        ViewMut::String(slot) => {
            text.clone_into(slot);
            true
        }
        ViewMut::Text(slot) => {
            return slot.parse(text).map_err(|expected| format!("is wrong: {expected}"));
        }
        ViewMut::Bool(slot) => text.parse().map(|flag| **slot = flag).is_ok(),
        ViewMut::Value(slot) => from_json(text.as_bytes()).map(|value| **slot = value).is_ok(),
        view => match (text.parse(), text.parse()) {
            (Ok(whole), _) => put_integer(view, whole).is_ok(),
            (_, Ok(float)) => put_float(view, float).is_ok(),
            _ => false,
        },
    };
    if is_read {
        Ok(())
    } else {
        Err(format!("is not {}", described(&view)))
    }
}

fn described(view: &ViewMut<'_>) -> &'static str {
    match view {
        ViewMut::Bool(_) => "a boolean",
        ViewMut::Value(_) => "JSON",
        ViewMut::F32(_) | ViewMut::F64(_) => "a number",
        _ => "a whole number that fits",
    }
}
