//! Security schemes, and what each operation requires of them.

use indexmap::IndexMap;
use serde_json::Value;

use super::Resolver;
use crate::diagnostics::{Code, Diagnostic};
use crate::model::{SecurityRequirement, SecurityScheme, SecuritySchemeKind};
use crate::pointer::JsonPointer;

/// Every security scheme of the document.
pub(super) fn schemes(resolver: &mut Resolver<'_>) -> IndexMap<String, SecurityScheme> {
    let all = JsonPointer::root().extended(["components", "securitySchemes"]);
    let mut schemes = IndexMap::new();
    for name in resolver.keys(&all) {
        match resolver.follow::<openapiv3::SecurityScheme>(&all.child(&name)) {
            Ok((_, raw)) => {
                schemes.insert(name, scheme(raw));
            }
            Err(reason) => resolver.warn(reason),
        }
    }
    schemes
}

fn scheme(raw: openapiv3::SecurityScheme) -> SecurityScheme {
    use openapiv3::{APIKeyLocation, SecurityScheme as Raw};
    let (description, kind) = match raw {
        Raw::HTTP {
            scheme,
            description,
            ..
        } => {
            let kind = match scheme.to_ascii_lowercase().as_str() {
                "bearer" => SecuritySchemeKind::Bearer,
                "basic" => SecuritySchemeKind::Basic,
                _ => SecuritySchemeKind::Unsupported(format!("HTTP scheme `{scheme}`")),
            };
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
        Raw::OAuth2 { description, .. } | Raw::OpenIDConnect { description, .. } => {
            (description, SecuritySchemeKind::Bearer)
        }
    };
    SecurityScheme { description, kind }
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
                resolver.warn(unknown(&name, &alternative));
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
