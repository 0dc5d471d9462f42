//! What will exist in Rust: plain data in Rust's words, with every choice made.

mod api;
mod body;
mod build;
mod event;
mod features;
mod foreign;
mod headers;
mod method;
mod model;
mod pages;
mod part;
mod ty;
mod xml;

use std::collections::BTreeMap;

use serde::Serialize;

pub use self::api::{
    Constant, CredentialKind, OAuth2Flow, OAuth2Grant, SecurityScheme, Server, ServerEnum,
    ServerVariable, VariableKind,
};
pub use self::body::{Body, BodyEnum, BodyForm, BodyVariant, FormField, Rewriting};
pub(crate) use self::build::{Formats, Sent, Settings, plan, types_of};
pub use self::event::EventModule;
pub use self::features::{Gate, ModelModule};
pub use self::foreign::{Foreign, Used};
pub use self::headers::{Header, HeaderSet};
pub use self::method::{
    Argument, ArgumentLocation, ArgumentType, Arm, ArmStatus, Method, Module, Outcome, OutcomeEnum,
    OutcomeVariant, Reading, Style, StyleName,
};
pub use self::model::{
    AdditionalField, Alias, Case, Constraint, Enum, EnumOf, EnumVariant, Field, Item, JsonKind,
    Struct, Tag, ToldBy, Union, UnionVariant,
};
pub use self::pages::{ListMember, PageSize, Pages, PagesWay, Presence};
pub use self::part::Part;
pub use self::ty::Type;
pub use self::xml::{Xml, XmlNode};
use crate::names::Ident;

/// Lines of documentation, safe to be written as doc attributes.
pub type Docs = Vec<String>;

/// Where generated code will stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// In a crate of its own, with the runtime in it.
    Crate,
    /// In a module of a crate that depends on the runtime.
    Module,
}

/// The crate that will be generated.
#[derive(Debug, Clone, Serialize)]
pub struct ClientCrate {
    /// The package's name.
    pub name: String,
    /// The package's version.
    pub version: String,
    /// The title of the description.
    pub title: String,
    /// The version of the description.
    pub api_version: String,
    /// Where its code will stand.
    pub place: Place,
    /// What the crate is, for its front page.
    pub docs: Docs,
    /// `User-Agent` where the caller sets none.
    pub user_agent: String,
    /// Headers of every request where the caller sets none of the same name.
    pub headers: Vec<(String, String)>,
    /// How the headers are called that tell of rate limits, by what each tells, where that is not as usual.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rate_limit_headers: Vec<(String, String)>,
    /// Where the API is served.
    pub servers: Vec<Server>,
    /// Where some of its operations are served.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub own_servers: Vec<Server>,
    /// The ways to authenticate.
    pub security_schemes: Vec<SecurityScheme>,
    /// The request functions, one module per tag.
    pub modules: Vec<Module>,
    /// What the API sends by itself: webhooks and callbacks, a module each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<EventModule>,
    /// The headers that answers declare.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub declared_headers: Vec<HeaderSet>,
    /// The models, in the order in which they are written.
    pub models: Vec<Item>,
    /// What it needs for types that are not generated.
    #[serde(skip_serializing_if = "Used::is_empty")]
    pub used: Used,
    /// The features that those of them need which are not always there.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub gates: BTreeMap<Ident, Gate>,
    /// The models that there are with one feature only.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub model_modules: Vec<ModelModule>,
}

impl ClientCrate {
    /// Every model, wherever it is written.
    pub fn all_models(&self) -> impl Iterator<Item = &Item> {
        let of_modules = self.model_modules.iter().flat_map(|module| &module.models);
        self.models.iter().chain(of_modules)
    }

    /// Every place where something of the API is served.
    pub fn all_servers(&self) -> impl Iterator<Item = &Server> {
        self.servers.iter().chain(&self.own_servers)
    }

    /// The modules that may each be a feature.
    pub(crate) fn gated(&self) -> impl Iterator<Item = (&Ident, &Gate)> {
        self.modules
            .iter()
            .map(|module| (&module.ident, &module.gate))
    }

    /// The features, one for each module of request functions, or none at all.
    pub fn features(&self) -> impl Iterator<Item = &str> {
        self.gated()
            .flat_map(|(_, gate)| &gate.features)
            .map(String::as_str)
    }
}
