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
            let Ok(item) = resolver.document.resolve(&item) else {
                continue;
            };
            for (key, _) in model::Method::ALL {
                let source = (name.as_str(), &EventSource::Webhook);
                events.extend(event(resolver, item.child(key), source));
            }
        }
    }
    events
}

/// The callbacks of an operation that carry JSON.
pub(super) fn callbacks(
    resolver: &mut Resolver<'_>,
    operation: &model::Operation,
    events: &mut Vec<Event>,
) {
    let source = EventSource::Callback(operation.label());
    for callback in &operation.callbacks {
        let name_and_source = (callback.name.as_str(), &source);
        events.extend(event(resolver, callback.pointer.clone(), name_and_source));
    }
}

fn event(
    resolver: &mut Resolver<'_>,
    pointer: JsonPointer,
    (name, source): (&str, &EventSource),
) -> Option<Event> {
    let body = pointer.child("requestBody");
    resolver.document.get(&body)?;
    let body = match content::request_body(resolver, &body) {
        Ok(body) => body,
        Err(reason) => {
            resolver.warn(reason);
            return None;
        }
    };
    let json = body.content.iter().find(|media| media.is_json());
    let payload = json.and_then(|media| media.schema.clone())?;
    let words = |key: &str| resolver.text(&pointer.child(key));
    Some(Event {
        name: name.to_owned(),
        source: source.clone(),
        description: words("description").or_else(|| words("summary")),
        payload,
        pointer,
    })
}
