//! Servers as a description writes them: URLs with `{variables}`, whole or relative (`OpenAPI`, Server Object).

use std::borrow::Cow;

use http::Uri;

use super::base_url::{BaseUrl, Parsed, parse_prefix};
use super::path::next_variable;
use super::request::Request;

/// Where a request goes, or why it cannot go there.
///
/// An operation's own server is that of a client which is for one of the servers that the description names. A client
/// for any other place, such as a test or a gateway, has all of the API there: its credential is for nobody else.
pub(super) fn base_url<'a>(request: &'a Request, client: &'a BaseUrl) -> Result<Cow<'a, BaseUrl>, String> {
    client.check()?;
    if let Some(base) = &request.parts.base {
        base.check()?;
        return Ok(Cow::Borrowed(base));
    }
    let info = request.parts.info;
    if info.server.is_empty() {
        return Ok(Cow::Borrowed(client));
    }
    let Some(variables) = described(info.api.servers, client) else {
        return Ok(Cow::Borrowed(client));
    };
    let base = own(client, info.server, &variables)?;
    let mut alternatives = info.security.iter();
    let takes_credential = alternatives.any(|schemes| !schemes.is_empty());
    if client.is_https() && !base.is_https() && takes_credential {
        return Err(
            "the operation's own server would get its credential unencrypted: say where the request goes by `base_url`"
                .to_owned(),
        );
    }
    Ok(Cow::Owned(base))
}

/// The operation's server, for a client whose server has these variables.
fn own(client: &BaseUrl, server: &str, variables: &[(&str, String)]) -> Result<BaseUrl, String> {
    let variables: Vec<_> = variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let base = match &client.parsed {
        Ok(parsed) if server.starts_with('/') => {
            let parsed = Parsed {
                prefix: parse_prefix(&expand(server, &variables)?)?,
                ..parsed.clone()
            };
            BaseUrl { parsed: Ok(parsed) }
        }
        _ => BaseUrl::of_server(server, &variables),
    };
    base.check().map(|()| base)
}

/// The variables of the described server that a URL is one of.
fn described(servers: &[&'static str], base: &BaseUrl) -> Option<Vec<(&'static str, String)>> {
    let parsed = base.parsed.as_ref().ok()?;
    let url = format!("{}://{}{}", parsed.scheme, parsed.authority, parsed.prefix);
    servers.iter().find_map(|server| {
        let server = server.trim_end_matches('/');
        if is_relative(server) {
            // Where the description is found, nobody knows here; its path is what can be told.
            let path = parsed.prefix.trim_start_matches('/');
            matched(server.trim_start_matches(['.', '/']), path)
        } else {
            matched(server, &url)
        }
    })
}

/// Whether a server's URL says not on which host it is.
fn is_relative(server: &str) -> bool {
    !server.contains("://") && !server.starts_with('{')
}

/// The values of the variables that make this text of a template; each as short as it can be, and within its segment.
fn matched(template: &'static str, text: &str) -> Option<Vec<(&'static str, String)>> {
    let Some((literal, name, tail)) = next_variable(template) else {
        return text.eq_ignore_ascii_case(template).then(Vec::new);
    };
    let (head, rest) = text.split_at_checked(literal.len())?;
    if !head.eq_ignore_ascii_case(literal) {
        return None;
    }
    let is_whole_url = literal.is_empty() && !tail.starts_with("://");
    let ends = rest.char_indices().map(|(end, _)| end).chain([rest.len()]);
    ends.map(|end| rest.split_at(end))
        .take_while(|(value, _)| is_whole_url || !value.contains('/'))
        .find_map(|(value, rest)| {
            let mut values = matched(tail, rest)?;
            values.push((name, value.to_owned()));
            Some(values)
        })
}

/// A server's URL with the values of its variables, none of which may reach beyond the place where it stands.
pub(super) fn expand(template: &str, variables: &[(&str, &str)]) -> Result<String, String> {
    let mut url = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((literal, name, tail)) = next_variable(rest) {
        url.push_str(literal);
        let (_, value) = variables
            .iter()
            .find(|(known, _)| *known == name)
            .ok_or_else(|| format!("the server variable `{name}` has no value"))?;
        if url.is_empty() && !tail.starts_with("://") {
            // It is the beginning of the URL, host and all.
            url.push_str(if tail.starts_with('/') {
                value.trim_end_matches('/')
            } else {
                value
            });
        } else {
            url.push_str(fit(name, value, &url)?);
        }
        rest = tail;
    }
    url.push_str(rest);
    Ok(url)
}

/// A value that keeps what stands around it as it is: a host does not end in it, nor a path.
fn fit<'v>(name: &str, value: &'v str, before: &str) -> Result<&'v str, String> {
    let in_path = match before.split_once("://") {
        Some((_, after)) => after.contains('/'),
        None => before.starts_with('/'),
    };
    let divides = |c: char| match c {
        '/' | '@' => !in_path,
        '?' | '#' | '\\' => true,
        other => other.is_whitespace() || other.is_control(),
    };
    match value.chars().find(|c| divides(*c)) {
        Some(c) => Err(format!(
            "the server variable `{name}` holds `{}`, which would give another URL",
            c.escape_debug()
        )),
        None => Ok(value),
    }
}

/// A URL of the description that may be relative to a server, whose path is then a folder.
pub(super) fn locate(server: &BaseUrl, url: &str) -> Result<Uri, String> {
    let Parsed {
        scheme,
        authority,
        prefix,
    } = server.parsed.as_ref().map_err(Clone::clone)?;
    let whole = match url {
        "" => String::new(),
        _ if url.contains("://") => url.to_owned(),
        _ if url.starts_with("//") => format!("{scheme}:{url}"),
        _ if url.starts_with('/') => format!("{scheme}://{authority}{url}"),
        _ => format!("{scheme}://{authority}{prefix}/{url}"),
    };
    let located: Option<Uri> = whole.parse().ok();
    located
        .filter(|url| {
            let is_http = matches!(url.scheme_str(), Some("https" | "http"));
            let is_plain = |name: &str| !name.is_empty() && !name.contains('@');
            is_http && url.authority().is_some_and(|name| is_plain(name.as_str()))
        })
        .ok_or_else(|| "the URL cannot be used: write `https://HOST/PATH`".to_owned())
}

/// A relative URL at the place where the description is found (RFC 3986, section 5.2).
///
/// A path of both would be lost or doubled, and is refused; one that is relative to a folder is put in it.
pub(super) fn resolve(origin: &Parsed, url: &str) -> Result<Parsed, String> {
    let prefix = if url.starts_with('/') {
        let path = parse_prefix(url)?;
        if !path.is_empty() && !origin.prefix.is_empty() {
            return Err(format!(
                "the origin has a path, `{}`, and so has the server, `{path}`: \
                 write `https://HOST`, or give the whole URL to the client",
                origin.prefix
            ));
        }
        path + &origin.prefix
    } else {
        let mut segments: Vec<_> = origin.prefix.split('/').collect();
        for segment in url.split('/') {
            match segment {
                "" | "." => {}
                ".." if segments.len() > 1 => {
                    segments.pop();
                }
                other => segments.push(other),
            }
        }
        parse_prefix(&segments.join("/"))?
    };
    Ok(Parsed {
        prefix,
        ..origin.clone()
    })
}
