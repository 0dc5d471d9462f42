//! Bodies of requests: what each takes, and how it is written.

use serde::Serialize;

use super::{ArgumentType, Docs, Style, Xml};
use crate::names::Ident;

/// The body of a request.
#[derive(Debug, Clone, Serialize)]
pub struct Body {
    /// The argument or setter.
    pub ident: Ident,
    /// Whether every request has one.
    pub required: bool,
    /// What it takes.
    pub ty: ArgumentType,
    /// How it is written.
    pub form: BodyForm,
    /// The media type that is sent.
    pub media_type: String,
    /// How it may be written as well.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rewritings: Vec<Rewriting>,
    /// What is said about it.
    pub docs: Docs,
}

/// A body as one of several kinds, each in a media type of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BodyEnum {
    /// The type.
    pub name: Ident,
    /// What is said about it.
    pub docs: Docs,
    /// The kinds, those first that say most about themselves.
    pub variants: Vec<BodyVariant>,
}

/// A body in one media type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BodyVariant {
    /// The variant.
    pub ident: Ident,
    /// What is said about it.
    pub docs: Docs,
    /// What it takes.
    pub ty: ArgumentType,
    /// How it is written.
    pub form: BodyForm,
    /// The media type that is sent.
    pub media_type: String,
}

/// Another way to write a body, which is a setter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rewriting {
    /// The setter.
    pub ident: Ident,
    /// How it is written then.
    pub form: BodyForm,
}

/// How a body is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum BodyForm {
    /// As JSON.
    Json,
    /// As a form, with how those members are written that are not written as is usual.
    Form(Vec<FormField>),
    /// As a form of parts, which the caller makes.
    Multipart,
    /// As XML, with how its root is written.
    Xml(Xml),
    /// As it is.
    Raw,
    /// As the variant has it.
    Either(BodyEnum),
}

/// How a member of a form is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FormField {
    /// Its name on the wire.
    pub name: String,
    /// How it is written.
    pub style: Style,
}
