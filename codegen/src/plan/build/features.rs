//! Features: where a crate is large, each tag becomes one, with the models that only its operations need.

use std::collections::BTreeMap;

use super::reach::Reach;
use super::text;
use crate::config::Features;
use crate::names::{Ident, Scope};
use crate::plan::{ClientCrate, Gate, Item, ModelModule, Module, Place};

/// A crate of more operations takes so long to compile that few programs want to wait for all of it.
const LARGE: usize = 100;

/// A file of more models is too long for its readers, and for those who wait until it is printed.
const MAX_MODELS: usize = 200;

/// Whether each module of request functions becomes a feature.
///
/// A module of somebody else's crate cannot have any, and what has no operations has nothing to divide.
pub(super) fn are_wanted(krate: &ClientCrate, features: Features) -> bool {
    let operations: usize = krate.modules.iter().map(|it| it.methods.len()).sum();
    let is_large = operations > LARGE && krate.modules.len() > 1;
    krate.place == Place::Crate
        && operations > 0
        && match features {
            Features::Automatic => is_large,
            Features::PerTag => true,
            Features::None => false,
        }
}

/// Makes each module of request functions a feature, and divides the models among them.
pub(super) fn divide(krate: &mut ClientCrate) {
    let taken: Vec<_> = crate::runtime::feature_names()
        .iter()
        .map(|name| name.replace('-', "_"))
        .collect();
    let taken = taken.iter().map(String::as_str).chain([Gate::FULL]);
    let mut scope = Scope::with_reserved(&taken.collect::<Vec<_>>());
    for module in &mut krate.modules {
        let telling = Ident::snake(&format!("{} operations", module.ident.as_str()));
        let name = scope.allocate(&[module.ident.clone(), telling]);
        // An identifier has no hyphens, so what differs in one writing differs in the other.
        module.gate = Gate::of(&name.as_str().replace('_', "-"));
    }
    for module in &mut krate.events {
        module.gate = Gate::of(Gate::FULL);
    }
    document(krate);
    let named: Vec<_> = krate.modules.iter().map(Module::models).collect();
    let reach = Reach::new(&named, &krate.models);
    let mut by_module: BTreeMap<usize, Vec<Item>> = BTreeMap::new();
    let mut unneeded = Vec::new();
    for item in std::mem::take(&mut krate.models) {
        let modules: Vec<usize> = reach.of(item.name()).iter().copied().collect();
        match modules.as_slice() {
            [] => unneeded.push(item),
            [only] => by_module.entry(*only).or_default().push(item),
            several => {
                if several.len() <= Reach::MAX_MODULES {
                    krate.gates.insert(item.name().clone(), any(krate, several));
                }
                krate.models.push(item);
            }
        }
    }
    krate.model_modules = model_modules(krate, by_module, unneeded);
}

/// What there is with any of several modules.
fn any(krate: &ClientCrate, modules: &[usize]) -> Gate {
    let gated = krate.gated().enumerate();
    let gated = gated.filter(|(at, _)| modules.contains(at));
    let features = gated.flat_map(|(_, (_, gate))| &gate.features);
    Gate {
        features: features.cloned().collect(),
    }
}

/// The files of the models that one module needs, or none.
fn model_modules(
    krate: &ClientCrate,
    mut by_module: BTreeMap<usize, Vec<Item>>,
    unneeded: Vec<Item>,
) -> Vec<ModelModule> {
    let needed = krate.gated().enumerate().map(|(at, (ident, gate))| {
        let docs = format!("Models that only `{}` needs.", ident.as_str());
        let models = by_module.remove(&at).unwrap_or_default();
        (ident.clone(), docs, gate.clone(), models)
    });
    let docs = "Models that no operation needs.".to_owned();
    let unneeded = (Ident::snake("unused"), docs, Gate::of(Gate::FULL), unneeded);
    // The tables of the other models stand there already.
    let mut idents = Scope::with_reserved(&["wire"]);
    let mut modules = Vec::new();
    for (ident, docs, gate, models) in needed.chain([unneeded]) {
        modules.extend(parts(models).into_iter().map(|models| ModelModule {
            ident: idents.allocate(std::slice::from_ref(&ident)),
            docs: docs.clone(),
            gate: gate.clone(),
            models,
        }));
    }
    modules
}

/// Models in lists of about the same length, in the same order.
fn parts(mut models: Vec<Item>) -> Vec<Vec<Item>> {
    let count = models.len().div_ceil(MAX_MODELS);
    let mut parts = Vec::new();
    for left in (1..=count).rev() {
        let rest = models.split_off(models.len().div_ceil(left));
        parts.push(std::mem::replace(&mut models, rest));
    }
    parts
}

/// Lists the features on the front page.
fn document(krate: &mut ClientCrate) {
    let mut list: Vec<String> = krate.features().map(|name| format!("`{name}`,")).collect();
    if let Some(last) = list.last_mut() {
        last.pop();
        last.push('.');
    }
    text::add_line(&mut krate.docs, "# Features".to_owned());
    let about = "Each tag is a feature, so that a program which needs few of them need not compile them all:";
    text::add_line(&mut krate.docs, about.to_owned());
    krate.docs.extend(list);
    let full = format!("`{}`, which is on by default, is all of them.", Gate::FULL);
    text::add_line(&mut krate.docs, full);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Alias, Docs, Type};

    #[test]
    fn parts_are_of_about_the_same_length_and_in_order() {
        let items = |count: usize| {
            let names = (0..count).map(|number| Ident::pascal(&format!("a{number}")));
            let items = names.map(|name| {
                Item::Alias(Alias {
                    name,
                    docs: Docs::new(),
                    deprecated: false,
                    ty: Type::Bool,
                })
            });
            items.collect::<Vec<_>>()
        };
        let lengths = |count| parts(items(count)).iter().map(Vec::len).collect::<Vec<_>>();
        assert_eq!(lengths(0), [0; 0]);
        assert_eq!(lengths(MAX_MODELS), [MAX_MODELS]);
        assert_eq!(lengths(MAX_MODELS + 2), [101, 101]);
        assert_eq!(lengths(2 * MAX_MODELS + 1), [134, 134, 133]);
        let names = |items: &[Item]| items.iter().map(|it| it.name().clone()).collect::<Vec<_>>();
        assert_eq!(names(&parts(items(500)).concat()), names(&items(500)));
    }
}
