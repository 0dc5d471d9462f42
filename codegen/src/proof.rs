//! The proof that a generated crate can carry along: tests that read every example of the description as its type,
//! write it again and compare.
//!
//! What checks is ordinary Rust in the package `codegen-proof`, embedded as it stands; what is checked is data.

mod json_schema;
mod keywords;
mod samples;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use self::json_schema::Reading;
use self::samples::Sample;
use crate::config::MissingType;
use crate::load::Document;
use crate::model::{Api, SchemaId};
use crate::output::{GeneratedFile, MARKER};
use crate::plan::{self, ClientCrate, Formats, Item, Sent, Type};

/// Includes files of `codegen-proof`, each with its path.
macro_rules! embedded {
    ($($path:literal,)*) => {
        &[$(($path, include_str!(concat!("../proof/src/", $path)))),*]
    };
}

/// Every source file that a generated crate needs; a test compares the list with the folder.
const FILES: &[(&str, &str)] = embedded![
    "compare.rs",
    "lib.rs",
    "report.rs",
    "schemas.rs",
    "values.rs",
];

/// What the tests of a crate know of its description.
pub(crate) struct Proof {
    /// The type of every schema that a test may read a sample of, by the schema's place.
    pub(crate) types: Vec<(String, Type)>,
    schemas: Map<String, Value>,
    samples: Vec<Sample>,
}

/// Gathers the examples, their schemas and their types, as far as the crate has these.
pub(crate) fn proof(
    document: &Document,
    api: &Api,
    krate: &ClientCrate,
    (formats, missing_type): (&Formats, MissingType),
) -> Proof {
    let mut samples = samples::samples(document, api);
    let own = samples
        .iter()
        .map(|each| (each.schema.clone(), each.schema.clone()));
    let places: BTreeMap<SchemaId, SchemaId> = components(document, api).chain(own).collect();
    let types = plan::types_of(api, formats, places.values());
    let models: BTreeSet<_> = krate.all_models().map(Item::name).collect();
    let types: BTreeMap<SchemaId, Type> = places
        .into_keys()
        .zip(types)
        .filter(|(_, ty)| {
            let mut is_there = true;
            ty.each_model(&mut |name| is_there &= models.contains(name));
            is_there
        })
        .collect();
    samples.retain(|sample| types.contains_key(&sample.schema));
    Proof {
        schemas: json_schema::schemas(
            document,
            types.keys().cloned().chain(sent(api)).collect(),
            &Reading {
                sent: Sent::new(api),
                missing_type,
            },
        ),
        types: types
            .into_iter()
            .map(|(place, ty)| (place.as_str().to_owned(), ty))
            .collect(),
        samples,
    }
}

/// The schemas of what operations send: who makes up calls needs these too.
fn sent(api: &Api) -> impl Iterator<Item = SchemaId> {
    api.operations.iter().flat_map(|operation| {
        let parameters = operation.parameters.iter();
        let parameters = parameters.filter_map(|parameter| parameter.schema.as_ref());
        let bodies = operation.request_body.iter().flat_map(|it| &it.content);
        let bodies = bodies.filter_map(|media| media.schema.as_ref());
        parameters.chain(bodies).cloned()
    })
}

/// The component schemas that have a type, by their place; one that is only a reference has that of its target.
fn components(document: &Document, api: &Api) -> impl Iterator<Item = (SchemaId, SchemaId)> {
    let components = SchemaId::root().extended(["components", "schemas"]);
    let members = document.get(&components).and_then(Value::as_object);
    members.into_iter().flatten().filter_map(move |(name, _)| {
        let place = components.child(name);
        let target = document.resolve(&place).ok()?;
        api.schemas.contains_key(&target).then_some((place, target))
    })
}

impl Proof {
    /// The files below `tests`, but for the one that is printed from tokens.
    pub(crate) fn files(&self) -> Vec<GeneratedFile> {
        let sources = FILES.iter().map(|(path, text)| {
            let path = match *path {
                // What is the root of a crate at home is a module here.
                "lib.rs" => "tests/proof/mod.rs".to_owned(),
                path => format!("tests/proof/{path}"),
            };
            // Its own tests stay at home.
            let text = text.split("\n#[cfg(test)]").next().unwrap_or_default();
            GeneratedFile::rust(path, &format!("{}\n", text.trim_end()))
        });
        sources
            .chain([GeneratedFile::json(
                "tests/examples.json".to_owned(),
                self.data(),
            )])
            .collect()
    }

    /// The examples and all schemas that they need, one to a line, so that changes can be read.
    fn data(&self) -> String {
        let marker = format!("{MARKER}. Do not edit: change the description and generate again.");
        let mut text = format!("{{\"//\": {},\n\"schemas\": {{\n", json!(marker));
        let schemas = self.schemas.iter();
        let schemas = schemas.map(|(place, schema)| format!("{}: {schema}", json!(place)));
        list(&mut text, schemas);
        text.push_str("},\n\"samples\": [\n");
        list(&mut text, self.samples.iter().map(Sample::to_string));
        text.push_str("]}\n");
        text
    }
}

fn list(text: &mut String, lines: impl Iterator<Item = String>) {
    for (index, line) in lines.enumerate() {
        let separator = if index == 0 { "" } else { ",\n" };
        let _ = write!(text, "{separator}{line}");
    }
    text.push('\n');
}

/// The section of a manifest that the tests make necessary.
pub(crate) fn manifest_section() -> String {
    // A client without dates has no `chrono` of its own.
    let names = ["chrono", "jsonschema"];
    let lines = names.map(|name| format!("{name} = {}\n", crate::runtime::declared(name)));
    format!("\n[dev-dependencies]\n{}", lines.concat())
}
