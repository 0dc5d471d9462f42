//! What a schema holds, from everything that it asserts.

use std::rc::Rc;

use indexmap::IndexMap;

use super::assertions::{Assertions, JsonType};
use super::merge::Types;
use super::whole::{self, Origin, Whole};
use super::{WOVEN, additional, choice, merge, same, untyped};
use crate::config::MissingType;
use crate::diagnostics::{Code, Diagnostic};
use crate::model::{
    AdditionalProperties, Annotations, EnumValue, Object, Property, Schema, SchemaId, SchemaKind,
};
use crate::pointer::JsonPointer;
use crate::resolve::Resolver;

/// The schema that another one stands for: the only one in its `allOf`, `oneOf` or `anyOf` that asserts anything.
pub(super) fn alias(resolver: &mut Resolver<'_>, own: &Assertions) -> Option<SchemaId> {
    if !own.asserts_no_shape() || !own.required.is_empty() {
        return None;
    }
    let parts: Vec<JsonPointer> = own.all_of.clone();
    let mut telling: Vec<_> = parts
        .into_iter()
        .filter(|part| !is_silent(resolver, part))
        .collect();
    let target = match (telling.pop(), own.choices.as_slice()) {
        (Some(only), []) if telling.is_empty() => only,
        (None, [choice]) if choice.variants.len() == 1 => choice.variants.first()?.clone(),
        _ => return None,
    };
    let fits = own.types.as_ref().is_none_or(|types| {
        let target = whole::expand(resolver, &[Origin::Schema(target.clone())]);
        target.is_ok_and(|target| {
            target.choices.is_empty() && merge::types(&target).said() == Some(types.as_slice())
        })
    });
    fits.then(|| resolver.reach_part(&target))
}

fn is_silent(resolver: &mut Resolver<'_>, part: &JsonPointer) -> bool {
    resolver
        .assertions_past(part)
        .is_ok_and(|assertions| assertions.is_silent())
}

/// The schema that asserts all of `whole`.
pub(super) fn schema(resolver: &mut Resolver<'_>, id: &SchemaId, whole: &Whole) -> Schema {
    let kind = kind(resolver, id, whole);
    Schema {
        kind,
        constraints: merge::constraints(whole),
        ..untyped(String::new())
    }
}

fn kind(resolver: &mut Resolver<'_>, id: &SchemaId, whole: &Whole) -> SchemaKind {
    if whole.parts.iter().any(|part| part.never) {
        return SchemaKind::Untyped {
            reason: "no value is valid here".to_owned(),
        };
    }
    let types = match merge::types(whole) {
        Types::None => {
            return contradiction(resolver, id, "its parts ask for different types");
        }
        Types::Unsaid => None,
        Types::These(types) => Some(types),
    };
    if whole.parts.iter().any(|part| part.only_null) && types.is_none() {
        return SchemaKind::Null;
    }
    match merge::values(whole) {
        Some(values) if values.is_empty() => {
            return contradiction(resolver, id, "no value is in every `enum` of its parts");
        }
        Some(values) => return enumeration(values),
        None => {}
    }
    if let Some(kind) = choice::kind(resolver, id, whole, types.as_deref()) {
        return kind;
    }
    match types {
        Some(types) => match types.as_slice() {
            [ty] => typed(resolver, id, whole, *ty),
            types => several(resolver, id, whole, types),
        },
        None => missing_type(resolver, id, whole),
    }
}

fn contradiction(resolver: &mut Resolver<'_>, id: &SchemaId, reason: &str) -> SchemaKind {
    let problem = Diagnostic::warning(
        Code::ContradictorySchema,
        format!("no value can meet this schema: {reason}"),
    );
    resolver.warn(
        problem
            .at(id)
            .help("it is read as any JSON value; take one of the demands away"),
    );
    SchemaKind::Untyped {
        reason: reason.to_owned(),
    }
}

fn enumeration(values: Vec<EnumValue>) -> SchemaKind {
    if values.len() == 2 && values.iter().all(|value| value.value.is_boolean()) {
        return SchemaKind::Boolean;
    }
    SchemaKind::Enum {
        values,
        extensible: false,
    }
}

/// One type of several: a variant for each.
fn several(
    resolver: &mut Resolver<'_>,
    id: &SchemaId,
    whole: &Whole,
    types: &[JsonType],
) -> SchemaKind {
    let variants = types
        .iter()
        .map(|ty| {
            let mut origins = whole.origins.clone();
            origins.push(Origin::Type(*ty));
            let place = id.extended([WOVEN, "type", ty.name()]);
            resolver.reach_together(&place, origins)
        })
        .collect();
    SchemaKind::Union(crate::model::Union {
        variants,
        discriminator: None,
    })
}

/// A schema that does not say of which type its values are.
///
/// JSON Schema lets every other type pass there; what people mean is the type that the other keywords are about.
fn missing_type(resolver: &mut Resolver<'_>, id: &SchemaId, whole: &Whole) -> SchemaKind {
    let Some(meant) = merge::meant_type(whole) else {
        return SchemaKind::Any;
    };
    match resolver.missing_type {
        MissingType::Guess => typed(resolver, id, whole, meant),
        MissingType::Any if matches!(meant, JsonType::Object | JsonType::Array) => {
            let mut origins = whole.origins.clone();
            origins.push(Origin::Type(meant));
            let place = id.extended([WOVEN, "type", meant.name()]);
            let typed = resolver.reach_together(&place, origins);
            let other = resolver.any_at(&id.extended([WOVEN, "type", "other"]));
            SchemaKind::Union(crate::model::Union {
                variants: vec![typed, other],
                discriminator: None,
            })
        }
        MissingType::Any => SchemaKind::Any,
    }
}

fn typed(resolver: &mut Resolver<'_>, id: &SchemaId, whole: &Whole, ty: JsonType) -> SchemaKind {
    let format = whole
        .parts
        .iter()
        .rev()
        .find_map(|part| part.format.clone());
    match ty {
        JsonType::Boolean => SchemaKind::Boolean,
        JsonType::Integer => SchemaKind::Integer {
            format: format.or_else(|| wide(whole).then(|| "uint64".to_owned())),
        },
        JsonType::Number => SchemaKind::Number { format },
        JsonType::String => SchemaKind::String { format },
        JsonType::Array => array(resolver, id, whole),
        JsonType::Object => SchemaKind::Object(object(resolver, id, whole)),
    }
}

/// Whether the document itself shows a whole number that does not fit into 64 bits with a sign.
fn wide(whole: &Whole) -> bool {
    let parts = whole.parts.iter();
    let mut shown = parts.flat_map(|part| [&part.about.default, &part.about.example]);
    shown.any(|value| value.as_ref().is_some_and(|it| it.is_u64() && !it.is_i64()))
}

fn array(resolver: &mut Resolver<'_>, id: &SchemaId, whole: &Whole) -> SchemaKind {
    let all = whole.parts.iter().filter_map(|part| part.items.clone());
    let items = together(resolver, &id.extended([WOVEN, "items"]), all.collect());
    let prefix = whole.parts.iter().find(|part| !part.prefix.is_empty());
    let Some(prefix) = prefix else {
        let items = items.unwrap_or_else(|| resolver.any_at(&id.extended([WOVEN, "items"])));
        return SchemaKind::Array { items };
    };
    let constraints = merge::constraints(whole);
    let len = prefix.prefix.len();
    let at_most = |limit: Option<u64>| limit.is_some_and(|limit| limit <= len as u64);
    let is_closed = prefix.no_more_items || at_most(constraints.max_items);
    let required = constraints.min_items.unwrap_or_default();
    SchemaKind::Tuple {
        items: prefix
            .prefix
            .iter()
            .map(|item| resolver.reach_part(item))
            .collect(),
        rest: (!is_closed)
            .then(|| items.unwrap_or_else(|| resolver.any_at(&id.extended([WOVEN, "items"])))),
        required: usize::try_from(required).unwrap_or(len).min(len),
    }
}

/// What several schemas come to together, if there are any.
pub(super) fn together(
    resolver: &mut Resolver<'_>,
    place: &SchemaId,
    schemas: Vec<JsonPointer>,
) -> Option<SchemaId> {
    if schemas.is_empty() {
        return None;
    }
    let origins = schemas.into_iter().map(Origin::Schema).collect();
    Some(resolver.reach_together(place, origins))
}

pub(super) fn object(resolver: &mut Resolver<'_>, id: &SchemaId, whole: &Whole) -> Object {
    let mut declared: IndexMap<&str, Vec<JsonPointer>> = IndexMap::new();
    for (name, place) in whole.parts.iter().flat_map(|part| &part.properties) {
        declared.entry(name).or_default().push(place.clone());
    }
    let said = whole.parts.iter().flat_map(|part| &part.required);
    let required: Vec<&str> = match &whole.demanded {
        Some(demanded) => demanded.iter().map(String::as_str).collect(),
        None => said.map(String::as_str).collect(),
    };
    let additional = additional::additional(resolver, id, whole);
    let mut properties: IndexMap<String, Property> = IndexMap::with_capacity(declared.len());
    for (name, places) in declared {
        let property = Property {
            about: places
                .iter()
                .rev()
                .map(|place| resolver.about(place))
                .reduce(merge::about)
                .unwrap_or_default(),
            required: required.contains(&name),
            schema: property(resolver, id, name, &places),
        };
        properties.insert(name.to_owned(), property);
    }
    let keeps_others = !matches!(
        additional,
        AdditionalProperties::Unspecified | AdditionalProperties::Forbidden
    );
    for name in required {
        // `required: [a]` without a property `a`.
        if !keeps_others && !properties.contains_key(name) {
            let schema = resolver.any_at(&id.extended([WOVEN, "required", name]));
            let property = Property {
                schema,
                required: true,
                about: Annotations::default(),
            };
            properties.insert(name.to_owned(), property);
        }
    }
    Object {
        properties,
        additional,
    }
}

fn property(
    resolver: &mut Resolver<'_>,
    id: &SchemaId,
    name: &str,
    places: &[JsonPointer],
) -> SchemaId {
    if let [only] = places {
        return resolver.reach_part(only);
    }
    // Parts that say nothing, or the same, need no schema of their own.
    let mut telling: Vec<JsonPointer> = Vec::new();
    for place in places {
        let is_known = telling
            .iter()
            .any(|known| same::is_same(resolver.document, known, place));
        if !is_known && !is_silent(resolver, place) {
            telling.push(place.clone());
        }
    }
    if telling.is_empty() {
        telling.extend(places.last().cloned());
    }
    let place = id.extended([WOVEN, "properties", name]);
    together(resolver, &place, telling).unwrap_or(place)
}

impl Resolver<'_> {
    /// A schema that says nothing, which the document leaves out.
    pub(super) fn any_at(&mut self, place: &SchemaId) -> SchemaId {
        let any = Schema {
            kind: SchemaKind::Any,
            ..untyped(String::new())
        };
        self.put(place.clone(), any);
        place.clone()
    }
}

/// The values that a variant consists of, if it does.
pub(super) fn only_values(whole: &Whole) -> Option<Vec<EnumValue>> {
    let values = merge::values(whole)?;
    let one = whole.parts.as_slice();
    let [about] = one else { return Some(values) };
    let [value] = values.as_slice() else {
        return Some(values);
    };
    Some(vec![EnumValue {
        name: about.about.title.clone().or(value.name.clone()),
        description: about
            .about
            .description
            .clone()
            .or(value.description.clone()),
        value: value.value.clone(),
    }])
}

/// Whether the parts allow any text.
pub(super) fn is_plain_text(whole: &Whole) -> bool {
    let allows = |part: &Rc<Assertions>| part.asserts_no_shape() && part.all_of.is_empty();
    merge::types(whole).said() == Some(&[JsonType::String])
        && whole.choices.is_empty()
        && whole.parts.iter().all(allows)
}
