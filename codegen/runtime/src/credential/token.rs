//! Tokens that expire, and who gives them.

use std::time::{Duration, Instant};

use super::super::clock;
use super::super::error::BoxError;
use super::super::secret::Secret;
use super::super::sending::BoxFuture;
use super::{CachedToken, CredentialContext};

/// A token, and how long it can be used.
#[derive(Debug, Clone)]
pub struct AccessToken {
    pub(super) token: Secret,
    pub(super) expires_at: Option<Instant>,
}

impl AccessToken {
    /// A token that is used until a server refuses it.
    pub fn new(token: impl Into<Secret>) -> Self {
        Self {
            token: token.into(),
            expires_at: None,
        }
    }

    /// Says how long it can be used from now on.
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.expires_at = clock::now().and_then(|now| now.checked_add(lifetime));
        self
    }

    /// The token itself.
    #[must_use]
    pub fn token(&self) -> &Secret {
        &self.token
    }

    /// When it expires, where that is known.
    #[must_use]
    pub fn expires_at(&self) -> Option<Instant> {
        self.expires_at
    }
}

/// Gets a new token each time it is asked: from an authorization server, a vault, a command.
///
/// [`cached`](TokenProvider::cached) makes a credential of it, which asks only when it has to. A closure that returns
/// a token is a provider too.
pub trait TokenProvider: Send + Sync + 'static {
    /// Gets a token for a call, and for those that come after it until it expires.
    fn token<'a>(&'a self, call: &'a CredentialContext<'a>) -> BoxFuture<'a, Result<AccessToken, BoxError>>;

    /// Keeps each token until shortly before it expires, or until a server refuses it.
    fn cached(self) -> CachedToken<Self>
    where
        Self: Sized,
    {
        CachedToken::new(self)
    }
}

impl<F> TokenProvider for F
where
    F: Fn() -> Result<AccessToken, BoxError> + Send + Sync + 'static,
{
    fn token<'a>(&'a self, _: &'a CredentialContext<'a>) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        Box::pin(async move { self() })
    }
}
