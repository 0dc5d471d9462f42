//! The credentials that a client has, and which of them a call needs.

use std::any::Any;
use std::fmt;
use std::sync::Arc;

use http::HeaderMap;

use super::super::api::{OperationInfo, SecurityScheme, SecuritySchemeKind};
use super::super::body::Body;
use super::super::error::{Error, ErrorKind};
use super::super::pause::in_time;
use super::super::secret::Secret;
use super::context::{Carrier, CredentialContext, Rejection};
use super::place::{is_set, place};
use super::{Credential, CredentialProvider};

/// The credentials that a client has.
#[derive(Clone, Default)]
pub(in super::super) struct Credentials {
    /// For every scheme that takes a bearer token and has no credential of its own.
    bearer: Option<Held>,
    /// For every scheme of mutual TLS that has no credential of its own.
    identity: Option<Held>,
    by_scheme: Vec<(&'static str, Held)>,
}

/// Where a credential comes from.
#[derive(Clone)]
enum Held {
    /// It is the same for every call: nobody is asked, or told that it was refused.
    Fixed(Credential),
    Asked(Arc<dyn CredentialProvider>),
}

impl Held {
    fn by(provider: impl CredentialProvider) -> Self {
        let any: &dyn Any = &provider;
        match any.downcast_ref() {
            Some(credential) => Self::Fixed(Credential::clone(credential)),
            None => Self::Asked(Arc::new(provider)),
        }
    }
}

/// What was put into a message, and who gave it.
#[derive(Default)]
pub(in super::super) struct Given<'a>(Vec<(&'static SecurityScheme, &'a dyn CredentialProvider, Credential)>);

impl Given<'_> {
    /// Tells everyone that the server has refused what they gave, and says whether anyone has something else.
    pub(in super::super) fn is_replaced(&self, headers: &HeaderMap) -> bool {
        let mut is_replaced = false;
        for (scheme, provider, credential) in &self.0 {
            is_replaced |= provider.rejected(&Rejection {
                scheme,
                credential,
                headers,
            });
        }
        is_replaced
    }
}

impl Credentials {
    pub(in super::super) fn set_bearer(&mut self, token: Secret) {
        self.bearer = Some(Held::Fixed(Credential::Bearer(token)));
    }

    /// Says that the transport shows a certificate.
    #[cfg(feature = "reqwest")]
    pub(in super::super) fn set_identity(&mut self) {
        self.identity = Some(Held::Fixed(Credential::Identity));
    }

    pub(in super::super) fn set(&mut self, scheme: &'static SecurityScheme, provider: impl CredentialProvider) {
        self.by_scheme.retain(|(name, _)| *name != scheme.name);
        self.by_scheme.push((scheme.name, Held::by(provider)));
    }

    /// Adds what the operation needs, and nothing else.
    pub(in super::super) async fn attach(
        &self,
        operation: &OperationInfo,
        message: &mut http::Request<Body>,
        carrier: Carrier<'_>,
    ) -> Result<Given<'_>, Error> {
        let schemes = self.choose(operation, message)?;
        let mut needed = Vec::with_capacity(schemes.len());
        for scheme in schemes {
            // What the caller has set stands for the credential.
            if let Some(held) = self.find(scheme)
                && !is_set(scheme, message)
            {
                needed.push((*scheme, held));
            }
        }
        let mut given = Given::default();
        for (scheme, held) in needed {
            match held {
                Held::Fixed(credential) => put(scheme, credential, message)?,
                Held::Asked(provider) => {
                    let credential = ask(provider, scheme, message, carrier).await?;
                    put(scheme, &credential, message)?;
                    given.0.push((scheme, &**provider, credential));
                }
            }
        }
        Ok(given)
    }

    /// The first alternative of which all schemes can be met. Calling as nobody is the last resort.
    fn choose(
        &self,
        operation: &OperationInfo,
        message: &http::Request<Body>,
    ) -> Result<&'static [&'static SecurityScheme], Error> {
        let can_meet = |scheme: &&SecurityScheme| self.find(scheme).is_some() || is_set(scheme, message);
        let named = operation.security.iter().filter(|alternative| !alternative.is_empty());
        match named.clone().find(|alternative| alternative.iter().all(can_meet)) {
            Some(alternative) => Ok(alternative),
            None if named.clone().count() == operation.security.len() && !operation.security.is_empty() => {
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

    fn find(&self, scheme: &SecurityScheme) -> Option<&Held> {
        let own = self
            .by_scheme
            .iter()
            .find(|(name, _)| *name == scheme.name)
            .map(|(_, held)| held);
        own.or(match scheme.kind {
            SecuritySchemeKind::HttpBearer | SecuritySchemeKind::OAuth2(_) | SecuritySchemeKind::OpenIdConnect(_) => {
                self.bearer.as_ref()
            }
            SecuritySchemeKind::MutualTls => self.identity.as_ref(),
            _ => None,
        })
    }
}

/// The credential that a provider gives for a message.
async fn ask(
    provider: &Arc<dyn CredentialProvider>,
    scheme: &'static SecurityScheme,
    message: &http::Request<Body>,
    carrier: Carrier<'_>,
) -> Result<Credential, Error> {
    let call = CredentialContext {
        scheme,
        message,
        carrier,
    };
    let failed = || format!("no credential for `{}` from its provider", scheme.name);
    let credential = in_time(provider.credential(&call), || carrier.limits().timeout).await;
    credential
        .ok_or_else(|| Error::new(ErrorKind::Timeout, failed() + " in time"))?
        .map_err(|source| Error::new(ErrorKind::CredentialProvider, failed()).caused_by(source))
}

fn put(scheme: &SecurityScheme, credential: &Credential, message: &mut http::Request<Body>) -> Result<(), Error> {
    place(scheme, credential, message).map_err(|fault| Error::new(ErrorKind::Configuration, fault))
}

/// Names of schemes only.
impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bearer = self.bearer.iter().map(|_| "any bearer scheme");
        let identity = self.identity.iter().map(|_| "mutual TLS");
        f.debug_list()
            .entries(bearer)
            .entries(identity)
            .entries(self.by_scheme.iter().map(|(name, _)| name))
            .finish()
    }
}

fn describe(alternative: &[&SecurityScheme]) -> String {
    let schemes: Vec<_> = alternative
        .iter()
        .map(|scheme| {
            let setter = match scheme.kind {
                SecuritySchemeKind::HttpBearer
                | SecuritySchemeKind::OAuth2(_)
                | SecuritySchemeKind::OpenIdConnect(_) => "bearer_token",
                SecuritySchemeKind::MutualTls => "identity_pem",
                _ => "credential",
            };
            format!("`{}` (set it by `ClientBuilder::{setter}`)", scheme.name)
        })
        .collect();
    schemes.join(" and ")
}
