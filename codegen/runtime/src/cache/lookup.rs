//! What a message gets out of a cache, and what its answer brings into it (RFC 9111).

use std::time::Duration;

use bytes::Bytes;
use http::header::{
    CACHE_CONTROL, CONNECTION, DATE, ETAG, IF_MATCH, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_RANGE, IF_UNMODIFIED_SINCE,
    LAST_MODIFIED, PROXY_AUTHENTICATE, RANGE, TE, TRAILER, TRANSFER_ENCODING, UPGRADE, VARY,
};
use http::{HeaderMap, HeaderName, Method, Response, StatusCode};

use super::super::api::OperationInfo;
use super::super::body::Body;
use super::callers::is_credential;
use super::{Cache, Caching, Stored};

/// Where the answer to a message is kept, and what is there already.
pub(in super::super) struct Lookup<'a> {
    cache: &'a dyn Cache,
    key: String,
    info: &'static OperationInfo,
    /// Those of the request.
    headers: HeaderMap,
    found: Option<Stored>,
}

/// Says of an answer that its body was kept.
#[derive(Clone)]
struct FromCache;

/// Whether the body of an answer was kept, and the server has only said that it still holds.
pub(in super::super) fn is_from_cache(answer: &http::Extensions) -> bool {
    answer.get::<FromCache>().is_some()
}

impl<'a> Lookup<'a> {
    /// Looks for the answer to a message that may be kept, and has the server asked whether it still holds.
    pub(in super::super) fn of(
        caching: &'a Caching,
        info: &'static OperationInfo,
        message: &mut http::Request<Body>,
    ) -> Option<Self> {
        let headers = message.headers();
        // Who asks for a part of it, or for a state of their own, gets what the server says.
        let has_own = [
            IF_MATCH,
            IF_MODIFIED_SINCE,
            IF_NONE_MATCH,
            IF_RANGE,
            IF_UNMODIFIED_SINCE,
            RANGE,
        ];
        if message.method() != Method::GET
            || message.body().as_bytes().is_none_or(|body| !body.is_empty())
            || has_own.iter().any(|name| headers.contains_key(name))
            || forbids_keeping(headers)
        {
            return None;
        }
        let key = caching.callers.key(info, headers, message.uri());
        let mut lookup = Self {
            cache: &*caching.cache,
            key,
            info,
            headers: headers.clone(),
            found: None,
        };
        let found = lookup.cache.get(&lookup.key);
        lookup.found = found.filter(|stored| {
            let varied = lookup.varied(&stored.headers);
            may_keep(&stored.headers) && varied.is_some_and(|varied| varied == stored.varied)
        });
        if let Some(Stored { headers, .. }) = &lookup.found {
            let (asked, told) = match headers.get(ETAG) {
                Some(etag) => (IF_NONE_MATCH, Some(etag)),
                None => (IF_MODIFIED_SINCE, headers.get(LAST_MODIFIED)),
            };
            message.headers_mut().extend(told.map(|value| (asked, value.clone())));
        }
        Some(lookup)
    }

    /// The answer that holds: the one that came, or the one that is kept.
    pub(in super::super) fn settle(self, answer: Response<Bytes>) -> Response<Bytes> {
        match (answer.status(), &self.found) {
            (StatusCode::OK, _) => {
                let mut headers = HeaderMap::new();
                replace(&mut headers, answer.headers(), |_| true);
                self.keep(headers, answer.body());
                answer
            }
            (StatusCode::NOT_MODIFIED, Some(stored)) => {
                let mut headers = stored.headers.clone();
                // What is said of the body is said of the one that was kept.
                replace(&mut headers, answer.headers(), |name| !name.starts_with("content-"));
                self.keep(headers.clone(), &stored.body);
                let mut kept = Response::new(stored.body.clone());
                *kept.headers_mut() = headers;
                *kept.extensions_mut() = answer.extensions().clone();
                kept.extensions_mut().insert(FromCache);
                kept
            }
            _ => answer,
        }
    }

    fn keep(&self, headers: HeaderMap, body: &Bytes) {
        if let (true, Some(varied)) = (may_keep(&headers), self.varied(&headers)) {
            let body = body.clone();
            let stored = Stored { headers, body, varied };
            self.cache.put(&self.key, stored);
        }
    }

    /// What the request has in those headers that an answer depends on; none where that is more than headers (RFC
    /// 9111, section 4.1). Who calls is in the key.
    fn varied(&self, answer: &HeaderMap) -> Option<HeaderMap> {
        let mut varied = HeaderMap::new();
        for name in items(answer, &VARY) {
            let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
            if name == "*" {
                return None;
            }
            if !is_credential(self.info, &name) && !varied.contains_key(&name) {
                let values = self.headers.get_all(&name).iter().cloned();
                varied.extend(values.map(|value| (name.clone(), value)));
            }
        }
        Some(varied)
    }
}

/// Whether an answer may be kept (RFC 9111, section 3), and asked for again.
fn may_keep(headers: &HeaderMap) -> bool {
    !forbids_keeping(headers) && (headers.contains_key(ETAG) || is_dated(headers))
}

/// Whether a message is not to be kept; what only this caller may keep (`private`) is.
fn forbids_keeping(headers: &HeaderMap) -> bool {
    items(headers, &CACHE_CONTROL).any(|directive| directive.eq_ignore_ascii_case("no-store"))
}

/// Whether the last change was before the second of the answer, in which there may have been another (RFC 9110, section
/// 8.8.2.2).
fn is_dated(headers: &HeaderMap) -> bool {
    let date = |name| httpdate::parse_http_date(headers.get(name)?.to_str().ok()?).ok();
    let (Some(changed), Some(answered)) = (date(&LAST_MODIFIED), date(&DATE)) else {
        return false;
    };
    let since = answered.duration_since(changed).unwrap_or_default();
    since >= Duration::from_secs(1)
}

/// The items of a header that is a list.
fn items<'h>(headers: &'h HeaderMap, name: &HeaderName) -> impl Iterator<Item = &'h str> {
    let values = headers.get_all(name).into_iter();
    let texts = values.filter_map(|value| value.to_str().ok());
    texts
        .flat_map(|text| text.split(','))
        .map(str::trim)
        .filter(|item| !item.is_empty())
}

/// Puts new headers in place of the old ones (RFC 9111, section 3.2), but for those of the connection (section 3.1).
fn replace(old: &mut HeaderMap, new: &HeaderMap, is_replaced: fn(&str) -> bool) {
    let of_connection = [CONNECTION, PROXY_AUTHENTICATE, TE, TRAILER, TRANSFER_ENCODING, UPGRADE];
    for name in new.keys() {
        let is_nominated = || items(new, &CONNECTION).any(|item| item.eq_ignore_ascii_case(name.as_str()));
        if !is_replaced(name.as_str()) || of_connection.contains(name) || is_nominated() {
            continue;
        }
        old.remove(name);
        let values = new.get_all(name).iter().cloned();
        old.extend(values.map(|value| (name.clone(), value)));
    }
}
