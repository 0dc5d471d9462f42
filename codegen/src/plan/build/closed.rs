//! Closed unions: those that do not keep what is none of their variants.

use std::collections::{BTreeMap, BTreeSet};

use crate::names::Ident;
use crate::plan::{Item, Type};

/// Closes the unions, except those that may be `anything`.
///
/// A value is read into a blank one, which is of the variant that keeps the rest; without that, it is of another one,
/// whose own blank value must not hold a value of the union again. Where there is none, the union stays open.
pub(super) fn close_unions(items: &mut [Item], anything: &BTreeSet<Ident>) {
    let blanks = blanks(items);
    for item in items {
        if let Item::Union(union) = item
            && let Some(blank) = blanks.get(&union.name)
            && !anything.contains(&union.name)
        {
            union.unknown = None;
            union.blank = *blank;
        }
    }
}

/// The models of which a blank value can be made, each with the variant that it is of.
fn blanks(items: &[Item]) -> BTreeMap<Ident, usize> {
    let mut blanks = BTreeMap::new();
    // What is found is made of what was found before, so that none of it can hold itself.
    loop {
        let before = blanks.len();
        for item in items {
            if !blanks.contains_key(item.name())
                && let Some(blank) = blank(item, &blanks)
            {
                blanks.insert(item.name().clone(), blank);
            }
        }
        if blanks.len() == before {
            return blanks;
        }
    }
}

fn blank(item: &Item, known: &BTreeMap<Ident, usize>) -> Option<usize> {
    match item {
        Item::Union(union) => {
            let mut variants = union.variants.iter();
            variants.position(|variant| has_blank(&variant.ty, known))
        }
        Item::Enum(_) | Item::Alias(_) => Some(0),
        Item::Struct(item) => {
            let mut fields = item.fields.iter();
            fields.all(|field| has_blank(&field.ty, known)).then_some(0)
        }
    }
}

fn has_blank(ty: &Type, known: &BTreeMap<Ident, usize>) -> bool {
    match ty {
        Type::Model(name) => known.contains_key(name),
        Type::Box(_) | Type::Tuple(_) => ty.inner().iter().all(|inner| has_blank(inner, known)),
        _ => true,
    }
}
