//! Security schemes, and what each operation requires of them.

use indexmap::IndexMap;
use openapiv3::{APIKeyLocation, SecurityScheme as Raw};
use serde_json::Value;

use super::Resolver;
use crate::diagnostics::{Code, Diagnostic};
use crate::model::{
    OAuth2Flow, OAuth2Grant, SecurityRequirement, SecurityScheme, SecuritySchemeKind,
};
use crate::pointer::JsonPointer;

/// Every security scheme of the document that can be made sense of.
pub(super) fn schemes(resolver: &mut Resolver<'_>) -> IndexMap<String, SecurityScheme> {
    let all = JsonPointer::root().extended(["components", "securitySchemes"]);
    let mut schemes = IndexMap::new();
    for name in resolver.keys(&all) {
        match scheme(resolver, &name, &all.child(&name)) {
            Ok(scheme) => {
                schemes.insert(name, scheme);
            }
            Err(reason) => resolver.warn(reason),
        }
    }
    schemes
}

fn scheme(
    resolver: &mut Resolver<'_>,
    name: &str,
    pointer: &JsonPointer,
) -> Result<SecurityScheme, Diagnostic> {
    // What the types of 3.0 do not know is read off the node itself.
    if let Ok(found) = resolver.find(pointer) {
        match found.node.get("type").and_then(Value::as_str) {
            Some("apiKey" | "http" | "oauth2" | "openIdConnect") | None => {}
            Some("mutualTLS") => {
                let description = found.node.get("description").and_then(Value::as_str);
                return Ok(SecurityScheme {
                    description: description.map(str::to_owned),
                    kind: SecuritySchemeKind::MutualTls,
                });
            }
            Some(other) => {
                return Err(unsupported(
                    name,
                    pointer,
                    &format!("its type is `{other}`"),
                ));
            }
        }
    }
    let (_, raw) = resolver.follow::<Raw>(pointer)?;
    let (description, kind) = match raw {
        Raw::HTTP {
            scheme,
            description,
            ..
        } => {
            let kind = http(&scheme)
                .ok_or_else(|| unsupported(name, pointer, "its `scheme` is no name of one"))?;
            (description, kind)
        }
        Raw::APIKey {
            location,
            name,
            description,
            ..
        } => {
            let kind = match location {
                APIKeyLocation::Header => SecuritySchemeKind::ApiKeyHeader(name),
                APIKeyLocation::Query => SecuritySchemeKind::ApiKeyQuery(name),
                APIKeyLocation::Cookie => SecuritySchemeKind::ApiKeyCookie(name),
            };
            (description, kind)
        }
        Raw::OAuth2 {
            flows, description, ..
        } => (description, SecuritySchemeKind::OAuth2(self::flows(flows))),
        Raw::OpenIDConnect {
            open_id_connect_url,
            description,
            ..
        } => {
            let kind = SecuritySchemeKind::OpenIdConnect(open_id_connect_url);
            (description, kind)
        }
    };
    Ok(SecurityScheme { description, kind })
}

/// The schemes of HTTP that are registered with IANA, but for the two that have a kind of their own.
const REGISTERED: [&str; 12] = [
    "Concealed",
    "Digest",
    "DPoP",
    "GNAP",
    "HOBA",
    "Mutual",
    "Negotiate",
    "OAuth",
    "PrivateToken",
    "SCRAM-SHA-1",
    "SCRAM-SHA-256",
    "vapid",
];

/// A scheme of HTTP, whose name has no case of its own (RFC 9110, section 11.1) and is written as it is registered.
fn http(scheme: &str) -> Option<SecuritySchemeKind> {
    let scheme = scheme.trim();
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if scheme.is_empty() || !scheme.bytes().all(is_token) {
        return None;
    }
    Some(match scheme.to_ascii_lowercase().as_str() {
        "bearer" => SecuritySchemeKind::Bearer,
        "basic" => SecuritySchemeKind::Basic,
        _ => {
            let mut registered = REGISTERED.into_iter();
            let name = registered.find(|name| name.eq_ignore_ascii_case(scheme));
            SecuritySchemeKind::HttpOther(name.unwrap_or(scheme).to_owned())
        }
    })
}

/// The flows that are declared; an address that is left out, or empty, is none.
fn flows(raw: openapiv3::OAuth2Flows) -> Vec<OAuth2Flow> {
    let given = |url: String| Some(url).filter(|url| !url.is_empty());
    let flow =
        |grant, authorization_url, token_url, refresh_url: Option<String>, scopes| OAuth2Flow {
            grant,
            authorization_url,
            token_url,
            refresh_url: refresh_url.and_then(given),
            scopes,
        };
    let implicit = raw.implicit.map(|raw| {
        let page = given(raw.authorization_url);
        flow(
            OAuth2Grant::Implicit,
            page,
            None,
            raw.refresh_url,
            raw.scopes,
        )
    });
    let password = raw.password.map(|raw| {
        let tokens = given(raw.token_url);
        flow(
            OAuth2Grant::Password,
            None,
            tokens,
            raw.refresh_url,
            raw.scopes,
        )
    });
    let client = raw.client_credentials.map(|raw| {
        let (grant, tokens) = (OAuth2Grant::ClientCredentials, given(raw.token_url));
        flow(grant, None, tokens, raw.refresh_url, raw.scopes)
    });
    let code = raw.authorization_code.map(|raw| {
        let (page, tokens) = (given(raw.authorization_url), given(raw.token_url));
        let grant = OAuth2Grant::AuthorizationCode;
        flow(grant, page, tokens, raw.refresh_url, raw.scopes)
    });
    [implicit, password, client, code]
        .into_iter()
        .flatten()
        .collect()
}

/// What the operation at `operation` requires: its own list, or else the document's.
pub(super) fn requirements(
    resolver: &mut Resolver<'_>,
    operation: &JsonPointer,
) -> Vec<SecurityRequirement> {
    let own = operation.child("security");
    let list = match resolver.document.get(&own) {
        Some(_) => own,
        None => JsonPointer::root().child("security"),
    };
    let known = resolver.keys(&JsonPointer::root().extended(["components", "securitySchemes"]));
    let mut requirements = Vec::new();
    for index in 0..resolver.len(&list) {
        let alternative = list.index(index);
        let mut requirement = SecurityRequirement::default();
        for name in resolver.keys(&alternative) {
            if known.contains(&name) {
                let scopes = scopes(resolver.document.get(&alternative.child(&name)));
                requirement.schemes.insert(name, scopes);
            } else {
                // Many operations share what the document requires.
                let unknown = unknown(&name, &alternative);
                resolver.diagnostics.push_once(unknown);
            }
        }
        requirements.push(requirement);
    }
    requirements
}

fn scopes(value: Option<&Value>) -> Vec<String> {
    let items = value.and_then(Value::as_array).into_iter().flatten();
    items
        .filter_map(|scope| scope.as_str().map(str::to_owned))
        .collect()
}

fn unknown(name: &str, alternative: &JsonPointer) -> Diagnostic {
    Diagnostic::warning(
        Code::UnresolvedReference,
        format!("there is no security scheme `{name}`"),
    )
    .at_key(&alternative.child(name))
    .help("declare it under `components.securitySchemes`")
}

fn unsupported(name: &str, pointer: &JsonPointer, what: &str) -> Diagnostic {
    Diagnostic::warning(
        Code::UnsupportedSecurity,
        format!("the security scheme `{name}` is not supported: {what}"),
    )
    .at_key(pointer)
    .help("requests are sent without it; set what it needs as a header of the client")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::MissingType;
    use crate::diagnostics::Diagnostics;
    use crate::model::Api;
    use crate::resolve::{Selection, resolve};
    use crate::source::{Source, Sources};

    /// What a document comes to, and the codes of what is said about it.
    fn resolved(version: &str, rest: &str) -> (Api, Vec<Code>) {
        let text = format!("openapi: {version}\ninfo: {{title: t, version: v}}\n{rest}");
        let mut sources = Sources::new();
        sources.set_document(Source::new("openapi.yaml", text));
        let mut diagnostics = Diagnostics::new();
        let document = crate::load::load(&mut sources, &mut diagnostics).unwrap();
        let all = Selection::default();
        let api = resolve(&document, all, MissingType::default(), &mut diagnostics).api;
        (api, diagnostics.iter().map(Diagnostic::code).collect())
    }

    #[test]
    fn each_type_is_read_in_each_version() {
        for version in ["3.0.3", "3.1.0"] {
            let (api, said) = resolved(
                version,
                "
paths: {}
components:
  securitySchemes:
    mutual: {type: mutualTLS, description: Ours.}
    same: {$ref: '#/components/securitySchemes/mutual'}
    open: {type: openIdConnect, openIdConnectUrl: https://h}
    oauth: {type: oauth2, flows: {password: {tokenUrl: https://h/t, refreshUrl: '', scopes: {a: A}}}}
    half: {type: oauth2, flows: {clientCredentials: {}}}
    digest: {type: http, scheme: digest}
    odd: {type: retina}
    nameless: {type: http, scheme: 'a b'}
    typeless: {scheme: basic}
",
            );
            let kinds: Vec<_> = api
                .security_schemes
                .iter()
                .map(|(name, scheme)| (name.as_str(), &scheme.kind))
                .collect();
            let flow = |grant, token_url: Option<&str>, scopes: &[(&str, &str)]| OAuth2Flow {
                grant,
                authorization_url: None,
                token_url: token_url.map(str::to_owned),
                refresh_url: None,
                scopes: scopes
                    .iter()
                    .map(|(scope, about)| ((*scope).to_owned(), (*about).to_owned()))
                    .collect(),
            };
            let password = flow(OAuth2Grant::Password, Some("https://h/t"), &[("a", "A")]);
            let client = flow(OAuth2Grant::ClientCredentials, None, &[]);
            let expected = [
                ("mutual", &SecuritySchemeKind::MutualTls),
                ("same", &SecuritySchemeKind::MutualTls),
                (
                    "open",
                    &SecuritySchemeKind::OpenIdConnect("https://h".into()),
                ),
                ("oauth", &SecuritySchemeKind::OAuth2(vec![password])),
                ("half", &SecuritySchemeKind::OAuth2(vec![client])),
                ("digest", &SecuritySchemeKind::HttpOther("Digest".into())),
            ];
            assert_eq!(kinds, expected, "{version}");
            let description = &api.security_schemes["mutual"].description;
            assert_eq!(description.as_deref(), Some("Ours."));
            let unsupported = said
                .iter()
                .filter(|code| **code == Code::UnsupportedSecurity);
            assert_eq!(unsupported.count(), 2, "{said:?}");
        }
    }

    #[test]
    fn what_an_operation_says_replaces_what_the_document_says() {
        let (api, said) = resolved(
            "3.0.3",
            "
security: [{key: []}]
paths:
  /a: {get: {operationId: inherits, responses: {}}}
  /b: {get: {operationId: needs_none, security: [], responses: {}}}
  /c: {get: {operationId: may, security: [{}, {oauth: [x, y]}], responses: {}}}
  /d: {get: {operationId: unknown, security: [{nope: []}], responses: {}}}
components:
  securitySchemes:
    key: {type: apiKey, in: query, name: k}
    oauth: {type: oauth2, flows: {}}
",
        );
        let needs: Vec<_> = api
            .operations
            .iter()
            .map(|one| one.security.len())
            .collect();
        assert_eq!(needs, [1, 0, 2, 1]);
        assert!(api.operations[0].security[0].schemes.contains_key("key"));
        let may = &api.operations[2].security;
        assert!(may[0].schemes.is_empty());
        assert_eq!(may[1].schemes["oauth"], ["x", "y"]);
        // Whoever has set a header for it is not held up.
        assert!(api.operations[3].security[0].schemes.is_empty());
        assert!(said.contains(&Code::UnresolvedReference));
    }

    #[test]
    fn schemes_of_http_are_written_as_they_are_registered() {
        let other = |name: &str| Some(SecuritySchemeKind::HttpOther(name.to_owned()));
        for (declared, expected) in [
            ("BEARER", Some(SecuritySchemeKind::Bearer)),
            (" Basic ", Some(SecuritySchemeKind::Basic)),
            ("digest", other("Digest")),
            ("hoba", other("HOBA")),
            ("dpop", other("DPoP")),
            ("VAPID", other("vapid")),
            ("scram-sha-256", other("SCRAM-SHA-256")),
            ("Shop-Token", other("Shop-Token")),
            ("", None),
            ("Bearer token", None),
            ("x\r\ny", None),
        ] {
            assert_eq!(http(declared), expected, "{declared:?}");
        }
    }
}
