//! Webhooks and callbacks: the payloads of what the API sends by itself.

use super::Resolver;
use super::content;
use crate::model::{self, Event, EventSource};
use crate::pointer::JsonPointer;

/// The keys under which documents describe webhooks; before 3.1 there was only an extension.
const WEBHOOKS: [&str; 2] = ["webhooks", "x-webhooks"];

/// Every webhook that carries JSON.
pub(super) fn webhooks(resolver: &mut Resolver<'_>) -> Vec<Event> {
    let mut events = Vec::new();
    for key in WEBHOOKS {
        let webhooks = JsonPointer::root().child(key);
        for name in resolver.keys(&webhooks) {
            let item = webhooks.child(&name);
            path_item(resolver, &item, (&name, &EventSource::Webhook), &mut events);
        }
    }
    events
}

/// The callbacks of an operation that carry JSON.
pub(super) fn callbacks(
    resolver: &mut Resolver<'_>,
    operation: &JsonPointer,
    label: &str,
) -> Vec<Event> {
    let callbacks = operation.child("callbacks");
    let mut events = Vec::new();
    let source = EventSource::Callback(label.to_owned());
    for name in resolver.keys(&callbacks) {
        let Ok(callback) = resolver.document.resolve(&callbacks.child(&name)) else {
            continue;
        };
        for expression in resolver.keys(&callback) {
            if !expression.starts_with("x-") {
                let item = callback.child(&expression);
                path_item(resolver, &item, (&name, &source), &mut events);
            }
        }
    }
    events
}

fn path_item(
    resolver: &mut Resolver<'_>,
    item: &JsonPointer,
    (name, source): (&str, &EventSource),
    events: &mut Vec<Event>,
) {
    let Ok(item) = resolver.document.resolve(item) else {
        return;
    };
    for (key, _) in model::Method::ALL {
        let pointer = item.child(key);
        let body = pointer.child("requestBody");
        if resolver.document.get(&body).is_none() {
            continue;
        }
        match content::request_body(resolver, &body) {
            Ok(body) => {
                let json = body.content.iter().find(|media| media.is_json());
                if let Some(payload) = json.and_then(|media| media.schema.clone()) {
                    let words = |key: &str| resolver.text(&pointer.child(key));
                    events.push(Event {
                        name: name.to_owned(),
                        source: source.clone(),
                        description: words("description").or_else(|| words("summary")),
                        payload,
                        pointer,
                    });
                }
            }
            Err(reason) => resolver.warn(reason),
        }
    }
}
