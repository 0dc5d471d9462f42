//! The examples of a description, each with the schema that describes it.

use std::collections::BTreeSet;
use std::fmt;

use serde_json::{Value, json};

use crate::load::Document;
use crate::model::{Api, MediaType, SchemaId};
use crate::pointer::JsonPointer;

/// An example.
#[derive(Debug)]
pub(super) struct Sample {
    /// The schema that describes it.
    pub(super) schema: SchemaId,
    /// Where it stands.
    at: JsonPointer,
    value: Value,
}

impl fmt::Display for Sample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = json!({
            "schema": self.schema.as_str(),
            "at": self.at.as_str(),
            "value": self.value,
        });
        line.fmt(f)
    }
}

/// Every example of what is sent and received as JSON, in document order; the same one is taken once.
///
/// Parameters and headers are not JSON, so their examples say nothing about models.
pub(super) fn samples(document: &Document, api: &Api) -> Vec<Sample> {
    let mut gathered = Gathered {
        document,
        samples: Vec::new(),
        seen: BTreeSet::new(),
    };
    for operation in &api.operations {
        let request = operation.request_body.iter();
        let request = request.map(|body| (&body.pointer, &body.content));
        let responses = operation.responses.iter();
        let responses = responses.map(|response| (&response.pointer, &response.content));
        for (pointer, content) in request.chain(responses) {
            for media_type in content {
                gathered.media_type(&pointer.child("content"), media_type);
            }
        }
    }
    for id in api.schemas.keys().filter(|id| !is_of_parameter(id)) {
        gathered.schema(id);
    }
    gathered.samples
}

struct Gathered<'a> {
    document: &'a Document,
    samples: Vec<Sample>,
    seen: BTreeSet<(SchemaId, String)>,
}

impl Gathered<'_> {
    fn media_type(&mut self, content: &JsonPointer, media_type: &MediaType) {
        let Some(schema) = media_type
            .schema
            .as_ref()
            .filter(|_| is_json(&media_type.name))
        else {
            return;
        };
        let place = content.child(&media_type.name);
        self.value(schema, &place.child("example"));
        let examples = place.child("examples");
        let names: Vec<_> = match self.document.get(&examples) {
            Some(Value::Object(members)) => members.keys().cloned().collect(),
            _ => return,
        };
        for name in names {
            // An example may be a reference to one under `components`.
            if let Ok(example) = self.document.resolve(&examples.child(&name)) {
                self.value(schema, &example.child("value"));
            }
        }
    }

    fn schema(&mut self, id: &SchemaId) {
        self.value(id, &id.child("example"));
        let examples = id.child("examples");
        if let Some(Value::Array(list)) = self.document.get(&examples) {
            for index in 0..list.len() {
                self.value(id, &examples.index(index));
            }
        }
    }

    fn value(&mut self, schema: &SchemaId, at: &JsonPointer) {
        let Some(value) = self.document.get(at) else {
            return;
        };
        if self.seen.insert((schema.clone(), value.to_string())) {
            self.samples.push(Sample {
                schema: schema.clone(),
                at: at.clone(),
                value: value.clone(),
            });
        }
    }
}

/// Whether a schema stands in a parameter or a header.
fn is_of_parameter(id: &SchemaId) -> bool {
    id.tokens()
        .take_while(|token| token != "schema" && token != "schemas")
        .any(|token| token == "parameters" || token == "headers")
}

fn is_json(media_type: &str) -> bool {
    let name = media_type.split(';').next().unwrap_or_default();
    let name = name.trim().to_ascii_lowercase();
    matches!(name.as_str(), "application/json" | "*/*" | "application/*") || name.ends_with("+json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_told_from_members_of_that_name() {
        for (place, expected) in [
            ("/components/parameters/a/schema", true),
            ("/paths/~1a/get/responses/200/headers/b/schema/items", true),
            (
                "/paths/~1parameters/get/requestBody/content/c/schema",
                false,
            ),
            ("/components/schemas/A/properties/headers", false),
        ] {
            let id = SchemaId::parse(place).unwrap();
            assert_eq!(is_of_parameter(&id), expected, "{place}");
        }
    }

    #[test]
    fn only_json_is_compared() {
        for (media_type, expected) in [
            ("application/json; charset=utf-8", true),
            ("Application/Problem+JSON", true),
            ("application/xml", false),
            ("application/jsonl", false),
        ] {
            assert_eq!(is_json(media_type), expected, "{media_type}");
        }
    }
}
