//! The ways to authenticate, as statics.

use indexmap::IndexMap;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::{Api, Operation, SecuritySchemeKind};
use crate::names::{Ident, Scope};
use crate::plan::{Constant, CredentialKind, SecurityScheme};
use crate::pointer::JsonPointer;

/// The supported security schemes, by their name in the document.
pub(super) struct SecuritySchemes {
    schemes: IndexMap<String, SecurityScheme>,
}

impl SecuritySchemes {
    /// The schemes of `api`; one that is not supported is reported once.
    pub(super) fn new(api: &Api, diagnostics: &mut Diagnostics) -> Self {
        let mut scope = Scope::default();
        let mut schemes = IndexMap::new();
        for (name, scheme) in &api.security_schemes {
            let kind = match &scheme.kind {
                SecuritySchemeKind::Bearer => CredentialKind::Bearer,
                SecuritySchemeKind::Basic => CredentialKind::Basic,
                SecuritySchemeKind::ApiKeyHeader(header) => {
                    CredentialKind::ApiKeyHeader(header.clone())
                }
                SecuritySchemeKind::ApiKeyQuery(name) => CredentialKind::ApiKeyQuery(name.clone()),
                SecuritySchemeKind::ApiKeyCookie(name) => {
                    CredentialKind::ApiKeyCookie(name.clone())
                }
                SecuritySchemeKind::Unsupported(what) => {
                    diagnostics.push(unsupported(name, what));
                    continue;
                }
            };
            let docs = super::text::described(scheme.description.as_deref(), || {
                format!("The security scheme {}.", crate::docs::code_span(name))
            });
            let scheme = SecurityScheme {
                constant: scope.allocate(&[Ident::shouty(name)]),
                name: name.clone(),
                docs,
                kind,
            };
            schemes.insert(name.clone(), scheme);
        }
        Self { schemes }
    }

    /// The alternatives of an operation; one with a scheme that is not supported is no alternative.
    pub(super) fn alternatives(&self, operation: &Operation) -> Vec<Vec<Constant>> {
        operation
            .security
            .iter()
            .filter_map(|requirement| {
                let names = requirement.schemes.keys();
                let constants = names.map(|name| Some(self.schemes.get(name)?.constant.clone()));
                constants.collect()
            })
            .collect()
    }

    /// The schemes, in document order.
    pub(super) fn into_schemes(self) -> Vec<SecurityScheme> {
        self.schemes.into_values().collect()
    }
}

fn unsupported(name: &str, what: &str) -> Diagnostic {
    let scheme = JsonPointer::root().extended(["components", "securitySchemes", name]);
    Diagnostic::warning(
        Code::UnsupportedSecurity,
        format!("the security scheme `{name}` is not supported yet: {what}"),
    )
    .at_key(&scheme)
    .help("requests are sent without it; set what it needs as a header of the client")
}
