//! Which type stands for a text or a number of some format, as the configuration says.

use std::collections::BTreeMap;

use super::types::scalar;
use crate::config::{Bytes, Config, Dates, Layout, TypePath, Uuids};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::{Api, Constraints, SchemaId, SchemaKind};
use crate::plan::{Foreign, Type};

/// Which type stands for what; text where nothing else is said.
#[derive(Debug, Clone, Default)]
pub(crate) struct Formats {
    /// The formats that the generator knows of itself, which are formats of texts.
    of_texts: BTreeMap<String, Type>,
    /// The formats that the configuration speaks of, of texts or of numbers.
    by_format: BTreeMap<String, Type>,
    by_schema: BTreeMap<SchemaId, Type>,
}

impl Formats {
    /// What `config` says, if it can be done for `api`.
    pub(crate) fn new(config: &Config, api: &Api, diagnostics: &mut Diagnostics) -> Self {
        let mut formats = Self {
            of_texts: built_in(config),
            ..Self::default()
        };
        for (format, path) in &config.formats.types {
            match foreign(path, config.layout) {
                Ok(ty) => drop(formats.by_format.insert(format.clone(), ty)),
                Err(diagnostic) => diagnostics.push(diagnostic),
            }
        }
        for (place, path) in &config.schema_types {
            let ty = foreign(path, config.layout);
            match ty.and_then(|ty| Ok((schema(api, place, path)?, ty))) {
                Ok((id, ty)) => drop(formats.by_schema.insert(id, ty)),
                Err(diagnostic) => diagnostics.push(diagnostic),
            }
        }
        formats
    }

    /// The type that was chosen for one schema.
    pub(super) fn chosen(&self, id: &SchemaId) -> Option<&Type> {
        self.by_schema.get(id)
    }

    /// The type of a single value that is not generated.
    pub(super) fn scalar(&self, kind: &SchemaKind, constraints: &Constraints) -> Option<Type> {
        let format = match kind {
            SchemaKind::Integer { format }
            | SchemaKind::Number { format }
            | SchemaKind::String { format } => format.as_deref(),
            _ => None,
        };
        let chosen = format.and_then(|format| self.by_format.get(format));
        let of_texts = || match kind {
            SchemaKind::String { .. } => self.of_texts.get(format?),
            _ => None,
        };
        chosen
            .or_else(of_texts)
            .cloned()
            .or_else(|| scalar(kind, constraints))
    }
}

/// The formats that the generator knows of itself.
fn built_in(config: &Config) -> BTreeMap<String, Type> {
    let of = |path: &str| Foreign::parse(path).map(Type::Foreign);
    let (moment, day) = match config.formats.dates {
        Dates::Chrono => (Some(Type::DateTime), Some(Type::Date)),
        Dates::Jiff => (of("jiff::Zoned"), of("jiff::civil::Date")),
        Dates::Time => (of("time::OffsetDateTime"), of("time::Date")),
        Dates::Text => (None, None),
    };
    let uuid = match config.formats.uuid {
        Uuids::Uuid => of("uuid::Uuid"),
        Uuids::Text => None,
    };
    let byte = match config.formats.byte {
        Bytes::Base64 => Some(Type::Base64),
        Bytes::Text => None,
    };
    let all = [
        ("date-time", moment),
        ("date", day),
        ("uuid", uuid),
        ("byte", byte),
    ];
    all.into_iter()
        .filter_map(|(format, ty)| Some((format.to_owned(), ty?)))
        .collect()
}

/// The type that a path names.
fn foreign(path: &TypePath, layout: Layout) -> Result<Type, Diagnostic> {
    let text = path.as_str();
    let Some(ty) = Foreign::parse(text) else {
        let message = format!("`{text}` is not the path of a type");
        return Err(invalid(message, path)
            .help("a path has a crate and a name, as `rust_decimal::Decimal`, and no parameters"));
    };
    // Neither the trait nor the type would be of the crate that implements it (Rust reference, Orphan rules).
    if layout == Layout::Module && !ty.is_local() && ty.format().is_none() {
        let message = format!("a module cannot read and write `{text}`, a type of another crate");
        return Err(invalid(message, path)
            .help("wrap it in a type of your own crate, as `crate::Money`, or generate a crate"));
    }
    Ok(Type::Foreign(ty))
}

/// The schema that a key means.
fn schema(api: &Api, place: &str, path: &TypePath) -> Result<SchemaId, Diagnostic> {
    let id = SchemaId::parse(place).ok();
    id.filter(|id| api.schemas.contains_key(id)).ok_or_else(|| {
        let places = api.schemas.keys().map(|id| format!("#{}", id.as_str()));
        let closest = places
            .map(|candidate| (strsim::jaro_winkler(place, &candidate), candidate))
            .max_by(|a, b| a.0.total_cmp(&b.0));
        let help = match closest {
            Some((score, candidate)) if score > 0.8 => format!("did you mean `{candidate}`?"),
            _ => "a place is written as in `$ref`: `#/components/schemas/Money`".to_owned(),
        };
        invalid(format!("there is no schema at `{place}`"), path).help(help)
    })
}

fn invalid(message: String, path: &TypePath) -> Diagnostic {
    let diagnostic = Diagnostic::error(Code::InvalidConfig, message);
    match path.place() {
        Some((source, span)) => diagnostic.at_span(source, span),
        None => diagnostic,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a text of each of these formats is, in the words of the plan.
    fn types(config: &Config) -> [String; 5] {
        let formats = Formats {
            of_texts: built_in(config),
            ..Formats::default()
        };
        ["date-time", "date", "time", "uuid", "byte"].map(|format| {
            let format = Some(format.to_owned());
            let kind = SchemaKind::String { format };
            let ty = formats.scalar(&kind, &Constraints::default());
            ty.map(|ty| ty.to_string()).unwrap_or_default()
        })
    }

    #[test]
    fn each_choice_has_its_types() {
        let mut config = Config::new("", "");
        assert_eq!(
            types(&config),
            ["DateTime", "Date", "String", "uuid::Uuid", "Base64"]
        );
        config.formats.uuid = Uuids::Text;
        config.formats.byte = Bytes::Text;
        let with = |config: &Config, moment: &str, day: &str| {
            assert_eq!(types(config), [moment, day, "String", "String", "String"]);
        };
        config.formats.dates = Dates::Jiff;
        with(&config, "jiff::Zoned", "jiff::civil::Date");
        config.formats.dates = Dates::Time;
        with(&config, "time::OffsetDateTime", "time::Date");
        config.formats.dates = Dates::Text;
        with(&config, "String", "String");
    }

    /// `{type: integer, format: uuid}` is a number all the same.
    #[test]
    fn a_number_has_no_format_of_texts() {
        let formats = Formats {
            of_texts: built_in(&Config::new("", "")),
            ..Formats::default()
        };
        for format in ["date", "uuid"] {
            let kind = SchemaKind::Integer {
                format: Some(format.to_owned()),
            };
            let ty = formats.scalar(&kind, &Constraints::default());
            assert_eq!(ty, Some(Type::I64), "{format}");
        }
    }
}
