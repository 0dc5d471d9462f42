//! Reach: which models the operations of each module need.

use std::collections::{BTreeMap, BTreeSet};

use crate::names::Ident;
use crate::plan::Item;

/// The modules that need each model, by their positions.
#[derive(Debug)]
pub(super) struct Reach {
    modules: BTreeMap<Ident, BTreeSet<usize>>,
}

impl Reach {
    /// How many modules are told apart; of a model that more of them need, it is only known that many do.
    pub(super) const MAX_MODULES: usize = 6;

    /// Follows what each module names, and what that is made of.
    pub(super) fn new(modules: &[BTreeSet<&Ident>], items: &[Item]) -> Self {
        let by_name: BTreeMap<&Ident, &Item> =
            items.iter().map(|item| (item.name(), item)).collect();
        let mut reach = Self {
            modules: BTreeMap::new(),
        };
        // A set only grows, and not past its bound, so each model is looked at a few times only.
        let mut waiting = Vec::new();
        for (position, module) in modules.iter().enumerate() {
            let from = BTreeSet::from([position]);
            for name in module {
                reach.add(name, &from, &mut waiting);
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

/// Leaves out the models that nothing needs: neither `kept` nor what these are made of.
///
/// A choice within a choice is one choice, so that the type of the inner one is not used:
///
/// ```yaml
/// oneOf:
///   - oneOf: [{type: string}, {type: integer}]
///   - type: boolean
/// ```
pub(super) fn without_unused(mut items: Vec<Item>, kept: BTreeSet<&Ident>) -> Vec<Item> {
    let reach = Reach::new(&[kept], &items);
    items.retain(|item| !reach.of(item.name()).is_empty());
    items
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Alias, Docs, Type};

    fn model(name: &str) -> Type {
        Type::Model(Ident::pascal(name))
    }

    fn holding(name: &str, held: &[&str]) -> Item {
        Item::Alias(Alias {
            name: Ident::pascal(name),
            docs: Docs::new(),
            deprecated: false,
            ty: Type::Tuple(held.iter().map(|name| model(name)).collect()),
        })
    }

    #[test]
    fn a_model_is_reached_by_those_who_reach_its_holders() {
        // a -> c -> d -> c, b -> d, e -> a
        let items = [
            holding("a", &["c"]),
            holding("b", &["d"]),
            holding("c", &["d"]),
            holding("d", &["c"]),
            holding("e", &["a"]),
        ];
        let [a, b] = ["a", "b"].map(Ident::pascal);
        let modules = [BTreeSet::from([&a]), BTreeSet::from([&b])];
        let reach = Reach::new(&modules, &items);
        let of = |name: &str| {
            let modules = reach.of(&Ident::pascal(name));
            modules.iter().copied().collect::<Vec<_>>()
        };
        assert_eq!(of("a"), [0]);
        assert_eq!(of("b"), [1]);
        assert_eq!(of("c"), [0, 1]);
        assert_eq!(of("d"), [0, 1]);
        assert_eq!(of("e"), [0; 0]);
    }

    #[test]
    fn what_many_reach_holds_what_many_reach() {
        let a = Ident::pascal("a");
        let modules = vec![BTreeSet::from([&a]); 20];
        let items = [
            holding("a", &["b"]),
            holding("b", &["c"]),
            holding("c", &[]),
        ];
        let reach = Reach::new(&modules, &items);
        for name in ["a", "b", "c"] {
            assert!(reach.of(&Ident::pascal(name)).len() > Reach::MAX_MODULES);
        }
    }

    #[test]
    fn what_nothing_needs_is_left_out() {
        let items = vec![
            holding("a", &["b"]),
            holding("b", &[]),
            holding("c", &["d"]),
            holding("d", &[]),
            holding("e", &["b", "f"]),
            holding("f", &["e"]),
        ];
        let [a, c] = ["a", "c"].map(Ident::pascal);
        let kept = without_unused(items, BTreeSet::from([&a, &c]));
        let names: Vec<_> = kept.iter().map(|item| item.name().as_str()).collect();
        assert_eq!(names, ["A", "B", "C", "D"]);
    }
}
