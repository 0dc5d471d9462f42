//! Credentials: what says who is calling, and who provides it.

mod cached_token;
#[cfg(feature = "client-credentials")]
mod client_credentials;
mod context;
mod held;
mod place;
mod token;
#[cfg(feature = "client-credentials")]
mod token_answer;

pub use self::cached_token::CachedToken;
#[cfg(feature = "client-credentials")]
pub use self::client_credentials::ClientCredentials;
pub(super) use self::context::Carrier;
pub use self::context::{CredentialContext, Rejection};
pub(super) use self::held::Credentials;
pub use self::token::{AccessToken, TokenProvider};
#[cfg(feature = "client-credentials")]
pub use self::token_answer::TokenError;
use super::error::BoxError;
use super::secret::Secret;
use super::sending::BoxFuture;

/// What says who is calling. It is never printed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Credential {
    /// A bearer token; those of OAuth 2 and `OpenID` Connect too.
    Bearer(Secret),
    /// A name and a password.
    Basic {
        /// The name.
        username: String,
        /// The password.
        password: Secret,
    },
    /// What stands behind the scheme's name in `Authorization`, for a scheme of HTTP other than the two above.
    Http(Secret),
    /// An API key, wherever the security scheme wants it.
    ApiKey(Secret),
    /// The certificate that the transport shows: for mutual TLS by a transport of one's own.
    ///
    /// Nothing is added to the message. The default transport needs no such word: it has its certificate from
    /// `ClientBuilder::identity_pem`.
    Identity,
}

impl Credential {
    /// A bearer token.
    pub fn bearer(token: impl Into<Secret>) -> Self {
        Self::Bearer(token.into())
    }

    /// A name and a password.
    pub fn basic(username: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self::Basic {
            username: username.into(),
            password: password.into(),
        }
    }

    /// What stands behind the scheme's name in `Authorization`: `username="me", ...` for `Digest`.
    pub fn http(value: impl Into<Secret>) -> Self {
        Self::Http(value.into())
    }

    /// An API key.
    pub fn api_key(key: impl Into<Secret>) -> Self {
        Self::ApiKey(key.into())
    }
}

/// Gives the credential for a call, each time one is sent.
///
/// A [`Credential`] gives itself. A closure that returns one can read a file or a cache; one that has to wait, or
/// needs to know the call, implements this trait. For tokens that expire there is [`TokenProvider`].
pub trait CredentialProvider: Send + Sync + 'static {
    /// The credential for a call.
    fn credential<'a>(&'a self, call: &'a CredentialContext<'a>) -> BoxFuture<'a, Result<Credential, BoxError>>;

    /// Hears that the server has refused what it gave (401); says whether it has another.
    ///
    /// If so, it is asked again and the call is sent again, once.
    fn rejected(&self, rejection: &Rejection<'_>) -> bool {
        let _ = rejection;
        false
    }
}

impl CredentialProvider for Credential {
    fn credential<'a>(&'a self, _: &'a CredentialContext<'a>) -> BoxFuture<'a, Result<Credential, BoxError>> {
        Box::pin(std::future::ready(Ok(self.clone())))
    }
}

impl<F> CredentialProvider for F
where
    F: Fn() -> Result<Credential, BoxError> + Send + Sync + 'static,
{
    fn credential<'a>(&'a self, _: &'a CredentialContext<'a>) -> BoxFuture<'a, Result<Credential, BoxError>> {
        Box::pin(async move { self() })
    }
}
