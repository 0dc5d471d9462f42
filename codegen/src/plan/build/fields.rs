//! Models: structs with their fields, enums with their variants.

use super::text;
use super::types::Types;
use crate::model::{AdditionalProperties, Api, Object, Schema, SchemaKind};
use crate::names::{Ident, Scope};
use crate::plan::{AdditionalField, Enum, EnumVariant, Field, Item, Struct, Type};

/// Every generated model, in alphabetical order, in which a reader finds them.
pub(super) fn items(api: &Api, types: &Types<'_>) -> Vec<Item> {
    let mut items: Vec<_> = types
        .named()
        .filter_map(|(id, name)| {
            let schema = api.schemas.get(id)?;
            match &schema.kind {
                SchemaKind::Object(object) => {
                    Some(Item::Struct(structure(api, types, (name, schema), object)))
                }
                SchemaKind::Enum { values } => Some(Item::Enum(enumeration(name, schema, values))),
                _ => None,
            }
        })
        .collect();
    items.sort_by(|a, b| a.name().cmp(b.name()));
    items
}

fn structure(
    api: &Api,
    types: &Types<'_>,
    (name, schema): (&Ident, &Schema),
    object: &Object,
) -> Struct {
    let mut scope = Scope::default();
    let fields = object
        .properties
        .iter()
        .map(|(wire_name, property)| {
            let own = api.schemas.get(&property.schema);
            // The words of a type of its own are about the type, which others may use as well.
            let about_member = own.filter(|_| types.name(&property.schema).is_none());
            let aliased = api.aliased(&property.schema);
            let place = types.place(&property.schema);
            Field {
                ident: scope.allocate(&[Ident::snake(wire_name)]),
                wire_name: wire_name.clone(),
                ty: if property.required {
                    place.present()
                } else {
                    place.optional()
                },
                required: property.required,
                deprecated: own.is_some_and(|schema| schema.deprecated),
                docs: text::member_docs(about_member, aliased, wire_name),
            }
        })
        .collect();
    let additional = match &object.additional {
        AdditionalProperties::Unspecified | AdditionalProperties::Forbidden => None,
        AdditionalProperties::Any => Some(Type::JsonObject),
        AdditionalProperties::Schema(id) => Some(Type::Map(Box::new(types.place(id).present()))),
    };
    Struct {
        name: name.clone(),
        docs: text::type_docs(schema, name.as_str()),
        deprecated: schema.deprecated,
        fields,
        additional: additional.map(|ty| AdditionalField {
            ident: scope.allocate(&[Ident::snake("additional_properties")]),
            ty,
        }),
    }
}

fn enumeration(name: &Ident, schema: &Schema, values: &[String]) -> Enum {
    let mut scope = Scope::default();
    let mut variants: Vec<EnumVariant> = Vec::new();
    for value in values {
        if variants.iter().any(|variant| variant.value == *value) {
            continue;
        }
        variants.push(EnumVariant {
            ident: scope.allocate(&[Ident::pascal(value)]),
            value: value.clone(),
        });
    }
    let unknown = ["unknown", "unrecognized", "unknown value"].map(Ident::pascal);
    Enum {
        name: name.clone(),
        docs: text::type_docs(schema, name.as_str()),
        deprecated: schema.deprecated,
        variants,
        unknown: scope.allocate(&unknown),
    }
}
