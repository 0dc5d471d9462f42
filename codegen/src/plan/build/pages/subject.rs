//! An operation, by what has to do with pages: its query, and what its answer is made of.

use std::collections::BTreeMap;

use super::usual;
use crate::model::{self, Api, Operation, SchemaId, SchemaKind};
use crate::names::Ident;
use crate::plan::{
    ArgumentLocation, ArgumentType, Field, Item, ListMember, Method, Outcome, Presence, Reading,
    Type,
};

/// How many aliases and members are followed: those that go in circles lead to no list.
const MOST_STEPS: usize = 16;

/// Whether an argument is of the right type.
pub(super) type ArgumentFits = fn(&ArgumentType) -> bool;

/// Whether a member is.
pub(super) type TypeFits = fn(&Type) -> bool;

/// An operation that may give a list page by page.
pub(super) struct Subject<'a> {
    api: &'a Api,
    models: &'a BTreeMap<&'a Ident, &'a Item>,
    operation: &'a Operation,
    method: &'a Method,
    /// What it gives.
    answer: &'a Type,
}

/// The list in an answer.
pub(super) struct List {
    /// Where it is, on the wire; empty where the answer is the list.
    pub(super) path: String,
    pub(super) page: Presence,
    pub(super) members: Vec<ListMember>,
    pub(super) item: Type,
}

/// What a number may be, as far as the description says it.
#[derive(Default)]
pub(super) struct Range {
    pub(super) usual: Option<u64>,
    pub(super) least: Option<u64>,
    pub(super) most: Option<u64>,
}

impl<'a> Subject<'a> {
    /// The operation, if it can give a list at all; or why it cannot.
    pub(super) fn new(
        api: &'a Api,
        models: &'a BTreeMap<&'a Ident, &'a Item>,
        operation: &'a Operation,
        method: &'a Method,
    ) -> Result<Self, String> {
        if operation.method != model::Method::Get {
            return Err("only a GET is asked for page by page".to_owned());
        }
        let mut successes = method.arms.iter().filter(|arm| arm.success);
        let is_json = successes.all(|arm| arm.body == Some(Reading::Json));
        match &method.output {
            Outcome::Body(answer) if is_json => Ok(Self {
                api,
                models,
                operation,
                method,
                answer,
            }),
            _ => Err("the answer is not JSON of one type, and so no page".to_owned()),
        }
    }

    /// Whether the description declares the header `Link` of a success.
    pub(super) fn declares_link(&self) -> bool {
        let responses = self.operation.responses.iter();
        let mut successes = responses.filter(|response| response.status.is_success());
        successes.any(|response| {
            let mut headers = response.headers.iter();
            headers.any(|header| header.name.eq_ignore_ascii_case("link"))
        })
    }

    /// The list at a path, or the only one that there is.
    pub(super) fn list(&self, path: Option<&str>) -> Result<List, String> {
        let (page, answer) = self.present(self.answer);
        if let (Type::Vec(item), None | Some("")) = (answer, path) {
            return Ok(List {
                path: String::new(),
                page,
                members: Vec::new(),
                item: (**item).clone(),
            });
        }
        let path = match path {
            Some(path) => path,
            None => self
                .only_list()
                .ok_or("the answer has not one list that is all of it: name it by `items`")?,
        };
        let mut members = Vec::new();
        match self.follow(answer, path, &mut members) {
            Some(Type::Vec(item)) => Ok(List {
                path: path.to_owned(),
                page,
                members,
                item: (**item).clone(),
            }),
            Some(_) => Err(format!("the member `{path}` of the answer is no list")),
            None => Err(missing(path)),
        }
    }

    /// The name of the member that is a list, if there is one such member, or one that must be there.
    fn only_list(&self) -> Option<&'a str> {
        let is_list = |field: &&Field| matches!(self.present(&field.ty).1, Type::Vec(_));
        let lists: Vec<_> = self.fields(self.answer)?.iter().filter(is_list).collect();
        let required = lists.iter().copied().filter(|field| field.required);
        let required: Vec<_> = required.collect();
        match (lists.as_slice(), required.as_slice()) {
            ([only], _) | (_, [only]) => Some(&only.wire_name),
            _ => None,
        }
    }

    /// The path of a member that is named.
    pub(super) fn member_at(&self, path: &str) -> Result<String, String> {
        let found = self.follow(self.answer, path, &mut Vec::new());
        found.map(|_| path.to_owned()).ok_or_else(|| missing(path))
    }

    /// The first of these members that is there, in the answer or in what is about it.
    pub(super) fn member_of(&self, names: &[&str], fits: TypeFits) -> Option<String> {
        self.paths(names).find(|path| self.fits(path, fits))
    }

    /// Where members of these names may be: in the answer, and in what is about it.
    fn paths(&self, names: &[&str]) -> impl Iterator<Item = String> {
        let fields = self.fields(self.answer).unwrap_or_default();
        let is_there =
            move |holder: &&&str| fields.iter().any(|it| it.wire_name.starts_with(**holder));
        // Most answers have none of them.
        let holders = usual::HOLDERS.iter().filter(is_there);
        let held = holders
            .flat_map(move |holder| names.iter().map(move |name| format!("{holder}.{name}")));
        names.iter().map(ToString::to_string).chain(held)
    }

    /// The member that holds the URL of the next page.
    pub(super) fn url_member(&self) -> Option<String> {
        let mut paths = usual::URL_PATHS.iter().map(ToString::to_string);
        self.member_of(usual::URLS, is_text)
            .or_else(|| paths.find(|path| self.fits(path, is_text)))
            .or_else(|| {
                self.paths(&["next"])
                    .find(|path| self.fits(path, is_text) && self.is_url(path))
            })
    }

    fn fits(&self, path: &str, fits: TypeFits) -> bool {
        self.follow(self.answer, path, &mut Vec::new())
            .is_some_and(fits)
    }

    /// Whether a type has a member.
    pub(super) fn has_member(&self, ty: &'a Type, path: &str) -> bool {
        self.follow(ty, path, &mut Vec::new()).is_some()
    }

    /// A query parameter that is named.
    pub(super) fn parameter_at(&self, name: &str) -> Result<String, String> {
        let mut query = self.query();
        let found = query.find(|(known, _)| *known == name);
        found
            .map(|(known, _)| known.to_owned())
            .ok_or_else(|| format!("there is no query parameter `{name}`"))
    }

    /// The first of these query parameters that is there.
    pub(super) fn parameter_of(&self, names: &[&str], fits: ArgumentFits) -> Option<String> {
        let is_there = |name: &&&str| self.query().any(|(known, ty)| known == **name && fits(ty));
        names.iter().find(is_there).map(ToString::to_string)
    }

    fn query(&self) -> impl Iterator<Item = (&'a str, &'a ArgumentType)> {
        let arguments = self.method.arguments.iter().chain(&self.method.setters);
        let query = arguments.filter(|argument| argument.location == ArgumentLocation::Query);
        query.map(|argument| (argument.wire_name.as_str(), &argument.ty))
    }

    /// What the description says of a parameter that is a number.
    pub(super) fn range(&self, parameter: &str) -> Range {
        let mut parameters = self.operation.parameters.iter();
        let parameter = parameters
            .find(|it| it.location == model::ParameterLocation::Query && it.name == parameter);
        let Some(id) = parameter.and_then(|parameter| parameter.schema.as_ref()) else {
            return Range::default();
        };
        let constraints = self.api.constraints(id);
        let schema = self.api.aliased(id);
        let bound = |bound: &Option<model::Bound>| bound.as_ref()?.value.as_u64();
        Range {
            usual: schema.and_then(|schema| schema.about.default.as_ref()?.as_u64()),
            least: bound(&constraints.minimum),
            most: bound(&constraints.maximum),
        }
    }

    /// What stands at a path below a type. A name may hold dots itself.
    fn follow(&self, ty: &'a Type, path: &str, members: &mut Vec<ListMember>) -> Option<&'a Type> {
        if members.len() >= MOST_STEPS {
            return None;
        }
        self.fields(ty)?.iter().find_map(|field| {
            let rest = path.strip_prefix(field.wire_name.as_str())?;
            let (presence, ty) = self.present(&field.ty);
            members.push(ListMember {
                ident: field.ident.clone(),
                presence,
            });
            let found = match rest.strip_prefix('.') {
                None if rest.is_empty() => Some(ty),
                None => None,
                Some(rest) => self.follow(ty, rest, members),
            };
            if found.is_none() {
                members.pop();
            }
            found
        })
    }

    fn fields(&self, ty: &'a Type) -> Option<&'a [Field]> {
        match self.present(ty).1 {
            Type::Model(name) => match self.models.get(name)? {
                Item::Struct(item) => Some(&item.fields),
                _ => None,
            },
            _ => None,
        }
    }

    /// The type of a value that is there, past what it is only another name of.
    fn present(&self, ty: &'a Type) -> (Presence, &'a Type) {
        let (presence, mut ty) = match ty {
            Type::Option(ty) => (Presence::Optional, &**ty),
            Type::Nullable(ty) => (Presence::Nullable, &**ty),
            ty => (Presence::Always, ty),
        };
        for _ in 0..MOST_STEPS {
            ty = match ty {
                Type::Box(inner) => inner,
                Type::Model(name) => match self.models.get(name) {
                    Some(Item::Alias(alias)) => &alias.ty,
                    _ => break,
                },
                _ => break,
            };
        }
        (presence, ty)
    }

    /// Whether a text is a URL, by what the description says of it.
    fn is_url(&self, path: &str) -> bool {
        let mut responses = self.operation.responses.iter();
        let success = responses.find(|response| response.status.is_success());
        let content = success.and_then(|it| it.content.iter().find(|media| media.is_json()));
        let schema = content.and_then(|media| media.schema.as_ref());
        let property = |id: &'a SchemaId, name: &str| match &self.api.aliased(id)?.kind {
            SchemaKind::Object(object) => Some(&object.properties.get(name)?.schema),
            _ => None,
        };
        let schema = schema.and_then(|id| path.split('.').try_fold(id, property));
        let Some(schema) = schema.and_then(|id| self.api.aliased(id)) else {
            return false;
        };
        let example = schema.about.example.as_ref().and_then(|it| it.as_str());
        let format = match &schema.kind {
            SchemaKind::String { format } => format.as_deref(),
            _ => None,
        };
        matches!(format, Some("uri" | "url" | "uri-reference" | "iri"))
            || example.is_some_and(|example| example.contains("://"))
    }
}

fn missing(path: &str) -> String {
    format!("the answer has no member `{path}`")
}

/// What an argument for a count takes.
pub(super) fn is_number(ty: &ArgumentType) -> bool {
    matches!(ty, ArgumentType::Value(ty) if is_count(ty))
}

/// What an argument for a cursor takes.
pub(super) fn is_cursor(ty: &ArgumentType) -> bool {
    matches!(ty, ArgumentType::Text | ArgumentType::Value(_))
}

/// A whole number.
pub(super) fn is_count(ty: &Type) -> bool {
    matches!(ty, Type::I32 | Type::I64 | Type::U32 | Type::U64)
}

pub(super) fn is_flag(ty: &Type) -> bool {
    matches!(ty, Type::Bool)
}

fn is_text(ty: &Type) -> bool {
    matches!(ty, Type::String | Type::Foreign(_))
}

/// A text or a whole number.
pub(super) fn is_single(ty: &Type) -> bool {
    is_text(ty) || is_count(ty)
}
