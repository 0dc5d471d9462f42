//! Types that are not generated: what crates they are from, and which of those a client needs.

use std::collections::BTreeSet;
use std::fmt;

use serde::Serialize;

use super::{Part, Type};
use crate::names::Ident;

/// The path of a type that is not generated, such as `rust_decimal::Decimal`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Foreign {
    is_local: bool,
    segments: Vec<Ident>,
}

impl Foreign {
    /// Reads a path of identifiers, the last of which is a type; the first may be `crate`.
    #[must_use]
    pub fn parse(path: &str) -> Option<Self> {
        let path = path.strip_prefix("::").unwrap_or(path);
        let (is_local, path) = match path.strip_prefix("crate::") {
            Some(rest) => (true, rest),
            None => (false, path),
        };
        let segments: Option<Vec<Ident>> = path.split("::").map(Ident::exactly).collect();
        // What has one segment only is of no crate.
        let segments = segments.filter(|segments| is_local || segments.len() > 1)?;
        Some(Self { is_local, segments })
    }

    /// Whether it is of the crate that the generated code is part of.
    #[must_use]
    pub fn is_local(&self) -> bool {
        self.is_local
    }

    /// The parts of the path, without `crate`.
    #[must_use]
    pub fn segments(&self) -> &[Ident] {
        &self.segments
    }

    /// The name of the type.
    #[must_use]
    pub fn name(&self) -> &str {
        self.segments.last().map_or("", Ident::as_str)
    }

    /// The crate, where the runtime knows the type.
    #[must_use]
    pub fn format(&self) -> Option<Part> {
        Some(match self.to_string().as_str() {
            "chrono::NaiveDate" | "chrono::NaiveTime" => Part::Chrono,
            "jiff::Timestamp" | "jiff::Zoned" | "jiff::civil::Date" | "jiff::civil::Time" => {
                Part::Jiff
            }
            "time::Date" | "time::OffsetDateTime" | "time::Time" => Part::Time,
            "uuid::Uuid" => Part::Uuid,
            _ => return None,
        })
    }
}

impl fmt::Display for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_local {
            f.write_str("crate::")?;
        }
        for (index, segment) in self.segments.iter().enumerate() {
            let separator = if index == 0 { "" } else { "::" };
            write!(f, "{separator}{segment}")?;
        }
        Ok(())
    }
}

impl Serialize for Foreign {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What a client needs beside what is generated and what every client has.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Used {
    /// What of the runtime.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub parts: BTreeSet<Part>,
    /// The types that are read and written as serde has them.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub foreign: BTreeSet<Foreign>,
}

impl Used {
    /// Whether it is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Adds what a type needs.
    pub fn add(&mut self, ty: &Type) {
        self.parts.extend(ty.format());
        if let Type::Foreign(path) = ty
            && path.format().is_none()
        {
            self.foreign.insert(path.clone());
        }
        for inner in ty.inner() {
            self.add(inner);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_of_identifiers() {
        for path in ["rust_decimal::Decimal", "a::b::C", "crate::Money"] {
            assert_eq!(Foreign::parse(path).unwrap().to_string(), path);
        }
        assert_eq!(Foreign::parse("::a::B").unwrap().to_string(), "a::B");
        let wrong = [
            "",
            "String",
            "a::",
            "::",
            "a::Vec<u8>",
            "a b::C",
            "a-b::C",
            "a::fn",
            "self::A",
            "a::crate::B",
            "crate",
            "a::b; fn main() {}",
            "a::1",
            "a::_",
        ];
        for path in wrong {
            assert_eq!(Foreign::parse(path), None, "{path}");
        }
    }

    #[test]
    fn what_is_used_is_found_at_any_depth() {
        let foreign = |path: &str| Foreign::parse(path).unwrap();
        let mut used = Used::default();
        used.add(&Type::Vec(Box::new(Type::Foreign(foreign("uuid::Uuid")))));
        used.add(&Type::Map(Box::new(Type::Foreign(foreign("a::B")))));
        used.add(&Type::Option(Box::new(Type::Date)));
        assert_eq!(used.parts, BTreeSet::from([Part::Chrono, Part::Uuid]));
        assert_eq!(used.foreign, BTreeSet::from([foreign("a::B")]));
    }
}
