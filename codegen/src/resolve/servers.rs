//! Servers and their variables.

use super::Resolver;
use crate::model::{Operation, Server, ServerVariable};
use crate::pointer::JsonPointer;

/// Marks a server variable whose default is of no use, so that callers must give a value.
const REQUIRED: &str = "x-codegen-required";

/// The servers of the document. One that names none has those of its operations, if all name some, and else one at `/`
/// (`OpenAPI` specification, section `OpenAPI` Object).
pub(super) fn servers(resolver: &mut Resolver<'_>, operations: &[Operation]) -> Vec<Server> {
    let mut servers = list(resolver, &JsonPointer::root().child("servers"));
    if servers.is_empty() && operations.iter().all(|each| !each.servers.is_empty()) {
        for server in operations.iter().flat_map(|each| &each.servers) {
            if !servers.contains(server) {
                servers.push(server.clone());
            }
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

/// The servers of an operation, or those of its path where it names none.
pub(super) fn of_operation(
    resolver: &mut Resolver<'_>,
    operation: &JsonPointer,
    path_item: &JsonPointer,
) -> Vec<Server> {
    let own = list(resolver, &operation.child("servers"));
    if own.is_empty() {
        return list(resolver, &path_item.child("servers"));
    }
    own
}

fn list(resolver: &mut Resolver<'_>, list: &JsonPointer) -> Vec<Server> {
    let mut servers = Vec::new();
    for index in 0..resolver.len(list) {
        match resolver.follow::<openapiv3::Server>(&list.index(index)) {
            Ok((_, raw)) => servers.push(server(raw)),
            Err(reason) => resolver.warn(reason),
        }
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
