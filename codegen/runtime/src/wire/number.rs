//! Numbers into the places that take them: exactly, or not at all.

use super::{Expected, ViewMut};

/// Why a number did not go in.
pub(super) enum Refused {
    /// The place takes something else.
    Kind,
    /// The place takes numbers, and not this one.
    Value,
    /// The place takes a few numbers, and not this one.
    Unlike(Expected),
}

/// Puts a whole number in.
pub(super) fn put_integer(view: &mut ViewMut<'_>, value: i128) -> Result<(), Refused> {
    match view {
        ViewMut::I32(slot) => put(*slot, value),
        ViewMut::I64(slot) => put(*slot, value),
        ViewMut::U32(slot) => put(*slot, value),
        ViewMut::U64(slot) => put(*slot, value),
        ViewMut::F32(_) | ViewMut::F64(_) => put_float(view, to_float(value)),
        ViewMut::Integer(slot) => {
            let number = i64::try_from(value).map_err(|_| Refused::Value)?;
            slot.put(number).map_err(Refused::Unlike)
        }
        _ => Err(Refused::Kind),
    }
}

/// Puts a floating-point number in; one that is whole, such as `5.0`, goes where whole numbers go.
pub(super) fn put_float(view: &mut ViewMut<'_>, value: f64) -> Result<(), Refused> {
    match view {
        ViewMut::F64(slot) => **slot = value,
        ViewMut::F32(slot) => **slot = to_single(value).ok_or(Refused::Value)?,
        ViewMut::I32(_) | ViewMut::I64(_) | ViewMut::U32(_) | ViewMut::U64(_) | ViewMut::Integer(_) => {
            return put_integer(view, to_integer(value).ok_or(Refused::Value)?);
        }
        _ => return Err(Refused::Kind),
    }
    Ok(())
}

fn put<T: TryFrom<i128>>(slot: &mut T, value: i128) -> Result<(), Refused> {
    *slot = T::try_from(value).map_err(|_| Refused::Value)?;
    Ok(())
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a place for floating-point numbers takes the nearest one"
)]
fn to_float(value: i128) -> f64 {
    value as f64
}

/// The nearest number of single precision, unless that is infinite.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a place of single precision takes the nearest number"
)]
fn to_single(value: f64) -> Option<f32> {
    let single = value as f32;
    (single.is_finite() || !value.is_finite()).then_some(single)
}

/// The whole number that a floating-point number is.
///
/// From 2^53 it is not certain any more: what was written may have been rounded when it was parsed.
#[expect(
    clippy::cast_possible_truncation,
    reason = "what is whole and below 2^53 is not truncated"
)]
fn to_integer(value: f64) -> Option<i128> {
    const UNCERTAIN: f64 = 9_007_199_254_740_992.0;
    (value.fract() == 0.0 && value.abs() < UNCERTAIN).then_some(value as i128)
}
