//! Request functions.

use std::collections::BTreeSet;
use std::iter;

use serde::Serialize;

use super::{Body, BodyEnum, BodyForm, Constant, Docs, Gate, Pages, Type};
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
    /// Where it is served, if not where the API is: a URL, or a path on the client's server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server: Option<String>,
    /// What every request has, in order.
    pub arguments: Vec<Argument>,
    /// What a request may have, each with a setter.
    pub setters: Vec<Argument>,
    /// What it carries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Body>,
    /// What the caller can read, as a media type or range.
    pub accept: String,
    /// The alternatives of which one must be met, as statics; empty where anybody may call.
    pub security: Vec<Vec<Constant>>,
    /// Whether sending it twice does the same as sending it once.
    pub idempotent: bool,
    /// How its list comes page by page, if it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<Pages>,
    /// What it gives.
    pub output: Outcome,
    /// The headers that come with it, where the document declares any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headers: Option<Ident>,
    /// What a documented error carries.
    pub failure: Outcome,
    /// What each status means, in the order in which they are tried.
    pub arms: Vec<Arm>,
}

impl Method {
    /// Every type that its arguments, its setters and its body name.
    pub fn taken(&self) -> impl Iterator<Item = &Type> {
        let arguments = self.arguments.iter().chain(&self.setters);
        let choices = self.body_enum().into_iter();
        let choices = choices
            .flat_map(|item| &item.variants)
            .map(|variant| &variant.ty);
        let bodies = self.body.iter().map(|body| &body.ty).chain(choices);
        let taken = arguments.map(|argument| &argument.ty).chain(bodies);
        taken.map(ArgumentType::named)
    }

    /// Every way to write its body.
    pub fn body_forms(&self) -> impl Iterator<Item = &BodyForm> {
        let bodies = self.body.iter().flat_map(|body| {
            let others = body.rewritings.iter().map(|rewriting| &rewriting.form);
            iter::once(&body.form).chain(others)
        });
        let variants = self.body_enum().into_iter().flat_map(|item| &item.variants);
        bodies.chain(variants.map(|variant| &variant.form))
    }

    /// What its body takes where there are several kinds of it.
    #[must_use]
    pub fn body_enum(&self) -> Option<&BodyEnum> {
        match &self.body.as_ref()?.form {
            BodyForm::Either(item) => Some(item),
            _ => None,
        }
    }

    /// Every model that it takes or gives.
    pub fn each_model<'a>(&'a self, visit: &mut impl FnMut(&'a Ident)) {
        for ty in self.taken() {
            ty.each_model(visit);
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
    /// How it is written, where that is not as is usual there.
    #[serde(skip_serializing_if = "Style::is_usual")]
    pub style: Style,
    /// The media type that it is sent in, where the document says so of a part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    /// The part of the body whose header it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
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
    /// In a cookie.
    Cookie,
    /// In a part of the body.
    Part,
    /// In a header of a part of the body.
    PartHeader,
}

/// How an argument is written, as far as that is not as is usual where it is sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Style {
    /// The style, where it is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<StyleName>,
    /// Whether each item or member is written on its own, where that is not as the style has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explode: Option<bool>,
    /// Whether the characters that a URL is divided by are sent as they are.
    #[serde(skip_serializing_if = "is_false")]
    pub allow_reserved: bool,
    /// Whether an empty value is sent as the name alone.
    #[serde(skip_serializing_if = "is_false")]
    pub allow_empty: bool,
    /// Whether it is one JSON text.
    #[serde(skip_serializing_if = "is_false")]
    pub json: bool,
}

impl Style {
    /// As one JSON text.
    pub const JSON: Self = Self {
        name: None,
        explode: None,
        allow_reserved: false,
        allow_empty: false,
        json: true,
    };
}

impl Style {
    /// Whether it is as is usual.
    #[must_use]
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

/// A style of parameters (`OpenAPI` specification, section Style Values).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the specification says what each is")]
pub enum StyleName {
    Label,
    Matrix,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
}

/// What an argument takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ArgumentType {
    /// `&str`.
    Text,
    /// As many texts as there are, of any kind.
    Texts,
    /// A value that is moved.
    Value(Type),
    /// A value that is lent.
    Reference(Type),
    /// Values that are lent.
    Slice(Type),
    /// As many values as there are.
    List(Type),
    /// A body of any kind.
    Body,
    /// The content of a file.
    Upload,
    /// The contents of as many files as there are.
    Uploads,
    /// A form of parts.
    Multipart,
    /// An enum of the kinds that a body can be of.
    Either(Ident),
}

impl ArgumentType {
    /// The type that has to be named.
    #[must_use]
    pub fn named(&self) -> &Type {
        match self {
            Self::Text
            | Self::Texts
            | Self::Body
            | Self::Upload
            | Self::Uploads
            | Self::Multipart
            | Self::Either(_) => &Type::String,
            Self::Value(ty) | Self::Reference(ty) | Self::Slice(ty) | Self::List(ty) => ty,
        }
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature is serde's"
)]
fn is_false(flag: &bool) -> bool {
    !flag
}

/// What an operation gives or fails with.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Nothing.
    Unit,
    /// The one type that is documented.
    Body(Type),
    /// One of several, told apart by status and media type.
    Several(OutcomeEnum),
}

impl Outcome {
    /// The types of its bodies.
    #[must_use]
    pub fn types(&self) -> Vec<&Type> {
        match self {
            Self::Unit => Vec::new(),
            Self::Body(ty) => vec![ty],
            Self::Several(item) => {
                let variants = item.variants.iter();
                variants
                    .filter_map(|variant| variant.body.as_ref())
                    .collect()
            }
        }
    }
}

/// What an operation gives or fails with where the status and the media type decide the type.
#[derive(Debug, Clone, Serialize)]
pub struct OutcomeEnum {
    /// The type.
    pub name: Ident,
    /// What is said about it.
    pub docs: Docs,
    /// The variants, in the order of the statuses and of the media types of each.
    pub variants: Vec<OutcomeVariant>,
}

/// What comes with one status, or in one media type.
#[derive(Debug, Clone, Serialize)]
pub struct OutcomeVariant {
    /// The variant.
    pub ident: Ident,
    /// What is said about it.
    pub docs: Docs,
    /// The body, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Type>,
}

/// What a status means, in some media types or in any.
#[derive(Debug, Clone, Serialize)]
pub struct Arm {
    /// Which status.
    pub status: ArmStatus,
    /// In which media types, as the runtime has them; empty for every other, and for none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub media_types: Vec<String>,
    /// Whether it is what the caller asked for.
    pub success: bool,
    /// How the body is read, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Reading>,
    /// The variant that it becomes, where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variant: Option<Ident>,
}

/// How a body is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reading {
    /// As JSON, into whatever type it has.
    Json,
    /// As XML, into whatever type it has.
    Xml,
    /// As text, into a `String`.
    Text,
    /// As a whole, into `Bytes`.
    Bytes,
    /// As it comes, into a `ByteStream`.
    Stream,
    /// As values that come one after the other, one on each line, into a `JsonLines`.
    JsonLines,
    /// As values that come one after the other (RFC 7464), into a `JsonLines`.
    JsonSequence,
    /// As events that come one after the other, into an `EventStream`.
    Events,
}

impl Reading {
    /// Whether the caller gets the answer before all of it is there.
    #[must_use]
    pub fn is_streamed(self) -> bool {
        self == Self::Stream || self.is_of_items()
    }

    /// Whether the caller gets one value or event after the other.
    #[must_use]
    pub fn is_of_items(self) -> bool {
        matches!(self, Self::JsonLines | Self::JsonSequence | Self::Events)
    }
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
