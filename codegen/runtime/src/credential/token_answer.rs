//! What a token endpoint answers (RFC 6749, sections 5.1 and 5.2).

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use serde_json::{Map, Value};

use super::super::error::BoxError;
use super::super::secret::Secret;
use super::AccessToken;

/// The answer of a token endpoint that gives no token.
#[derive(Debug, Clone)]
pub struct TokenError {
    status: StatusCode,
    error: Option<String>,
    description: Option<String>,
}

impl TokenError {
    /// The status of the answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The kind of error, such as `invalid_client`.
    #[must_use]
    pub fn error(&self) -> Option<&str> {
        self.error.as_deref()
    }

    /// The server's own words.
    #[must_use]
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = self.status;
        write!(f, "the token endpoint gives no token: {status}")?;
        for words in [&self.error, &self.description].into_iter().flatten() {
            write!(f, ": {words}")?;
        }
        if status.is_redirection() {
            write!(f, " (the secret goes to no other address: correct the token URL)")?;
        }
        Ok(())
    }
}

impl std::error::Error for TokenError {}

/// The token in an answer; errors never hold the secret that was sent, even where the server repeats it.
pub(super) fn read(answer: &http::Response<Bytes>, secret: &Secret) -> Result<AccessToken, BoxError> {
    let members = match serde_json::from_slice(answer.body()) {
        Ok(Value::Object(members)) => members,
        _ => Map::new(),
    };
    let status = answer.status();
    // There are servers that say 200 with an error.
    if !status.is_success() || members.contains_key("error") {
        let words = |name| shown(members.get(name)?.as_str()?, secret);
        return Err(Box::new(TokenError {
            status,
            error: words("error"),
            description: words("error_description"),
        }));
    }
    token(&members).map_err(|what| format!("the token endpoint answers {status}, but {what}").into())
}

fn token(members: &Map<String, Value>) -> Result<AccessToken, &'static str> {
    let text = |name| members.get(name).and_then(Value::as_str);
    let token = text("access_token").filter(|token| !token.is_empty());
    let token = token.ok_or("not with JSON that has an `access_token`")?;
    // A token of a kind that is not understood must not be used (section 7.1). Where the kind is left out, there is
    // only one that can be meant.
    if text("token_type").is_some_and(|kind| !kind.eq_ignore_ascii_case("bearer")) {
        return Err("its token is no bearer token");
    }
    let token = AccessToken::new(token);
    Ok(match members.get("expires_in").and_then(seconds) {
        Some(lifetime) => token.expires_in(lifetime),
        None => token,
    })
}

/// A lifetime, which some servers write as text.
fn seconds(value: &Value) -> Option<Duration> {
    let seconds = match value {
        Value::String(text) => text.trim().parse().ok()?,
        number => number.as_f64()?,
    };
    Duration::try_from_secs_f64(seconds).ok()
}

/// How much of a server's words is kept.
const WORDS_CHARS: usize = 200;

/// A server's words on one line, unless they hold the secret.
fn shown(words: &str, secret: &Secret) -> Option<String> {
    let secret = secret.expose_secret();
    if !secret.is_empty() && words.contains(secret) {
        return None;
    }
    let tidy = |c: char| if c.is_control() { ' ' } else { c };
    Some(words.chars().take(WORDS_CHARS).map(tidy).collect())
}
