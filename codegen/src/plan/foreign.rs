//! Types that are not generated: what crates they are from, and which of those a client needs.

use std::collections::BTreeSet;
use std::fmt;

use serde::Serialize;

use super::Type;
use crate::names::Ident;

/// A crate that a client has only where it uses it: its types stand for texts of some format, or it reads patterns
/// or XML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Dates and times of `chrono`.
    Chrono,
    /// Dates and times of `jiff`.
    Jiff,
    /// Dates and times of `time`.
    Time,
    /// UUIDs of `uuid`.
    Uuid,
    /// Patterns as `regress` reads them.
    Regress,
    /// XML as `quick-xml` reads and writes it.
    QuickXml,
}

impl Format {
    /// The name of the crate.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chrono => "chrono",
            Self::Jiff => "jiff",
            Self::Time => "time",
            Self::Uuid => "uuid",
            Self::Regress => "regress",
            Self::QuickXml => "quick-xml",
        }
    }
}

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
    pub fn format(&self) -> Option<Format> {
        Some(match self.to_string().as_str() {
            "chrono::NaiveDate" | "chrono::NaiveTime" => Format::Chrono,
            "jiff::Timestamp" | "jiff::Zoned" | "jiff::civil::Date" | "jiff::civil::Time" => {
                Format::Jiff
            }
            "time::Date" | "time::OffsetDateTime" | "time::Time" => Format::Time,
            "uuid::Uuid" => Format::Uuid,
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

/// What a client needs for types that are not generated.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Used {
    /// The crates that the runtime has wire forms for, and those for patterns and for XML.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub formats: BTreeSet<Format>,
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
        self.formats.extend(ty.format());
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
        assert_eq!(used.formats, BTreeSet::from([Format::Chrono, Format::Uuid]));
        assert_eq!(used.foreign, BTreeSet::from([foreign("a::B")]));
    }
}
