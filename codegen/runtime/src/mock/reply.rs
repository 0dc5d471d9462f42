//! What a call is answered by.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, StatusCode};

use super::super::head::is_json;
use super::super::header;
use super::super::operation::Operation;
use super::super::parameter::ParameterValue;
use super::super::wire::{Slot, View, view_to_json};
use super::entry::{Entry, Shown};

/// What a [`Mock`](super::Mock) answers to a call of an operation.
pub struct Reply<O> {
    pub(super) plan: Plan,
    of: PhantomData<fn() -> O>,
}

/// A reply to whatever operation.
#[derive(Clone, Default)]
pub(super) struct Plan {
    status: Option<u16>,
    headers: HeaderMap,
    body: Given,
    pub(super) manner: Manner,
    fault: Option<String>,
}

/// How a reply is sent.
#[derive(Clone, Copy, Default)]
pub(super) struct Manner {
    /// What is waited for before the first byte.
    pub(super) delay: Duration,
    /// What is waited for between two bytes of the body.
    pub(super) pace: Option<Duration>,
    pub(super) end: End,
}

/// How a reply ends.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum End {
    /// As it should.
    #[default]
    Whole,
    /// By the end of the connection, before the first byte.
    Cut,
    /// By the end of the connection, in the middle of the body.
    CutShort,
    /// Never: there is no first byte either.
    Stalled,
}

#[derive(Clone, Default)]
enum Given {
    /// What the description shows for the status.
    #[default]
    Example,
    Json(String),
    /// A text, or that text as JSON, as the description has it.
    Text(String),
    Raw(String, Bytes),
    Empty,
}

/// A message as it is sent.
pub(super) struct Message {
    pub(super) response: http::Response<Bytes>,
    pub(super) manner: Manner,
}

/// What a reply of [`Reply::ok`] can hold: models and all else that is read as JSON, texts, bytes, and nothing.
pub trait ReplyBody {
    /// Makes it the body of a reply.
    fn put<O>(self, reply: Reply<O>) -> Reply<O>;
}

impl<T: Slot> ReplyBody for T {
    fn put<O>(self, reply: Reply<O>) -> Reply<O> {
        match self.view() {
            View::Str(text) => reply.with(Given::Text(text.to_owned())),
            View::Text(text) => reply.with(Given::Text(text.into_owned())),
            _ => reply.json(&self),
        }
    }
}

impl ReplyBody for () {
    fn put<O>(self, reply: Reply<O>) -> Reply<O> {
        reply.with(Given::Empty)
    }
}

impl ReplyBody for Bytes {
    fn put<O>(self, reply: Reply<O>) -> Reply<O> {
        reply.bytes("application/octet-stream", self)
    }
}

impl<O> Reply<O> {
    /// The description's own example of a success, or what its schema makes of one.
    #[must_use]
    pub fn example() -> Self {
        Self::of(Plan::default())
    }

    /// A status, with the description's own example for it, if it has one. Another body is set by [`json`](Self::json)
    /// and [`bytes`](Self::bytes).
    #[must_use]
    pub fn status(status: u16) -> Self {
        Self::of(Plan {
            status: Some(status),
            ..Plan::default()
        })
    }

    /// No answer, but the end of the connection.
    #[must_use]
    pub fn cut() -> Self {
        Self::example().ending(End::Cut)
    }

    /// No answer at all, while the connection stays.
    #[must_use]
    pub fn stall() -> Self {
        Self::example().ending(End::Stalled)
    }

    /// Sets a body of JSON.
    #[must_use]
    pub fn json(mut self, value: &dyn ParameterValue) -> Self {
        match view_to_json(value.view()) {
            Ok(text) => self.with(Given::Json(text)),
            Err(fault) => {
                self.note(format!("the body {fault}"));
                self
            }
        }
    }

    /// Sets a body of any media type, as it is.
    #[must_use]
    pub fn bytes(self, content_type: &str, body: impl Into<Bytes>) -> Self {
        self.with(Given::Raw(content_type.to_owned(), body.into()))
    }

    /// Leaves out the body.
    #[must_use]
    pub fn empty(self) -> Self {
        self.with(Given::Empty)
    }

    /// Sets a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match header::parse(name, value) {
            Ok((name, value)) => {
                self.plan.headers.insert(name, value);
            }
            Err(fault) => self.note(fault),
        }
        self
    }

    /// Waits before the first byte.
    #[must_use]
    pub fn after(mut self, delay: Duration) -> Self {
        self.plan.manner.delay = delay;
        self
    }

    /// Sends the body a byte at a time, and waits between two of them.
    #[must_use]
    pub fn slowly(mut self, pace: Duration) -> Self {
        self.plan.manner.pace = Some(pace);
        self
    }

    /// Ends the connection in the middle of the body.
    #[must_use]
    pub fn cut_short(self) -> Self {
        self.ending(End::CutShort)
    }

    fn of(plan: Plan) -> Self {
        Self { plan, of: PhantomData }
    }

    fn with(mut self, body: Given) -> Self {
        self.plan.body = body;
        self
    }

    fn ending(mut self, end: End) -> Self {
        self.plan.manner.end = end;
        self
    }

    fn note(&mut self, fault: String) {
        self.plan.fault.get_or_insert(fault);
    }
}

impl<O: Operation> Reply<O>
where
    O::Output: ReplyBody,
{
    /// A success with what the operation gives, and the status that the description has for it.
    ///
    /// Where an operation gives one of several types, or XML, or what is read as it comes, the body is given to
    /// [`status`](Self::status) by [`json`](Self::json) or [`bytes`](Self::bytes).
    #[must_use]
    pub fn ok(output: O::Output) -> Self {
        output.put(Self::example())
    }
}

impl<O> Clone for Reply<O> {
    fn clone(&self) -> Self {
        Self::of(self.plan.clone())
    }
}

/// The status, where one is set.
impl<O> fmt::Debug for Reply<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("status", &self.plan.status)
            .finish_non_exhaustive()
    }
}

impl Plan {
    /// A status and a text, whatever the operation.
    pub(super) fn told(status: StatusCode, text: &str) -> Message {
        let mut response = http::Response::new(Bytes::from(format!("mock: {text}")));
        *response.status_mut() = status;
        let plain = HeaderValue::from_static("text/plain; charset=utf-8");
        response.headers_mut().insert(CONTENT_TYPE, plain);
        Message {
            response,
            manner: Manner::default(),
        }
    }

    /// The message to a call of an operation; or why there is none.
    pub(super) fn message(self, entry: Entry<'_>) -> Result<Message, String> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        let code = self.status.unwrap_or_else(|| entry.success());
        let status = StatusCode::from_u16(code).map_err(|_| format!("{code} is no status"))?;
        let shown = entry.shown(code);
        let (content_type, body) = self.body.sent(shown);
        let mut response = http::Response::new(body);
        *response.status_mut() = status;
        let headers = response.headers_mut();
        for (name, value) in shown.into_iter().flat_map(Shown::headers) {
            let (name, value) = header::parse(name, value)?;
            headers.insert(name, value);
        }
        if let Some(content_type) = content_type {
            let (name, value) = header::parse(CONTENT_TYPE.as_str(), &content_type)?;
            headers.insert(name, value);
        }
        headers.extend(self.headers);
        Ok(Message {
            response,
            manner: self.manner,
        })
    }
}

impl Given {
    /// The media type and the body.
    fn sent(self, shown: Option<Shown<'_>>) -> (Option<String>, Bytes) {
        let described = shown.and_then(Shown::media_type);
        let json = described.filter(|it| is_json(it));
        let json = json.unwrap_or("application/json");
        let (media_type, body) = match self {
            Self::Empty => return (None, Bytes::new()),
            Self::Raw(media_type, body) => return (Some(media_type), body),
            Self::Json(text) => (Some(json), text),
            Self::Text(text) => match described {
                Some(plain) if !is_json(plain) => (Some(plain), text),
                _ => (Some(json), serde_json::Value::String(text).to_string()),
            },
            Self::Example => (described, shown.and_then(Shown::body).unwrap_or_default()),
        };
        (media_type.map(str::to_owned), body.into())
    }
}
