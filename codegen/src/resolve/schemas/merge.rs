//! What several schemas assert together, keyword by keyword.

use super::assertions::{Additional, Assertions, JsonType};
use super::whole::Whole;
use crate::model::{Annotations, Constraints, EnumValue};

/// The types that are left to a value.
pub(super) enum Types {
    /// No part says.
    Unsaid,
    /// One of these.
    These(Vec<JsonType>),
    /// None at all: the parts exclude one another.
    None,
}

impl Types {
    /// The types, where some part says them.
    pub(super) fn said(&self) -> Option<&[JsonType]> {
        match self {
            Self::These(types) => Some(types),
            Self::Unsaid | Self::None => None,
        }
    }
}

/// The types that every part allows.
pub(super) fn types(whole: &Whole) -> Types {
    let mut left = Types::Unsaid;
    let narrowed = whole.narrowed.map(|ty| vec![ty]);
    let said = whole.parts.iter().filter_map(|part| part.types.clone());
    for types in said.chain(narrowed) {
        let both = match left.said() {
            None => types,
            Some(left) => common(left, &types),
        };
        if both.is_empty() {
            return Types::None;
        }
        left = Types::These(both);
    }
    left
}

fn common(left: &[JsonType], right: &[JsonType]) -> Vec<JsonType> {
    let mut both = Vec::new();
    for ty in left {
        let common = right.iter().filter_map(|other| ty.and(*other));
        for ty in common {
            if !both.contains(&ty) {
                both.push(ty);
            }
        }
    }
    both
}

/// The values that every `enum` has, of the types that are left; `None` where there is no `enum`.
pub(super) fn values(whole: &Whole) -> Option<Vec<EnumValue>> {
    let mut lists = whole.parts.iter().filter_map(|part| part.values.as_ref());
    let mut values: Vec<EnumValue> = lists.next()?.clone();
    for list in lists {
        values.retain(|value| list.iter().any(|other| other.value == value.value));
    }
    // `allOf: [{enum: [a, 1]}, {type: string}]`; what is of no such type at all is a slip of the pen.
    if let Types::These(types) = types(whole) {
        let is_fit = |value: &EnumValue| {
            let own = JsonType::of(&value.value);
            types
                .iter()
                .any(|ty| own.is_some_and(|own| ty.and(own).is_some()))
        };
        if values.iter().any(is_fit) {
            values.retain(is_fit);
        }
    }
    Some(values)
}

/// Whether the parts exclude one another at first sight, so that no value can meet them all.
pub(super) fn excludes_all(whole: &Whole) -> bool {
    whole.parts.iter().any(|part| part.never)
        || matches!(types(whole), Types::None)
        || values(whole).is_some_and(|values| values.is_empty())
}

/// The type that the keywords are about, where none is named.
pub(super) fn meant_type(whole: &Whole) -> Option<JsonType> {
    whole.parts.iter().rev().find_map(|part| meant_by(part))
}

fn meant_by(part: &Assertions) -> Option<JsonType> {
    let limits = &part.constraints;
    let has_members = !part.properties.is_empty()
        || !part.patterns.is_empty()
        || !part.required.is_empty()
        || !matches!(part.additional, Additional::Unspecified);
    if has_members || limits.min_properties.is_some() || limits.max_properties.is_some() {
        return Some(JsonType::Object);
    }
    let has_items = part.items.is_some() || !part.prefix.is_empty();
    if has_items || limits.min_items.is_some() || limits.max_items.is_some() || limits.unique_items
    {
        return Some(JsonType::Array);
    }
    if !limits.patterns.is_empty() || limits.min_length.is_some() || limits.max_length.is_some() {
        return Some(JsonType::String);
    }
    match part.format.as_deref() {
        Some("int32" | "int64") => return Some(JsonType::Integer),
        Some("float" | "double") => return Some(JsonType::Number),
        Some("date" | "date-time" | "uuid" | "uri" | "email" | "byte" | "binary" | "password") => {
            return Some(JsonType::String);
        }
        _ => {}
    }
    let is_bounded = limits.minimum.is_some() || limits.maximum.is_some();
    (is_bounded || limits.multiple_of.is_some()).then_some(JsonType::Number)
}

/// What is said at one place and at a more general one.
pub(super) fn about(special: Annotations, general: Annotations) -> Annotations {
    Annotations {
        title: special.title.or(general.title),
        description: special.description.or(general.description),
        nullable: special.nullable,
        deprecated: special.deprecated || general.deprecated,
        read_only: special.read_only || general.read_only,
        write_only: special.write_only || general.write_only,
        default: special.default.or(general.default),
        example: special.example.or(general.example),
        xml: special.xml.or(general.xml),
    }
}

/// What a value must keep to so that every part is met.
pub(super) fn constraints(whole: &Whole) -> Constraints {
    let parts = whole.parts.iter();
    parts.fold(Constraints::default(), |all, part| {
        all.and(&part.constraints)
    })
}
