//! Models: structs with their fields, enums with their variants, unions, and names for what needs no type.

use super::Settings;
use super::constraints::{Asked, is_pattern};
use super::defaults::default;
use super::directions::Sent;
use super::kinds::Kinds;
use super::text;
use super::types::{Place, Types};
use super::{unions, xml};
use crate::config::{Constraints, Defaults, Openness, UnknownMembers};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::{
    AdditionalProperties, Api, EnumValue, Object, Property, Schema, SchemaId, SchemaKind,
};
use crate::names::{Ident, Scope};
use crate::parallel;
use crate::plan::{AdditionalField, Alias, Enum, EnumOf, EnumVariant, Field, Item, Struct, Type};

/// How many models are made at a time.
const BATCH: usize = 64;

/// Every generated model, in alphabetical order, in which a reader finds them.
pub(super) fn items(
    api: &Api,
    types: &Types<'_>,
    settings: &Settings,
    diagnostics: &mut Diagnostics,
) -> Vec<Item> {
    let sent = Sent::new(api);
    let is_union = |id: &SchemaId| {
        let schema = api.schemas.get(id).filter(|_| types.needs_type(id));
        schema.is_some_and(|schema| matches!(schema.kind, SchemaKind::Union(_)))
    };
    let (unions, others): (Vec<_>, Vec<_>) = types.named().partition(|(id, _)| is_union(id));
    let batches: Vec<_> = others.chunks(BATCH).collect();
    let batches = parallel::map(&batches, |batch| {
        let mut diagnostics = Diagnostics::new();
        let named = batch.iter();
        let items =
            named.filter_map(|named| item((api, types, &sent), *named, settings, &mut diagnostics));
        (items.collect::<Vec<_>>(), diagnostics)
    });
    let mut items = Vec::with_capacity(types.named().len());
    for (batch, said) in batches {
        items.extend(batch);
        diagnostics.extend(said);
    }
    // What is known of one union tells something of another.
    let mut context = unions::Context {
        api,
        types,
        kinds: &mut Kinds::default(),
        diagnostics,
    };
    let unions = unions.into_iter();
    let unions = unions.filter_map(|(id, name)| unions::union(&mut context, id, name));
    items.extend(unions.map(Item::Union));
    items.sort_by(|a, b| a.name().cmp(b.name()));
    items
}

/// The model of a schema that is no union.
fn item(
    (api, types, sent): (&Api, &Types<'_>, &Sent<'_>),
    (id, name): (&SchemaId, &Ident),
    settings: &Settings,
    diagnostics: &mut Diagnostics,
) -> Option<Item> {
    let schema = api.schemas.get(id)?;
    if !types.needs_type(id) {
        return alias((api, types), id, name, schema).map(Item::Alias);
    }
    match &schema.kind {
        SchemaKind::Object(object) => {
            let mut item = structure((api, types, sent), (id, name), schema, object);
            for (field, property) in item.fields.iter_mut().zip(object.properties.values()) {
                heed(field, property, (api, types), settings, diagnostics);
            }
            keep_unknown(&mut item, object, settings.unknown_members);
            Some(Item::Struct(item))
        }
        SchemaKind::Enum { values, extensible } => {
            let mut item = enumeration(name, schema, values);
            // A value is one of the variants before it is read.
            if settings.enums == Openness::Closed && !extensible && !values.is_empty() {
                item.unknown = None;
            }
            Some(Item::Enum(item))
        }
        _ => None,
    }
}

fn alias(
    (api, types): (&Api, &Types<'_>),
    id: &SchemaId,
    name: &Ident,
    schema: &Schema,
) -> Option<Alias> {
    Some(Alias {
        docs: text::type_docs(schema, &Asked::of(api, types, id)),
        deprecated: schema.about.deprecated,
        ty: types.aliased(id)?,
        name: name.clone(),
    })
}

fn structure(
    (api, types, sent): (&Api, &Types<'_>, &Sent<'_>),
    (id, name): (&SchemaId, &Ident),
    schema: &Schema,
    object: &Object,
) -> Struct {
    let mut scope = Scope::default();
    let fields = object
        .properties
        .iter()
        .zip(xml::members(api, object))
        .map(|((wire_name, property), xml)| {
            let aliased = api.aliased(&property.schema);
            let place = types.place(&property.schema);
            let required = sent.demands(id, property);
            Field {
                ident: scope.allocate(&[Ident::snake(wire_name)]),
                wire_name: wire_name.clone(),
                docs: text::member_docs(
                    property,
                    aliased,
                    types.text_format(aliased),
                    &Asked::of(api, types, &property.schema),
                ),
                ty: if required {
                    place.present()
                } else if sent.is_patch(id) {
                    removable(place.ty)
                } else {
                    place.optional()
                },
                required,
                default: None,
                constant: constant(aliased).filter(|_| required),
                setter: None,
                constraints: Vec::new(),
                xml,
                deprecated: property.about.deprecated,
            }
        })
        .collect();
    let additional = match &object.additional {
        AdditionalProperties::Unspecified | AdditionalProperties::Forbidden => None,
        AdditionalProperties::Any => Some(Type::JsonObject),
        AdditionalProperties::Schema(values) => {
            let place = types.place(values);
            let nullable = place.nullable || sent.is_patch(id);
            Some(match (Place { nullable, ..place }).present() {
                Type::Value => Type::JsonObject,
                values => Type::Map(Box::new(values)),
            })
        }
    };
    let mut item = Struct {
        name: name.clone(),
        is_sent: sent.contains(id),
        docs: text::type_docs(schema, &Asked::of(api, types, id)),
        deprecated: schema.about.deprecated,
        fields,
        additional: additional.map(|ty| AdditionalField {
            ident: scope.allocate(&[Ident::snake("additional_properties")]),
            ty,
        }),
    };
    name_setters(&mut item);
    item
}

/// Names what sets the members of a model that is sent: as the fields are, as far as every model has no method of
/// that name.
fn name_setters(item: &mut Struct) {
    let mut scope = Scope::with_reserved(&["new", "clone", "default", "eq", "fmt"]);
    for field in &mut item.fields {
        let telling = Ident::snake(&format!("set {}", field.ident.as_str()));
        let name = scope.allocate(&[field.ident.clone(), telling]);
        let is_set = item.is_sent && (!field.required || field.constant.is_some());
        field.setter = is_set.then_some(name);
    }
}

/// The JSON text of the only value that a schema allows.
/// The type of a member of a merge patch: `null` removes it, or an entry of the map that it is.
fn removable(ty: Type) -> Type {
    let place = Place {
        ty: with_removable_entries(ty),
        nullable: true,
    };
    place.optional()
}

fn with_removable_entries(ty: Type) -> Type {
    match ty {
        Type::Map(values) => Type::Map(Box::new(Type::Option(Box::new(with_removable_entries(
            *values,
        ))))),
        ty => ty,
    }
}

fn constant(schema: Option<&Schema>) -> Option<String> {
    match schema.map(|schema| (&schema.kind, schema.about.nullable)) {
        Some((SchemaKind::Enum { values, .. }, false)) => match values.as_slice() {
            [only] => Some(only.value.to_string()),
            _ => None,
        },
        _ => None,
    }
}

/// Gives a field what the configuration asks for: what stands in its place, and what is asked of its value.
fn heed(
    field: &mut Field,
    property: &Property,
    (api, types): (&Api, &Types<'_>),
    settings: &Settings,
    diagnostics: &mut Diagnostics,
) {
    if settings.defaults == Defaults::Apply {
        let place = types.place(&property.schema);
        field.default = default(types, property, &place);
        if field.default.is_some() {
            field.ty = place.present();
        }
    }
    if settings.constraints == Constraints::Check {
        let asked = Asked::of(api, types, &property.schema);
        field.constraints = asked.constraints();
        for pattern in asked.patterns().filter(|pattern| !is_pattern(pattern)) {
            diagnostics.push(unreadable(pattern, &property.schema));
        }
    }
}

fn unreadable(pattern: &str, schema: &SchemaId) -> Diagnostic {
    let message = format!("the pattern `{pattern}` cannot be read, and is not checked");
    Diagnostic::warning(Code::IgnoredKeyword, message)
        .at(schema)
        .help("a pattern is a regular expression of ECMA-262, without slashes around it")
}

/// Keeps the members that the document does not speak of, where the configuration asks for it.
fn keep_unknown(item: &mut Struct, object: &Object, unknown_members: UnknownMembers) {
    if unknown_members == UnknownMembers::Keep
        && object.additional == AdditionalProperties::Unspecified
    {
        let mut scope = Scope::default();
        for field in &item.fields {
            scope.allocate(std::slice::from_ref(&field.ident));
        }
        item.additional = Some(AdditionalField {
            ident: scope.allocate(&[Ident::snake("additional_properties")]),
            ty: Type::JsonObject,
        });
    }
}

fn enumeration(name: &Ident, schema: &Schema, values: &[EnumValue]) -> Enum {
    let mut scope = Scope::default();
    let variants = values
        .iter()
        .map(|listed| {
            let words = match &listed.value {
                serde_json::Value::String(text) if text.trim().is_empty() => "empty".to_owned(),
                serde_json::Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            let named = listed.name.as_deref().map(Ident::pascal);
            let candidates: Vec<_> = named.into_iter().chain([Ident::pascal(&words)]).collect();
            let ident = scope.allocate(&candidates);
            EnumVariant {
                docs: text::value_docs(listed, &ident),
                ident,
                value: listed.value.clone(),
            }
        })
        .collect();
    let unknown = ["unknown", "unrecognized", "unknown value"].map(Ident::pascal);
    let all = |is: fn(&serde_json::Value) -> bool| values.iter().all(|value| is(&value.value));
    Enum {
        name: name.clone(),
        docs: text::type_docs(schema, &Asked::default()),
        deprecated: schema.about.deprecated,
        of: if all(serde_json::Value::is_string) {
            EnumOf::Text
        } else if all(serde_json::Value::is_i64) {
            EnumOf::Integer
        } else {
            EnumOf::Any
        },
        variants,
        unknown: Some(scope.allocate(&unknown)),
    }
}
