//! Headers given as text, and which of several wins.

use bytes::Bytes;
use http::header::{
    ACCEPT, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, InvalidHeaderValue, PROXY_AUTHORIZATION,
    TRANSFER_ENCODING, USER_AGENT,
};
use http::{HeaderMap, HeaderName, HeaderValue};

use super::request::Request;

/// Reads a header; or says what is wrong, without the value, which may be a secret.
pub(super) fn parse(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), String> {
    checked(name, HeaderValue::from_str(value))
}

/// As [`parse`], for a value that no message needs a copy of.
fn parse_static(name: &str, value: &'static str) -> Result<(HeaderName, HeaderValue), String> {
    if !value.is_ascii() {
        return parse(name, value);
    }
    let bytes = Bytes::from_static(value.as_bytes());
    checked(name, HeaderValue::from_maybe_shared(bytes))
}

fn checked(name: &str, value: Result<HeaderValue, InvalidHeaderValue>) -> Result<(HeaderName, HeaderValue), String> {
    let Ok(name) = HeaderName::from_bytes(name.as_bytes()) else {
        return Err(format!("`{}` is no name for a header", name.escape_debug()));
    };
    // They say where the message ends: only the transport knows, and a wrong one lets a second request be smuggled in.
    if name == CONTENT_LENGTH || name == TRANSFER_ENCODING {
        return Err(format!("the header `{name}` is for the transport to set"));
    }
    let Ok(mut value) = value else {
        return Err(format!(
            "the value for the header `{name}` holds a line break or another character that no header can carry"
        ));
    };
    value.set_sensitive([AUTHORIZATION, PROXY_AUTHORIZATION, COOKIE].contains(&name));
    Ok((name, value))
}

/// The headers of a message: the request's over the client's over the description's.
pub(super) fn merge(request: &Request, defaults: &HeaderMap) -> Result<HeaderMap, String> {
    let api = request.parts.info.api;
    // Room for as many as most messages have: with more, the memory for it takes longer to find.
    let mut merged = HeaderMap::with_capacity(6);
    let given = [
        (ACCEPT.as_str(), request.parts.info.accept),
        (USER_AGENT.as_str(), api.user_agent),
    ];
    // The description as a whole was told what to send by people who knew; an operation only by its media types.
    for (name, value) in given.iter().chain(api.headers) {
        let (name, value) = parse_static(name, value)?;
        merged.insert(name, value);
    }
    if let Some(body) = &request.parts.body {
        let (name, value) = parse(CONTENT_TYPE.as_str(), &body.content_type)?;
        merged.insert(name, value);
    }
    for (name, value) in defaults.iter().chain(&request.parts.headers) {
        merged.insert(name, value.clone());
    }
    for (name, cookie) in &request.parts.cookies {
        add_cookie(&mut merged, cookie)
            .map_err(|_| format!("the cookie parameter `{name}` holds a character that no header can carry"))?;
    }
    Ok(merged)
}

/// Adds a cookie behind those that are there: a message has one header for all (RFC 6265, section 5.4).
pub(super) fn add_cookie(headers: &mut HeaderMap, cookie: &str) -> Result<(), InvalidHeaderValue> {
    let mut value = HeaderValue::from_str(cookie)?;
    if let Some(others) = headers.get(COOKIE) {
        let both = [others.as_bytes(), value.as_bytes()].join(b"; ".as_slice());
        value = HeaderValue::from_bytes(&both)?;
    }
    value.set_sensitive(true);
    headers.insert(COOKIE, value);
    Ok(())
}

/// What may be shown of headers that can hold secrets.
pub(super) fn names(headers: &HeaderMap) -> Vec<&str> {
    headers.keys().map(HeaderName::as_str).collect()
}
