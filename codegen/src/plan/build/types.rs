//! Which Rust type each schema is.

use std::collections::BTreeSet;

use super::choices::{self, Choices};
use super::formats::Formats;
use super::{naming, nested};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::{
    AdditionalProperties, Api, Constraints, EnumValue, Schema, SchemaId, SchemaKind,
};
use crate::names::Ident;
use crate::plan::Type;
use crate::pointer::ByPointer;

/// The Rust type of every schema.
pub(super) struct Types<'a> {
    api: &'a Api,
    formats: &'a Formats,
    names: ByPointer<Ident>,
}

/// A type, and whether null may stand in its place.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// The type of the value.
    pub(super) ty: Type,
    /// Whether null may stand in its place.
    pub(super) nullable: bool,
}

impl Place {
    fn of(ty: Type) -> Self {
        Self {
            ty,
            nullable: false,
        }
    }

    /// The type of something that is always there.
    pub(super) fn present(self) -> Type {
        // A JSON value can be null by itself.
        if self.nullable && self.ty != Type::Value {
            Type::Option(Box::new(self.ty))
        } else {
            self.ty
        }
    }

    /// The type of something that may be left out.
    pub(super) fn optional(self) -> Type {
        // A JSON value that is left out is another than one that is null.
        if self.nullable || self.ty == Type::Value {
            Type::Nullable(Box::new(self.ty))
        } else {
            Type::Option(Box::new(self.ty))
        }
    }
}

impl<'a> Types<'a> {
    /// Names every schema that becomes a type of its own.
    pub(super) fn new(api: &'a Api, formats: &'a Formats) -> Self {
        Self {
            api,
            formats,
            names: naming::names(api, formats),
        }
    }

    /// Says which schemas have no type of their own, and why, where nothing was said about them yet.
    pub(super) fn report(&self, diagnostics: &mut Diagnostics) {
        let known: BTreeSet<SchemaId> = diagnostics
            .iter()
            .filter_map(|diagnostic| diagnostic.pointer().cloned())
            .collect();
        let is_known = |id: &SchemaId| {
            let below = known.range(id.child("")..).next();
            known.contains(id) || below.is_some_and(|pointer| pointer.is_under(id))
        };
        for (id, schema) in &self.api.schemas {
            let message = match &schema.kind {
                SchemaKind::Untyped { reason } => format!("this is any JSON value: {reason}"),
                SchemaKind::Array { .. } | SchemaKind::Tuple { .. } => {
                    match nested::endless(self.api, self.formats, id) {
                        Some(reason) => format!("this holds any JSON value: {}", reason.words()),
                        None => continue,
                    }
                }
                _ => continue,
            };
            if !is_known(id) {
                diagnostics.push(
                    Diagnostic::warning(Code::UntypedSchema, message)
                        .at(id)
                        .help("it is read and written as it is; everything around it has its type"),
                );
            }
        }
    }

    /// The name of the generated type of a schema.
    pub(super) fn name(&self, id: &SchemaId) -> Option<&Ident> {
        self.names.get(id)
    }

    /// Every schema that becomes a type of its own, with its name.
    pub(super) fn named(&self) -> impl ExactSizeIterator<Item = (&SchemaId, &Ident)> {
        self.names.iter()
    }

    /// The format of what is text in Rust as well.
    pub(super) fn text_format<'s>(&self, schema: Option<&'s Schema>) -> Option<&'s str> {
        let schema = schema?;
        let SchemaKind::String { format } = &schema.kind else {
            return None;
        };
        let ty = self.formats.scalar(&schema.kind, &schema.constraints);
        format.as_deref().filter(|_| ty == Some(Type::String))
    }

    /// The unions that may be anything at all.
    pub(super) fn anything(&self) -> BTreeSet<Ident> {
        let named = self.names.iter();
        let unions = named.filter(|(id, _)| choices::choices(self.api, id).anything);
        unions.map(|(_, name)| name.clone()).collect()
    }

    /// Whether the document lists a value of the enum of that name.
    pub(super) fn lists(&self, name: &Ident, value: &serde_json::Value) -> bool {
        let mut named = self.names.iter();
        let found = named.find(|(id, known)| *known == name && self.needs_type(id));
        match found.and_then(|(id, _)| Some(&self.api.schemas.get(id)?.kind)) {
            Some(SchemaKind::Enum { values, .. }) => {
                values.iter().any(|listed| listed.value == *value)
            }
            _ => false,
        }
    }

    /// Whether a schema becomes a type of its own.
    pub(super) fn needs_type(&self, id: &SchemaId) -> bool {
        needs_type(self.api, self.formats, id)
    }

    /// The type of a schema.
    pub(super) fn place(&self, id: &SchemaId) -> Place {
        self.place_within(id, &mut Vec::new())
    }

    /// The type of a single value, whatever is chosen for its format.
    pub(super) fn plain(&self, id: &SchemaId) -> Option<Type> {
        let (id, _) = choices::target(self.api, id);
        let schema = self.api.schemas.get(&id)?;
        scalar(&schema.kind, &schema.constraints)
    }

    /// What a schema stands for where it has a name that it does not need.
    pub(super) fn aliased(&self, id: &SchemaId) -> Option<Type> {
        let schema = self.api.schemas.get(id)?;
        let ty = self.unnamed(id, &schema.kind, &schema.constraints, &mut vec![id.clone()]);
        Some(
            Place {
                nullable: ty.nullable || schema.about.nullable,
                ..ty
            }
            .present(),
        )
    }

    /// The type of a schema inside `holders`, the lists and aliases that are being looked through.
    fn place_within(&self, id: &SchemaId, holders: &mut Vec<SchemaId>) -> Place {
        let schema = self.api.schemas.get(id);
        let nullable = schema.is_some_and(|schema| schema.about.nullable);
        // A list of itself has no finite type: what it holds in the end can only be any value.
        let ends = holders.len() < nested::MAX_DEPTH && !holders.contains(id);
        let Some(schema) = schema.filter(|_| ends) else {
            return Place {
                ty: Type::Value,
                nullable,
            };
        };
        if let Some(name) = self.names.get(id).filter(|_| self.needs_type(id)) {
            let is_null_too = match &schema.kind {
                SchemaKind::Union(_) => choices::choices(self.api, id).nullable,
                _ => false,
            };
            return Place {
                ty: Type::Model(name.clone()),
                nullable: nullable || is_null_too,
            };
        }
        holders.push(id.clone());
        let place = self.unnamed(id, &schema.kind, &schema.constraints, holders);
        holders.pop();
        Place {
            nullable: place.nullable || nullable,
            ..place
        }
    }

    fn unnamed(
        &self,
        id: &SchemaId,
        kind: &SchemaKind,
        constraints: &Constraints,
        holders: &mut Vec<SchemaId>,
    ) -> Place {
        let chosen = self.formats.chosen(id).cloned();
        if let Some(ty) = chosen.or_else(|| self.formats.scalar(kind, constraints)) {
            return Place::of(ty);
        }
        match kind {
            SchemaKind::Alias(target) => self.place_within(target, holders),
            SchemaKind::Null => Place {
                ty: Type::Value,
                nullable: true,
            },
            SchemaKind::Array { items } => {
                let items = self.place_within(items, holders).present();
                Place::of(Type::Vec(Box::new(items)))
            }
            SchemaKind::Tuple { .. } => Place::of(self.tuple(kind, holders)),
            SchemaKind::Object(object) => Place::of(match &object.additional {
                AdditionalProperties::Schema(values) => {
                    match self.place_within(values, holders).present() {
                        Type::Value => Type::JsonObject,
                        values => Type::Map(Box::new(values)),
                    }
                }
                _ => Type::JsonObject,
            }),
            SchemaKind::Union(_) => match choices::choices(self.api, id) {
                Choices {
                    variants,
                    nullable,
                    anything: false,
                    ..
                } if !variants.is_empty() => {
                    let place = variants
                        .first()
                        .map(|only| self.place_within(only, holders));
                    let place = place.unwrap_or(Place::of(Type::Value));
                    Place {
                        nullable: place.nullable || nullable,
                        ..place
                    }
                }
                _ => Place::of(Type::Value),
            },
            _ => Place::of(Type::Value),
        }
    }

    /// A list of as many items as are listed is a tuple; any other holds what any of the items may be.
    fn tuple(&self, kind: &SchemaKind, holders: &mut Vec<SchemaId>) -> Type {
        let SchemaKind::Tuple {
            items,
            rest,
            required,
        } = kind
        else {
            return Type::Value;
        };
        let mut types: Vec<Type> = items
            .iter()
            .map(|item| self.place_within(item, holders).present())
            .collect();
        if rest.is_none() && *required == items.len() && items.len() <= MAX_TUPLE {
            let held = types.into_iter().map(|ty| match ty.direct_model() {
                Some(_) => ty.boxed(),
                None => ty,
            });
            return Type::Tuple(held.collect());
        }
        if let Some(rest) = rest {
            types.push(self.place_within(rest, holders).present());
        }
        types.dedup();
        match <[Type; 1]>::try_from(types) {
            Ok([only]) => Type::Vec(Box::new(only)),
            Err(_) => Type::Vec(Box::new(Type::Value)),
        }
    }
}

/// The longest list that becomes a tuple.
const MAX_TUPLE: usize = 8;

/// The type of a single value that is not generated, where nothing is chosen for its format.
pub(super) fn scalar(kind: &SchemaKind, constraints: &Constraints) -> Option<Type> {
    Some(match kind {
        SchemaKind::Boolean => Type::Bool,
        SchemaKind::Enum { values, .. } if values.iter().all(|value| value.value.is_boolean()) => {
            Type::Bool
        }
        SchemaKind::Enum { values, .. } => return constant(values),
        SchemaKind::Integer { format } => match format.as_deref() {
            Some("int32" | "int16" | "int8") => Type::I32,
            Some("uint32" | "uint16" | "uint8") => Type::U32,
            Some("uint64") => Type::U64,
            _ if is_beyond_i64(constraints) => Type::U64,
            _ => Type::I64,
        },
        SchemaKind::Number { format } => match format.as_deref() {
            Some("float") => Type::F32,
            _ => Type::F64,
        },
        SchemaKind::String { format } => match format.as_deref() {
            Some("password") => Type::Secret,
            _ => Type::String,
        },
        _ => return None,
    })
}

/// Whether the numbers go beyond `i64`, but not below zero.
fn is_beyond_i64(constraints: &Constraints) -> bool {
    const LIMIT: f64 = 9_223_372_036_854_775_807.0;
    let bound = |bound: &Option<crate::model::Bound>| bound.as_ref()?.value.as_f64();
    bound(&constraints.minimum).is_some_and(|least| least >= 0.0)
        && bound(&constraints.maximum).is_some_and(|most| most > LIMIT)
}

/// The type of a value that is always the same.
fn constant(values: &[EnumValue]) -> Option<Type> {
    match values {
        [only] if only.value.is_string() => Some(Type::String),
        [only] if only.value.is_i64() => Some(Type::I64),
        _ => None,
    }
}

/// Whether a schema stands right where it describes a member.
fn is_member(id: &SchemaId) -> bool {
    let holder = id.parent();
    holder.is_some_and(|holder| holder.last().is_some_and(|token| token == "properties"))
}

/// Whether a schema becomes a type of its own.
pub(super) fn needs_type(api: &Api, formats: &Formats, id: &SchemaId) -> bool {
    let Some(schema) = api.schemas.get(id).filter(|_| formats.chosen(id).is_none()) else {
        return false;
    };
    match &schema.kind {
        SchemaKind::Enum { values, .. } => {
            let is_flag = values.iter().all(|value| value.value.is_boolean());
            let is_constant = is_member(id) && constant(values).is_some();
            !is_flag && !is_constant
        }
        // A map of itself is a struct, which has a name to stop at.
        SchemaKind::Object(object) => {
            !object.properties.is_empty()
                || nested::endless(api, formats, id) == Some(nested::Endless::HoldsItself)
        }
        SchemaKind::Union(_) => {
            let choices = choices::choices(api, id);
            let mut scalars: Vec<Option<Type>> = Vec::new();
            for variant in &choices.variants {
                let schema = api.schemas.get(variant);
                let scalar = schema.and_then(|it| formats.scalar(&it.kind, &it.constraints));
                let ty = formats.chosen(variant).cloned().or(scalar);
                if ty.is_none() || !scalars.contains(&ty) {
                    scalars.push(ty);
                }
            }
            scalars.len() > 1 || (scalars.len() == 1 && choices.anything)
        }
        _ => false,
    }
}
