//! The servers of operations that are not served where the API is.

use super::servers::absolute;
use crate::model::{Api, Operation, PathSegment, PathTemplate, Server};

/// Where an operation is served, if not where the API is.
///
/// What is on the same host as the API, by its first server, is there wherever a client finds it, and is a path on the client's server.
/// Anything else is a URL, with those variables that a client's server gives; the others have their defaults.
pub(super) fn server(api: &Api, operation: &Operation) -> Option<String> {
    let server = operation.servers.first()?;
    let usual = api.servers.first()?;
    if is_same(usual, server) {
        return None;
    }
    let url = with_defaults(server, |name| is_shared(api, name))?;
    if server.is_relative() {
        return Some(format!("/{}", url.trim_start_matches(['.', '/'])));
    }
    if !shares_host(usual, server) {
        return Some(url);
    }
    let path = parts(&url).1;
    Some(if path.is_empty() { "/" } else { path }.to_owned())
}

/// The servers of operations that are on other hosts than the API, each once.
pub(super) fn elsewhere(api: &Api) -> Vec<&Server> {
    let mut servers: Vec<&Server> = Vec::new();
    for server in api.operations.iter().flat_map(|each| &each.servers) {
        let is_new = !servers.iter().any(|known| is_same(known, server));
        let mut of_api = api.servers.iter();
        let is_elsewhere = of_api.all(|known| !shares_host(known, server));
        if is_new && is_elsewhere && !server.is_relative() {
            servers.push(server);
        }
    }
    servers
}

fn is_same(one: &Server, other: &Server) -> bool {
    let plain = |server: &Server| server.url.trim_end_matches('/').to_owned();
    plain(one) == plain(other) && one.variables == other.variables
}

/// Whether two servers are on one host: as they are written, or as their defaults have it.
fn shares_host(one: &Server, other: &Server) -> bool {
    let written = |server: &Server| parts(&absolute(&server.url)).0.to_ascii_lowercase();
    let usual = |server: &Server| {
        let url = with_defaults(server, |_| false)?;
        Some(parts(&url).0.to_ascii_lowercase())
    };
    let is_one = |one: &str, other: &str| !one.is_empty() && one == other;
    is_one(&written(one), &written(other))
        || usual(one)
            .zip(usual(other))
            .is_some_and(|(one, other)| is_one(&one, &other))
}

/// Host and port of a URL, and its path.
fn parts(url: &str) -> (&str, &str) {
    let Some((_, rest)) = url.split_once("://") else {
        return ("", url);
    };
    rest.split_at(rest.find('/').unwrap_or(rest.len()))
}

/// Whether every server of the API has the variable, so that each client's server gives its value.
fn is_shared(api: &Api, name: &str) -> bool {
    let has = |server: &Server| {
        PathTemplate::parse(&server.url)
            .variables()
            .any(|it| it == name)
    };
    api.servers.iter().all(has)
}

/// The URL without those variables that are not kept; nothing where one of them has no default.
fn with_defaults(server: &Server, is_kept: impl Fn(&str) -> bool) -> Option<String> {
    let mut url = String::new();
    for segment in PathTemplate::parse(&absolute(&server.url)).segments {
        match segment {
            PathSegment::Literal(text) => url.push_str(&text),
            PathSegment::Variable(name) if is_kept(&name) => url.extend(["{", &name, "}"]),
            PathSegment::Variable(name) => {
                let default = &server.variables.get(&name)?.default;
                let is_whole = url.is_empty() && default.contains("://");
                let slashes: &[char] = if is_whole { &['/'] } else { &[] };
                url.push_str(default.trim_end_matches(slashes));
            }
        }
    }
    Some(url.trim_end_matches('/').to_owned())
}
