//! What generated types are called: components as they are, inline schemas after their title or what holds them.

use std::iter;

use super::choices;
use super::formats::Formats;
use super::types::needs_type;
use crate::model::{Api, Operation, Schema, SchemaId, SchemaKind, component_name};
use crate::names::{Ident, Scope};
use crate::pointer::ByPointer;
use crate::resolve::WOVEN;

/// Names that the module of models needs for itself.
const RESERVED: [&str; 26] = [
    "Base64",
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

/// How many other variants a variant is told from when it is named: nobody reads a choice of more.
const MAX_SIBLINGS: usize = 500;

/// A title of more words is a sentence.
const MAX_TITLE_WORDS: usize = 6;

/// The name of every schema that becomes a type of its own, components first, so that they get the plain names.
pub(super) fn names(api: &Api, formats: &Formats) -> ByPointer<Ident> {
    let mut naming = Naming::new(api);
    let mut scope = Scope::with_reserved(&RESERVED);
    for id in api.schemas.keys() {
        if let Some(name) = component_name(id) {
            let candidates = [
                Ident::pascal(&name),
                Ident::pascal(&format!("{name} model")),
            ];
            naming.names.insert(id.clone(), scope.allocate(&candidates));
        }
    }
    for (id, schema) in &api.schemas {
        if naming.names.contains_key(id) || !needs_type(api, formats, id) {
            continue;
        }
        let name = scope.allocate_first(naming.candidates(id, schema));
        naming.names.insert(id.clone(), name);
    }
    naming.names
}

struct Naming<'a> {
    api: &'a Api,
    names: ByPointer<Ident>,
    operations: ByPointer<&'a Operation>,
    /// Each parameter's name, with the first operation that takes it.
    parameters: ByPointer<(&'a str, &'a Operation)>,
}

impl<'a> Naming<'a> {
    fn new(api: &'a Api) -> Self {
        let mut parameters = ByPointer::default();
        for operation in &api.operations {
            for parameter in &operation.parameters {
                let taken = || (parameter.name.as_str(), operation);
                parameters
                    .entry(parameter.pointer.clone())
                    .or_insert_with(taken);
            }
        }
        let operations = api.operations.iter();
        Self {
            api,
            names: ByPointer::default(),
            operations: operations.map(|it| (it.pointer.clone(), it)).collect(),
            parameters,
        }
    }

    /// From the shortest name that would do to the most telling one.
    fn candidates(&self, id: &SchemaId, schema: &Schema) -> impl Iterator<Item = Ident> {
        let title = schema.about.title.as_deref();
        let title = title.filter(|title| title.split_whitespace().count() <= MAX_TITLE_WORDS);
        let shared = iter::once_with(|| shared_name(id, &schema.also_at)).flatten();
        let details = [Detail::Short, Detail::Holder, Detail::Full].into_iter();
        let told = details.flat_map(|detail| self.told(id, detail));
        let candidates = title
            .map(str::to_owned)
            .into_iter()
            .chain(shared)
            .chain(told);
        candidates.map(|words| Ident::pascal(&words))
    }

    /// What a schema can be called in so much detail.
    fn told(&self, id: &SchemaId, detail: Detail) -> impl Iterator<Item = String> {
        let words = self.words(id, detail);
        let short = words.split_once(" response 2");
        let short = short.map(|(short, _)| format!("{short} response"));
        let is_item = id.last().is_some_and(|token| token == "items");
        let item = is_item.then(|| {
            let list = self.words(&id.parent().unwrap_or_default(), detail);
            format!("{list} item")
        });
        short.into_iter().chain([words]).chain(item)
    }

    /// What a schema without a name of its own is called after: what holds it.
    fn words(&self, id: &SchemaId, detail: Detail) -> String {
        if let Some(name) = self.names.get(id) {
            return name.as_str().to_owned();
        }
        if let Some(name) = component_name(id) {
            return name;
        }
        let tokens: Vec<_> = id.tokens().collect();
        let tokens: Vec<&str> = tokens.iter().map(AsRef::as_ref).collect();
        let above = |levels: usize| {
            let mut above = id.clone();
            for _ in 0..levels {
                above = above.parent().unwrap_or_default();
            }
            above
        };
        let parent = |levels: usize| self.words(&above(levels), detail);
        match tokens.as_slice() {
            [] => String::new(),
            [.., "properties", name] => format!("{} {name}", parent(2)),
            [.., "items"] => singular(&parent(1)),
            [.., "prefixItems", index] => format!("{} item {index}", parent(2)),
            [.., "additionalProperties" | "unevaluatedProperties"] => {
                format!("{} value", parent(1))
            }
            [.., "patternProperties", _] => format!("{} value", parent(2)),
            [.., "allOf", _] => parent(2),
            [.., WOVEN, "oneOf" | "anyOf" | "type", _] => {
                format!("{} {}", parent(3), self.variant_words(id, &above(3)))
            }
            [.., "oneOf" | "anyOf", _] => {
                format!("{} {}", parent(2), self.variant_words(id, &above(2)))
            }
            [.., WOVEN, "patternProperties"] => format!("{} member", parent(2)),
            [.., WOVEN, "base"] => format!("{} base", parent(2)),
            [.., WOVEN] => parent(1),
            ["webhooks" | "x-webhooks", name, _] | [.., "callbacks", name, _, _] => {
                (*name).to_owned()
            }
            [.., "content", _, "schema"] => parent(3),
            [.., "responses", status] => format!("{} response {status}", parent(2)),
            [.., "requestBody"] => format!("{} body", parent(1)),
            [.., "schema"] => parent(1),
            _ => self.holder_words(id, &tokens, detail),
        }
    }

    fn holder_words(&self, id: &SchemaId, tokens: &[&str], detail: Detail) -> String {
        if let Some(operation) = self.operations.get(id) {
            return match detail {
                Detail::Short | Detail::Holder => operation_words(operation),
                Detail::Full => operation.label(),
            };
        }
        let last = tokens.last().copied().unwrap_or_default();
        let Some((name, operation)) = self.parameters.get(id) else {
            return last.to_owned();
        };
        let holder = match (detail, tokens, operation.tags.first()) {
            (Detail::Short, ..) => return (*name).to_owned(),
            (Detail::Holder, ["components", ..], _) => return last.to_owned(),
            (Detail::Holder, _, Some(tag)) => tag.clone(),
            (Detail::Holder, _, None) => operation_words(operation),
            (Detail::Full, ..) => operation.label(),
        };
        format!("{holder} {name}")
    }

    /// What a variant is called among those of the union at `union`.
    fn variant_words(&self, id: &SchemaId, union: &SchemaId) -> String {
        let Some(schema) = self.api.schemas.get(id) else {
            return String::new();
        };
        let siblings = match self.api.schemas.get(union).map(|union| &union.kind) {
            Some(SchemaKind::Union(union)) => union.variants.as_slice(),
            _ => &[],
        };
        let others = siblings.iter().filter(|other| *other != id);
        let others = others.take(MAX_SIBLINGS);
        let others = others.filter_map(|other| self.api.schemas.get(other));
        own_member(self.api, schema, &others.collect::<Vec<_>>())
            .unwrap_or_else(|| variant_words(schema))
    }
}

/// How much of an operation's id goes into a name, and how much of a parameter's: many are called `sort`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Detail {
    /// What comes behind the tag; the name of the parameter.
    Short,
    /// The tag and the name of the parameter, or what it is called among the components.
    Holder,
    /// All of the id; the first operation and the name of the parameter.
    Full,
}

/// What tells an object without a title from its siblings: the value of a constant member, or a member that only it
/// has.
fn own_member(api: &Api, schema: &Schema, others: &[&Schema]) -> Option<String> {
    let SchemaKind::Object(object) = &schema.kind else {
        return None;
    };
    if schema.about.title.is_some() {
        return None;
    }
    let constant = object.properties.values().find_map(|property| {
        let (target, _) = choices::target(api, &property.schema);
        match &api.schemas.get(&target)?.kind {
            SchemaKind::Enum { values, .. } => match values.as_slice() {
                [only] => only.value.as_str().map(str::to_owned),
                _ => None,
            },
            _ => None,
        }
    });
    let is_own = |name: &&String| {
        !others.iter().any(|other| match &other.kind {
            SchemaKind::Object(other) => other.properties.contains_key(*name),
            _ => false,
        })
    };
    let has_siblings = others
        .iter()
        .any(|other| matches!(other.kind, SchemaKind::Object(_)));
    constant.or_else(|| {
        has_siblings
            .then(|| object.properties.keys().find(is_own).cloned())
            .flatten()
    })
}

/// The property that holds a schema at each of its places, where it is the same everywhere.
fn shared_name(id: &SchemaId, also_at: &[SchemaId]) -> Option<String> {
    let property = |id: &SchemaId| {
        let tokens: Vec<_> = id.tokens().collect();
        match tokens.as_slice() {
            [.., keyword, name] if keyword == "properties" => Some(name.clone().into_owned()),
            [.., keyword, name, items] if keyword == "properties" && items == "items" => {
                Some(singular(name))
            }
            _ => None,
        }
    };
    let name = property(id)?;
    let is_same = |other: &SchemaId| property(other).as_ref() == Some(&name);
    (!also_at.is_empty() && also_at.iter().all(is_same)).then_some(name)
}

/// What a variant of a union is called: its title, the value that it stands for, or its type.
pub(super) fn variant_words(schema: &Schema) -> String {
    let title = schema.about.title.as_deref();
    if let Some(title) = title.filter(|title| title.split_whitespace().count() <= MAX_TITLE_WORDS) {
        return title.to_owned();
    }
    match &schema.kind {
        SchemaKind::Enum { values, .. } => match values.as_slice() {
            [only] => only.name.clone().unwrap_or_else(|| only.text()),
            _ => "enum".to_owned(),
        },
        SchemaKind::Boolean => "boolean".to_owned(),
        SchemaKind::Integer { .. } => "integer".to_owned(),
        SchemaKind::Number { .. } => "number".to_owned(),
        SchemaKind::String { format } => match format.as_deref() {
            Some(format @ ("date-time" | "date" | "uuid")) => format.to_owned(),
            _ => "string".to_owned(),
        },
        SchemaKind::Array { .. } | SchemaKind::Tuple { .. } => "array".to_owned(),
        _ => "object".to_owned(),
    }
}

/// One of what the words name many of; items are called `item` where the words name one.
pub(super) fn singular(words: &str) -> String {
    let lower = words.to_lowercase();
    let ends = |ending: &str| lower.ends_with(ending);
    let without = |count: usize| words.get(..words.len() - count).unwrap_or(words);
    if ends("ies") && lower.len() > 4 {
        return format!("{}y", without(3));
    }
    // Boxes, branches and statuses; but each of the caches is a cache.
    let mut adds_es = ["sses", "xes", "ches", "shes", "tuses"].iter();
    if adds_es.any(|ending| ends(ending)) && !ends("aches") {
        return without(2).to_owned();
    }
    let is_plural = ends("s") && !["ss", "us", "is"].iter().any(|ending| ends(ending));
    if is_plural && lower.len() > 3 {
        without(1).to_owned()
    } else {
        format!("{words} item")
    }
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

#[cfg(test)]
mod tests {
    use super::singular;

    #[test]
    fn one_of_many_is_named_as_one() {
        let cases = [
            ("labels", "label"),
            ("repositories", "repository"),
            ("boxes", "box"),
            ("branches", "branch"),
            ("statuses", "status"),
            ("caches", "cache"),
            ("licenses", "license"),
            ("addresses", "address"),
            ("status", "status item"),
            ("access", "access item"),
            ("data", "data item"),
        ];
        for (many, one) in cases {
            assert_eq!(singular(many), one, "{many}");
        }
    }
}
