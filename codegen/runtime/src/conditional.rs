//! Requests that are answered only where there is something new (RFC 9110, section 13).

use http::header::{ETAG, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED};
use http::{HeaderMap, Method, StatusCode};

use super::answer::{Answer, Decoded};
use super::api::OperationInfo;
use super::client::Client;
use super::operation::{Called, Operation, Streams};
use super::request::Request;
use super::response::Response;
use super::sending::Sending;

/// What tells one state of a thing from another (RFC 9110, section 8.8), as its server gave it.
///
/// They are texts as they came, to be kept beside what they belong to: for the next call, or for the next program.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validators {
    /// The entity tag, with its quotes, and with `W/` in front where it is weak.
    pub etag: Option<String>,
    /// The date of the last change.
    pub last_modified: Option<String>,
}

/// What comes of asking for a thing that may have changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed<T> {
    /// It has, or nobody can tell: this is what it is now.
    New(T),
    /// It has not (304): what is known of it still holds.
    Same,
}

/// A request that is answered as a whole only where there is something new: made by
/// [`Operation::if_changed_since`].
#[derive(Debug, Clone)]
#[must_use = "a request does nothing until it is sent"]
pub struct IfChanged<O> {
    operation: O,
    since: Validators,
}

impl<O: Operation> IfChanged<O> {
    pub(super) fn new(operation: O, since: Validators) -> Self {
        Self { operation, since }
    }

    /// Sends the request.
    pub fn send(self, client: &Client) -> Sending<Changed<O::Output>, O::ErrorBody, O::Headers> {
        client.send(self)
    }

    /// Sends the request and waits for the answer.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send), and where it is called from asynchronous code.
    pub fn send_blocking(self, client: &Client) -> Called<Self> {
        client.send_blocking(self)
    }
}

impl<O: Operation> Operation for IfChanged<O> {
    type Output = Changed<O::Output>;
    type ErrorBody = O::ErrorBody;
    type Headers = O::Headers;

    const INFO: &'static OperationInfo = O::INFO;
    const STREAMS: Streams = O::STREAMS;

    fn into_request(self) -> Request {
        self.operation.into_request().if_changed_since(&self.since)
    }

    fn decode(answer: &Answer) -> Decoded<Self> {
        if answer.status() == StatusCode::NOT_MODIFIED {
            return Ok(Changed::Same);
        }
        O::decode(answer).map(Changed::New)
    }
}

impl Request {
    /// Asks for what has changed only. The entity tag alone decides where there is one (RFC 9110, section 13.1.3): a
    /// date does not tell two changes of one second apart.
    fn if_changed_since(mut self, since: &Validators) -> Self {
        if ![Method::GET, Method::HEAD].contains(&self.parts.info.method) {
            self.note("only what is read can be asked for where it has changed".to_owned());
            return self;
        }
        let date = since.last_modified.as_ref().filter(|_| since.etag.is_none());
        self.set_header(IF_NONE_MATCH.as_str(), since.etag.as_deref());
        self.set_header(IF_MODIFIED_SINCE.as_str(), date.map(String::as_str));
        self
    }
}

/// Those of a message, where its headers tell them.
impl From<&HeaderMap> for Validators {
    fn from(headers: &HeaderMap) -> Self {
        let text = |name| String::from_utf8(headers.get(name)?.as_bytes().to_vec()).ok();
        Self {
            etag: text(&ETAG),
            last_modified: text(&LAST_MODIFIED),
        }
    }
}

/// Those of an answer, where it tells them.
impl<T, H> From<&Response<T, H>> for Validators {
    fn from(response: &Response<T, H>) -> Self {
        response.validators()
    }
}

impl From<&Self> for Validators {
    fn from(validators: &Self) -> Self {
        validators.clone()
    }
}
