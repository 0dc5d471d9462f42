//! Schemas with a discriminator and no choice: their values are of whatever brings them in by `allOf`.
//!
//! ```yaml
//! Pet: {type: object, discriminator: {propertyName: kind}, properties: {kind: {type: string}}}
//! Cat: {allOf: [{$ref: "#/components/schemas/Pet"}, {properties: {claws: {type: integer}}}]}
//! ```
//!
//! A value where a `Pet` is asked for may be a `Cat` (`OpenAPI` specification, section Discriminator Object).

use std::rc::Rc;

use indexmap::{IndexMap, IndexSet};

use super::assertions::Assertions;
use super::whole::{self, Origin, Whole};
use super::{WOVEN, choice, kind, merge};
use crate::model::{Discriminator, SchemaId, SchemaKind, Union, component_name};
use crate::pointer::{ByPointer, JsonPointer};
use crate::resolve::Resolver;

/// The choice between the heirs of a schema and the schema as it is by itself; `None` where it has no heirs.
pub(super) fn kind(
    resolver: &mut Resolver<'_>,
    id: &SchemaId,
    own: &Assertions,
) -> Option<SchemaKind> {
    let (property, mapping) = own.discriminator.as_ref()?;
    let name = component_name(id).filter(|_| own.choices.is_empty())?;
    let heirs = heirs(resolver, id);
    if heirs.is_empty() {
        return None;
    }
    let base = whole::expand(resolver, &[Origin::Schema(id.clone())]).ok()?;
    let listed = listed(resolver, &base.parts, property);
    let mut values: IndexMap<String, usize> = IndexMap::new();
    for (index, heir) in heirs.iter().enumerate() {
        for value in tag_values(resolver, heir, &base, (property, mapping), &listed) {
            values.entry(value).or_insert(index);
        }
    }
    // What stands for no heir stands for the schema itself.
    let leads_here = mapping.iter().filter(|(_, to)| choice::is_named(to, &name));
    let rest = leads_here
        .map(|(value, _)| value.clone())
        .chain(listed)
        .chain([name.clone()]);
    for value in rest {
        values.entry(value).or_insert(heirs.len());
    }
    let place = id.extended([WOVEN, "base"]);
    let by_itself = resolver.reach_together(&place, base.origins);
    let mut variants: Vec<SchemaId> = heirs.iter().map(|heir| resolver.reach_part(heir)).collect();
    variants.push(by_itself);
    Some(SchemaKind::Union(Union {
        variants,
        discriminator: Some(Discriminator {
            property: property.clone(),
            mapping: values.into_iter().collect(),
        }),
    }))
}

/// The schemas that bring another one in, directly or through others, up to those that have heirs of their own to
/// choose from.
fn heirs(resolver: &mut Resolver<'_>, id: &SchemaId) -> IndexSet<SchemaId> {
    let direct = match resolver.schemas.heirs.take() {
        Some(known) => known,
        None => direct_heirs(resolver),
    };
    let mut heirs = IndexSet::new();
    let mut waiting = direct.get(id).cloned().unwrap_or_default();
    waiting.reverse();
    while let Some(heir) = waiting.pop() {
        if heir == *id || heirs.contains(&heir) {
            continue;
        }
        let own = resolver.assertions(&heir).ok();
        if own.is_none_or(|own| own.discriminator.is_none())
            && let Some(next) = direct.get(&heir)
        {
            waiting.extend(next.iter().rev().cloned());
        }
        heirs.insert(heir);
    }
    resolver.schemas.heirs = Some(direct);
    heirs
}

/// For each component, those that name it in their `allOf` and say more than it does.
fn direct_heirs(resolver: &mut Resolver<'_>) -> ByPointer<Vec<SchemaId>> {
    let components = JsonPointer::root().extended(["components", "schemas"]);
    let mut direct: ByPointer<Vec<SchemaId>> = ByPointer::default();
    for name in resolver.keys(&components) {
        let place = components.child(&name);
        let Ok(own) = resolver.assertions(&place) else {
            continue;
        };
        if own.all_of.is_empty() || kind::alias(resolver, &own).is_some() {
            continue;
        }
        for part in &own.all_of {
            if let Ok(found) = resolver.find(part)
                && found.place != *part
            {
                direct.entry(found.place).or_default().push(place.clone());
            }
        }
    }
    direct
}

/// The values of the discriminator that stand for an heir: those that the mapping says, or those that it lists itself,
/// or else its name, as the schema that it comes from writes it.
fn tag_values(
    resolver: &mut Resolver<'_>,
    heir: &SchemaId,
    base: &Whole,
    (property, mapping): (&str, &[(String, String)]),
    listed: &[String],
) -> Vec<String> {
    let name = component_name(heir).unwrap_or_default();
    let mapped: Vec<String> = mapping
        .iter()
        .filter(|(_, to)| choice::is_named(to, &name))
        .map(|(value, _)| value.clone())
        .collect();
    if !mapped.is_empty() {
        return mapped;
    }
    let parts = whole::expand(resolver, &[Origin::Schema(heir.clone())])
        .map(|whole| whole.parts)
        .unwrap_or_default();
    let is_inherited = |part: &Rc<Assertions>| base.parts.iter().any(|it| Rc::ptr_eq(it, part));
    let own: Vec<_> = parts.into_iter().filter(|it| !is_inherited(it)).collect();
    let own = self::listed(resolver, &own, property);
    if !own.is_empty() {
        return own;
    }
    let alike = listed.iter().find(|value| letters(value) == letters(&name));
    vec![alike.cloned().unwrap_or(name)]
}

/// The values that some parts list for a property.
fn listed(resolver: &mut Resolver<'_>, parts: &[Rc<Assertions>], property: &str) -> Vec<String> {
    let properties = parts.iter().flat_map(|part| &part.properties);
    let places = properties.filter(|(name, _)| name == property);
    places
        .filter_map(|(_, place)| {
            let whole = whole::expand(resolver, &[Origin::Schema(place.clone())]).ok()?;
            merge::values(&whole)
        })
        .flatten()
        .map(|value| value.text())
        .collect()
}

/// A name without what tells one way of writing it from another.
fn letters(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}
