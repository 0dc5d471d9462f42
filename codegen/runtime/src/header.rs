//! Headers given as text, and which of several wins.

use std::borrow::Cow;
use std::ptr;
use std::sync::OnceLock;

use bytes::Bytes;
use http::header::{
    ACCEPT, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, InvalidHeaderValue, PROXY_AUTHORIZATION,
    TRANSFER_ENCODING, USER_AGENT,
};
use http::{HeaderMap, HeaderName, HeaderValue};

use super::api::Api;
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

/// What messages carry unless their requests say otherwise.
pub(super) struct Defaults {
    /// What the client was given.
    pub(super) own: HeaderMap,
    /// What the description says, read once: as a rule, a client is for one.
    described: OnceLock<(&'static Api, Vec<(HeaderName, HeaderValue)>)>,
}

impl Defaults {
    pub(super) fn new(own: HeaderMap) -> Self {
        let described = OnceLock::new();
        Self { own, described }
    }

    /// The headers of a message: the request's over the client's over the description's.
    pub(super) fn merge(&self, request: &Request) -> Result<HeaderMap, String> {
        // Room for as many as most messages have: with more, the memory for it takes longer to find.
        let mut merged = HeaderMap::with_capacity(6);
        // The description as a whole was told what to send by people who knew; an operation only by its media types.
        let (name, accept) = parse_static(ACCEPT.as_str(), request.parts.info.accept)?;
        merged.insert(name, accept);
        for (name, value) in &*self.described(request.parts.info.api)? {
            merged.insert(name, value.clone());
        }
        if let Some(body) = &request.parts.body {
            let (name, value) = parse(CONTENT_TYPE.as_str(), &body.content_type)?;
            merged.insert(name, value);
        }
        for (name, value) in self.own.iter().chain(&request.parts.headers) {
            merged.insert(name, value.clone());
        }
        for (name, cookie) in &request.parts.cookies {
            add_cookie(&mut merged, cookie)
                .map_err(|_| format!("the cookie parameter `{name}` holds a character that no header can carry"))?;
        }
        Ok(merged)
    }

    fn described(&self, api: &'static Api) -> Result<Cow<'_, [(HeaderName, HeaderValue)]>, String> {
        if let Some((known, headers)) = self.described.get()
            && ptr::eq(*known, api)
        {
            return Ok(Cow::Borrowed(headers));
        }
        let user_agent = (USER_AGENT.as_str(), api.user_agent);
        let given = [user_agent].into_iter().chain(api.headers.iter().copied());
        let headers: Vec<_> = given
            .map(|(name, value)| parse_static(name, value))
            .collect::<Result<_, _>>()?;
        // Where it is of another, that stays.
        let _ = self.described.set((api, headers.clone()));
        Ok(Cow::Owned(headers))
    }
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
