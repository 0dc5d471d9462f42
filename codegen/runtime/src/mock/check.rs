//! Whether a call is as the description wants it.

use http::HeaderMap;
use http::header::{AUTHORIZATION, CONTENT_TYPE};

use super::super::api::{SecurityScheme, SecuritySchemeKind};
use super::super::head::{essence, matches};
use super::call::Call;
use super::description::Description;
use super::entry::{Declared, Entry};

/// A call, and what the description says about its operation.
pub(super) struct Checked<'a> {
    pub(super) description: &'a Description,
    /// Method and path of the operation, as the description has them.
    pub(super) name: &'a str,
    pub(super) entry: Entry<'a>,
    pub(super) call: &'a Call,
}

impl Checked<'_> {
    /// Everything that is wrong with the call.
    pub(super) fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        faults.extend(self.credential());
        for parameter in self.entry.parameters() {
            let fault = self.parameter(parameter);
            faults.extend(fault.map(|fault| {
                let (location, name) = (parameter.location(), parameter.name());
                format!("the {location} parameter `{name}` {fault}")
            }));
        }
        faults.extend(self.body());
        faults
    }

    /// Any one of the alternatives will do, with all of its schemes.
    fn credential(&self) -> Option<String> {
        let alternatives = self.entry.security();
        let is_met = |names: &Vec<&str>| names.iter().all(|name| self.is_there(name));
        if alternatives.is_empty() || alternatives.iter().any(is_met) {
            return None;
        }
        let wanted: Vec<_> = alternatives.iter().map(|names| names.join(" and ")).collect();
        Some(format!("there is no credential for {}", wanted.join(", nor for ")))
    }

    fn is_there(&self, name: &str) -> bool {
        let schemes = self.description.security_schemes;
        let scheme = schemes.iter().find(|scheme| scheme.name == name);
        // Nobody can send a credential for what is no scheme.
        scheme.is_none_or(|scheme| has_credential(self.call, scheme))
    }

    fn parameter(&self, parameter: Declared<'_>) -> Option<String> {
        let name = parameter.name();
        let values: Vec<&str> = match parameter.location() {
            "path" => self.call.path(name).into_iter().collect(),
            "query" if parameter.is_deep() => {
                let start = format!("{name}[");
                let pairs = self.call.query_pairs().iter();
                let of_it = pairs.filter(|(known, _)| known == name || known.starts_with(&start));
                of_it.map(|(_, value)| value.as_str()).collect()
            }
            "query" => self.call.queries(name).collect(),
            "header" => self.call.header(name).into_iter().collect(),
            _ => self.call.cookie(name).into_iter().collect(),
        };
        if values.is_empty() {
            return parameter.is_required().then(|| "is missing".to_owned());
        }
        let split = |value: &&str| -> Vec<String> {
            match parameter.separator() {
                Some(separator) => value.split(separator).map(str::to_owned).collect(),
                None => vec![(*value).to_owned()],
            }
        };
        let mut values = values.iter().flat_map(split);
        values.find_map(|value| wrong(parameter, value.trim()))
    }

    fn body(&self) -> Option<String> {
        let media_types = self.entry.media_types();
        let body = self.call.body();
        if media_types.is_empty() {
            return (!body.is_empty()).then(|| "there is a body, and the operation takes none".to_owned());
        }
        let Some(given) = content_type(self.call.headers()) else {
            let what = match body.is_empty() {
                true if !self.entry.needs_body() => return None,
                true => "there is no body",
                false => "the body has no media type",
            };
            return Some(format!("{what}: the operation takes {}", media_types.join(", ")));
        };
        if !media_types.iter().any(|wanted| matches(given, wanted)) {
            return Some(format!(
                "the body is in `{given}`, and the operation takes {}",
                media_types.join(", ")
            ));
        }
        let tables = self.description.bodies.iter().copied().flatten();
        let mut types = tables
            .filter(|(name, media_type, _)| *name == self.name && essence(media_type).eq_ignore_ascii_case(given));
        let (_, _, read) = types.next()?;
        let error = read(body).err()?;
        Some(format!("the body is not as described: {error}"))
    }
}

/// What is wrong with a value, if anything is.
fn wrong(parameter: Declared<'_>, value: &str) -> Option<String> {
    let values = parameter.values();
    if !values.is_empty() && !values.contains(&value) {
        return Some(format!("is `{value}`, which is none of {}", values.join(", ")));
    }
    let (is_right, kind) = match parameter.kind() {
        "integer" => (is_integer(value), "an integer"),
        "number" => (value.parse::<f64>().is_ok(), "a number"),
        "boolean" => (matches!(value, "true" | "false"), "`true` or `false`"),
        "json" => (serde_json::from_str::<serde::de::IgnoredAny>(value).is_ok(), "JSON"),
        _ => return None,
    };
    (!is_right).then(|| format!("is `{value}`, which is not {kind}"))
}

fn is_integer(value: &str) -> bool {
    let digits = value.strip_prefix('-').unwrap_or(value);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The media type that a call names, without its parameters.
fn content_type(headers: &HeaderMap) -> Option<&str> {
    let media_type = essence(headers.get(CONTENT_TYPE)?.to_str().ok()?);
    (!media_type.is_empty()).then_some(media_type)
}

/// Whether anything stands where the credential of a scheme goes.
fn has_credential(call: &Call, scheme: &SecurityScheme) -> bool {
    let is_full = |value: Option<&str>| value.is_some_and(|value| !value.trim().is_empty());
    let authorized = |wanted: &str| {
        let value = call.header(AUTHORIZATION.as_str()).unwrap_or_default();
        let parts = value.split_once(' ');
        parts.is_some_and(|(name, rest)| name.eq_ignore_ascii_case(wanted) && is_full(Some(rest)))
    };
    match &scheme.kind {
        SecuritySchemeKind::HttpBearer | SecuritySchemeKind::OAuth2(_) | SecuritySchemeKind::OpenIdConnect(_) => {
            authorized("Bearer")
        }
        SecuritySchemeKind::HttpBasic => authorized("Basic"),
        SecuritySchemeKind::HttpOther(name) => authorized(name),
        SecuritySchemeKind::ApiKeyHeader(name) => is_full(call.header(name)),
        SecuritySchemeKind::ApiKeyQuery(name) => is_full(call.query(name)),
        SecuritySchemeKind::ApiKeyCookie(name) => is_full(call.cookie(name)),
        // Certificates are shown before there is a message, and not to a server without TLS.
        SecuritySchemeKind::MutualTls => true,
    }
}
