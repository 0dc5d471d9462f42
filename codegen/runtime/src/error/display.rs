//! What a person reads of an error: one line, without secrets.

use std::error::Error as StdError;
use std::fmt;

use http::Uri;
use http::header::LOCATION;

use super::super::head::{Head, essence};
use super::super::redirect::place;
use super::{Details, Error, ErrorKind, Received, request_id};

/// How much of a body an error prints.
const EXCERPT_CHARS: usize = 200;

impl<B> fmt::Display for Error<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.details.fmt(f)
    }
}

impl<B: fmt::Debug> fmt::Debug for Error<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.kind())
            .field("message", &format_args!("{}", self.details))
            .field("url", &self.url())
            .field("status", &self.status())
            .field("request_id", &self.request_id())
            .field("body", &self.body)
            .field("source", &self.details.source)
            .finish()
    }
}

impl fmt::Display for Details {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.operation {
            write!(f, "{}: ", operation.id)?;
        }
        if let Some(answer) = &self.answer {
            self.write_answer(f, answer)?;
            return self.write_attempts(f);
        }
        f.write_str(&self.message)?;
        if let (Some(operation), Some(url)) = (self.operation, &self.url) {
            write!(f, " ({} {})", operation.method, without_query(url))?;
        }
        self.write_attempts(f)?;
        // The transport's own words are rarely the cause, which is what helps: `Connection refused`.
        match self.source.as_deref().map(root_cause) {
            Some(cause) => write!(f, ": {}", OneLine(&cause.to_string())),
            None => Ok(()),
        }
    }
}

impl Details {
    fn write_attempts(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.attempts {
            0 | 1 => Ok(()),
            attempts => write!(f, " (after {attempts} attempts)"),
        }
    }

    /// Whether the operation asks for the media type of an answer.
    fn is_described(&self, head: Head<'_>) -> bool {
        let operation = self.operation.iter();
        let asked_for = operation.flat_map(|operation| operation.accept.split(", "));
        head.is_in(&asked_for.collect::<Vec<_>>())
    }

    /// Bodies of successful answers are not printed: they may hold secrets. A page is: no API has made it, but a proxy or
    /// a login form, which is the usual reason for a body that is not as described.
    fn write_answer(&self, f: &mut fmt::Formatter<'_>, answer: &Received) -> fmt::Result {
        let head = Head::new(answer.status, &answer.headers);
        let media_type = head.media_type().unwrap_or_default();
        let is_described = media_type.is_empty() || self.is_described(head);
        // That of a stream has not been read.
        let is_read = !answer.body.is_empty();
        let is_page = is_read && !is_described && is_page(essence(media_type));
        let text = String::from_utf8_lossy(&answer.body);
        match self.kind {
            ErrorKind::Decode if is_page => {
                write!(f, "{}, but in a media type that is not described", answer.status)?;
                write!(f, " ({}): {}", OneLine(media_type), OneLine(&text))?;
            }
            ErrorKind::Decode => {
                write!(f, "{}, but the body is not as described", answer.status)?;
                let is_json = media_type.is_empty() || head.is_in(&["application/json"]);
                if !is_described || !is_json {
                    write!(f, " ({})", OneLine(media_type))?;
                }
            }
            ErrorKind::Api if answer.body.is_empty() => write!(f, "{}", answer.status)?,
            ErrorKind::Api => {
                write!(f, "{}: {}", answer.status, OneLine(&text))?;
            }
            _ => {
                write!(f, "unexpected status {}", answer.status)?;
                if let Some(place) = redirected_to(answer) {
                    write!(f, ", to `{}`", OneLine(&place))?;
                }
            }
        }
        if let Some(mismatch) = &self.mismatch {
            let text = mismatch.to_string();
            match self.kind {
                ErrorKind::Decode if is_page => {}
                ErrorKind::Decode => write!(f, ": {}", OneLine(&text))?,
                // That a page is no JSON says nothing.
                _ if is_page => write!(f, " (not as described: {})", OneLine(media_type))?,
                _ => write!(f, " (not as described: {})", OneLine(&text))?,
            }
        }
        match request_id(&answer.headers) {
            Some(id) => write!(f, " (request {})", OneLine(id)),
            None => Ok(()),
        }
    }
}

/// The origin that a redirect leads to, where that is said in full: most likely the base URL is meant to be there.
fn redirected_to(answer: &Received) -> Option<String> {
    let location = answer.headers.get(LOCATION)?.to_str().ok()?;
    place(&location.parse().ok()?).filter(|_| answer.status.is_redirection())
}

fn is_page(essence: &str) -> bool {
    let pages = ["text/html", "application/xhtml+xml"];
    pages.iter().any(|page| page.eq_ignore_ascii_case(essence))
}

/// Text from elsewhere: shortened, and without line breaks, which would forge further lines of a log.
struct OneLine<'a>(&'a str);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut characters = self.0.trim().chars();
        for character in characters.by_ref().take(EXCERPT_CHARS) {
            let shown = if character.is_control() { ' ' } else { character };
            fmt::Write::write_char(f, shown)?;
        }
        if characters.next().is_some() {
            f.write_str("...")
        } else {
            Ok(())
        }
    }
}

fn root_cause<'e>(error: &'e (dyn StdError + Send + Sync + 'static)) -> &'e (dyn StdError + 'static) {
    let mut cause: &'e (dyn StdError + 'static) = error;
    while let Some(next) = cause.source() {
        cause = next;
    }
    cause
}

/// A query may hold an API key.
pub(super) fn without_query(url: &Uri) -> String {
    let authority = url.authority().map_or("", |authority| authority.as_str());
    format!("{}://{authority}{}", url.scheme_str().unwrap_or_default(), url.path())
}
