//! Which Rust type each schema is, and what the generated ones are called.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::{AdditionalProperties, Api, Operation, SchemaId, SchemaKind};
use crate::names::{Ident, Scope};
use crate::plan::Type;
use crate::source::FILES;

/// Names that the module of models needs for itself.
const RESERVED: [&str; 25] = [
    "BTreeMap",
    "Box",
    "Clone",
    "DateTime",
    "Debug",
    "Eq",
    "FixedOffset",
    "From",
    "Hash",
    "Map",
    "NaiveDate",
    "None",
    "Nullable",
    "Option",
    "PartialEq",
    "Result",
    "Secret",
    "Self",
    "Some",
    "String",
    "Ok",
    "Err",
    "ToOwned",
    "Value",
    "Vec",
];

/// The Rust type of every schema.
pub(super) struct Types<'a> {
    api: &'a Api,
    names: IndexMap<SchemaId, Ident>,
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
        if self.nullable && self.ty != Type::Value {
            Type::Nullable(Box::new(self.ty))
        } else {
            Type::Option(Box::new(self.ty))
        }
    }
}

impl<'a> Types<'a> {
    /// Names every schema that becomes a type of its own: components first, so that they get the plain names.
    pub(super) fn new(api: &'a Api) -> Self {
        let mut types = Self {
            api,
            names: IndexMap::new(),
        };
        let mut scope = Scope::with_reserved(&RESERVED);
        let named = || {
            api.schemas
                .iter()
                .filter(|(_, schema)| is_generated(&schema.kind))
        };
        for (id, _) in named() {
            if let Some(name) = component_name(id) {
                let candidates = [
                    Ident::pascal(&name),
                    Ident::pascal(&format!("{name} model")),
                ];
                types.names.insert(id.clone(), scope.allocate(&candidates));
            }
        }
        for (id, schema) in named() {
            if types.names.contains_key(id) {
                continue;
            }
            let place = Ident::pascal(&types.words(id));
            let title = schema.title.as_deref().map(Ident::pascal);
            let candidates: Vec<_> = title.into_iter().chain([place]).collect();
            types.names.insert(id.clone(), scope.allocate(&candidates));
        }
        types
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
            if let SchemaKind::Untyped { reason } = &schema.kind
                && !is_known(id)
            {
                let message = format!("this is any JSON value: {reason}");
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
    pub(super) fn named(&self) -> impl Iterator<Item = (&SchemaId, &Ident)> {
        self.names.iter()
    }

    /// The type of a schema.
    pub(super) fn place(&self, id: &SchemaId) -> Place {
        self.place_within(id, &mut Vec::new())
    }

    /// The type of a schema inside `holders`, the lists and aliases that are being looked through.
    fn place_within<'b>(&'b self, id: &'b SchemaId, holders: &mut Vec<&'b SchemaId>) -> Place {
        let schema = self.api.schemas.get(id);
        let nullable = schema.is_some_and(|schema| schema.nullable);
        // A list of itself has no finite type: what it holds in the end can only be any value.
        let Some(schema) = schema.filter(|_| !holders.contains(&id)) else {
            return Place {
                ty: Type::Value,
                nullable,
            };
        };
        holders.push(id);
        let place = match &schema.kind {
            SchemaKind::Alias(target) => {
                let place = self.place_within(target, holders);
                Place {
                    nullable: place.nullable || nullable,
                    ..place
                }
            }
            kind => Place {
                ty: self.ty(id, kind, holders),
                nullable,
            },
        };
        holders.pop();
        place
    }

    fn ty<'b>(
        &'b self,
        id: &SchemaId,
        kind: &'b SchemaKind,
        holders: &mut Vec<&'b SchemaId>,
    ) -> Type {
        if let Some(name) = self.names.get(id) {
            return Type::Model(name.clone());
        }
        match kind {
            SchemaKind::Boolean => Type::Bool,
            SchemaKind::Integer { format } => match format.as_deref() {
                Some("int32") => Type::I32,
                _ => Type::I64,
            },
            SchemaKind::Number { format } => match format.as_deref() {
                Some("float") => Type::F32,
                _ => Type::F64,
            },
            SchemaKind::String { format } => match format.as_deref() {
                Some("date-time") => Type::DateTime,
                Some("date") => Type::Date,
                Some("password") => Type::Secret,
                _ => Type::String,
            },
            SchemaKind::Array { items } => {
                Type::Vec(Box::new(self.place_within(items, holders).present()))
            }
            SchemaKind::Object(object) => match &object.additional {
                AdditionalProperties::Schema(values) => {
                    Type::Map(Box::new(self.place_within(values, holders).present()))
                }
                _ => Type::JsonObject,
            },
            SchemaKind::Any
            | SchemaKind::Untyped { .. }
            | SchemaKind::Alias(_)
            | SchemaKind::Enum { .. } => Type::Value,
        }
    }

    /// What a schema without a name of its own is called after: what holds it.
    fn words(&self, id: &SchemaId) -> String {
        if let Some(name) = self.names.get(id) {
            return name.as_str().to_owned();
        }
        if let Some(name) = component_name(id) {
            return name;
        }
        let tokens: Vec<_> = id.tokens().map(std::borrow::Cow::into_owned).collect();
        let parent = |levels: usize| {
            let mut parent = id.clone();
            for _ in 0..levels {
                parent = parent.parent().unwrap_or_default();
            }
            self.words(&parent)
        };
        match tokens
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .as_slice()
        {
            [] => String::new(),
            [FILES, file] => stem(file).to_owned(),
            [.., "properties", name] => format!("{} {name}", parent(2)),
            [.., "items"] => format!("{} item", parent(1)),
            [.., "additionalProperties"] => format!("{} value", parent(1)),
            [.., "allOf" | "oneOf" | "anyOf", _] => parent(2),
            [.., "content", _, "schema"] => parent(3),
            [.., "responses", status] => format!("{} response {status}", parent(2)),
            [.., "requestBody"] => format!("{} body", parent(1)),
            [.., "schema"] => parent(1),
            _ => self.operation_words(id, &tokens),
        }
    }

    fn operation_words(&self, id: &SchemaId, tokens: &[String]) -> String {
        let operation = self
            .api
            .operations
            .iter()
            .find(|operation| operation.pointer == *id);
        let parameter = || {
            let mut parameters = self.api.operations.iter().flat_map(|each| &each.parameters);
            parameters.find(|parameter| parameter.pointer == *id)
        };
        match operation {
            Some(operation) => operation_words(operation),
            None => match parameter() {
                Some(parameter) => parameter.name.clone(),
                None => tokens.last().cloned().unwrap_or_default(),
            },
        }
    }
}

/// The name of a file without its folder and extension.
fn stem(file: &str) -> &str {
    let name = file.rsplit_once('/').map_or(file, |(_, name)| name);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// What an operation is called: its id without its tag in front, or its method and path.
pub(super) fn operation_words(operation: &Operation) -> String {
    let Some(id) = &operation.id else {
        return format!(
            "{} {}",
            operation.method.as_str().to_lowercase(),
            operation.path
        );
    };
    let tag = operation
        .tags
        .first()
        .map(String::as_str)
        .unwrap_or_default();
    match id.split_once(['/', '.']) {
        Some((prefix, rest)) if prefix.eq_ignore_ascii_case(tag) && !rest.is_empty() => {
            rest.to_owned()
        }
        _ => id.clone(),
    }
}

/// Whether a schema becomes a type of its own.
fn is_generated(kind: &SchemaKind) -> bool {
    match kind {
        SchemaKind::Enum { .. } => true,
        SchemaKind::Object(object) => !object.properties.is_empty(),
        _ => false,
    }
}

/// The name of a schema that stands right under `components.schemas`.
fn component_name(id: &SchemaId) -> Option<String> {
    let mut tokens = id.tokens();
    let is_component = tokens.next()? == "components" && tokens.next()? == "schemas";
    let name = tokens.next()?;
    (is_component && tokens.next().is_none()).then(|| name.into_owned())
}
