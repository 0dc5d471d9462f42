//! The schemas of the description in the words of JSON Schema 2020-12, and a validator for each.

use std::cell::RefCell;

use jsonschema::{Draft, Registry};
use serde_json::{Value, json};

use super::values;

/// What the description is called where schemas refer to one another.
const DESCRIPTION: &str = "urn:description";

/// The schemas of the description, by their place in it.
pub struct Schemas {
    root: Value,
    registry: Registry<'static>,
    /// The validator that was asked last: samples of one schema follow each other.
    last: RefCell<Option<(String, Option<Validator>)>>,
}

/// Says whether a value is what a schema describes.
pub struct Validator(jsonschema::Validator);

impl Schemas {
    /// Takes the schemas by their place; each refers to others as `urn:description#/$defs/PLACE`.
    ///
    /// # Errors
    ///
    /// Says why the validator does not take them.
    pub fn new(schemas: &Value) -> Result<Self, String> {
        let root = json!({ "$defs": schemas });
        let registry = Registry::new()
            .draft(Draft::Draft202012)
            .add(DESCRIPTION, root.clone())
            .and_then(jsonschema::RegistryBuilder::prepare)
            .map_err(|error| error.to_string())?;
        let last = RefCell::default();
        Ok(Self {
            root,
            registry,
            last,
        })
    }

    /// The schema at a place of the description.
    #[must_use]
    pub fn get(&self, place: &str) -> Option<&Value> {
        self.root.get("$defs")?.get(place)
    }

    /// The schema that a `$ref` leads to.
    #[must_use]
    pub fn referred(&self, reference: &str) -> Option<&Value> {
        let fragment = reference.strip_prefix(DESCRIPTION)?.strip_prefix('#')?;
        self.root.pointer(&percent_decoded(fragment))
    }

    /// The validator of any schema that refers to these.
    ///
    /// # Errors
    ///
    /// Says why the schema is not one that values can be checked against.
    pub fn validator(&self, schema: &Value) -> Result<Validator, String> {
        let built = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .with_registry(&self.registry)
            .should_validate_formats(true)
            .with_format("byte", values::is_base64)
            .build(schema);
        built.map(Validator).map_err(|error| error.to_string())
    }

    /// What is wrong with a value, seen from the schema at a place of the description.
    ///
    /// # Errors
    ///
    /// Says what is wrong with it. A schema that nothing can be checked against blames no value.
    pub fn validate(&self, place: &str, value: &Value) -> Result<(), String> {
        let mut last = self.last.borrow_mut();
        if last.as_ref().is_none_or(|(known, _)| known != place) {
            let schema = self.get(place);
            let validator = schema.and_then(|schema| self.validator(schema).ok());
            *last = Some((place.to_owned(), validator));
        }
        match last.as_ref() {
            Some((_, Some(validator))) => validator.validate(value),
            _ => Ok(()),
        }
    }
}

impl Validator {
    /// What is wrong with a value.
    ///
    /// # Errors
    ///
    /// Says the first thing that is.
    pub fn validate(&self, value: &Value) -> Result<(), String> {
        let validated = self.0.validate(value);
        validated.map_err(|error| format!("{error}, at `{}`", error.instance_path()))
    }

    /// The keyword that rejects a value, if one does.
    #[must_use]
    pub fn rejecting(&self, value: &Value) -> Option<String> {
        let error = self.0.validate(value).err()?;
        let path = error.schema_path().to_string();
        Some(path.rsplit('/').next().unwrap_or_default().to_owned())
    }

    /// Whether nothing is wrong with a value.
    #[must_use]
    pub fn is_valid(&self, value: &Value) -> bool {
        self.0.is_valid(value)
    }
}

/// Undoes percent-encoding (RFC 3986, section 2.1); what is none stays as it is.
#[must_use]
pub fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let escape = tail.get(..2).filter(|_| first == b'%');
        let byte = escape
            .and_then(|escape| std::str::from_utf8(escape).ok())
            .and_then(|escape| u8::from_str_radix(escape, 16).ok());
        bytes.push(byte.unwrap_or(first));
        rest = tail
            .get(if byte.is_some() { 2 } else { 0 }..)
            .unwrap_or_default();
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
