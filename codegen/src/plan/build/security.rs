//! The ways to authenticate, as statics.

use indexmap::IndexMap;

use crate::model::{self, Api, Operation, SecuritySchemeKind};
use crate::names::{Ident, Scope};
use crate::plan::{Constant, CredentialKind, OAuth2Flow, OAuth2Grant, SecurityScheme};

/// The security schemes, by their name in the document.
pub(super) struct SecuritySchemes {
    schemes: IndexMap<String, SecurityScheme>,
}

impl SecuritySchemes {
    /// The schemes of `api`.
    pub(super) fn new(api: &Api) -> Self {
        let mut scope = Scope::default();
        let mut schemes = IndexMap::new();
        for (name, scheme) in &api.security_schemes {
            let docs = super::text::described(scheme.description.as_deref(), || {
                format!("The security scheme {}.", crate::docs::code_span(name))
            });
            let scheme = SecurityScheme {
                constant: scope.allocate(&[Ident::shouty(name)]),
                name: name.clone(),
                docs,
                kind: kind(&scheme.kind),
            };
            schemes.insert(name.clone(), scheme);
        }
        Self { schemes }
    }

    /// The alternatives of an operation.
    ///
    /// A scheme that is unknown, which is reported where it stands, is left to the caller: what else its alternative
    /// needs is still needed, and where that is nothing, whoever calls without a credential is not held up. Were the
    /// alternative left out, callers who have set a header for it would be told to bring another credential.
    pub(super) fn alternatives(&self, operation: &Operation) -> Vec<Vec<Constant>> {
        let alternatives = operation.security.iter().map(|requirement| {
            let names = requirement.schemes.keys();
            let known = names.filter_map(|name| self.schemes.get(name));
            known.map(|scheme| scheme.constant.clone()).collect()
        });
        alternatives.collect()
    }

    /// The schemes, in document order.
    pub(super) fn into_schemes(self) -> Vec<SecurityScheme> {
        self.schemes.into_values().collect()
    }
}

fn kind(kind: &SecuritySchemeKind) -> CredentialKind {
    match kind {
        SecuritySchemeKind::Bearer => CredentialKind::Bearer,
        SecuritySchemeKind::Basic => CredentialKind::Basic,
        SecuritySchemeKind::HttpOther(name) => CredentialKind::HttpOther(name.clone()),
        SecuritySchemeKind::ApiKeyHeader(name) => CredentialKind::ApiKeyHeader(name.clone()),
        SecuritySchemeKind::ApiKeyQuery(name) => CredentialKind::ApiKeyQuery(name.clone()),
        SecuritySchemeKind::ApiKeyCookie(name) => CredentialKind::ApiKeyCookie(name.clone()),
        SecuritySchemeKind::OAuth2(flows) => {
            CredentialKind::OAuth2(flows.iter().map(flow).collect())
        }
        SecuritySchemeKind::OpenIdConnect(url) => CredentialKind::OpenIdConnect(url.clone()),
        SecuritySchemeKind::MutualTls => CredentialKind::MutualTls,
    }
}

fn flow(flow: &model::OAuth2Flow) -> OAuth2Flow {
    let scopes = flow.scopes.iter();
    OAuth2Flow {
        grant: match flow.grant {
            model::OAuth2Grant::Implicit => OAuth2Grant::Implicit,
            model::OAuth2Grant::Password => OAuth2Grant::Password,
            model::OAuth2Grant::ClientCredentials => OAuth2Grant::ClientCredentials,
            model::OAuth2Grant::AuthorizationCode => OAuth2Grant::AuthorizationCode,
        },
        authorization_url: flow.authorization_url.clone(),
        token_url: flow.token_url.clone(),
        refresh_url: flow.refresh_url.clone(),
        scopes: scopes
            .map(|(scope, about)| (scope.clone(), about.clone()))
            .collect(),
    }
}
