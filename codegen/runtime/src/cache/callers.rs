//! Who asks a cache: told apart by what they show, which nobody else learns.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use http::header::{ACCEPT, AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION};
use http::{HeaderMap, HeaderName, Uri};

use super::super::api::{OperationInfo, SecuritySchemeKind};
use super::super::percent::{encode_into, is_unreserved};
use super::super::random;
use super::super::secret::Secret;

/// How many callers are known at a time; one who was forgotten is a new one.
const MOST: usize = 64;

/// The callers of a client, each with a number.
pub(super) struct Callers {
    /// What no other client has: what a transport of one's own adds to a message is not seen here.
    client: String,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    numbers: VecDeque<(Secret, u64)>,
    came: u64,
}

impl Default for Callers {
    fn default() -> Self {
        Self {
            client: random::uuid(),
            known: Mutex::default(),
        }
    }
}

impl Callers {
    /// The key of a message, in which its credentials are a number.
    pub(super) fn key(&self, info: &OperationInfo, headers: &HeaderMap, uri: &Uri) -> String {
        let (url, keys) = without_api_keys(info, uri);
        let mut shown = keys;
        for (name, value) in headers {
            if is_credential(info, name) || value.is_sensitive() {
                // Each byte as a character of its own: so no two values look the same.
                let value = value.as_bytes().iter().copied().map(char::from);
                shown.push(format!("{name}: {}", value.collect::<String>()));
            }
        }
        let number = self.number(shown.join("\n").into());
        let mut key = format!("{} {number} GET {url}", self.client);
        for value in headers.get_all(ACCEPT) {
            key.push(' ');
            key.extend(value.as_bytes().iter().copied().map(char::from));
        }
        key
    }

    fn number(&self, shown: Secret) -> u64 {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, number)) = known.numbers.iter().find(|(other, _)| *other == shown) {
            return *number;
        }
        known.came += 1;
        let number = known.came;
        known.numbers.truncate(MOST - 1);
        known.numbers.push_front((shown, number));
        number
    }
}

/// Whether a header says who calls.
pub(super) fn is_credential(info: &OperationInfo, name: &HeaderName) -> bool {
    let is_key =
        |kind| matches!(kind, &SecuritySchemeKind::ApiKeyHeader(key) if name.as_str().eq_ignore_ascii_case(key));
    [AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION].contains(name) || kinds(info).any(is_key)
}

/// All ways in which the caller of an operation may say who it is.
fn kinds(info: &OperationInfo) -> impl Iterator<Item = &'static SecuritySchemeKind> {
    info.security.iter().copied().flatten().map(|scheme| &scheme.kind)
}

/// A URL without the keys in its query, and these.
fn without_api_keys(info: &OperationInfo, uri: &Uri) -> (String, Vec<String>) {
    let names: Vec<_> = kinds(info)
        .filter_map(|kind| match kind {
            SecuritySchemeKind::ApiKeyQuery(name) => {
                let mut encoded = String::new();
                encode_into(&mut encoded, name, is_unreserved);
                Some(encoded)
            }
            _ => None,
        })
        .collect();
    let url = uri.to_string();
    let Some((path, query)) = url.split_once('?') else {
        return (url, Vec::new());
    };
    let is_key = |pair: &&str| {
        let name = pair.split('=').next().unwrap_or_default();
        names.iter().any(|known| known == name)
    };
    let (keys, others): (Vec<_>, Vec<_>) = query.split('&').partition(is_key);
    let keys = keys.into_iter().map(str::to_owned).collect();
    (format!("{path}?{}", others.join("&")), keys)
}
