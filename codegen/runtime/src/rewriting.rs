//! Bodies that are given as JSON and written otherwise, where an operation takes the same in several media types.

use bytes::Bytes;
use serde_json::{Map, Value};

use super::content::{Carried, Kept};
use super::head::is_json;
use super::request::Request;
use super::wire::from_json;

/// What the JSON of a body becomes when it is sent.
#[derive(Debug, Clone, Copy)]
pub(super) enum Rewriting {
    Form,
    Multipart,
}

/// Bodies that are written otherwise: whenever the body is set, before or after.
impl Request {
    /// Sends a JSON body as a form (`application/x-www-form-urlencoded`), as [`form`](Self::form) writes it.
    #[must_use]
    pub fn as_form(mut self) -> Self {
        self.parts.rewriting = Some(Rewriting::Form);
        self
    }

    /// Sends a JSON body in several parts (`multipart/form-data`): each member as [`part`](Self::part) writes it.
    #[must_use]
    pub fn as_multipart(mut self) -> Self {
        self.parts.rewriting = Some(Rewriting::Multipart);
        self
    }

    /// The request with its body as it is sent.
    pub(super) fn rewritten(mut self) -> Self {
        let (Some(rewriting), Some(json)) = (self.parts.rewriting, self.json_text()) else {
            return self;
        };
        let Ok(members) = from_json::<Map<String, Value>>(&json) else {
            self.note("the body is no object, and cannot be written as a form".to_owned());
            return self;
        };
        match rewriting {
            Rewriting::Form => self.form(&members),
            Rewriting::Multipart => {
                self.parts.body = None;
                let members = members.iter();
                members.fold(self, |request, (name, value)| request.part(name, value))
            }
        }
    }

    /// The body, where it is whole JSON.
    fn json_text(&self) -> Option<Bytes> {
        let content = self.parts.body.as_ref()?;
        match &content.body {
            Carried::One(Kept::Whole(bytes)) if is_json(&content.content_type) => Some(bytes.clone()),
            _ => None,
        }
    }
}
