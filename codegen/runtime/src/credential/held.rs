//! The credentials that a client has, and which of them a call needs.

use std::fmt;
use std::sync::Arc;

use http::HeaderMap;
use http::request::Parts;

use super::super::api::{OperationInfo, SecurityScheme, SecuritySchemeKind};
use super::super::error::{Error, ErrorKind};
use super::super::pause::in_time;
use super::context::{Carrier, CredentialContext, Rejection};
use super::place::{is_set, place};
use super::{Credential, CredentialProvider};

/// The credentials that a client has.
#[derive(Clone, Default)]
pub(in super::super) struct Credentials {
    /// For every scheme that takes a bearer token and has no credential of its own.
    bearer: Option<Arc<dyn CredentialProvider>>,
    /// For every scheme of mutual TLS that has no credential of its own.
    identity: Option<Arc<dyn CredentialProvider>>,
    by_scheme: Vec<(&'static str, Arc<dyn CredentialProvider>)>,
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
    pub(in super::super) fn set_bearer(&mut self, provider: impl CredentialProvider) {
        self.bearer = Some(Arc::new(provider));
    }

    /// Says that the transport shows a certificate.
    #[cfg(feature = "reqwest")]
    pub(in super::super) fn set_identity(&mut self) {
        self.identity = Some(Arc::new(Credential::Identity));
    }

    pub(in super::super) fn set(&mut self, scheme: &'static SecurityScheme, provider: impl CredentialProvider) {
        self.by_scheme.retain(|(name, _)| *name != scheme.name);
        self.by_scheme.push((scheme.name, Arc::new(provider)));
    }

    /// Adds what the operation needs, and nothing else.
    pub(in super::super) async fn attach(
        &self,
        operation: &OperationInfo,
        head: &mut Parts,
        carrier: Carrier<'_>,
    ) -> Result<Given<'_>, Error> {
        let mut needed = Vec::new();
        for scheme in self.choose(operation, head)? {
            // What the caller has set stands for the credential.
            if let Some(provider) = self.find(scheme)
                && !is_set(scheme, head)
            {
                needed.push((*scheme, &**provider));
            }
        }
        let mut given = Given::default();
        for (scheme, provider) in needed {
            let call = CredentialContext { scheme, head, carrier };
            let credential = in_time(provider.credential(&call), || carrier.limits().timeout).await;
            let message = || format!("no credential for `{}` from its provider", scheme.name);
            let credential = credential
                .ok_or_else(|| Error::new(ErrorKind::Timeout, message() + " in time"))?
                .map_err(|source| Error::new(ErrorKind::CredentialProvider, message()).caused_by(source))?;
            place(scheme, &credential, head).map_err(|fault| Error::new(ErrorKind::Configuration, fault))?;
            given.0.push((scheme, provider, credential));
        }
        Ok(given)
    }

    /// The first alternative of which all schemes can be met. Calling as nobody is the last resort.
    fn choose(&self, operation: &OperationInfo, head: &Parts) -> Result<&'static [&'static SecurityScheme], Error> {
        let can_meet = |scheme: &&SecurityScheme| is_set(scheme, head) || self.find(scheme).is_some();
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

    fn find(&self, scheme: &SecurityScheme) -> Option<&Arc<dyn CredentialProvider>> {
        let own = self
            .by_scheme
            .iter()
            .find(|(name, _)| *name == scheme.name)
            .map(|(_, provider)| provider);
        own.or(match scheme.kind {
            SecuritySchemeKind::HttpBearer | SecuritySchemeKind::OAuth2(_) | SecuritySchemeKind::OpenIdConnect(_) => {
                self.bearer.as_ref()
            }
            SecuritySchemeKind::MutualTls => self.identity.as_ref(),
            _ => None,
        })
    }
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
