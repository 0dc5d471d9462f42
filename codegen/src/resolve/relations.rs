//! What an operation leads to: links and callbacks.

use serde_json::Value;

use super::Resolver;
use crate::model::{Callback, Link, LinkTarget, Method};
use crate::pointer::JsonPointer;

/// The links of all responses at `pointer`, each once; those that lead nowhere are left out.
pub(super) fn links(resolver: &mut Resolver<'_>, responses: &JsonPointer) -> Vec<Link> {
    let mut links = Vec::new();
    for status in resolver.keys(responses) {
        let Ok(response) = resolver.place(&responses.child(&status)) else {
            continue;
        };
        let all = response.child("links");
        for name in resolver.keys(&all) {
            let found = resolver.find(&all.child(&name)).ok();
            let found = found.and_then(|found| link(&name, found.node));
            links.extend(found.filter(|link| !links.contains(link)));
        }
    }
    links
}

fn link(name: &str, node: &Value) -> Option<Link> {
    let text = |key: &str| node.get(key).and_then(Value::as_str);
    let operation = match (text("operationId"), text("operationRef")) {
        (Some(id), _) => LinkTarget::Id(id.to_owned()),
        (None, Some(reference)) => {
            let place = reference.strip_prefix('#');
            let place = place.and_then(|place| JsonPointer::parse(place).ok());
            place.map_or_else(
                || LinkTarget::Elsewhere(reference.to_owned()),
                LinkTarget::Place,
            )
        }
        (None, None) => return None,
    };
    let parameters = node.get("parameters").and_then(Value::as_object);
    let parameters = parameters.into_iter().flatten();
    Some(Link {
        name: name.to_owned(),
        operation,
        description: text("description").map(str::to_owned),
        parameters: parameters
            .map(|(name, value)| {
                let text = value.as_str().map(str::to_owned);
                (name.clone(), text.unwrap_or_else(|| value.to_string()))
            })
            .collect(),
    })
}

/// The callbacks of an operation.
pub(super) fn callbacks(resolver: &Resolver<'_>, operation: &JsonPointer) -> Vec<Callback> {
    let all = operation.child("callbacks");
    let mut callbacks = Vec::new();
    for name in resolver.keys(&all) {
        let Ok(callback) = resolver.document.resolve(&all.child(&name)) else {
            continue;
        };
        for expression in resolver.keys(&callback) {
            let Ok(item) = resolver.document.resolve(&callback.child(&expression)) else {
                continue;
            };
            let methods = Method::ALL.into_iter();
            let methods = methods.map(|(key, method)| (item.child(key), method));
            let called = methods.filter(|(pointer, _)| resolver.document.get(pointer).is_some());
            callbacks.extend(called.map(|(pointer, method)| Callback {
                pointer,
                name: name.clone(),
                method,
                expression: expression.clone(),
            }));
        }
    }
    callbacks
}
