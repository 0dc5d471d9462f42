//! Every Rust decision: names, types, modules, what a status means.

mod arguments;
mod arms;
mod bodies;
mod choices;
mod closed;
mod constraints;
mod cycles;
mod defaults;
mod directions;
mod events;
mod features;
mod fields;
mod formats;
mod headers;
mod kinds;
mod media;
mod method_docs;
mod methods;
mod naming;
mod nested;
mod own_servers;
mod pages;
mod parameter_docs;
mod parts;
mod reach;
mod recursion;
mod relations;
mod security;
mod servers;
mod statuses;
mod text;
mod types;
mod unions;
mod used;
mod written_tag;
mod xml;

use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::thread;

pub(crate) use self::directions::Sent;
pub(crate) use self::formats::Formats;
use self::parameter_docs::ParameterDocs;
use super::{ClientCrate, Docs, Item, Part, Place, Type, Used};
use crate::config::{Constraints, Defaults, Features, Openness, UnknownMembers};
use crate::diagnostics::Diagnostics;
use crate::model::{self, Api, SchemaId, component_name};
use crate::names::Ident;
use crate::resolve::Skipped;

/// What the user decided that the description does not say.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    /// Where the code will stand.
    pub(crate) place: Place,
    /// The package's name; derived from the title where there is none.
    pub(crate) package_name: Option<String>,
    /// The package's version.
    pub(crate) package_version: Option<String>,
    /// `User-Agent` of every request that sets none.
    pub(crate) user_agent: Option<String>,
    /// Headers of every request that sets none of the same name.
    pub(crate) headers: Vec<(String, String)>,
    /// How the headers are called that tell of rate limits, by what each tells.
    pub(crate) rate_limit_headers: Vec<(String, String)>,
    /// What becomes of members that the description does not speak of.
    pub(crate) unknown_members: UnknownMembers,
    /// What is compiled only where it is asked for.
    pub(crate) features: Features,
    /// Which type stands for a text or a number of some format.
    pub(crate) formats: Formats,
    /// What becomes of the defaults of members that may be left out.
    pub(crate) defaults: Defaults,
    /// What becomes of the limits that values keep to beyond their type.
    pub(crate) constraints: Constraints,
    /// Whether enums keep values that the description does not list.
    pub(crate) enums: Openness,
    /// Whether unions keep values that are of none of their variants.
    pub(crate) unions: Openness,
    /// Whether there is a server for the tests of those who call the API.
    pub(crate) with_mock: bool,
}

/// The plan, and what could not be planned.
pub(crate) struct Planned {
    /// The crate.
    pub(crate) krate: ClientCrate,
    /// The operations that are not supported yet.
    pub(crate) skipped: Vec<Skipped>,
}

/// Decides what will exist in Rust.
pub(crate) fn plan(api: &Api, settings: Settings, diagnostics: &mut Diagnostics) -> Planned {
    let mut skipped = Vec::new();
    let types = types::Types::new(api, &settings.formats);
    types.report(diagnostics);
    let security = security::SecuritySchemes::new(api);
    let mut of_methods = Diagnostics::new();
    let mut headers = headers::HeaderSets::default();
    // What is sent and what is held need nothing of one another but the names of the types.
    let (modules, models) = thread::scope(|scope| {
        let modules = scope.spawn(|| {
            methods::modules(&mut methods::Context {
                api,
                types: &types,
                parameters: ParameterDocs::new(api, &types),
                security: &security,
                headers: &mut headers,
                skipped: &mut skipped,
                diagnostics: &mut of_methods,
            })
        });
        let models = fields::items(api, &types, &settings, diagnostics);
        (modules.join(), models)
    });
    let mut modules = modules.unwrap_or_else(|panic| resume_unwind(panic));
    diagnostics.extend(of_methods);
    modules.retain(|module| !module.methods.is_empty());
    let mut models = recursion::boxed(needed(models, &types, api));
    if settings.unions == Openness::Closed {
        closed::close_unions(&mut models, &types.anything());
    }
    xml::forget_unused(&modules, &mut models);
    let (name, version) = package(api, &settings);
    let (servers, own_servers) = servers::servers(api);
    let mut krate = ClientCrate {
        place: settings.place,
        docs: front_page(api),
        user_agent: settings
            .user_agent
            .unwrap_or_else(|| format!("{name}/{version}")),
        headers: settings.headers,
        rate_limit_headers: settings.rate_limit_headers,
        title: api.title.clone(),
        api_version: api.version.clone(),
        servers,
        own_servers,
        used: Used::default(),
        security_schemes: security.into_schemes(),
        declared_headers: headers.into_sets(),
        modules,
        events: events::modules(api, &types),
        models,
        gates: BTreeMap::new(),
        model_modules: Vec::new(),
        name,
        version,
    };
    pages::decide(api, &mut krate, diagnostics);
    complete(api, &mut krate, (settings.features, settings.with_mock));
    Planned { krate, skipped }
}

/// The name and the version of the package.
fn package(api: &Api, settings: &Settings) -> (String, String) {
    let name = settings.package_name.clone();
    let version = settings.package_version.clone();
    (
        name.unwrap_or_else(|| text::package_name(&api.title)),
        version.unwrap_or_else(|| "0.1.0".to_owned()),
    )
}

/// Adds what follows from the rest of it.
fn complete(api: &Api, krate: &mut ClientCrate, (features, with_mock): (Features, bool)) {
    relations::document(api, &mut krate.modules, &krate.events);
    krate.used = used::used(krate);
    krate.used.parts.extend(with_mock.then_some(Part::Mock));
    if features::are_wanted(krate, features) {
        features::divide(krate);
    }
}

/// The models that an operation or an event needs, and the components, which are there for their own sake.
///
/// What an operation needs that is left out is there all the same: it can be made and read.
fn needed(models: Vec<Item>, types: &types::Types<'_>, api: &Api) -> Vec<Item> {
    let components = types.named().filter(|(id, _)| component_name(id).is_some());
    let mut names: Vec<Ident> = components.map(|(_, name)| name.clone()).collect();
    let operations = api.operations.iter().flat_map(model::Operation::schemas);
    let events = api.events.iter().map(|event| &event.payload);
    for id in operations.chain(events) {
        let ty = types.place(id).present();
        ty.each_model(&mut |name| names.push(name.clone()));
    }
    reach::without_unused(models, names.iter().collect())
}

/// The type of each of these schemas, where a value of it is always there.
pub(crate) fn types_of<'a>(
    api: &Api,
    formats: &Formats,
    ids: impl IntoIterator<Item = &'a SchemaId>,
) -> Vec<Type> {
    let types = types::Types::new(api, formats);
    let present = ids.into_iter().map(|id| types.place(id).present());
    present.collect()
}

fn front_page(api: &Api) -> Docs {
    let title = if api.title.is_empty() {
        "An API"
    } else {
        &api.title
    };
    let mut docs = crate::docs::markdown(title);
    text::add_paragraph(&mut docs, api.description.as_deref().unwrap_or_default());
    docs
}

/// The name of the module of operations that have no tag.
pub(crate) fn untagged() -> Ident {
    Ident::snake("operations")
}
