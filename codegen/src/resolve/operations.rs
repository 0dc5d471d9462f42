//! Operations and their tags.

use indexmap::IndexMap;
use serde_json::Value;

use super::parameters::{self, Owner};
use super::select::matches;
use super::{Resolver, Selection, content, pages, relations, security, servers};
use crate::diagnostics::{Code, Diagnostic};
use crate::model;
use crate::pointer::JsonPointer;

/// Says whether an operation may be sent again, whatever its method says.
const IDEMPOTENT: &str = "x-codegen-idempotent";

/// An operation that is known to be there, before anything in it is read.
#[derive(Debug, Clone)]
pub(super) struct Route {
    /// Where the operation stands.
    pub(super) pointer: JsonPointer,
    /// Where its path item stands.
    pub(super) path_item: JsonPointer,
    /// The path template.
    pub(super) path: String,
    /// The HTTP method.
    pub(super) method: model::Method,
    /// `operationId`.
    pub(super) id: Option<String>,
    /// The tags.
    pub(super) tags: Vec<String>,
}

impl Route {
    /// The method and the path, which every operation has.
    fn place(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// How people refer to the operation: its id, or its place.
    fn label(&self) -> String {
        self.id.clone().unwrap_or_else(|| self.place())
    }
}

/// Every operation of the document, in its order; a second one with the same id loses its id.
pub(super) fn routes(resolver: &mut Resolver<'_>) -> Vec<Route> {
    let paths = JsonPointer::root().child("paths");
    let mut routes: Vec<Route> = Vec::new();
    for path in resolver.keys(&paths) {
        if path.starts_with("x-") {
            continue;
        }
        match resolver.document.resolve(&paths.child(&path)) {
            Ok(path_item) => path_routes(resolver, &path, &path_item, &mut routes),
            Err(error) => resolver.skip(&path, error.into_diagnostic()),
        }
    }
    let mut seen: IndexMap<String, String> = IndexMap::new();
    for route in &mut routes {
        let Some(id) = route.id.clone() else { continue };
        if let Some(first) = seen.get(&id) {
            resolver.warn(duplicate_id(&id, route, first));
            route.id = None;
        } else {
            seen.insert(id, route.place());
        }
    }
    routes
}

fn path_routes(
    resolver: &Resolver<'_>,
    path: &str,
    path_item: &JsonPointer,
    routes: &mut Vec<Route>,
) {
    for key in resolver.keys(path_item) {
        let Some((_, method)) = model::Method::ALL
            .into_iter()
            .find(|(name, _)| *name == key)
        else {
            continue;
        };
        let pointer = path_item.child(&key);
        let tags = pointer.child("tags");
        routes.push(Route {
            path_item: path_item.clone(),
            path: path.to_owned(),
            method,
            id: resolver
                .text(&pointer.child("operationId"))
                .filter(|id| !id.trim().is_empty()),
            tags: (0..resolver.len(&tags))
                .filter_map(|index| resolver.text(&tags.index(index)))
                .collect(),
            pointer,
        });
    }
}

fn duplicate_id(id: &str, route: &Route, first: &str) -> Diagnostic {
    Diagnostic::warning(
        Code::DuplicateOperationId,
        format!("the operation id `{id}` is given twice"),
    )
    .at(&route.pointer.child("operationId"))
    .label(format!("`{first}` has it already"))
    .help("give each operation an id of its own; this one is named after its method and path")
    .operation(route.place())
}

/// What the selected operations say; one that cannot be read is skipped.
pub(super) fn operations(
    resolver: &mut Resolver<'_>,
    routes: Vec<Route>,
    selection: Selection<'_>,
) -> Vec<model::Operation> {
    let mut operations = Vec::new();
    for route in routes {
        let label = route.label();
        let mut idempotent = selection.idempotent.iter();
        let is_named = idempotent.any(|it| matches(it, &route));
        let pages = pages::said(resolver, &route, selection.pages);
        match operation(resolver, route, &label) {
            Ok(mut operation) => {
                operation.idempotent |= is_named;
                operation.pages = pages;
                operations.push(operation);
            }
            Err(reason) => resolver.skip(&label, reason),
        }
    }
    operations
}

fn operation(
    resolver: &mut Resolver<'_>,
    route: Route,
    label: &str,
) -> Result<model::Operation, Diagnostic> {
    let (_, raw) = resolver.follow::<openapiv3::Operation>(&route.pointer)?;
    let path = model::PathTemplate::parse(&route.path);
    let owner = Owner {
        operation: &route.pointer,
        path_item: &route.path_item,
        path: &path,
        label,
    };
    let parameters = parameters::parameters(resolver, &owner)?;
    let request_body = raw
        .request_body
        .is_some()
        .then(|| content::request_body(resolver, &route.pointer.child("requestBody")))
        .transpose()?;
    let responses = content::responses(resolver, &route.pointer.child("responses"))?;
    let said = raw.extensions.get(IDEMPOTENT).and_then(Value::as_bool);
    Ok(model::Operation {
        id: route.id,
        method: route.method,
        path,
        tags: route.tags,
        summary: raw.summary,
        description: raw.description,
        external_docs: raw.external_docs.map(|docs| docs.url),
        deprecated: raw.deprecated,
        idempotent: said.unwrap_or_else(|| route.method.is_idempotent()),
        pages: None,
        parameters,
        request_body,
        responses,
        security: security::requirements(resolver, &route.pointer),
        links: relations::links(resolver, &route.pointer.child("responses")),
        callbacks: relations::callbacks(resolver, &route.pointer),
        servers: servers::of_operation(resolver, &route.pointer, &route.path_item),
        pointer: route.pointer,
    })
}

/// The tags that the document declares.
pub(super) fn tags(resolver: &mut Resolver<'_>) -> Vec<model::Tag> {
    let tags = JsonPointer::root().child("tags");
    (0..resolver.len(&tags))
        .filter_map(|index| {
            let tag = tags.index(index);
            Some(model::Tag {
                name: resolver.text(&tag.child("name"))?,
                description: resolver.text(&tag.child("description")),
            })
        })
        .collect()
}
