//! Whether a value that comes back means what it meant, seen from its schema.
//!
//! A moment may be spelled in another way, and a member that the schema says nothing about may be dropped: models keep
//! such members only where the description allows them by name.

use serde_json::{Map, Value};

use super::Schemas;
use super::values;

/// Compares what was read with what was written; nothing may be dropped where it is to be exact.
///
/// # Errors
///
/// Says what differs, and where.
pub(super) fn same(
    (schemas, is_exact): (&Schemas, bool),
    place: &str,
    before: &Value,
    after: &Value,
) -> Result<(), String> {
    let schema = schemas.get(place).into_iter().collect();
    Walk { schemas, is_exact }.same(schema, before, after, "")
}

#[derive(Clone, Copy)]
struct Walk<'a> {
    schemas: &'a Schemas,
    is_exact: bool,
}

impl<'a> Walk<'a> {
    fn same(
        self,
        declared: Vec<&'a Value>,
        before: &Value,
        after: &Value,
        at: &str,
    ) -> Result<(), String> {
        let declared = self.applied(declared, before);
        match (before, after) {
            (Value::Object(before), Value::Object(after)) => {
                self.same_members(&declared, before, after, at)
            }
            (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
                let pairs = before.iter().zip(after).enumerate();
                for (index, (before, after)) in pairs {
                    let element = elements(&declared, index);
                    self.same(element, before, after, &format!("{at}/{index}"))?;
                }
                Ok(())
            }
            _ if is_same_scalar(&declared, before, after) => Ok(()),
            _ => Err(format!("{before} comes back as {after}, at `{at}`")),
        }
    }

    fn same_members(
        self,
        declared: &[&'a Value],
        before: &Map<String, Value>,
        after: &Map<String, Value>,
        at: &str,
    ) -> Result<(), String> {
        for (name, value) in before {
            let member = members(declared, name);
            let at = format!("{at}/{name}");
            match after.get(name) {
                Some(after) => self.same(member, value, after, &at)?,
                None if member.is_empty() && !self.is_exact => {}
                None => return Err(format!("{value} does not come back, at `{at}`")),
            }
        }
        match after.iter().find(|(name, _)| !before.contains_key(*name)) {
            Some((name, value)) => Err(format!("{value} is made up, at `{at}/{name}`")),
            None => Ok(()),
        }
    }

    /// Every schema that says something about the value: what is referred to, all parts, and the branches that fit.
    fn applied(self, mut waiting: Vec<&'a Value>, value: &Value) -> Vec<&'a Value> {
        let mut applied: Vec<&Value> = Vec::new();
        while let Some(schema) = waiting.pop() {
            if applied.iter().any(|seen| std::ptr::eq(*seen, schema)) {
                continue;
            }
            applied.push(schema);
            let reference = schema.get("$ref").and_then(Value::as_str);
            waiting.extend(reference.and_then(|reference| self.schemas.referred(reference)));
            waiting.extend(list(schema, "allOf"));
            for key in ["oneOf", "anyOf"] {
                waiting.extend(self.fitting(list(schema, key), value));
            }
            waiting.extend(["then", "else"].iter().filter_map(|key| schema.get(key)));
        }
        applied
    }

    /// The branches that describe the value. Most can be told apart by a look; only then is the validator asked, which
    /// has to read everything that a branch refers to.
    fn fitting(self, branches: &'a [Value], value: &Value) -> Vec<&'a Value> {
        let branches = branches.iter();
        let mut branches: Vec<_> = branches
            .filter(|branch| self.may_fit(branch, value))
            .collect();
        if branches.len() > 1 {
            branches.retain(|branch| {
                let validator = self.schemas.validator(branch);
                validator.is_ok_and(|validator| validator.is_valid(value))
            });
        }
        branches
    }

    /// Whether the value has the type, the members and the constants that the branch asks for at first sight.
    fn may_fit(self, branch: &Value, value: &Value) -> bool {
        let reference = branch.get("$ref").and_then(Value::as_str);
        let target = reference.and_then(|reference| self.schemas.referred(reference));
        // One step is enough: what follows is for the validator.
        [Some(branch), target].into_iter().flatten().all(|schema| {
            let has_type = schema
                .get("type")
                .is_none_or(|name| is_of_type(name, value));
            has_type && has_constants(schema, value)
        })
    }
}

/// Whether the value has the members that must be there, and one of the values that each of them may have.
fn has_constants(schema: &Value, value: &Value) -> bool {
    let Value::Object(members) = value else {
        return is_listed(schema, value);
    };
    let mut required = list(schema, "required").iter().filter_map(Value::as_str);
    let properties = schema.get("properties").and_then(Value::as_object);
    let mut properties = properties.into_iter().flatten();
    required.all(|name| members.contains_key(name))
        && properties.all(|(name, property)| {
            let member = members.get(name);
            member.is_none_or(|member| is_listed(property, member))
        })
}

fn is_listed(schema: &Value, value: &Value) -> bool {
    schema.get("enum").is_none() || list(schema, "enum").contains(value)
}

fn is_of_type(name: &Value, value: &Value) -> bool {
    let is_one = |name: &Value| match name.as_str() {
        Some("null") => value.is_null(),
        Some("boolean") => value.is_boolean(),
        Some("number" | "integer") => value.is_number(),
        Some("string") => value.is_string(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        _ => true,
    };
    match name {
        Value::Array(names) => names.iter().any(is_one),
        name => is_one(name),
    }
}

fn list<'a>(schema: &'a Value, key: &str) -> &'a [Value] {
    schema
        .get(key)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

/// What the schemas say about an element of a list.
fn elements<'a>(declared: &[&'a Value], index: usize) -> Vec<&'a Value> {
    let element = |schema: &&'a Value| {
        let own = list(schema, "prefixItems").get(index);
        own.or_else(|| schema.get("items"))
    };
    declared.iter().filter_map(element).collect()
}

/// What the schemas say about a member; nothing where none of them names or allows it.
fn members<'a>(declared: &[&'a Value], name: &str) -> Vec<&'a Value> {
    let named = declared
        .iter()
        .filter_map(|schema| schema.get("properties")?.get(name));
    let others = || {
        declared.iter().flat_map(|schema| {
            let keys = ["additionalProperties", "unevaluatedProperties"];
            let others = keys.into_iter().filter_map(|key| schema.get(key));
            others.filter(|others| **others != Value::Bool(false))
        })
    };
    let named: Vec<_> = named.collect();
    if named.is_empty() {
        others().collect()
    } else {
        named
    }
}

fn is_same_scalar(declared: &[&Value], before: &Value, after: &Value) -> bool {
    let has_format = |format: &str| {
        let is_it = |schema: &&Value| schema.get("format").is_some_and(|name| name == format);
        declared.iter().any(is_it)
    };
    match (before, after) {
        (Value::Number(before), Value::Number(after)) => {
            values::are_equal_numbers(before, after)
                || (has_format("float") && values::are_equal_floats(before, after))
        }
        (Value::String(before), Value::String(after)) => {
            before == after
                || (has_format("date-time") && values::are_equal_moments(before, after))
                || (has_format("byte") && values::are_equal_bytes(before, after))
                || (has_format("uuid") && before.eq_ignore_ascii_case(after))
        }
        _ => before == after,
    }
}
