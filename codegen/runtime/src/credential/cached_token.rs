//! A token that is kept until it expires or is refused.

use std::fmt;
use std::time::Duration;

use super::super::error::BoxError;
use super::super::expiring::Expiring;
use super::super::secret::Secret;
use super::super::sending::BoxFuture;
use super::{Credential, CredentialContext, CredentialProvider, Rejection, TokenProvider};

/// Keeps a token, and asks for another when it has to.
///
/// However many calls need a token at once, the provider is asked once, and the others wait for what it gives. Where
/// it fails, the call that asked fails, and the next one asks again. A token that a server refuses (401) is given up
/// at once, and the call is sent once more with a new one.
pub struct CachedToken<P> {
    provider: P,
    tokens: Expiring<Secret>,
}

impl<P: TokenProvider> CachedToken<P> {
    /// Keeps the tokens of this provider.
    pub fn new(provider: P) -> Self {
        Self {
            provider,
            tokens: Expiring::new(),
        }
    }

    /// Sets how long before it expires a token is no longer used: 30 seconds, if not set, so that it does not expire
    /// on its way or by a clock that is fast.
    ///
    /// A token that lives less than twice as long is used for half of its life.
    #[must_use]
    pub fn skew(mut self, skew: Duration) -> Self {
        self.tokens = self.tokens.skew(skew);
        self
    }

    async fn current(&self, call: &CredentialContext<'_>) -> Result<Secret, BoxError> {
        let fresh = async || {
            let fresh = self.provider.token(call).await?;
            Ok((fresh.token, fresh.expires_at))
        };
        self.tokens.get_until(fresh).await
    }
}

impl<P: TokenProvider> CredentialProvider for CachedToken<P> {
    fn credential<'a>(&'a self, call: &'a CredentialContext<'a>) -> BoxFuture<'a, Result<Credential, BoxError>> {
        Box::pin(async move { Ok(Credential::Bearer(self.current(call).await?)) })
    }

    fn rejected(&self, rejection: &Rejection<'_>) -> bool {
        // Another call may have heard the same and be further: its new token is not to be given up.
        if let Credential::Bearer(refused) = rejection.credential {
            self.tokens.forget_if(|token| token == refused);
        }
        true
    }
}

/// Not the token.
impl<P> fmt::Debug for CachedToken<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CachedToken")
            .field("tokens", &self.tokens)
            .finish_non_exhaustive()
    }
}
