//! `oneOf` and `anyOf`: what may be chosen, and how the document tells it apart.

use indexmap::{IndexMap, IndexSet};

use super::assertions::{Choice, JsonType};
use super::kind::{self, is_plain_text, only_values};
use super::whole::{self, Origin, Whole};
use super::{WOVEN, merge, same};
use crate::model::{Discriminator, EnumValue, SchemaId, SchemaKind, Union, component_name};
use crate::pointer::JsonPointer;
use crate::resolve::Resolver;

/// How many variants several choices in one schema may come to.
const MAX_COMBINATIONS: usize = 256;

/// How deep a union is looked through for the values of a discriminator.
const MAX_NESTING: usize = 8;

/// What a schema with choices holds; `None` where they do not change what it holds.
pub(super) fn kind(
    resolver: &mut Resolver<'_>,
    id: &SchemaId,
    whole: &Whole,
    types: Option<&[JsonType]>,
) -> Option<SchemaKind> {
    let telling: Vec<Choice> = whole
        .choices
        .iter()
        .filter(|choice| !only_constrains(resolver, choice, types))
        .cloned()
        .collect();
    let (first, others) = telling.split_first()?;
    let combinations = telling.iter().fold(1_usize, |all, choice| {
        all.saturating_mul(choice.variants.len())
    });
    if !others.is_empty() && combinations > MAX_COMBINATIONS {
        return Some(SchemaKind::Untyped {
            reason: format!("its choices combine to more than {MAX_COMBINATIONS} variants"),
        });
    }
    let variants: Vec<Variant> = first
        .variants
        .iter()
        .map(|place| Variant::read(resolver, place))
        .collect();
    let beside = Beside::of(whole, first, others.is_empty());
    if beside.is_silent
        && let Some(kind) = enumeration(&variants)
    {
        return Some(kind);
    }
    if first.keyword == "anyOf"
        && others.is_empty()
        && let Some(merged) = any_of_objects(resolver, whole, &variants)
    {
        return Some(SchemaKind::Object(kind::object(resolver, id, &merged)));
    }
    let is_direct = beside.is_silent
        && types.is_none_or(|types| variants.iter().all(|variant| variant.is_among(types)));
    if is_direct {
        let variants = variants.into_iter();
        let reached: Vec<_> = variants
            .map(|variant| (resolver.reach_part(&variant.place), variant))
            .collect();
        return Some(union(resolver, whole, reached));
    }
    let reached = beside.with_each(resolver, id, (first.keyword, variants));
    Some(union(resolver, whole, reached))
}

/// What stands beside a choice.
struct Beside {
    /// What every variant has to meet as well.
    origins: Vec<Origin>,
    /// Whether that is nothing, types aside.
    is_silent: bool,
}

impl Beside {
    fn of(whole: &Whole, choice: &Choice, is_only_choice: bool) -> Self {
        let origins = whole
            .origins
            .iter()
            .filter(|origin| **origin != Origin::Choice(choice.clone()))
            .cloned()
            .collect();
        let silent = |part: &super::Assertions| part.asserts_no_shape() && part.required.is_empty();
        Self {
            origins,
            is_silent: is_only_choice && whole.parts.iter().all(|part| silent(part)),
        }
    }

    /// What each variant of the choice at `id` comes to together with it.
    fn with_each(
        &self,
        resolver: &mut Resolver<'_>,
        id: &SchemaId,
        (keyword, variants): (&str, Vec<Variant>),
    ) -> Vec<(SchemaId, Variant)> {
        let all = variants.into_iter().enumerate().map(|(index, variant)| {
            let own = Origin::Schema(variant.place.clone());
            let origins = [self.origins.as_slice(), &[own]].concat();
            (index, origins, variant)
        });
        let (excluded, mut possible): (Vec<_>, Vec<_>) = all.partition(|(_, origins, _)| {
            let together = whole::expand(resolver, origins);
            together.is_ok_and(|together| merge::excludes_all(&together))
        });
        // What stands beside a choice may leave some of it; where it leaves nothing, each says why.
        if possible.is_empty() {
            possible = excluded;
        }
        possible
            .into_iter()
            .map(|(index, origins, variant)| {
                let place = id.extended([WOVEN, keyword, &index.to_string()]);
                (resolver.reach_together(&place, origins), variant)
            })
            .collect()
    }
}

/// What may be chosen.
struct Variant {
    /// Where the choice names it.
    place: JsonPointer,
    /// Everything that it asserts; nothing where it cannot be read.
    whole: Whole,
}

impl Variant {
    fn read(resolver: &mut Resolver<'_>, place: &JsonPointer) -> Self {
        let whole = whole::expand(resolver, &[Origin::Schema(place.clone())]);
        Self {
            place: place.clone(),
            whole: whole.unwrap_or_default(),
        }
    }

    /// Its members, each once.
    fn members(&self) -> IndexMap<&str, &JsonPointer> {
        let parts = self.whole.parts.iter();
        let members = parts.flat_map(|part| &part.properties);
        members
            .map(|(name, place)| (name.as_str(), place))
            .collect()
    }

    /// The members that must be there.
    fn required(&self) -> impl Iterator<Item = &str> {
        let parts = self.whole.parts.iter();
        parts.flat_map(|part| part.required.iter().map(String::as_str))
    }

    /// Whether it says by itself that it is one of the types.
    fn is_among(&self, types: &[JsonType]) -> bool {
        let own = merge::types(&self.whole);
        let own = own.said().map(<[JsonType]>::to_vec);
        let meant = || merge::meant_type(&self.whole).map(|ty| vec![ty]);
        let fits = |own: JsonType| types.iter().any(|ty| ty.and(own) == Some(own));
        match own.or_else(meant) {
            Some(own) => own.into_iter().all(fits),
            // A choice again, which says it further below.
            None => !self.whole.choices.is_empty(),
        }
    }
}

/// Whether the variants say nothing of what a value holds, such as `anyOf: [{required: [a]}, {required: [b]}]`.
fn only_constrains(
    resolver: &mut Resolver<'_>,
    choice: &Choice,
    types: Option<&[JsonType]>,
) -> bool {
    choice.variants.iter().all(|place| {
        let variant = Variant::read(resolver, place);
        variant.whole.choices.is_empty()
            && variant
                .whole
                .parts
                .iter()
                .all(|part| part.asserts_no_shape() && says_no_more(part, types))
    })
}

/// Whether a variant asks for no other types than what holds the choice does.
fn says_no_more(part: &super::Assertions, types: Option<&[JsonType]>) -> bool {
    match part.types.as_deref() {
        None => true,
        Some(own) => Some(own) == types,
    }
}

/// A choice of nothing but values, such as `oneOf: [{const: a}, {const: b}]`; any text may stand beside them.
fn enumeration(variants: &[Variant]) -> Option<SchemaKind> {
    let mut values: Vec<EnumValue> = Vec::new();
    let mut extensible = false;
    for variant in variants {
        if variant.whole.choices.is_empty()
            && let Some(listed) = only_values(&variant.whole)
        {
            let is_new = |value: &EnumValue, values: &[EnumValue]| {
                !values.iter().any(|known| known.value == value.value)
            };
            for value in listed {
                if is_new(&value, &values) {
                    values.push(value);
                }
            }
        } else if is_plain_text(&variant.whole) {
            extensible = true;
        } else {
            return None;
        }
    }
    let is_text = values.iter().all(|value| value.value.is_string());
    (!values.is_empty() && (is_text || !extensible))
        .then_some(SchemaKind::Enum { values, extensible })
}

/// Objects of which a value may be several at once, and nothing says which: together they are one, in which nothing
/// is demanded that not every one of them demands.
fn any_of_objects(resolver: &Resolver<'_>, whole: &Whole, variants: &[Variant]) -> Option<Whole> {
    let is_plain = |variant: &Variant| {
        variant.whole.choices.is_empty()
            && merge::types(&variant.whole).said() == Some(&[JsonType::Object])
            && variant.whole.parts.iter().all(|part| part.is_open_object())
    };
    let has_discriminator = whole.parts.iter().any(|part| part.discriminator.is_some());
    if has_discriminator || !variants.iter().all(is_plain) {
        return None;
    }
    let mut schemas: IndexMap<&str, (&JsonPointer, usize)> = IndexMap::new();
    for (name, place) in variants.iter().flat_map(Variant::members) {
        let (known, count) = schemas.entry(name).or_insert((place, 0));
        if !same::is_same(resolver.document, known, place) {
            return None;
        }
        *count += 1;
    }
    let is_told = |variant: &&Variant| {
        variant
            .required()
            .any(|name| schemas.get(name).is_some_and(|(_, count)| *count == 1))
    };
    if variants.iter().filter(is_told).count() + 1 >= variants.len() {
        return None;
    }
    let mut merged = Whole::default();
    merged.parts.extend(whole.parts.iter().cloned());
    merged.parts.extend(
        variants
            .iter()
            .flat_map(|variant| variant.whole.parts.iter().cloned()),
    );
    let (first, rest) = variants.split_first()?;
    let everywhere = first.required().filter(|name| {
        rest.iter()
            .all(|variant| variant.required().any(|other| other == *name))
    });
    let own = whole
        .parts
        .iter()
        .flat_map(|part| part.required.iter().map(String::as_str));
    merged.demanded = Some(everywhere.chain(own).map(str::to_owned).collect());
    Some(merged)
}

fn union(
    resolver: &mut Resolver<'_>,
    whole: &Whole,
    variants: Vec<(SchemaId, Variant)>,
) -> SchemaKind {
    let declared = whole
        .parts
        .iter()
        .rev()
        .find_map(|part| part.discriminator.clone());
    let mut kept: IndexSet<SchemaId> = IndexSet::new();
    let variants: Vec<(usize, Variant)> = variants
        .into_iter()
        .map(|(id, variant)| (kept.insert_full(id).0, variant))
        .collect();
    if kept.len() == 1
        && let Some(only) = kept.pop()
    {
        return SchemaKind::Alias(only);
    }
    let discriminator = declared.map(|(property, mapping)| {
        let mut values: IndexMap<String, Option<usize>> = IndexMap::new();
        for (index, variant) in &variants {
            for value in tag_values(resolver, variant, &property, &mapping) {
                let claimed = values.entry(value).or_insert(Some(*index));
                // A value that several variants allow tells nothing.
                *claimed = claimed.filter(|claimed| claimed == index);
            }
        }
        let telling = values.into_iter();
        Discriminator {
            property,
            mapping: telling
                .filter_map(|(value, index)| Some((value, index?)))
                .collect(),
        }
    });
    SchemaKind::Union(Union {
        variants: kept.into_iter().collect(),
        discriminator: discriminator.filter(|discriminator| !discriminator.mapping.is_empty()),
    })
}

/// The values of the discriminator that stand for a variant: those that the mapping says, or those that the variant
/// itself allows, or else its name (`OpenAPI` specification, section Discriminator Object).
fn tag_values(
    resolver: &mut Resolver<'_>,
    variant: &Variant,
    property: &str,
    mapping: &[(String, String)],
) -> Vec<String> {
    let names = names(resolver, &variant.place);
    let mapped: Vec<String> = mapping
        .iter()
        .filter(|(_, target)| names.iter().any(|name| is_named(target, name)))
        .map(|(value, _)| value.clone())
        .collect();
    if !mapped.is_empty() {
        return mapped;
    }
    let own = own_values(resolver, &variant.place, property, MAX_NESTING);
    if own.is_empty() { names } else { own }
}

/// Whether a mapping's target, a reference or a name, leads to the schema of that name.
pub(super) fn is_named(target: &str, name: &str) -> bool {
    let last = target.rsplit(['/', '#']).next().unwrap_or_default();
    let stem = last.strip_suffix(".yaml").or(last.strip_suffix(".json"));
    last == name || stem == Some(name)
}

/// The names of a schema: what is referred to, and what that leads to.
fn names(resolver: &mut Resolver<'_>, place: &JsonPointer) -> Vec<String> {
    let referred = resolver
        .document
        .get(place)
        .and_then(|node| node.get("$ref")?.as_str())
        .and_then(|reference| JsonPointer::parse(reference).ok());
    let mut names: Vec<String> = referred.iter().filter_map(component_name).collect();
    if names.is_empty()
        && let Ok(id) = resolver.document.resolve(place)
    {
        names.extend(component_name(&id));
    }
    names
}

/// The values that a schema, or each variant of a union, allows the property.
fn own_values(
    resolver: &mut Resolver<'_>,
    place: &JsonPointer,
    property: &str,
    depth: usize,
) -> Vec<String> {
    let Some(depth) = depth.checked_sub(1) else {
        return Vec::new();
    };
    let variant = Variant::read(resolver, place);
    let mut values = Vec::new();
    for part in &variant.whole.parts {
        for (name, place) in &part.properties {
            if name == property {
                let whole = Variant::read(resolver, place).whole;
                let listed = merge::values(&whole).into_iter().flatten();
                values.extend(listed.map(|listed| listed.text()));
            }
        }
    }
    for choice in &variant.whole.choices {
        for place in &choice.variants {
            let nested = own_values(resolver, place, property, depth);
            if nested.is_empty() {
                values.extend(names(resolver, place));
            }
            values.extend(nested);
        }
    }
    values
}
