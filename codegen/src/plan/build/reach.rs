//! Reach: which models the operations of each module need.

use std::collections::{BTreeMap, BTreeSet};

use crate::names::Ident;
use crate::plan::{Item, Module};

/// The modules that need each model, by their positions.
#[derive(Debug)]
pub(super) struct Reach {
    modules: BTreeMap<Ident, BTreeSet<usize>>,
}

impl Reach {
    /// How many modules are told apart; of a model that more of them need, it is only known that many do.
    pub(super) const MAX_MODULES: usize = 6;

    /// Follows the models of every operation, and those that these are made of.
    pub(super) fn new(modules: &[Module], items: &[Item]) -> Self {
        let by_name: BTreeMap<&Ident, &Item> =
            items.iter().map(|item| (item.name(), item)).collect();
        let mut reach = Self {
            modules: BTreeMap::new(),
        };
        // A set only grows, and not past its bound, so each model is looked at a few times only.
        let mut waiting = Vec::new();
        for (position, module) in modules.iter().enumerate() {
            let from = BTreeSet::from([position]);
            for method in &module.methods {
                method.each_model(&mut |name| reach.add(name, &from, &mut waiting));
            }
        }
        while let Some(name) = waiting.pop() {
            let from = reach.of(name).clone();
            for ty in by_name.get(name).into_iter().flat_map(|item| item.types()) {
                ty.each_model(&mut |held| reach.add(held, &from, &mut waiting));
            }
        }
        reach
    }

    fn add<'a>(&mut self, name: &'a Ident, from: &BTreeSet<usize>, waiting: &mut Vec<&'a Ident>) {
        let known = self.modules.entry(name.clone()).or_default();
        let before = known.len();
        for position in from {
            if known.len() <= Self::MAX_MODULES {
                known.insert(*position);
            }
        }
        if known.len() > before {
            waiting.push(name);
        }
    }

    /// The modules that need a model: all of them, or more than are told apart.
    pub(super) fn of(&self, name: &Ident) -> &BTreeSet<usize> {
        static NONE: BTreeSet<usize> = BTreeSet::new();
        self.modules.get(name).unwrap_or(&NONE)
    }
}

/// Leaves out the models that nothing needs: no operation, and none that is kept for its own sake.
///
/// A choice within a choice is one choice, so that the type of the inner one is not used:
///
/// ```yaml
/// oneOf:
///   - oneOf: [{type: string}, {type: integer}]
///   - type: boolean
/// ```
pub(super) fn without_unused(
    items: Vec<Item>,
    modules: &[Module],
    kept: &BTreeSet<&Ident>,
) -> Vec<Item> {
    let mut used: BTreeSet<Ident> = BTreeSet::new();
    let mut waiting: Vec<&Ident> = kept.iter().copied().collect();
    for method in modules.iter().flat_map(|module| &module.methods) {
        method.each_model(&mut |name| waiting.push(name));
    }
    let by_name: BTreeMap<&Ident, &Item> = items.iter().map(|item| (item.name(), item)).collect();
    while let Some(name) = waiting.pop() {
        if used.insert(name.clone()) {
            for ty in by_name.get(name).into_iter().flat_map(|item| item.types()) {
                ty.each_model(&mut |held| waiting.push(held));
            }
        }
    }
    let mut items = items;
    items.retain(|item| used.contains(item.name()));
    items
}
