//! Servers as constructors, with a builder where the URL has variables.

use std::borrow::Cow;

use super::own_servers;
use crate::model::{Api, PathTemplate, Server as ModelServer, ServerVariable as Variable};
use crate::names::{Ident, Scope};
use crate::plan::{Docs, Server, ServerEnum, ServerVariable, VariableKind};

/// Type names that the module of servers needs for itself.
const RESERVED: [&str; 9] = [
    "BaseUrl",
    "Client",
    "ClientBuilder",
    "Credential",
    "Error",
    "From",
    "Server",
    "Self",
    "String",
];

/// Where the API is served, in document order, and where those operations are that are not on the same host.
pub(super) fn servers(api: &Api) -> (Vec<Server>, Vec<Server>) {
    let mut constructors = Scope::with_reserved(&["from", "into", "clone"]);
    let mut types = Scope::with_reserved(&RESERVED);
    let mut planned = |server: &ModelServer, words: &str| {
        let constructor = constructors.allocate(&[Ident::snake(words)]);
        plan(server, constructor, &mut types)
    };
    let servers = api.servers.iter();
    let servers = servers.map(|server| planned(server, words(server).unwrap_or("default server")));
    let servers = servers.collect();
    let own = own_servers::elsewhere(api).into_iter();
    let own = own.map(|server| {
        let words = host(server).or_else(|| words(server));
        planned(server, words.unwrap_or("another server"))
    });
    (servers, own.collect())
}

/// What a server is called: the words before the first colon of its description, or its host.
fn words(server: &ModelServer) -> Option<&str> {
    let description = server.description.as_deref().unwrap_or_default();
    let leading = description
        .split([':', '.', ',', '(', '\n'])
        .next()
        .unwrap_or_default()
        .trim();
    if !leading.is_empty() && leading.split_whitespace().count() <= MAX_WORDS {
        return Some(leading);
    }
    host(server)
}

/// The host in a server's URL, where that says it all.
fn host(server: &ModelServer) -> Option<&str> {
    let (_, host) = server.url.split_once("//")?;
    let host = host.split(['/', ':']).next()?;
    let says_it = host.chars().any(char::is_alphanumeric) && !host.contains('{');
    says_it.then_some(host)
}

const MAX_WORDS: usize = 4;

fn plan(server: &ModelServer, constructor: Ident, types: &mut Scope) -> Server {
    let mut fields = Scope::default();
    let mut variables: Vec<ServerVariable> = Vec::new();
    let origin = server.is_relative();
    let origin = origin.then(|| fields.allocate(&[Ident::snake("origin")]));
    for name in PathTemplate::parse(&server.url).variables() {
        if variables.iter().all(|known| known.name != name) {
            let ident = fields.allocate(&[Ident::snake(name)]);
            variables.push(variable(server.variables.get(name), (name, ident), types));
        }
    }
    Server {
        builder: (origin.is_some() || !variables.is_empty()).then(|| {
            types.allocate(&[
                Ident::pascal(constructor.as_str()),
                constructor_type(&constructor),
            ])
        }),
        docs: docs(server),
        constructor,
        url: absolute(&server.url).into_owned(),
        origin,
        variables,
    }
}

fn constructor_type(constructor: &Ident) -> Ident {
    Ident::pascal(&format!("{} server", constructor.as_str()))
}

fn docs(server: &ModelServer) -> Docs {
    let mut docs = crate::docs::markdown(server.description.as_deref().unwrap_or_default());
    super::text::add_line(&mut docs, crate::docs::code_span(&server.url));
    docs
}

/// A URL that leaves out only the scheme is called with the one that keeps secrets.
pub(super) fn absolute(url: &str) -> Cow<'_, str> {
    if url.starts_with("//") {
        Cow::Owned(format!("https:{url}"))
    } else {
        Cow::Borrowed(url)
    }
}

fn variable(
    variable: Option<&Variable>,
    (name, ident): (&str, Ident),
    types: &mut Scope,
) -> ServerVariable {
    let Some(variable) = variable else {
        return ServerVariable {
            name: name.to_owned(),
            docs: vec![super::text::only_name(name)],
            ident,
            kind: VariableKind::Text,
            default: None,
        };
    };
    let docs = super::text::described(variable.description.as_deref(), || {
        super::text::only_name(name)
    });
    let kind = match enumeration(name, variable, types) {
        Some(values) => VariableKind::Enum(values),
        None => VariableKind::Text,
    };
    ServerVariable {
        name: name.to_owned(),
        ident,
        docs,
        kind,
        default: (!variable.required).then(|| variable.default.clone()),
    }
}

/// The values as an enum, if there are some; a default is one of them, whether it is listed or not.
fn enumeration(name: &str, variable: &Variable, types: &mut Scope) -> Option<ServerEnum> {
    if variable.values.is_empty() {
        return None;
    }
    let mut scope = Scope::default();
    let mut variants: Vec<(Ident, String)> = Vec::new();
    let default = (!variable.required).then_some(&variable.default);
    for value in variable.values.iter().chain(default) {
        if !variants.iter().any(|(_, text)| text == value) {
            variants.push((scope.allocate(&[Ident::pascal(value)]), value.clone()));
        }
    }
    let of_default = |(_, text): &&(Ident, String)| Some(text) == default;
    let default = variants.iter().find(of_default);
    let default = default.map(|(variant, _)| variant.clone());
    let docs = super::text::described(variable.description.as_deref(), || {
        super::text::only_name(name)
    });
    Some(ServerEnum {
        name: types.allocate(&[
            Ident::pascal(name),
            Ident::pascal(&format!("server {name}")),
        ]),
        docs,
        variants,
        default,
    })
}
