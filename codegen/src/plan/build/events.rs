//! Webhooks and callbacks: a name for each payload.

use super::text;
use super::types::Types;
use crate::docs::code_span;
use crate::model::{Api, Event, EventSource};
use crate::names::{Ident, Scope};
use crate::plan::{Alias, EventModule, Gate};

/// The module of callbacks; its payloads are in the order of the events.
pub(super) const CALLBACKS: &str = "callbacks";

/// A module for webhooks and one for callbacks, where there are some.
pub(super) fn modules(api: &Api, types: &Types<'_>) -> Vec<EventModule> {
    let (webhooks, callbacks): (Vec<&Event>, Vec<&Event>) = api
        .events
        .iter()
        .partition(|event| event.source == EventSource::Webhook);
    let module = |name: &str, docs: &str, events: &[&Event]| {
        let mut scope = Scope::with_reserved(&["Value", "Map", "Vec", "Option", "String"]);
        let payloads = events.iter().map(|event| payload(types, event, &mut scope));
        (!events.is_empty()).then(|| EventModule {
            ident: Ident::snake(name),
            gate: Gate::default(),
            docs: vec![docs.to_owned()],
            payloads: payloads.collect(),
        })
    };
    [
        module(
            "webhooks",
            "What is sent to those who subscribed: the payload of each webhook.",
            &webhooks,
        ),
        module(
            CALLBACKS,
            "What is sent to the address that a request gave: the payload of each callback.",
            &callbacks,
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn payload(types: &Types<'_>, event: &Event, scope: &mut Scope) -> Alias {
    let mut docs = match &event.source {
        EventSource::Webhook => vec![format!("The payload of {}.", code_span(&event.name))],
        EventSource::Callback(operation) => vec![format!(
            "The payload of {}, which {} asks for.",
            code_span(&event.name),
            code_span(operation)
        )],
    };
    text::add_paragraph(&mut docs, event.description.as_deref().unwrap_or_default());
    let telling = match &event.source {
        EventSource::Webhook => format!("{} payload", event.name),
        EventSource::Callback(operation) => format!("{operation} {}", event.name),
    };
    Alias {
        name: scope.allocate(&[Ident::pascal(&event.name), Ident::pascal(&telling)]),
        docs,
        deprecated: false,
        ty: types.place(&event.payload).present(),
    }
}
