//! The value of a parameter, as texts.

use serde_json::Value;

use super::super::wire::{View, Visit};

/// The value of a parameter, as texts that are not yet encoded.
///
/// What is absent or null is left out of lists and objects, as RFC 6570 does with what is undefined (section 2.3).
pub(super) enum Content {
    /// No value.
    Nothing,
    /// A single value.
    Text(String),
    /// The elements of a list.
    List(Vec<Self>),
    /// The members of an object.
    Object(Vec<(String, Self)>),
}

impl Content {
    /// Reads a value; or says what is wrong with it.
    pub(super) fn of(view: View<'_>) -> Result<Self, String> {
        Ok(match view {
            View::Absent | View::Null => Self::Nothing,
            View::Bool(value) => Self::Text(value.to_string()),
            View::I64(number) => Self::Text(number.to_string()),
            View::U64(number) => Self::Text(number.to_string()),
            View::F32(number) if number.is_finite() => Self::Text(number.to_string()),
            View::F64(number) if number.is_finite() => Self::Text(number.to_string()),
            View::F32(_) | View::F64(_) => {
                return Err("holds a number that is not finite".to_owned());
            }
            View::Str(text) => Self::Text(text.to_owned()),
            View::Text(text) => Self::Text(text.into_owned()),
            View::Value(value) => return Self::of_value(value),
            View::List(list) => {
                return Self::list((0..list.len()).filter_map(|index| list.get(index)));
            }
            View::Tuple(tuple) => {
                let mut list = Ok(Self::Nothing);
                tuple.elements(Visit(&mut |slots| {
                    list = Self::list(slots.iter().map(|slot| slot.view()));
                }));
                return list;
            }
            View::Map(map) => {
                let mut members = Members::default();
                map.each(&mut |name, view| members.add(name, view));
                return members.finish();
            }
            View::Model(model) => {
                let mut members = Members::default();
                let names = model.shape().members;
                model.members(Visit(&mut |slots| {
                    for (name, slot) in names.iter().zip(slots) {
                        members.add(name, slot.view());
                    }
                    if let Some(View::Map(rest)) = slots.last().map(|slot| slot.view())
                        && model.shape().open
                    {
                        rest.each(&mut |name, view| members.add(name, view));
                    }
                }));
                return members.finish();
            }
            View::Json(json) => {
                let value = json.value();
                let value = value.map_err(|error| format!("cannot be written: {error}"))?;
                return Self::of_value(&value);
            }
        })
    }

    fn of_value(value: &Value) -> Result<Self, String> {
        Ok(match value {
            Value::Null => Self::Nothing,
            Value::Bool(value) => Self::Text(value.to_string()),
            Value::Number(number) => Self::Text(match number.as_f64() {
                // As other numbers are written: `1`, where JSON has `1.0`.
                Some(float) if number.is_f64() => float.to_string(),
                _ => number.to_string(),
            }),
            Value::String(text) => Self::Text(text.clone()),
            Value::Array(values) => return Self::list(values.iter().map(View::Value)),
            Value::Object(entries) => {
                let mut members = Members::default();
                for (name, value) in entries {
                    members.add(name, View::Value(value));
                }
                return members.finish();
            }
        })
    }

    fn list<'v>(views: impl Iterator<Item = View<'v>>) -> Result<Self, String> {
        let elements = views.map(Self::of);
        let elements = elements.filter(|element| !matches!(element, Ok(Self::Nothing)));
        elements.collect::<Result<_, _>>().map(Self::List)
    }
}

/// The members of an object, up to the first that is wrong.
#[derive(Default)]
struct Members {
    list: Vec<(String, Content)>,
    fault: Option<String>,
}

impl Members {
    fn add(&mut self, name: &str, view: View<'_>) {
        match Content::of(view) {
            Ok(Content::Nothing) => {}
            Ok(content) => self.list.push((name.to_owned(), content)),
            Err(fault) => {
                self.fault.get_or_insert(fault);
            }
        }
    }

    fn finish(self) -> Result<Content, String> {
        match self.fault {
            Some(fault) => Err(fault),
            None => Ok(Content::Object(self.list)),
        }
    }
}
