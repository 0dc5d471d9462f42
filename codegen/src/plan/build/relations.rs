//! What an operation leads to, as documentation of its function: links and callbacks.

use indexmap::IndexMap;

use super::events::CALLBACKS;
use super::method_docs::add_list;
use crate::docs::{code_span, markdown};
use crate::model::{Api, Callback, EventSource, Link, LinkTarget, Operation};
use crate::names::Ident;
use crate::plan::{Docs, EventModule, Module};

/// The function of each operation, with its module.
type Functions = IndexMap<String, (Ident, Ident)>;

/// Says of each function what its answers are good for, and what its call makes the API send.
pub(super) fn document(api: &Api, modules: &mut [Module], events: &[EventModule]) {
    let operations = api.operations.iter();
    let related = operations.filter(|it| !it.links.is_empty() || !it.callbacks.is_empty());
    let related: IndexMap<String, &Operation> = related.map(|it| (it.label(), it)).collect();
    if related.is_empty() {
        return;
    }
    let functions: Functions = modules
        .iter()
        .flat_map(|module| module.methods.iter().map(move |method| (module, method)))
        .map(|(module, method)| {
            let place = (module.ident.clone(), method.function.clone());
            (method.operation.clone(), place)
        })
        .collect();
    for module in modules {
        let home = &module.ident;
        for method in &mut module.methods {
            let Some(operation) = related.get(&method.operation) else {
                continue;
            };
            let links = operation.links.iter();
            let links =
                links.map(|link| (code_span(&link.name), words(api, link, home, &functions)));
            add_list(&mut method.docs, "# Links", links);
            let callbacks = operation.callbacks.iter();
            let callbacks = callbacks.map(|it| (code_span(&it.name), called(api, it, events)));
            add_list(&mut method.docs, "# Callbacks", callbacks);
        }
    }
}

/// Which function a link is for, and what that is given.
fn words(api: &Api, link: &Link, home: &Ident, functions: &Functions) -> Docs {
    let label = match &link.operation {
        LinkTarget::Id(id) => id.clone(),
        LinkTarget::Place(place) => {
            let mut operations = api.operations.iter();
            let target = operations.find(|operation| operation.pointer == *place);
            target.map_or_else(|| place.to_string(), Operation::label)
        }
        LinkTarget::Elsewhere(reference) => reference.clone(),
    };
    let target = match functions.get(&label) {
        Some((module, function)) if module == home => format!("[`{function}`]({function}())"),
        Some((module, function)) => format!("[`{function}`](super::{module}::{function}())"),
        None => code_span(&label),
    };
    let given = link.parameters.iter();
    let given = given.map(|(name, value)| format!("{} from {}", code_span(name), code_span(value)));
    let given: Vec<_> = given.collect();
    let with = if given.is_empty() { "" } else { " with " };
    let mut docs = vec![format!("{target}{with}{}.", given.join(", "))];
    docs.extend(markdown(link.description.as_deref().unwrap_or_default()));
    docs
}

/// Where a callback is sent, and what it carries.
fn called(api: &Api, callback: &Callback, events: &[EventModule]) -> Docs {
    let route = code_span(&format!("{} {}", callback.method, callback.expression));
    let sources = api.events.iter();
    let of_callbacks = sources.filter(|event| matches!(event.source, EventSource::Callback(_)));
    let mut modules = events.iter();
    let module = modules.find(|module| module.ident.as_str() == CALLBACKS);
    let payloads = module.into_iter().flat_map(|module| &module.payloads);
    let mut pairs = of_callbacks.zip(payloads);
    let payload = pairs.find(|(event, _)| event.pointer == callback.pointer);
    vec![match payload {
        Some((_, payload)) => {
            let name = &payload.name;
            format!("{route} with [`{name}`](super::{CALLBACKS}::{name}).")
        }
        None => format!("{route}."),
    }]
}
