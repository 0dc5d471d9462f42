//! Credentials: who is calling, and which operations are told.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderName, HeaderValue, Uri};

use super::api::{OperationInfo, SecurityScheme, SecuritySchemeKind};
use super::error::{BoxError, Error, ErrorKind};
use super::header::add_cookie;
use super::message::append_query;
use super::secret::Secret;
use super::sending::BoxFuture;
use super::wire::base64;

/// What says who is calling. It is never printed.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Credential {
    /// A bearer token.
    Bearer(Secret),
    /// A name and a password.
    Basic {
        /// The name.
        username: String,
        /// The password.
        password: Secret,
    },
    /// An API key, wherever the security scheme wants it.
    ApiKey(Secret),
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

    /// An API key.
    pub fn api_key(key: impl Into<Secret>) -> Self {
        Self::ApiKey(key.into())
    }
}

/// Gives the credential for a call, each time one is sent.
///
/// A [`Credential`] gives itself. A closure that returns one can read a file or a cache; one that has to wait, for a
/// token to be refreshed, implements this trait.
pub trait CredentialProvider: Send + Sync + 'static {
    /// The credential for a call that needs this scheme.
    fn credential<'a>(
        &'a self,
        scheme: &'a SecurityScheme,
    ) -> BoxFuture<'a, Result<Credential, BoxError>>;
}

impl CredentialProvider for Credential {
    fn credential<'a>(
        &'a self,
        _: &'a SecurityScheme,
    ) -> BoxFuture<'a, Result<Credential, BoxError>> {
        Box::pin(std::future::ready(Ok(self.clone())))
    }
}

impl<F> CredentialProvider for F
where
    F: Fn() -> Result<Credential, BoxError> + Send + Sync + 'static,
{
    fn credential<'a>(
        &'a self,
        _: &'a SecurityScheme,
    ) -> BoxFuture<'a, Result<Credential, BoxError>> {
        Box::pin(async move { self() })
    }
}

/// The credentials that a client has.
#[derive(Clone, Default)]
pub(super) struct Credentials {
    /// For every scheme that takes a bearer token and has no credential of its own.
    bearer: Option<Arc<dyn CredentialProvider>>,
    by_scheme: Vec<(&'static str, Arc<dyn CredentialProvider>)>,
}

impl Credentials {
    pub(super) fn set_bearer(&mut self, provider: impl CredentialProvider) {
        self.bearer = Some(Arc::new(provider));
    }

    pub(super) fn set(
        &mut self,
        scheme: &'static SecurityScheme,
        provider: impl CredentialProvider,
    ) {
        self.by_scheme.retain(|(name, _)| *name != scheme.name);
        self.by_scheme.push((scheme.name, Arc::new(provider)));
    }

    /// Adds what the operation needs, and nothing else.
    pub(super) async fn attach(
        &self,
        operation: &OperationInfo,
        message: &mut http::Request<Bytes>,
    ) -> Result<(), Error> {
        for scheme in self.choose(operation, message.headers())? {
            // A header that the caller has set stands for the credential.
            if is_set(scheme, message.headers()) {
                continue;
            }
            if let Some(provider) = self.find(scheme) {
                let credential = provider.credential(scheme).await.map_err(|source| {
                    let message = format!("no credential for `{}` from its provider", scheme.name);
                    Error::new(ErrorKind::CredentialProvider, message).caused_by(source)
                })?;
                place(scheme, &credential, message)
                    .map_err(|fault| Error::new(ErrorKind::Configuration, fault))?;
            }
        }
        Ok(())
    }

    /// The first alternative of which all schemes can be met. Calling as nobody is the last resort.
    fn choose(
        &self,
        operation: &OperationInfo,
        headers: &HeaderMap,
    ) -> Result<&'static [&'static SecurityScheme], Error> {
        let can_meet =
            |scheme: &&SecurityScheme| is_set(scheme, headers) || self.find(scheme).is_some();
        let named = operation
            .security
            .iter()
            .filter(|alternative| !alternative.is_empty());
        match named
            .clone()
            .find(|alternative| alternative.iter().all(can_meet))
        {
            Some(alternative) => Ok(alternative),
            None if named.clone().count() == operation.security.len()
                && !operation.security.is_empty() =>
            {
                let wanted: Vec<_> = named.map(|alternative| describe(alternative)).collect();
                Err(Error::new(
                    ErrorKind::MissingCredential,
                    format!(
                        "this needs a credential that the client does not have: {}",
                        wanted.join(", or ")
                    ),
                ))
            }
            None => Ok(&[]),
        }
    }

    fn find(&self, scheme: &SecurityScheme) -> Option<&Arc<dyn CredentialProvider>> {
        let own = self
            .by_scheme
            .iter()
            .find(|(name, _)| *name == scheme.name)
            .map(|(_, provider)| provider);
        own.or(match scheme.kind {
            SecuritySchemeKind::HttpBearer => self.bearer.as_ref(),
            _ => None,
        })
    }
}

/// Names of schemes only.
impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bearer = self.bearer.iter().map(|_| "any bearer scheme");
        f.debug_list()
            .entries(bearer)
            .entries(self.by_scheme.iter().map(|(name, _)| name))
            .finish()
    }
}

fn describe(alternative: &[&SecurityScheme]) -> String {
    let schemes: Vec<_> = alternative
        .iter()
        .map(|scheme| match scheme.kind {
            SecuritySchemeKind::HttpBearer => format!(
                "`{}` (set it by `ClientBuilder::bearer_token`)",
                scheme.name
            ),
            _ => format!("`{}` (set it by `ClientBuilder::credential`)", scheme.name),
        })
        .collect();
    schemes.join(" and ")
}

/// Whether the caller has set the header that the credential would go to.
fn is_set(scheme: &SecurityScheme, headers: &HeaderMap) -> bool {
    match scheme.kind {
        SecuritySchemeKind::HttpBearer | SecuritySchemeKind::HttpBasic => {
            headers.contains_key(AUTHORIZATION)
        }
        SecuritySchemeKind::ApiKeyHeader(name) => headers.contains_key(name),
        SecuritySchemeKind::ApiKeyQuery(_) | SecuritySchemeKind::ApiKeyCookie(_) => false,
    }
}

fn place(
    scheme: &SecurityScheme,
    credential: &Credential,
    message: &mut http::Request<Bytes>,
) -> Result<(), String> {
    match (&scheme.kind, credential) {
        (SecuritySchemeKind::HttpBearer, Credential::Bearer(token)) => set(
            message,
            scheme,
            AUTHORIZATION.as_str(),
            &format!("Bearer {}", token.expose_secret()),
        ),
        (SecuritySchemeKind::HttpBasic, Credential::Basic { username, password }) => {
            let pair = format!("{username}:{}", password.expose_secret());
            set(
                message,
                scheme,
                AUTHORIZATION.as_str(),
                &format!("Basic {}", base64(pair.as_bytes())),
            )
        }
        (SecuritySchemeKind::ApiKeyHeader(name), Credential::ApiKey(key)) => {
            set(message, scheme, name, key.expose_secret())
        }
        (SecuritySchemeKind::ApiKeyCookie(name), Credential::ApiKey(key)) => {
            let cookie = format!("{name}={}", key.expose_secret());
            add_cookie(message.headers_mut(), &cookie).map_err(|_| not_a_header(scheme))
        }
        (SecuritySchemeKind::ApiKeyQuery(name), Credential::ApiKey(key)) => {
            let mut target = message
                .uri()
                .path_and_query()
                .map_or("/", |target| target.as_str())
                .to_owned();
            append_query(&mut target, name, key.expose_secret());
            retarget(message, &target)
                .ok_or_else(|| format!("the credential for `{}` is too long", scheme.name))
        }
        (kind, _) => Err(format!(
            "the credential for `{}` is not of the kind that it takes: {kind:?}",
            scheme.name
        )),
    }
}

fn set(
    message: &mut http::Request<Bytes>,
    scheme: &SecurityScheme,
    name: &str,
    text: &str,
) -> Result<(), String> {
    let name = HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| format!("`{}` names a header that cannot be", scheme.name))?;
    let mut value = HeaderValue::from_str(text).map_err(|_| not_a_header(scheme))?;
    value.set_sensitive(true);
    message.headers_mut().insert(name, value);
    Ok(())
}

fn not_a_header(scheme: &SecurityScheme) -> String {
    format!(
        "the credential for `{}` holds a line break or another character that no header can carry",
        scheme.name
    )
}

fn retarget(message: &mut http::Request<Bytes>, target: &str) -> Option<()> {
    let mut parts = message.uri().clone().into_parts();
    parts.path_and_query = Some(target.parse().ok()?);
    *message.uri_mut() = Uri::from_parts(parts).ok()?;
    Some(())
}
