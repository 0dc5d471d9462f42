//! An object whose names vary.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Slot, View, ViewMut};

/// An object whose names vary.
pub trait Map {
    /// Removes all entries.
    fn clear(&mut self);

    /// Puts a blank value under a name, in place of one that is there already.
    fn insert(&mut self, name: &str) -> ViewMut<'_>;

    /// Calls `visit` with each name and value, in order.
    fn each(&self, visit: &mut dyn FnMut(&str, View<'_>));
}

impl<T: Slot> Map for BTreeMap<String, T> {
    #[inline]
    fn clear(&mut self) {
        Self::clear(self);
    }

    #[inline]
    fn insert(&mut self, name: &str) -> ViewMut<'_> {
        let value = self.entry(name.to_owned()).or_insert_with(T::blank);
        *value = T::blank();
        value.view_mut()
    }

    #[inline]
    fn each(&self, visit: &mut dyn FnMut(&str, View<'_>)) {
        for (name, value) in self {
            visit(name, value.view());
        }
    }
}

impl<T: Slot> Slot for BTreeMap<String, T> {
    #[inline]
    fn blank() -> Self {
        Self::new()
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::Map(self)
    }

    #[inline]
    fn view_mut(&mut self) -> ViewMut<'_> {
        ViewMut::Map(self)
    }
}

impl Map for serde_json::Map<String, Value> {
    fn clear(&mut self) {
        Self::clear(self);
    }

    fn insert(&mut self, name: &str) -> ViewMut<'_> {
        let value = self.entry(name).or_insert(Value::Null);
        *value = Value::Null;
        value.view_mut()
    }

    fn each(&self, visit: &mut dyn FnMut(&str, View<'_>)) {
        for (name, value) in self {
            visit(name, value.view());
        }
    }
}

impl Slot for serde_json::Map<String, Value> {
    fn blank() -> Self {
        Self::new()
    }

    fn view(&self) -> View<'_> {
        View::Map(self)
    }

    fn view_mut(&mut self) -> ViewMut<'_> {
        ViewMut::Map(self)
    }
}
