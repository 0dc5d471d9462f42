//! Recursion: a struct that holds itself, directly or through others, holds a box at that place.

use std::collections::BTreeMap;

use super::cycles;
use crate::names::Ident;
use crate::plan::{Item, Type};

/// The same models, with a box wherever a struct would contain itself.
///
/// A list or a map is on the heap already, so only what is held directly counts.
pub(super) fn boxed(mut items: Vec<Item>) -> Vec<Item> {
    let held = Holdings::new(&items, |_, ty| ty.direct_model());
    // No finite document has a value in which every step of a cycle must be there.
    let demanded = Holdings::new(&items, |item, ty| match (item, ty) {
        (Item::Struct(_), Type::Model(name)) => Some(name),
        _ => None,
    });
    for item in &mut items {
        if let Item::Union(union) = item {
            for variant in &mut union.variants {
                if held.on_cycle(&union.name, variant.ty.direct_model()) {
                    variant.ty = variant.ty.clone().boxed();
                }
            }
        }
        let Item::Struct(item) = item else { continue };
        for field in &mut item.fields {
            let is_endless = demanded.on_cycle(&item.name, field.ty.direct_model())
                && matches!(field.ty, Type::Model(_));
            if held.on_cycle(&item.name, field.ty.direct_model()) {
                field.ty = field.ty.clone().boxed();
            }
            if is_endless {
                // An option keeps the type itself finite.
                field.ty = Type::Option(Box::new(field.ty.clone()));
            }
        }
    }
    items
}

/// Which models hold which.
struct Holdings {
    component: BTreeMap<Ident, usize>,
}

impl Holdings {
    /// The models, where `target` gives the one that a type holds.
    fn new(items: &[Item], target: impl for<'a> Fn(&Item, &'a Type) -> Option<&'a Ident>) -> Self {
        let position: BTreeMap<&Ident, usize> = items
            .iter()
            .enumerate()
            .map(|(index, item)| (item.name(), index))
            .collect();
        let edges: Vec<Vec<usize>> = items
            .iter()
            .map(|item| {
                let targets = item.types().into_iter().filter_map(|ty| target(item, ty));
                targets
                    .filter_map(|name| position.get(name).copied())
                    .collect()
            })
            .collect();
        let names = items.iter().map(|item| item.name().clone());
        Self {
            component: names.zip(cycles::components(&edges)).collect(),
        }
    }

    /// Whether what `holder` holds there leads back to `holder`.
    fn on_cycle(&self, holder: &Ident, target: Option<&Ident>) -> bool {
        target.is_some_and(|target| self.component.get(target) == self.component.get(holder))
    }
}
