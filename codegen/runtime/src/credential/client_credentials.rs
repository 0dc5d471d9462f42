//! Tokens for a program that calls in its own name (RFC 6749, section 4.4).

use std::fmt;

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use http::{HeaderValue, Method, Uri};

use super::super::api::{OAuth2Grant, SecurityScheme};
use super::super::error::BoxError;
use super::super::percent::{encode_into, is_unreserved};
use super::super::secret::Secret;
use super::super::sending::BoxFuture;
use super::super::wire::base64;
use super::{AccessToken, CredentialContext, TokenProvider, token_answer};

/// Gets tokens by the client's id and secret, which go to the token endpoint and nowhere else.
///
/// ```text
/// let tokens = ClientCredentials::of_scheme(&security::OAUTH, "my-program", secret).scope("pets:read");
/// let client = Client::builder(url).credential(&security::OAUTH, tokens.cached()).build()?;
/// ```
///
/// It asks by the client's own transport. A redirect of the token endpoint is not followed; a transport of one's own
/// must not follow it either, since the secret would go along.
#[derive(Clone)]
pub struct ClientCredentials {
    token_url: Result<String, String>,
    id: String,
    secret: Secret,
    scopes: Vec<String>,
    parameters: Vec<(String, Secret)>,
    authentication: Authentication,
}

/// It does not repeat the URL, which may hold a password.
const UNUSABLE: &str = "the token URL cannot be used: write `https://HOST/PATH`";

/// How the token endpoint learns who asks (RFC 6749, section 2.3.1).
#[derive(Debug, Clone, Copy)]
enum Authentication {
    /// As `Authorization: Basic ...`, which every server understands.
    Basic,
    /// As parameters of the body.
    Body,
}

impl ClientCredentials {
    /// Asks at this URL.
    ///
    /// A URL that cannot be used is an error of the first call.
    pub fn new(token_url: &str, id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self {
            // What lacks a scheme by mistake would send the secret to the API.
            token_url: if token_url.contains("://") {
                Ok(token_url.to_owned())
            } else {
                Err(UNUSABLE.to_owned())
            },
            id: id.into(),
            secret: secret.into(),
            scopes: Vec::new(),
            parameters: Vec::new(),
            authentication: Authentication::Basic,
        }
    }

    /// Asks where the description says: at the token URL of the scheme's `clientCredentials` flow, which may be relative
    /// to the server that the client is for.
    ///
    /// A scheme without one is an error of the first call.
    pub fn of_scheme(scheme: &SecurityScheme, id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        let flow = scheme.flow(OAuth2Grant::ClientCredentials);
        let token_url = match flow {
            Some(flow) => Ok(flow.token_url.unwrap_or_default().to_owned()),
            None => Err(format!(
                "`{}` has no flow `clientCredentials`: give the token URL to `ClientCredentials::new`",
                scheme.name
            )),
        };
        Self {
            token_url,
            ..Self::new("", id, secret)
        }
    }

    /// Asks for a scope, besides those that were named before.
    #[must_use]
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.scopes.push(scope.into());
        self
    }

    /// Adds a parameter that the authorization server wants, such as `audience` or `resource`.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// Sends id and secret in the body, for a server that does not take them as `Authorization: Basic ...`.
    #[must_use]
    pub fn in_body(mut self) -> Self {
        self.authentication = Authentication::Body;
        self
    }

    async fn ask(&self, call: &CredentialContext<'_>) -> Result<AccessToken, BoxError> {
        let token_url = call.resolve(self.token_url.as_ref().map_err(String::as_str)?);
        let mut message = self.message(token_url.map_err(|_| UNUSABLE)?)?;
        // Some token endpoints answer nobody who does not say by which program they are asked.
        if let Some(user_agent) = call.headers().get(USER_AGENT) {
            message.headers_mut().insert(USER_AGENT, user_agent.clone());
        }
        let answer = call.send(message).await?;
        token_answer::read(&answer, &self.secret)
    }

    fn message(&self, token_url: Uri) -> Result<http::Request<Bytes>, BoxError> {
        let mut form = String::new();
        append(&mut form, "grant_type", "client_credentials");
        if !self.scopes.is_empty() {
            append(&mut form, "scope", &self.scopes.join(" "));
        }
        for (name, value) in &self.parameters {
            append(&mut form, name, value.expose_secret());
        }
        if let Authentication::Body = self.authentication {
            append(&mut form, "client_id", &self.id);
            append(&mut form, "client_secret", self.secret.expose_secret());
        }
        let mut message = http::Request::new(Bytes::from(form));
        *message.method_mut() = Method::POST;
        *message.uri_mut() = token_url;
        let headers = message.headers_mut();
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        headers.insert(CONTENT_TYPE, form);
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        if let Authentication::Basic = self.authentication {
            headers.insert(AUTHORIZATION, self.basic()?);
        }
        Ok(message)
    }

    /// Id and secret are encoded like parts of a form before they are put together, so that an id may hold a colon.
    fn basic(&self) -> Result<HeaderValue, BoxError> {
        let mut pair = String::new();
        encode_into(&mut pair, &self.id, is_unreserved);
        pair.push(':');
        encode_into(&mut pair, self.secret.expose_secret(), is_unreserved);
        let mut value = HeaderValue::from_str(&format!("Basic {}", base64(pair.as_bytes())))?;
        value.set_sensitive(true);
        Ok(value)
    }
}

impl TokenProvider for ClientCredentials {
    fn token<'a>(&'a self, call: &'a CredentialContext<'a>) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        Box::pin(self.ask(call))
    }
}

/// Neither the secret nor values of parameters.
impl fmt::Debug for ClientCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parameters: Vec<_> = self.parameters.iter().map(|(name, _)| name).collect();
        let url: Option<Uri> = self.token_url.as_ref().ok().and_then(|url| url.parse().ok());
        let host = url.as_ref().and_then(Uri::host);
        f.debug_struct("ClientCredentials")
            .field("token_host", &host)
            .field("id", &self.id)
            .field("scopes", &self.scopes)
            .field("parameters", &parameters)
            .field("authentication", &self.authentication)
            .finish_non_exhaustive()
    }
}

/// Appends a parameter to the text of a form.
fn append(form: &mut String, name: &str, value: &str) {
    if !form.is_empty() {
        form.push('&');
    }
    encode_into(form, name, is_unreserved);
    form.push('=');
    encode_into(form, value, is_unreserved);
}
