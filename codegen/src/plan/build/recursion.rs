//! Recursion: a struct that holds itself, directly or through others, holds a box at that place.

use std::collections::{BTreeMap, BTreeSet};

use crate::names::Ident;
use crate::plan::{Item, Struct, Type};

/// The same models, with a box wherever a struct would contain itself.
///
/// A list or a map is on the heap already, so only what is held directly counts.
pub(super) fn boxed(mut items: Vec<Item>) -> Vec<Item> {
    let mut holds: BTreeMap<Ident, BTreeSet<Ident>> = BTreeMap::new();
    for item in structs(&items) {
        let held = item
            .fields
            .iter()
            .filter_map(|field| field.ty.direct_model());
        holds.insert(item.name.clone(), held.cloned().collect());
    }
    let must_be_there = required_cycles(&items);
    for item in &mut items {
        let Item::Struct(item) = item else { continue };
        for field in &mut item.fields {
            let Some(target) = field.ty.direct_model() else {
                continue;
            };
            if !reaches(&holds, target, &item.name) {
                continue;
            }
            field.ty = field.ty.clone().boxed();
            // No finite document has such a value; an option keeps the type itself finite.
            let is_endless = must_be_there.contains(&(item.name.clone(), field.ident.clone()));
            if is_endless {
                field.ty = Type::Option(Box::new(field.ty.clone()));
            }
        }
    }
    items
}

fn structs(items: &[Item]) -> impl Iterator<Item = &Struct> {
    items.iter().filter_map(|item| match item {
        Item::Struct(item) => Some(item),
        Item::Enum(_) => None,
    })
}

/// The fields of cycles in which every step must be there.
fn required_cycles(items: &[Item]) -> BTreeSet<(Ident, Ident)> {
    let mut holds: BTreeMap<Ident, BTreeSet<Ident>> = BTreeMap::new();
    for item in structs(items) {
        let held = item.fields.iter().filter_map(|field| match &field.ty {
            Type::Model(name) => Some(name.clone()),
            _ => None,
        });
        holds.insert(item.name.clone(), held.collect());
    }
    let mut fields = BTreeSet::new();
    for item in structs(items) {
        for field in &item.fields {
            if let Type::Model(target) = &field.ty
                && reaches(&holds, target, &item.name)
            {
                fields.insert((item.name.clone(), field.ident.clone()));
            }
        }
    }
    fields
}

fn reaches(holds: &BTreeMap<Ident, BTreeSet<Ident>>, from: &Ident, to: &Ident) -> bool {
    let mut waiting = vec![from];
    let mut seen = BTreeSet::new();
    while let Some(name) = waiting.pop() {
        if name == to {
            return true;
        }
        if seen.insert(name) {
            waiting.extend(holds.get(name).into_iter().flatten());
        }
    }
    false
}
