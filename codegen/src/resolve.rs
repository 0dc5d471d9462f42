//! The second stage: from the document to [`model::Api`](crate::model::Api), with every reference followed.
//!
//! This is the only stage after `load` that knows how a document is written down.

mod content;
mod events;
mod operations;
mod pages;
mod parameters;
mod patches;
mod relations;
mod schemas;
mod security;
mod select;
mod servers;

use openapiv3::ReferenceOr;
use serde_json::Value;

use self::schemas::SchemaQueue;
pub(crate) use self::schemas::WOVEN;
use crate::config::{MissingType, Paging, Selector};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::load::{Document, ReferenceError, View};
use crate::model;
use crate::pointer::{ByPointer, JsonPointer};

/// How many schemas stand in a component, about.
const SCHEMAS_PER_COMPONENT: usize = 16;

/// For how many schemas room is made before they are seen.
const MAX_EXPECTED: usize = 1 << 15;

/// What the document holds, and what it cost to say so.
pub(crate) struct Resolved {
    /// The description.
    pub(crate) api: model::Api,
    /// The operations that could not be resolved.
    pub(crate) skipped: Vec<Skipped>,
    /// How many operations the document has, selected or not.
    pub(crate) total_operations: usize,
    /// How many schemas stand under `components`.
    pub(crate) total_schemas: usize,
}

/// An operation that is left out, and why.
#[derive(Debug, Clone)]
pub(crate) struct Skipped {
    /// Why; it names the operation.
    pub(crate) reason: Diagnostic,
}

/// Which operations are wanted, and what is said of them beside the document.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Selection<'a> {
    /// Those that are; all where this is empty.
    pub(crate) include: &'a [Selector],
    /// Those that are not after all.
    pub(crate) exclude: &'a [Selector],
    /// Those that may be sent again though their method says nothing of it.
    pub(crate) idempotent: &'a [Selector],
    /// How lists come page by page.
    pub(crate) pages: &'a [(Selector, Option<Paging>)],
}

/// Reads everything that the selected operations reach.
pub(crate) fn resolve(
    document: &Document,
    selection: Selection<'_>,
    missing_type: MissingType,
    diagnostics: &mut Diagnostics,
) -> Resolved {
    let mut resolver = Resolver {
        document,
        missing_type,
        diagnostics,
        found: ByPointer::default(),
        parameters: ByPointer::default(),
        responses: ByPointer::default(),
        schemas: SchemaQueue::default(),
        skipped: Vec::new(),
    };
    let routes = operations::routes(&mut resolver);
    let total_operations = routes.len();
    let everything = selection.include.is_empty() && selection.exclude.is_empty();
    let selected = select::select(routes, selection, resolver.diagnostics);
    let operations = operations::operations(&mut resolver, selected, selection);
    let component_schemas = JsonPointer::root().extended(["components", "schemas"]);
    let components = resolver.keys(&component_schemas);
    resolver.expect(MAX_EXPECTED.min(components.len() * SCHEMAS_PER_COMPONENT));
    if everything {
        for name in &components {
            resolver.reach_component(&component_schemas.child(name));
        }
    }
    let mut events = Vec::new();
    for operation in &operations {
        events::callbacks(&mut resolver, operation, &mut events);
    }
    if everything {
        events.extend(events::webhooks(&mut resolver));
    }
    let schemas = schemas::schemas(&mut resolver);
    let info = JsonPointer::root().child("info");
    let mut api = model::Api {
        title: resolver.text(&info.child("title")).unwrap_or_default(),
        version: resolver.text(&info.child("version")).unwrap_or_default(),
        description: resolver.text(&info.child("description")),
        servers: servers::servers(&mut resolver, &operations),
        tags: operations::tags(&mut resolver),
        security_schemes: security::schemes(&mut resolver),
        operations,
        events,
        schemas,
    };
    patches::apart(&mut api);
    Resolved {
        api,
        skipped: resolver.skipped,
        total_operations,
        total_schemas: components.len(),
    }
}

/// A node that is no reference.
#[derive(Debug, Clone)]
struct Found<'a> {
    place: JsonPointer,
    node: &'a Value,
}

/// What every part of this stage works with.
struct Resolver<'a> {
    document: &'a Document,
    missing_type: MissingType,
    diagnostics: &'a mut Diagnostics,
    /// What was looked for and found: each schema is asked for several times.
    found: ByPointer<Found<'a>>,
    /// The parameters and responses that were read: hundreds of operations may refer to the same one.
    parameters: ByPointer<model::Parameter>,
    responses: ByPointer<model::Response>,
    schemas: SchemaQueue<'a>,
    skipped: Vec<Skipped>,
}

impl<'a> Resolver<'a> {
    /// The node at `pointer`, past any reference, and where it stands.
    fn find(&mut self, pointer: &JsonPointer) -> Result<Found<'a>, ReferenceError> {
        if let Some(known) = self.found.get(pointer) {
            return Ok(known.clone());
        }
        let (place, node) = self.document.find(pointer)?;
        let found = Found { place, node };
        self.found.insert(pointer.clone(), found.clone());
        Ok(found)
    }

    /// Makes room for so many schemas.
    fn expect(&mut self, schemas: usize) {
        self.found.reserve(schemas);
        self.schemas.expect(schemas);
    }

    /// Where the node at `pointer` stands, past any reference.
    fn place(&mut self, pointer: &JsonPointer) -> Result<JsonPointer, Diagnostic> {
        let found = self.find(pointer);
        Ok(found.map_err(ReferenceError::into_diagnostic)?.place)
    }

    /// Remembers a node that was come by, unless it is a reference.
    fn found_at(&mut self, place: JsonPointer, node: &'a Value) {
        if node.get("$ref").is_none() {
            let found = Found {
                place: place.clone(),
                node,
            };
            self.found.insert(place, found);
        }
    }

    /// The node at `pointer` as a `T`, past any reference, and where it stands.
    fn follow<T: View>(&mut self, pointer: &JsonPointer) -> Result<(JsonPointer, T), Diagnostic> {
        let place = self.place(pointer)?;
        match self.document.view_noting(&place, self.diagnostics)? {
            ReferenceOr::Item(item) => Ok((place, item)),
            ReferenceOr::Reference { .. } => Err(Diagnostic::warning(
                crate::diagnostics::Code::ReferenceCycle,
                "the reference leads nowhere but to itself",
            )
            .at(&place)),
        }
    }

    /// The keys of the object at `pointer`, in document order.
    fn keys(&self, pointer: &JsonPointer) -> Vec<String> {
        match self.document.get(pointer) {
            Some(Value::Object(members)) => members.keys().cloned().collect(),
            _ => Vec::new(),
        }
    }

    /// The number of items of the array at `pointer`.
    fn len(&self, pointer: &JsonPointer) -> usize {
        match self.document.get(pointer) {
            Some(Value::Array(items)) => items.len(),
            _ => 0,
        }
    }

    /// The text at `pointer`; numbers count, since `version: 1.0` is a common slip.
    fn text(&self, pointer: &JsonPointer) -> Option<String> {
        match self.document.get(pointer)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    /// Reports what costs an operation, and remembers that it did.
    fn skip(&mut self, operation: &str, reason: Diagnostic) {
        let reason = reason
            .operation(operation)
            .with_severity(crate::diagnostics::Severity::Warning);
        self.diagnostics.push(reason.clone());
        self.skipped.push(Skipped { reason });
    }

    /// Reports what costs less than an operation.
    fn warn(&mut self, reason: Diagnostic) {
        self.diagnostics
            .push(reason.with_severity(crate::diagnostics::Severity::Warning));
    }
}
