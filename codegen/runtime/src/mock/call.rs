//! A call as it came.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::header::COOKIE;
use http::request::Parts;
use http::{HeaderMap, Method, Uri};

use super::super::header;
use super::super::wire::{DecodeError, Slot, from_json};

/// A call as a [`Mock`](super::Mock) received it.
#[derive(Clone)]
pub struct Call {
    head: Arc<Parts>,
    query: Vec<(String, String)>,
    body: Bytes,
    /// Which operation it is of, and with which parameters of the path.
    pub(super) route: Option<usize>,
    pub(super) path: Vec<(String, String)>,
}

impl Call {
    pub(super) fn new(head: Parts, body: Bytes) -> Self {
        Self {
            query: pairs(head.uri.query().unwrap_or_default()),
            head: Arc::new(head),
            body,
            route: None,
            path: Vec::new(),
        }
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.head.method
    }

    /// The path and the query, as they came.
    #[must_use]
    pub fn uri(&self) -> &Uri {
        &self.head.uri
    }

    /// A parameter of the path, decoded, by its name in the description.
    #[must_use]
    pub fn path(&self, name: &str) -> Option<&str> {
        let mut parameters = self.path.iter();
        let found = parameters.find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// A parameter of the query, decoded; the first of that name.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<&str> {
        self.queries(name).next()
    }

    /// Every parameter of the query that has this name, decoded.
    pub fn queries(&self, name: &str) -> impl Iterator<Item = &str> {
        let of_name = self.query.iter().filter(move |(known, _)| known == name);
        of_name.map(|(_, value)| value.as_str())
    }

    /// The names and values of the query, decoded, in the order in which they came.
    #[must_use]
    pub fn query_pairs(&self) -> &[(String, String)] {
        &self.query
    }

    /// A header, where it is text; the first of that name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.headers.get(name)?.to_str().ok()
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// A cookie, as it came.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<&str> {
        let headers = self.head.headers.get_all(COOKIE).iter();
        let cookies = headers.filter_map(|value| value.to_str().ok());
        let mut pairs = cookies.flat_map(|cookies| cookies.split(';'));
        pairs.find_map(|pair| {
            let (known, value) = pair.split_once('=')?;
            (known.trim() == name).then_some(value.trim())
        })
    }

    /// The body as it came.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body as JSON.
    ///
    /// # Errors
    ///
    /// Where it is no JSON document, or not one that the type can hold.
    pub fn json<T: Slot>(&self) -> Result<T, DecodeError> {
        from_json(&self.body)
    }
}

/// The method and where it went.
impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method(), self.uri())
    }
}

/// Neither header values nor the body.
impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("method", self.method())
            .field("uri", self.uri())
            .field("headers", &header::names(self.headers()))
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

fn pairs(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let decoded = |text: &str| decoded(&text.replace('+', " "));
    pairs.map(|(name, value)| (decoded(name), decoded(value))).collect()
}

/// A text without percent-encoding; what is not UTF-8 then is replaced.
pub(super) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let byte = match tail {
            [high, low, ..] if *first == b'%' => hex(*high).zip(hex(*low)),
            _ => None,
        };
        if let Some((high, low)) = byte {
            bytes.push(high << 4 | low);
            rest = tail.get(2..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    let value = char::from(digit).to_digit(16)?;
    u8::try_from(value).ok()
}
