//! Where a credential goes in a message.

use http::header::{AUTHORIZATION, COOKIE};
use http::{HeaderName, HeaderValue, Uri};

use super::super::api::{SecurityScheme, SecuritySchemeKind};
use super::super::body::Body;
use super::super::header;
use super::super::message::append_query;
use super::super::percent::{encode_into, is_unreserved};
use super::super::wire::base64;
use super::Credential;

/// Whether the caller has put something where the credential would go.
pub(super) fn is_set(scheme: &SecurityScheme, message: &http::Request<Body>) -> bool {
    match scheme.kind {
        SecuritySchemeKind::HttpBearer
        | SecuritySchemeKind::HttpBasic
        | SecuritySchemeKind::HttpOther(_)
        | SecuritySchemeKind::OAuth2(_)
        | SecuritySchemeKind::OpenIdConnect(_) => message.headers().contains_key(AUTHORIZATION),
        SecuritySchemeKind::ApiKeyHeader(name) => message.headers().contains_key(name),
        SecuritySchemeKind::ApiKeyQuery(name) => {
            let mut encoded = String::new();
            encode_into(&mut encoded, name, is_unreserved);
            has_pair(message.uri().query().unwrap_or_default(), '&', &encoded)
        }
        SecuritySchemeKind::ApiKeyCookie(name) => {
            let cookies = message.headers().get_all(COOKIE).iter();
            let mut cookies = cookies.filter_map(|value| value.to_str().ok());
            cookies.any(|cookies| has_pair(cookies, ';', name))
        }
        SecuritySchemeKind::MutualTls => false,
    }
}

fn has_pair(pairs: &str, separator: char, name: &str) -> bool {
    let mut names = pairs
        .split(separator)
        .map(|pair| pair.split('=').next().unwrap_or_default().trim());
    names.any(|known| known == name)
}

/// Puts a credential where its scheme wants it.
pub(super) fn place(
    scheme: &SecurityScheme,
    credential: &Credential,
    message: &mut http::Request<Body>,
) -> Result<(), String> {
    match (&scheme.kind, credential) {
        (
            SecuritySchemeKind::HttpBearer | SecuritySchemeKind::OAuth2(_) | SecuritySchemeKind::OpenIdConnect(_),
            Credential::Bearer(token),
        ) => authorize(message, scheme, "Bearer", token.expose_secret()),
        (SecuritySchemeKind::HttpBasic, Credential::Basic { username, password }) => {
            // The first colon ends the name (RFC 7617, section 2).
            if username.contains(':') {
                return Err(format!("the name for `{}` holds a colon", scheme.name));
            }
            let pair = format!("{username}:{}", password.expose_secret());
            authorize(message, scheme, "Basic", &base64(pair.as_bytes()))
        }
        (SecuritySchemeKind::HttpOther(name), Credential::Http(value)) => {
            authorize(message, scheme, name, value.expose_secret())
        }
        (SecuritySchemeKind::ApiKeyHeader(name), Credential::ApiKey(key)) => {
            let name = HeaderName::from_bytes(name.as_bytes())
                .map_err(|_| format!("`{}` names a header that cannot be", scheme.name))?;
            set(message, scheme, name, key.expose_secret().to_owned())
        }
        (SecuritySchemeKind::ApiKeyCookie(name), Credential::ApiKey(key)) => {
            add_cookie(message, scheme, name, key.expose_secret())
        }
        (SecuritySchemeKind::ApiKeyQuery(name), Credential::ApiKey(key)) => {
            let target = message.uri().path_and_query();
            let mut target = target.map_or("/", |target| target.as_str()).to_owned();
            append_query(&mut target, name, key.expose_secret());
            retarget(message, &target).ok_or_else(|| format!("the credential for `{}` is too long", scheme.name))
        }
        (SecuritySchemeKind::MutualTls, Credential::Identity) => Ok(()),
        (kind, _) => Err(format!(
            "the credential for `{}` is not of the kind that it takes: {}",
            scheme.name,
            wanted(kind)
        )),
    }
}

/// The credential that a scheme takes, in the words of `Credential`.
fn wanted(kind: &SecuritySchemeKind) -> &'static str {
    match kind {
        SecuritySchemeKind::HttpBearer | SecuritySchemeKind::OAuth2(_) | SecuritySchemeKind::OpenIdConnect(_) => {
            "`Credential::Bearer`"
        }
        SecuritySchemeKind::HttpBasic => "`Credential::Basic`",
        SecuritySchemeKind::HttpOther(_) => "`Credential::Http`",
        SecuritySchemeKind::ApiKeyHeader(_)
        | SecuritySchemeKind::ApiKeyQuery(_)
        | SecuritySchemeKind::ApiKeyCookie(_) => "`Credential::ApiKey`",
        SecuritySchemeKind::MutualTls => "`Credential::Identity`",
    }
}

fn authorize(message: &mut http::Request<Body>, scheme: &SecurityScheme, name: &str, text: &str) -> Result<(), String> {
    let text = [name, " ", text].concat();
    set(message, scheme, AUTHORIZATION, text)
}

/// Adds to the one header that holds all cookies (RFC 6265, section 5.4).
fn add_cookie(
    message: &mut http::Request<Body>,
    scheme: &SecurityScheme,
    name: &str,
    value: &str,
) -> Result<(), String> {
    // Section 4.1.1; a semicolon would begin another cookie.
    let can_stand = |byte: u8| byte.is_ascii_graphic() && !b"\",;\\".contains(&byte);
    if !value.bytes().all(can_stand) {
        return Err(format!(
            "the credential for `{}` holds a semicolon, a space or another character that no cookie can carry",
            scheme.name
        ));
    }
    header::add_cookie(message.headers_mut(), &format!("{name}={value}")).map_err(|_| not_a_header(scheme))
}

/// Sets a header, which another scheme may have set to the same already: one token can be for two schemes.
fn set(
    message: &mut http::Request<Body>,
    scheme: &SecurityScheme,
    name: HeaderName,
    text: String,
) -> Result<(), String> {
    let mut value = HeaderValue::try_from(text).map_err(|_| not_a_header(scheme))?;
    value.set_sensitive(true);
    if message.headers().get(&name).is_some_and(|other| *other != value) {
        return Err(format!(
            "`{}` and another scheme that the call needs as well go to the same header `{name}`, which holds one: \
             set it as a header of the client",
            scheme.name
        ));
    }
    message.headers_mut().insert(name, value);
    Ok(())
}

fn not_a_header(scheme: &SecurityScheme) -> String {
    format!(
        "the credential for `{}` holds a line break or another character that no header can carry",
        scheme.name
    )
}

fn retarget(message: &mut http::Request<Body>, target: &str) -> Option<()> {
    let mut parts = message.uri().clone().into_parts();
    parts.path_and_query = Some(target.parse().ok()?);
    *message.uri_mut() = Uri::from_parts(parts).ok()?;
    Some(())
}
