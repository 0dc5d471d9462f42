//! A token that is kept until it expires or is refused.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::super::error::BoxError;
use super::super::secret::Secret;
use super::super::sending::BoxFuture;
use super::turns::Turns;
use super::{
    AccessToken, Credential, CredentialContext, CredentialProvider, Rejection, TokenProvider,
};

/// Keeps a token, and asks for another when it has to.
///
/// However many calls need a token at once, the provider is asked once, and the others wait for what it gives. Where
/// it fails, the call that asked fails, and the next one asks again. A token that a server refuses (401) is given up
/// at once, and the call is sent once more with a new one.
pub struct CachedToken<P> {
    provider: P,
    skew: Duration,
    token: Mutex<Option<AccessToken>>,
    turns: Turns,
}

impl<P: TokenProvider> CachedToken<P> {
    /// Keeps the tokens of this provider.
    pub fn new(provider: P) -> Self {
        Self {
            provider,
            skew: Duration::from_secs(30),
            token: Mutex::new(None),
            turns: Turns::default(),
        }
    }

    /// Sets how long before it expires a token is no longer used: 30 seconds, if not set, so that it does not expire
    /// on its way or by a clock that is fast.
    ///
    /// A token that lives less than twice as long is used for half of its life.
    #[must_use]
    pub fn skew(mut self, skew: Duration) -> Self {
        self.skew = skew;
        self
    }

    async fn current(&self, call: &CredentialContext<'_>) -> Result<Secret, BoxError> {
        if let Some(token) = self.usable() {
            return Ok(token);
        }
        let _turn = self.turns.next().await;
        // While this call waited, another may have been given one.
        if let Some(token) = self.usable() {
            return Ok(token);
        }
        let fresh = self.provider.token(call).await?;
        let token = fresh.token.clone();
        *self.kept() = Some(fresh);
        Ok(token)
    }

    /// The token that is kept, if it can still be used.
    fn usable(&self) -> Option<Secret> {
        let kept = self.kept();
        let token = kept.as_ref()?;
        let is_usable = token.expires_at.is_none_or(|expires_at| {
            let lifetime = expires_at.saturating_duration_since(token.received);
            let left = expires_at.saturating_duration_since(Instant::now());
            left > self.skew.min(lifetime / 2)
        });
        is_usable.then(|| token.token.clone())
    }
}

impl<P> CachedToken<P> {
    fn kept(&self) -> MutexGuard<'_, Option<AccessToken>> {
        // Whatever is in it is whole.
        self.token.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<P: TokenProvider> CredentialProvider for CachedToken<P> {
    fn credential<'a>(
        &'a self,
        call: &'a CredentialContext<'a>,
    ) -> BoxFuture<'a, Result<Credential, BoxError>> {
        Box::pin(async move { Ok(Credential::Bearer(self.current(call).await?)) })
    }

    fn rejected(&self, rejection: &Rejection<'_>) -> bool {
        // Another call may have heard the same and be further: its new token is not to be given up.
        let mut kept = self.kept();
        if let (Some(token), Credential::Bearer(refused)) = (&*kept, rejection.credential)
            && token.token == *refused
        {
            *kept = None;
        }
        true
    }
}

/// Not the token.
impl<P> fmt::Debug for CachedToken<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CachedToken")
            .field("skew", &self.skew)
            .field("has_token", &self.kept().is_some())
            .finish_non_exhaustive()
    }
}
