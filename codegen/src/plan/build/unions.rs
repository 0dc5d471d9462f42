//! Unions: their variants, and how each is told from the others.
//!
//! What decides, in this order: the discriminator, a member with a constant, a required member that only one variant
//! has, the JSON type, and only then whether a value can be read as such.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::choices::{self, Choices};
use super::constraints::Asked;
use super::kinds::Kinds;
use super::types::Types;
use super::written_tag::written_tag;
use super::{naming, text};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::{self, Api, EnumValue, SchemaId, SchemaKind};
use crate::names::{Ident, Scope};
use crate::plan::{Case, JsonKind, Tag, ToldBy, Type, Union, UnionVariant};

/// What every part of this pass works with.
pub(super) struct Context<'a> {
    pub(super) api: &'a Api,
    pub(super) types: &'a Types<'a>,
    /// Of which JSON types schemas are, as far as somebody asked: many choices may have one among theirs.
    pub(super) kinds: &'a mut Kinds,
    pub(super) diagnostics: &'a mut Diagnostics,
}

/// A variant on its way: the schema, its type, and how it is told.
struct Candidate<'a> {
    id: SchemaId,
    schema: &'a model::Schema,
    ty: Type,
    /// Its index among the choices that the document lists.
    listed: Vec<usize>,
    case: Case,
}

/// The union at `id`.
pub(super) fn union(context: &mut Context<'_>, id: &SchemaId, name: &Ident) -> Option<Union> {
    let schema = context.api.schemas.get(id)?;
    let choices = choices::choices(context.api, id);
    let mut candidates = candidates(context, &choices);
    candidates.sort_by_key(|candidate| rank(candidate));
    let declared = match &schema.kind {
        SchemaKind::Union(union) => union.discriminator.as_ref(),
        _ => None,
    };
    let tag = match declared {
        Some(declared) => Some(declared_tag(declared, &choices, &candidates)),
        None => inferred_tag(context.api, &candidates),
    };
    let tag = tag.filter(|tag| !tag.values.is_empty());
    tell_apart(context.api, &mut candidates, tag.as_ref());
    for (index, candidate) in candidates.iter_mut().enumerate() {
        let declared = tag.as_ref().filter(|_| declared.is_some());
        candidate.case.tag = declared.and_then(|tag| written_tag(tag, index, candidate.schema));
    }
    report(context, id, &candidates);
    let mut scope = Scope::default();
    // Names in document order, so that a type that is tried early does not get the plain name.
    let variants: Vec<UnionVariant> = candidates
        .into_iter()
        .map(|candidate| UnionVariant {
            ident: scope.allocate(&variant_names(context, &candidate, name)),
            docs: text::first_line(candidate.schema),
            ty: candidate.ty,
            case: candidate.case,
        })
        .collect();
    let unknown = ["unknown", "unrecognized", "unknown value"].map(Ident::pascal);
    Some(Union {
        docs: text::type_docs(schema, &Asked::of(context.api, context.types, id)),
        deprecated: schema.about.deprecated,
        unknown: Some(scope.allocate(&unknown)),
        anything: choices.anything,
        blank: 0,
        name: name.clone(),
        tag,
        variants,
    })
}

/// The variants, each type once.
fn candidates<'a>(context: &mut Context<'a>, choices: &Choices) -> Vec<Candidate<'a>> {
    let mut candidates: Vec<Candidate<'a>> = Vec::new();
    for (index, variant) in choices.variants.iter().enumerate() {
        let Some(schema) = context.api.schemas.get(variant) else {
            continue;
        };
        let ty = context.types.place(variant).ty;
        match candidates.iter_mut().find(|other| other.ty == ty) {
            Some(same) => {
                same.listed.push(index);
                same.case.texts.clear();
            }
            None => candidates.push(Candidate {
                case: Case {
                    kinds: context.kinds.of(context.api, variant),
                    texts: texts(schema),
                    ..Case::default()
                },
                id: variant.clone(),
                listed: vec![index],
                schema,
                ty,
            }),
        }
    }
    candidates
}

/// What can be read in fewer ways is tried first: a date before any text, a whole number before any number.
fn rank(candidate: &Candidate<'_>) -> u8 {
    match candidate.ty {
        Type::String | Type::F32 | Type::F64 | Type::Map(_) => 1,
        Type::JsonObject => 2,
        Type::Value => 3,
        _ => 0,
    }
}

/// The values of the discriminator, with the variants that they stand for now.
fn declared_tag(
    declared: &model::Discriminator,
    choices: &Choices,
    candidates: &[Candidate<'_>],
) -> Tag {
    let values = declared.mapping.iter().filter_map(|(value, listed)| {
        let became = (*choices.became.get(*listed)?)?;
        let position = candidates
            .iter()
            .position(|candidate| candidate.listed.contains(&became))?;
        Some((value.clone(), position))
    });
    Tag {
        member: declared.property.clone(),
        values: values.collect(),
    }
}

/// A member that every object among the variants has, with values that no two of them share.
fn inferred_tag(api: &Api, candidates: &[Candidate<'_>]) -> Option<Tag> {
    let objects: Vec<(usize, &model::Object)> = candidates
        .iter()
        .enumerate()
        .filter(|(_, candidate)| candidate.case.kinds.contains(&JsonKind::Object))
        .map(|(index, candidate)| match &candidate.schema.kind {
            SchemaKind::Object(object) => Some((index, object)),
            _ => None,
        })
        .collect::<Option<_>>()?;
    let (_, first) = objects.first().filter(|_| objects.len() > 1)?;
    first.properties.keys().find_map(|member| {
        let mut values: IndexMap<String, usize> = IndexMap::new();
        for (index, object) in &objects {
            for value in listed_values(api, object, member)? {
                if values.insert(value.text(), *index).is_some() {
                    return None;
                }
            }
        }
        Some(Tag {
            member: member.clone(),
            values: values.into_iter().collect(),
        })
    })
}

/// The values of a required member, where the document lists them.
fn listed_values<'a>(
    api: &'a Api,
    object: &model::Object,
    member: &str,
) -> Option<&'a [EnumValue]> {
    let property = object.properties.get(member).filter(|it| it.required)?;
    let (id, _) = choices::target(api, &property.schema);
    match &api.schemas.get(&id)?.kind {
        SchemaKind::Enum {
            values,
            extensible: false,
        } => Some(values),
        _ => None,
    }
}

/// Decides what tells each variant from those that the JSON type does not tell it from.
fn tell_apart(api: &Api, candidates: &mut [Candidate<'_>], tag: Option<&Tag>) {
    let constants: Vec<_> = candidates.iter().map(|it| constants(api, it)).collect();
    let present = only_here(candidates);
    let mut of_kind: BTreeMap<JsonKind, usize> = BTreeMap::new();
    for kind in candidates.iter().flat_map(|it| &it.case.kinds) {
        *of_kind.entry(*kind).or_default() += 1;
    }
    let shared: Vec<bool> = candidates
        .iter()
        .map(|one| {
            let kinds = one.case.kinds.iter();
            kinds
                .filter_map(|kind| of_kind.get(kind))
                .any(|of_kind| *of_kind > 1)
        })
        .collect();
    let details = constants.into_iter().zip(present).zip(shared);
    for (index, ((constants, present), is_shared)) in details.enumerate() {
        let Some(candidate) = candidates.get_mut(index) else {
            continue;
        };
        let case = &mut candidate.case;
        let is_tagged = tag.is_some_and(|tag| tag.values.iter().any(|(_, at)| *at == index));
        case.told_by = if is_tagged {
            ToldBy::Discriminator
        } else if !is_shared {
            ToldBy::Type
        } else if !constants.is_empty() {
            case.constants = constants;
            ToldBy::Constant
        } else if !present.is_empty() {
            case.present = present;
            ToldBy::Member
        } else {
            ToldBy::Trial
        };
    }
}

/// Members that must be there and have one value only.
fn constants(api: &Api, candidate: &Candidate<'_>) -> Vec<(String, String)> {
    let SchemaKind::Object(object) = &candidate.schema.kind else {
        return Vec::new();
    };
    let members = object.properties.keys();
    members
        .filter_map(|member| match listed_values(api, object, member)? {
            [only] => Some((member.clone(), only.text())),
            _ => None,
        })
        .collect()
}

/// For each variant, a required member that no other object among them may have.
fn only_here(candidates: &[Candidate<'_>]) -> Vec<Vec<String>> {
    // How many have a member, and which take members of any name and so may have them all.
    let mut holders: BTreeMap<&str, usize> = BTreeMap::new();
    let mut open = Vec::new();
    for (index, candidate) in candidates.iter().enumerate() {
        match &candidate.schema.kind {
            SchemaKind::Object(object) if !is_open(object) => {}
            _ if candidate.case.kinds.contains(&JsonKind::Object) => open.push(index),
            _ => continue,
        }
        if let SchemaKind::Object(object) = &candidate.schema.kind {
            for name in object.properties.keys() {
                *holders.entry(name).or_default() += 1;
            }
        }
    }
    let candidates = candidates.iter().enumerate();
    candidates
        .map(|(index, candidate)| match &candidate.schema.kind {
            SchemaKind::Object(object) if open.iter().all(|other| *other == index) => {
                let required = object.properties.iter().filter(|(_, it)| it.required);
                let own = required.filter(|(name, _)| holders.get(name.as_str()) == Some(&1));
                own.map(|(name, _)| name.clone()).take(1).collect()
            }
            _ => Vec::new(),
        })
        .collect()
}

fn is_open(object: &model::Object) -> bool {
    use model::AdditionalProperties as Additional;
    object.properties.is_empty()
        || matches!(object.additional, Additional::Any | Additional::Schema(_))
}

/// Whether a value may be of both JSON types.
fn overlap(one: &Candidate<'_>, other: &Candidate<'_>) -> bool {
    let kinds = &other.case.kinds;
    one.case.kinds.iter().any(|kind| kinds.contains(kind))
}

/// Warns of variants that nothing but a trial tells apart, naming two of them.
fn report(context: &mut Context<'_>, id: &SchemaId, candidates: &[Candidate<'_>]) {
    let is_tried = |candidate: &Candidate<'_>| {
        candidate.case.told_by == ToldBy::Trial && !is_parsed(&candidate.ty)
    };
    let tried: Vec<_> = candidates.iter().filter(|it| is_tried(it)).collect();
    for (index, one) in tried.iter().enumerate() {
        for other in tried.iter().skip(index + 1) {
            if !overlap(one, other) {
                continue;
            }
            let (one, other) = (one.ty.to_string(), other.ty.to_string());
            let message = format!("`{one}` and `{other}` cannot be told apart for certain");
            context.diagnostics.push(
                Diagnostic::warning(Code::AmbiguousUnion, message)
                    .at(id)
                    .help("each is tried, and the one that loses nothing wins; a discriminator or a constant member would tell them apart"),
            );
            return;
        }
    }
}

/// Whether the text or the number itself tells, such as a date among texts.
fn is_parsed(ty: &Type) -> bool {
    !matches!(
        ty,
        Type::Model(_) | Type::Vec(_) | Type::Map(_) | Type::Tuple(_) | Type::JsonObject
    )
}

/// The texts of an enum.
fn texts(schema: &model::Schema) -> Vec<String> {
    match &schema.kind {
        SchemaKind::Enum {
            values,
            extensible: false,
        } => values
            .iter()
            .filter_map(|value| value.value.as_str().map(str::to_owned))
            .collect(),
        _ => Vec::new(),
    }
}

/// What a variant may be called: the schema's own name without that of the union, its title, its value or its type.
fn variant_names(context: &Context<'_>, candidate: &Candidate<'_>, union: &Ident) -> Vec<Ident> {
    let mut names = Vec::new();
    if let Some(name) = context.types.name(&candidate.id) {
        let stem = name.as_str().strip_prefix(union.as_str());
        let stem = stem.filter(|stem| stem.starts_with(|c: char| c.is_ascii_uppercase()));
        names.push(Ident::pascal(stem.unwrap_or(name.as_str())));
    }
    if names.is_empty() {
        names.push(Ident::pascal(&naming::variant_words(candidate.schema)));
    }
    names.push(Ident::pascal(&words_of(&candidate.ty)));
    names
}

/// A type in words: `Vec<String>` is `string list`.
fn words_of(ty: &Type) -> String {
    match ty {
        Type::Vec(items) => format!("{} array", words_of(items)),
        Type::Map(values) => format!("{} map", words_of(values)),
        Type::Option(inner) | Type::Nullable(inner) | Type::Box(inner) => words_of(inner),
        Type::Foreign(path) => path.name().to_owned(),
        other => other.to_string(),
    }
}
