//! A call of an operation, from the description's own examples, or else from its schemas.

use std::collections::BTreeMap;
use std::fmt;

use codegen_proof::Schemas;
use serde_json::{Map, Value, json};
use tests::instances;

use crate::arguments::{self, Shape};
use crate::client::Call;
use crate::description::{Description, Media, Node, Operation, Parameter};

/// Headers that are no parameters (`OpenAPI` specification, section Parameter Object).
const NO_PARAMETERS: [&str; 3] = ["accept", "content-type", "authorization"];

/// The kinds of media types, the one that a client takes first in front.
const KINDS: [fn(&str) -> bool; 5] = [
    |name| name == "application/json" || name.ends_with("+json"),
    |name| name == "application/x-www-form-urlencoded",
    |name| name.starts_with("multipart/"),
    |name| name.starts_with("text/"),
    |_| true,
];

/// Makes calls.
pub(super) struct Maker<'a> {
    description: &'a Description,
    schemas: &'a Schemas,
    pub(super) blamed: Vec<Blamed>,
}

/// An example that is not what its schema describes.
#[derive(Debug)]
pub(super) struct Blamed {
    operation: String,
    argument: String,
    verdict: String,
}

impl Blamed {
    pub(super) fn to_json(&self) -> Value {
        json!({ "operation": self.operation, "argument": self.argument, "verdict": self.verdict })
    }
}

impl fmt::Display for Blamed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}: {}", self.operation, self.argument, self.verdict)
    }
}

impl<'a> Maker<'a> {
    pub(super) fn new(description: &'a Description, schemas: &'a Schemas) -> Self {
        Self {
            description,
            schemas,
            blamed: Vec::new(),
        }
    }

    /// A call with every parameter that an operation has, and a body where it takes one.
    pub(super) fn call(&mut self, operation: &Operation<'a>) -> Call {
        let mut arguments = BTreeMap::new();
        for parameter in &operation.parameters {
            let is_other = parameter.location == "header"
                && NO_PARAMETERS.contains(&&*parameter.name.to_lowercase());
            if is_other {
                continue;
            }
            let name = format!("{}/{}", parameter.location, parameter.name);
            if let Some(value) = self.parameter(&operation.name, &name, parameter) {
                arguments.insert(name, value);
            }
        }
        let content = operation.body.iter().flat_map(|body| &body.content);
        let content: Vec<_> = content.collect();
        let mut chosen = KINDS.iter();
        let chosen = chosen.find_map(|is_one| content.iter().find(|media| is_one(&media.name)));
        if let Some(media) = chosen {
            self.body(&operation.name, media, &mut arguments);
        }
        Call {
            operation: operation.name.clone(),
            arguments,
            ..Call::default()
        }
    }

    fn parameter(
        &mut self,
        operation: &str,
        name: &str,
        parameter: &Parameter<'a>,
    ) -> Option<Value> {
        let schema = parameter.schema.as_ref();
        let value = self.value((operation, name), schema, &parameter.examples);
        // An empty segment would be another path.
        let is_lost = parameter.location == "path" && value == Some(json!(""));
        let is_ambiguous =
            matches!(value, Some(Value::Number(_) | Value::Bool(_))) && self.may_be_text(schema);
        if is_lost || is_ambiguous {
            Some("text".into())
        } else {
            value
        }
    }

    fn body(&mut self, operation: &str, media: &Media<'a>, into: &mut BTreeMap<String, Value>) {
        let schema = media.schema.as_ref();
        let value = self.value((operation, "body"), schema, &media.examples);
        let value = value.unwrap_or_else(|| "text".into());
        into.insert("body/type".to_owned(), media.name.as_str().into());
        if media.name.starts_with("multipart/") {
            let mut form = Vec::new();
            for (name, value) in value.as_object().into_iter().flatten() {
                form.push(match value {
                    Value::String(text) => json!({ "part": name, "content": text }),
                    value => json!({ "part": name, "json": value }),
                });
                into.insert(format!("part/{name}"), value.clone());
            }
            into.insert("body".to_owned(), form.into());
        } else {
            into.insert("body".to_owned(), value);
        }
    }

    /// The first example that is as the schema says; or what is made of the schema.
    fn value(
        &mut self,
        (operation, argument): (&str, &str),
        schema: Option<&Node<'a>>,
        examples: &[&Value],
    ) -> Option<Value> {
        let Some(schema) = schema else {
            return examples.first().map(|&value| value.clone());
        };
        let schema = self.description.resolved(schema.clone());
        let own = ["example", "default"].map(|key| schema.value.get(key));
        let listed = ["examples", "enum"].map(|key| schema.value.get(key)?.get(0));
        let own = own.into_iter().chain(listed).flatten();
        for example in examples.iter().copied().chain(own) {
            // People write texts for what is a number.
            let value = arguments::value(self.description, Some(&schema), example);
            match self.schemas.validate(&schema.place, &value) {
                Ok(()) => return Some(value),
                Err(verdict) => self.blamed.push(Blamed {
                    operation: operation.to_owned(),
                    argument: argument.to_owned(),
                    verdict,
                }),
            }
        }
        let converted = self.schemas.get(&schema.place);
        let made = converted.and_then(|it| instances::of_schema(self.schemas, it, 1).ok());
        made.and_then(|mut made| made.pop()).or_else(|| {
            match arguments::shape(self.description, &schema) {
                Shape::Object => Some(Value::Object(Map::new())),
                Shape::Array => Some(json!([])),
                Shape::Number => Some(json!(1)),
                Shape::Boolean => Some(json!(true)),
                Shape::Text | Shape::Any => Some("text".into()),
            }
        })
    }

    /// Whether a value may be any text: on the wire, a number would be one, too, and Prism could not tell them apart.
    fn may_be_text(&self, schema: Option<&Node<'a>>) -> bool {
        let Some(schema) = schema else {
            return false;
        };
        let schema = self.description.resolved(schema.clone());
        ["oneOf", "anyOf"]
            .iter()
            .filter_map(|key| schema.get(key))
            .any(|branches| {
                let is_text = |it: Node<'_>| arguments::shape(self.description, &it) == Shape::Text;
                branches.items().any(is_text)
            })
    }
}
