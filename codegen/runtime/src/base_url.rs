//! The base URL: where an API is served.

use std::fmt;

use http::Uri;
use http::uri::{Authority, Parts, PathAndQuery, Scheme};

use super::server;

/// Where an API is served, such as `https://github.example.com/api/v3`.
///
/// It is made from text or from one of the description's servers. A URL that cannot be used is reported by
/// [`ClientBuilder::build`](super::ClientBuilder::build), with what to write instead.
#[derive(Debug, Clone)]
pub struct BaseUrl {
    pub(super) parsed: Result<Parsed, String>,
}

#[derive(Debug, Clone)]
pub(super) struct Parsed {
    pub(super) scheme: Scheme,
    pub(super) authority: Authority,
    /// The path without its last slash: empty, or `/api/v3`.
    pub(super) prefix: String,
}

impl BaseUrl {
    /// Reads a base URL.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { parsed: parse(text) }
    }

    /// Reads a server's URL, such as `https://{host}/api`, with the values of its variables.
    #[must_use]
    pub fn of_server(url: &str, variables: &[(&str, &str)]) -> Self {
        let url = server::expand(url, variables);
        Self {
            parsed: url.and_then(|url| parse(&url)),
        }
    }

    /// Reads a relative server's URL, such as `/v1`, with the values of its variables, for a description that is found
    /// at this origin, such as `https://example.com`; a folder may follow where the server is relative to that.
    #[must_use]
    pub fn of_relative_server(origin: &str, url: &str, variables: &[(&str, &str)]) -> Self {
        let url = server::expand(url, variables);
        Self {
            parsed: url.and_then(|url| server::resolve(&parse(origin)?, &url)),
        }
    }

    /// What is wrong with it, if anything.
    pub(super) fn check(&self) -> Result<(), String> {
        self.parsed.as_ref().map(|_| ()).map_err(Clone::clone)
    }

    /// Whether calls are encrypted.
    pub(super) fn is_https(&self) -> bool {
        self.parsed.as_ref().is_ok_and(|parsed| parsed.scheme == Scheme::HTTPS)
    }
}

impl Parsed {
    /// The URL of this path and query on the server, both encoded already.
    pub(super) fn url(&self, path_and_query: String) -> Result<Uri, String> {
        let fault = |error: &dyn fmt::Display| format!("the request gives no URL that can be sent: {error}");
        let mut parts = Parts::default();
        parts.scheme = Some(self.scheme.clone());
        parts.authority = Some(self.authority.clone());
        let path_and_query = PathAndQuery::try_from(path_and_query);
        parts.path_and_query = Some(path_and_query.map_err(|error| fault(&error))?);
        Uri::from_parts(parts).map_err(|error| fault(&error))
    }
}

impl From<&str> for BaseUrl {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for BaseUrl {
    fn from(text: String) -> Self {
        Self::new(&text)
    }
}

impl From<&String> for BaseUrl {
    fn from(text: &String) -> Self {
        Self::new(text)
    }
}

/// Messages never repeat the text before it is known to hold no password.
pub(super) fn parse(text: &str) -> Result<Parsed, String> {
    let Some((scheme, rest)) = text.split_once("://") else {
        return Err("the base URL has no scheme: write `https://HOST/PATH`".to_owned());
    };
    let scheme = match scheme.to_ascii_lowercase().as_str() {
        "https" => Scheme::HTTPS,
        "http" => Scheme::HTTP,
        _ => return Err("the base URL must start with `https://` or `http://`".to_owned()),
    };
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    if authority.contains('@') {
        return Err("the base URL holds credentials: leave out what stands before `@` \
             and give them to the client instead"
            .to_owned());
    }
    Ok(Parsed {
        scheme,
        authority: parse_authority(authority)?,
        prefix: parse_prefix(path)?,
    })
}

fn parse_authority(text: &str) -> Result<Authority, String> {
    let authority: Authority = text.parse().map_err(|_| {
        format!(
            "the base URL has no usable host: write `https://HOST/PATH`, not `{}` for HOST",
            text.escape_debug()
        )
    })?;
    let port = &text[authority.host().len()..];
    // A variable that is empty leaves such a host behind.
    let is_torn = |host: &str| host.starts_with('.') || host.contains("..");
    if authority.host().is_empty() || is_torn(authority.host()) {
        Err("the base URL has no host: write `https://HOST/PATH`".to_owned())
    } else if !port.is_empty() && authority.port_u16().is_none() {
        Err(format!(
            "the base URL has no usable port: write a number up to 65535, not `{port}`"
        ))
    } else {
        Ok(authority)
    }
}

pub(super) fn parse_prefix(path: &str) -> Result<String, String> {
    if let Some(mark) = path.find(['?', '#']) {
        return Err(format!(
            "the base URL has a query or a fragment: leave out `{}` and what follows",
            &path[mark..=mark]
        ));
    }
    let prefix = path.trim_end_matches('/');
    if prefix.split('/').any(|segment| segment == "." || segment == "..") {
        return Err(format!(
            "the base URL's path has a `.` or `..`: write where `{path}` leads"
        ));
    }
    match prefix.parse::<Uri>() {
        Err(_) if !prefix.is_empty() => Err(format!(
            "the base URL's path cannot be sent: percent-encode it, instead of `{}`",
            path.escape_debug()
        )),
        _ => Ok(prefix.to_owned()),
    }
}
