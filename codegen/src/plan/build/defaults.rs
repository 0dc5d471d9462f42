//! Defaults: what stands in place of a member that is left out, where its type can read it.

use serde_json::Value;

use super::types::{Place, Types};
use crate::model::Property;
use crate::plan::Type;

/// The JSON text of what stands in place of a member that is left out.
///
/// Where null may stand there too, a field could not tell the null that came from what is left out.
pub(super) fn default(types: &Types<'_>, property: &Property, place: &Place) -> Option<String> {
    let value = property.about.default.as_ref()?;
    let is_applied = !property.required && !place.nullable && reads(types, &place.ty, value);
    is_applied.then(|| value.to_string())
}

/// Whether a value of the type can be read of the JSON value, as far as that is certain.
fn reads(types: &Types<'_>, ty: &Type, value: &Value) -> bool {
    match (ty, value) {
        (Type::Bool, Value::Bool(_))
        | (Type::F64, Value::Number(_))
        | (Type::String | Type::Secret, Value::String(_))
        | (Type::JsonObject, Value::Object(_)) => true,
        (Type::Value, value) => !value.is_null(),
        (Type::I32, value) => value.as_i64().is_some_and(|it| i32::try_from(it).is_ok()),
        (Type::I64, value) => value.is_i64(),
        (Type::U32, value) => value.as_u64().is_some_and(|it| u32::try_from(it).is_ok()),
        (Type::U64, value) => value.is_u64(),
        (Type::F32, value) => value
            .as_f64()
            .is_some_and(|number| number.abs() <= f32::MAX.into()),
        (Type::Vec(items), Value::Array(values)) => {
            values.iter().all(|value| reads(types, items, value))
        }
        (Type::Map(held), Value::Object(members)) => {
            members.values().all(|value| reads(types, held, value))
        }
        (Type::Model(name), value) => types.lists(name, value),
        _ => false,
    }
}
