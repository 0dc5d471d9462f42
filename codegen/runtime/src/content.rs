//! What a request carries: a body of any kind, with its media type.

use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;

use super::body::Body;
use super::error::ErrorKind;
#[cfg(feature = "forms")]
use super::multipart::Multipart;
use super::parameter::ParameterValue;
use super::request::Request;
use super::wire::view_to_json;

/// A body with its media type, which can be cloned as the request that carries it.
#[derive(Debug, Clone)]
pub(super) struct Content {
    pub(super) content_type: Cow<'static, str>,
    pub(super) body: Carried,
}

#[derive(Debug, Clone)]
pub(super) enum Carried {
    One(Kept),
    #[cfg(feature = "forms")]
    Parts(Multipart),
}

impl Content {
    /// The body, to be sent; or what is wrong.
    pub(super) fn to_body(&self) -> Result<Body, String> {
        let body = match &self.body {
            Carried::One(body) => body.clone().take()?,
            #[cfg(feature = "forms")]
            Carried::Parts(parts) => parts.clone().into_body()?,
        };
        Ok(body.failing_as(ErrorKind::RequestBody))
    }
}

/// A body that can be cloned.
#[derive(Clone)]
pub(super) enum Kept {
    Whole(Bytes),
    /// What can be read once belongs to all clones, and goes to the first that is sent.
    Once(Arc<Mutex<Option<Body>>>),
}

impl Kept {
    pub(super) fn new(body: Body) -> Self {
        match body.as_bytes() {
            Some(bytes) => Self::Whole(bytes.clone()),
            None => Self::Once(Arc::new(Mutex::new(Some(body)))),
        }
    }

    /// The body, to be sent; or what is wrong.
    pub(super) fn take(self) -> Result<Body, String> {
        let body = match self {
            Self::Whole(bytes) => return Ok(bytes.into()),
            Self::Once(body) => body.lock().unwrap_or_else(PoisonError::into_inner).take(),
        };
        body.map(|body| body.failing_as(ErrorKind::RequestBody))
            .ok_or_else(|| "the body can be read only once, and a clone of this request has been sent".to_owned())
    }
}

/// How much it is: what it holds may be a secret.
impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(bytes) => write!(f, "{} bytes", bytes.len()),
            Self::Once(_) => f.write_str("a stream"),
        }
    }
}

/// Bodies. The last one that is set is sent.
impl Request {
    /// Sets a JSON body.
    #[must_use]
    pub fn json(self, value: &dyn ParameterValue) -> Self {
        self.json_as("application/json", value)
    }

    /// Sets a JSON body of another media type, such as `application/merge-patch+json`.
    #[must_use]
    pub fn json_as(mut self, content_type: &'static str, value: &dyn ParameterValue) -> Self {
        match view_to_json(value.view()) {
            Ok(bytes) => self.bytes(content_type, bytes),
            Err(error) => {
                self.note(format!("the body {error}"));
                self
            }
        }
    }

    /// Sets a body that is text, sent in UTF-8.
    #[must_use]
    pub fn text(self, content_type: &'static str, text: &str) -> Self {
        self.bytes(content_type, text.to_owned())
    }

    /// Sets a body of any kind: whole bytes, or a stream.
    ///
    /// A stream is read once. Clones of the request share it, and all but the first that is sent fail.
    #[must_use]
    pub fn bytes(self, content_type: &'static str, body: impl Into<Body>) -> Self {
        self.carrying(content_type.into(), Carried::One(Kept::new(body.into())))
    }

    pub(super) fn carrying(mut self, content_type: Cow<'static, str>, body: Carried) -> Self {
        self.parts.body = Some(Content { content_type, body });
        self
    }
}
