//! Servers and their variables.

use super::Resolver;
use crate::model::{Server, ServerVariable};
use crate::pointer::JsonPointer;

/// Marks a server variable whose default is of no use, so that callers must give a value.
const REQUIRED: &str = "x-codegen-required";

/// The servers of the document; it has one at `/` where it names none (`OpenAPI` specification, section Schema).
pub(super) fn servers(resolver: &mut Resolver<'_>) -> Vec<Server> {
    let list = JsonPointer::root().child("servers");
    let mut servers = Vec::new();
    for index in 0..resolver.len(&list) {
        match resolver.follow::<openapiv3::Server>(&list.index(index)) {
            Ok((_, raw)) => servers.push(server(raw)),
            Err(reason) => resolver.warn(reason),
        }
    }
    if servers.is_empty() {
        servers.push(Server {
            url: "/".to_owned(),
            description: None,
            variables: indexmap::IndexMap::new(),
        });
    }
    servers
}

fn server(raw: openapiv3::Server) -> Server {
    let variables = raw.variables.unwrap_or_default().into_iter();
    Server {
        url: raw.url,
        description: raw.description,
        variables: variables
            .map(|(name, variable)| (name, self::variable(variable)))
            .collect(),
    }
}

fn variable(raw: openapiv3::ServerVariable) -> ServerVariable {
    ServerVariable {
        description: raw.description,
        default: raw.default,
        values: raw.enumeration,
        required: raw
            .extensions
            .get(REQUIRED)
            .and_then(serde_json::Value::as_bool)
            == Some(true),
    }
}
