//! Request functions.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Constant, Docs, Gate, Type};
use crate::names::Ident;

/// The request functions of one tag.
#[derive(Debug, Clone, Serialize)]
pub struct Module {
    /// The module.
    pub ident: Ident,
    /// What is said about it.
    pub docs: Docs,
    /// The feature that it needs, if any.
    #[serde(skip_serializing_if = "Gate::is_open")]
    pub gate: Gate,
    /// The functions, in document order.
    pub methods: Vec<Method>,
}

impl Module {
    /// Every model that its functions name.
    #[must_use]
    pub fn models(&self) -> BTreeSet<&Ident> {
        let mut models = BTreeSet::new();
        for method in &self.methods {
            method.each_model(&mut |name| {
                models.insert(name);
            });
        }
        models
    }
}

/// A request function, with the request value that it returns.
#[derive(Debug, Clone, Serialize)]
pub struct Method {
    /// The function.
    pub function: Ident,
    /// The request value.
    pub request: Ident,
    /// What is said about it.
    pub docs: Docs,
    /// Whether callers should stop using it.
    pub deprecated: bool,
    /// The operation's id, or its method and path.
    pub operation: String,
    /// The HTTP method, in capitals.
    pub http_method: &'static str,
    /// The path, with `{variables}`.
    pub path: String,
    /// What every request has, in order.
    pub arguments: Vec<Argument>,
    /// What a request may have, each with a setter.
    pub setters: Vec<Argument>,
    /// What the caller can read, as a media type or range.
    pub accept: String,
    /// The alternatives of which one must be met, as statics; empty where anybody may call.
    pub security: Vec<Vec<Constant>>,
    /// Whether sending it twice does the same as sending it once.
    pub idempotent: bool,
    /// What it gives.
    pub output: Outcome,
    /// What a documented error carries.
    pub failure: Outcome,
    /// What each status means, in the order in which they are tried.
    pub arms: Vec<Arm>,
}

impl Method {
    /// Every model that it takes or gives.
    pub fn each_model<'a>(&'a self, visit: &mut impl FnMut(&'a Ident)) {
        for argument in self.arguments.iter().chain(&self.setters) {
            match &argument.ty {
                ArgumentType::Text => {}
                ArgumentType::Plain(ty) => ty.each_model(visit),
                ArgumentType::Enum(name) => visit(name),
            }
        }
        for outcome in [&self.output, &self.failure] {
            for ty in outcome.types() {
                ty.each_model(visit);
            }
        }
    }
}

/// A parameter as an argument or a setter.
#[derive(Debug, Clone, Serialize)]
pub struct Argument {
    /// The argument or setter.
    pub ident: Ident,
    /// The name on the wire.
    pub wire_name: String,
    /// Where it is sent.
    pub location: ArgumentLocation,
    /// What it takes.
    pub ty: ArgumentType,
    /// Whether callers should stop using it.
    pub deprecated: bool,
    /// What is said about it.
    pub docs: Docs,
}

/// Where an argument is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ArgumentLocation {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
}

/// What an argument takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ArgumentType {
    /// `&str`.
    Text,
    /// `bool`, `i64` and the like.
    Plain(Type),
    /// A reference to a generated enum.
    Enum(Ident),
}

/// What an operation gives or fails with.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Nothing.
    Unit,
    /// The one type that is documented.
    Body(Type),
    /// One of several, told apart by status.
    ByStatus(StatusEnum),
}

impl Outcome {
    /// The types of its bodies.
    fn types(&self) -> Vec<&Type> {
        match self {
            Self::Unit => Vec::new(),
            Self::Body(ty) => vec![ty],
            Self::ByStatus(item) => {
                let variants = item.variants.iter();
                variants
                    .filter_map(|variant| variant.body.as_ref())
                    .collect()
            }
        }
    }
}

/// What an operation gives or fails with where the status decides the type.
#[derive(Debug, Clone, Serialize)]
pub struct StatusEnum {
    /// The type.
    pub name: Ident,
    /// What is said about it.
    pub docs: Docs,
    /// The variants, in the order of the statuses.
    pub variants: Vec<StatusVariant>,
}

/// What comes with one status.
#[derive(Debug, Clone, Serialize)]
pub struct StatusVariant {
    /// The variant.
    pub ident: Ident,
    /// What is said about it.
    pub docs: Docs,
    /// The body, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Type>,
}

/// What a status means.
#[derive(Debug, Clone, Serialize)]
pub struct Arm {
    /// Which status.
    pub status: ArmStatus,
    /// Whether it is what the caller asked for.
    pub success: bool,
    /// How the body is read, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Reading>,
    /// The variant that it becomes, where the status decides the type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variant: Option<Ident>,
}

/// How a body is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reading {
    /// As JSON, into whatever type it has.
    Json,
    /// As text, into a `String`.
    Text,
    /// As it comes, into `Bytes`.
    Bytes,
}

/// The statuses of an arm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ArmStatus {
    /// One code.
    Exact(u16),
    /// A hundred codes, by their first digit.
    Range(u16),
    /// Every other code.
    Other,
}
