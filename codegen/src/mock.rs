//! What the mock server of a generated crate knows of its API: a line of JSON for each operation.
//!
//! The server itself is part of the runtime. What it answers unless a test says otherwise is data, not code: a thousand
//! operations take no time to compile, and each is read when it is first called.

mod answers;
mod instance;
mod parameters;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use self::instance::Instances;
use crate::load::Document;
use crate::model::{Api, Operation};
use crate::output::{GeneratedFile, MARKER};
use crate::plan::{ClientCrate, Method, Place};

/// What the server knows of each operation, by method and path.
pub(crate) struct Mock {
    operations: Vec<(String, Value)>,
}

/// Gathers what a description says about the operations that a crate has.
pub(crate) fn mock(document: &Document, api: &Api, krate: &ClientCrate) -> Mock {
    let methods = krate.modules.iter().flat_map(|module| &module.methods);
    let methods: BTreeMap<_, _> = methods
        .map(|it| ((it.http_method, &*it.path), it))
        .collect();
    let instances = Instances::new(api);
    let operations = api.operations.iter().filter_map(|operation| {
        let path = operation.path.to_string();
        let method = methods.get(&(operation.method.as_str(), &*path))?;
        let mut entry = Map::new();
        entry.insert("id".to_owned(), json!(method.operation));
        let security = security(krate, method);
        let parameters = parameters::parameters(api, operation);
        let lists = [("security", security), ("parameters", parameters)];
        let lists = lists.into_iter().filter(|(_, list)| !list.is_empty());
        entry.extend(lists.map(|(name, list)| (name.to_owned(), Value::Array(list))));
        entry.extend(body(operation).map(|body| ("body".to_owned(), body)));
        let responses = answers::answers(document, operation, &instances);
        entry.insert("responses".to_owned(), Value::Object(responses));
        Some((format!("{} {path}", operation.method), Value::Object(entry)))
    });
    Mock {
        operations: operations.collect(),
    }
}

/// The names of the schemes that the client knows, in each alternative.
fn security(krate: &ClientCrate, method: &Method) -> Vec<Value> {
    let alternatives = method.security.iter().map(|constants| {
        let schemes = krate.security_schemes.iter();
        let schemes = schemes.filter(|scheme| constants.contains(&scheme.constant));
        schemes.map(|scheme| json!(scheme.name)).collect()
    });
    alternatives.map(Value::Array).collect()
}

fn body(operation: &Operation) -> Option<Value> {
    let body = operation.request_body.as_ref()?;
    let content: Vec<_> = body.content.iter().map(|media| &media.name).collect();
    (!content.is_empty()).then(|| json!({ "required": body.required, "content": content }))
}

impl Mock {
    /// The file that the server reads: an object with a member in each line, so that it can be read line by line.
    pub(crate) fn file(&self, place: Place) -> GeneratedFile {
        let marker = format!("{MARKER}. Do not edit: change the description and generate again.");
        let mut text = format!("{{\"//\": {}", json!(marker));
        for (name, entry) in &self.operations {
            let _ = write!(text, ",\n{}: {entry}", json!(name));
        }
        text.push_str("\n}\n");
        let path = match place {
            Place::Crate => "src/mock.json",
            Place::Module => "mock.json",
        };
        GeneratedFile::json(path.to_owned(), text)
    }
}
