//! What a request carries: a body of any kind, with its media type.

use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;

use super::body::Body;
use super::error::ErrorKind;
use super::request::Request;
use super::wire::{Slot, to_json};

/// A body with its media type, which can be cloned as the request that carries it.
#[derive(Clone)]
pub(super) struct Content {
    pub(super) content_type: Cow<'static, str>,
    body: Kept,
}

#[derive(Clone)]
enum Kept {
    Whole(Bytes),
    /// What can be read once belongs to all clones, and goes to the first that is sent.
    Once(Arc<Mutex<Option<Body>>>),
}

impl Content {
    pub(super) fn new(content_type: impl Into<Cow<'static, str>>, body: Body) -> Self {
        let body = match body.as_bytes() {
            Some(bytes) => Kept::Whole(bytes.clone()),
            None => Kept::Once(Arc::new(Mutex::new(Some(body)))),
        };
        Self {
            content_type: content_type.into(),
            body,
        }
    }

    /// The body, to be sent; or what is wrong.
    pub(super) fn into_body(self) -> Result<Body, String> {
        match self.body {
            Kept::Whole(bytes) => Ok(bytes.into()),
            Kept::Once(body) => {
                let body = body.lock().unwrap_or_else(PoisonError::into_inner).take();
                body.map(|body| body.failing_as(ErrorKind::RequestBody))
                    .ok_or_else(|| {
                        "the body can be read only once, and a clone of this request has been sent"
                            .to_owned()
                    })
            }
        }
    }
}

/// Bodies. The last one that is set is sent.
impl Request {
    /// Sets a JSON body.
    #[must_use]
    pub fn json(self, value: &dyn Slot) -> Self {
        self.json_as("application/json", value)
    }

    /// Sets a JSON body of another media type, such as `application/merge-patch+json`.
    #[must_use]
    pub fn json_as(mut self, content_type: &'static str, value: &dyn Slot) -> Self {
        match to_json(value) {
            Ok(bytes) => self.bytes(content_type, bytes),
            Err(error) => {
                self.note(format!("the body cannot be written as JSON: {error}"));
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
    pub fn bytes(mut self, content_type: &'static str, body: impl Into<Body>) -> Self {
        self.body = Some(Content::new(content_type, body.into()));
        self
    }
}

/// What it holds may be a secret.
impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Content");
        debug.field("content_type", &self.content_type);
        match &self.body {
            Kept::Whole(bytes) => debug.field("bytes", &bytes.len()),
            Kept::Once(_) => debug.field("streamed", &true),
        };
        debug.finish()
    }
}
