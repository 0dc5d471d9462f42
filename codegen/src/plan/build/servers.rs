//! Servers as constructors, with a builder where the URL has variables.

use crate::model::{
    Api, PathSegment, PathTemplate, Server as ModelServer, ServerVariable as Variable,
};
use crate::names::{Ident, Scope};
use crate::plan::{Docs, Server, ServerEnum, ServerPart, ServerVariable, VariableKind};

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

/// The servers, in document order.
pub(super) fn servers(api: &Api) -> Vec<Server> {
    let mut constructors = Scope::with_reserved(&["from", "into", "clone"]);
    let mut types = Scope::with_reserved(&RESERVED);
    api.servers
        .iter()
        .map(|server| {
            let words = words(server);
            let constructor = constructors.allocate(&[Ident::snake(&words)]);
            plan(server, constructor, &mut types)
        })
        .collect()
}

/// What a server is called: the words before the first colon of its description, or its host.
fn words(server: &ModelServer) -> String {
    let description = server.description.as_deref().unwrap_or_default();
    let leading = description
        .split([':', '.', ',', '(', '\n'])
        .next()
        .unwrap_or_default()
        .trim();
    if !leading.is_empty() && leading.split_whitespace().count() <= MAX_WORDS {
        return leading.to_owned();
    }
    let host = server.url.split("://").last().unwrap_or_default();
    let host = host.split(['/', ':']).next().unwrap_or_default();
    if host.chars().any(char::is_alphanumeric) && !host.contains('{') {
        return host.to_owned();
    }
    "default server".to_owned()
}

const MAX_WORDS: usize = 4;

fn plan(server: &ModelServer, constructor: Ident, types: &mut Scope) -> Server {
    let mut fields = Scope::default();
    let mut url = Vec::new();
    let mut variables: Vec<ServerVariable> = Vec::new();
    let is_relative = !server.url.contains("://") && !server.url.starts_with('{');
    if is_relative {
        let ident = fields.allocate(&[Ident::snake("origin")]);
        url.push(ServerPart::Variable(ident.clone()));
        variables.push(origin(ident));
    }
    let mut known: Vec<(String, Ident)> = Vec::new();
    for segment in PathTemplate::parse(&server.url).segments {
        let name = match segment {
            PathSegment::Literal(text) => {
                url.push(ServerPart::Literal(text));
                continue;
            }
            PathSegment::Variable(name) => name,
        };
        if let Some((_, ident)) = known.iter().find(|(known, _)| *known == name) {
            url.push(ServerPart::Variable(ident.clone()));
            continue;
        }
        let ident = fields.allocate(&[Ident::snake(&name)]);
        known.push((name.clone(), ident.clone()));
        url.push(ServerPart::Variable(ident.clone()));
        variables.push(variable(server.variables.get(&name), (&name, ident), types));
    }
    Server {
        builder: (!variables.is_empty()).then(|| {
            types.allocate(&[
                Ident::pascal(constructor.as_str()),
                constructor_type(&constructor),
            ])
        }),
        docs: docs(server),
        constructor,
        url,
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

/// A relative URL is relative to where the document was found, which only the caller knows.
fn origin(ident: Ident) -> ServerVariable {
    ServerVariable {
        ident,
        docs: vec!["Where the server is, such as `https://example.com`.".to_owned()],
        kind: VariableKind::Text,
        default: None,
    }
}

fn variable(
    variable: Option<&Variable>,
    (name, ident): (&str, Ident),
    types: &mut Scope,
) -> ServerVariable {
    let Some(variable) = variable else {
        return ServerVariable {
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
        ident,
        docs,
        kind,
        default: (!variable.required).then(|| variable.default.clone()),
    }
}

/// The values as an enum, if there are some and the default is one of them.
fn enumeration(name: &str, variable: &Variable, types: &mut Scope) -> Option<ServerEnum> {
    if variable.required || !variable.values.contains(&variable.default) {
        return None;
    }
    let mut scope = Scope::default();
    let mut variants: Vec<(Ident, String)> = Vec::new();
    for value in &variable.values {
        if !variants.iter().any(|(_, text)| text == value) {
            variants.push((scope.allocate(&[Ident::pascal(value)]), value.clone()));
        }
    }
    let default = variants
        .iter()
        .find(|(_, text)| *text == variable.default)?
        .0
        .clone();
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
