//! From a request to the HTTP messages that are sent.

use http::header::CONTENT_LENGTH;
use http::{HeaderName, HeaderValue, Method, Uri};

use super::api::OperationInfo;
use super::base_url::BaseUrl;
use super::body::Body;
use super::error::{Error, ErrorKind};
use super::header::Defaults;
use super::path;
use super::percent::{encode_into, is_unreserved};
use super::request::Request;
use super::server;

/// What the messages of a call are made of: each is made anew, since one that is sent again may have another
/// credential, or go elsewhere.
pub(super) struct Outline<'a> {
    pub(super) request: Request,
    base: &'a BaseUrl,
    defaults: &'a Defaults,
    /// By which the server knows the call again.
    key: Option<(&'a HeaderName, HeaderValue)>,
}

impl<'a> Outline<'a> {
    pub(super) fn new(request: Request, base: &'a BaseUrl, defaults: &'a Defaults) -> Self {
        #[cfg(feature = "forms")]
        let request = request.rewritten();
        Self {
            request,
            base,
            defaults,
            key: None,
        }
    }

    /// The same, whose messages carry this key unless the header is there already.
    pub(super) fn with_key(self, key: Option<(&'a HeaderName, HeaderValue)>) -> Self {
        Self { key, ..self }
    }

    /// Whether the call may be carried out more than once: its operation says so, or the server knows it again.
    pub(super) fn may_repeat(&self) -> bool {
        self.info().idempotent || self.key.is_some()
    }

    /// The first message, without a credential.
    pub(super) fn first(&self) -> Result<http::Request<Body>, Error> {
        let mut message = self.message(None, Body::default())?;
        if let Some(content) = &self.request.parts.body {
            let body = content.to_body();
            *message.body_mut() = body.map_err(|fault| invalid(fault).about(self.info(), None))?;
        }
        Ok(message)
    }

    /// A message that carries this, to where the request goes, if not elsewhere.
    pub(super) fn message(&self, target: Option<Uri>, body: Body) -> Result<http::Request<Body>, Error> {
        self.build(target, body).map_err(|error| error.about(self.info(), None))
    }

    fn build(&self, target: Option<Uri>, body: Body) -> Result<http::Request<Body>, Error> {
        let request = &self.request;
        let base = server::base_url(request, self.base);
        let base = base.map_err(|message| Error::new(ErrorKind::Configuration, message))?;
        if let Some(fault) = &request.parts.fault {
            return Err(invalid(fault.clone()));
        }
        let mut message = http::Request::new(body);
        *message.uri_mut() = match target {
            Some(target) => target,
            None => uri_of(request, &base).map_err(invalid)?,
        };
        let mut headers = self.defaults.merge(request).map_err(invalid)?;
        let method = &self.info().method;
        // Some servers and proxies refuse such a request that does not say that it is empty, and not all transports say it.
        if request.parts.body.is_none() && [Method::POST, Method::PUT, Method::PATCH].contains(method) {
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        if let Some((name, key)) = &self.key {
            headers.entry(*name).or_insert_with(|| key.clone());
        }
        *message.method_mut() = method.clone();
        *message.headers_mut() = headers;
        Ok(message)
    }

    fn info(&self) -> &'static OperationInfo {
        self.request.parts.info
    }
}

fn invalid(message: String) -> Error {
    Error::new(ErrorKind::InvalidRequest, message)
}

fn uri_of(request: &Request, base: &BaseUrl) -> Result<Uri, String> {
    #[cfg(feature = "pages")]
    if let Some(url) = &request.parts.url {
        return Ok(url.clone());
    }
    let template = request.parts.info.path;
    let base = base.parsed.as_ref().map_err(Clone::clone)?;
    // Room for a few values, as most URLs have.
    let mut target = String::with_capacity(base.prefix.len() + template.len() + 64);
    target.push_str(&base.prefix);
    path::expand_into(&mut target, template, &request.parts.path)?;
    for (_, text) in &request.parts.query {
        append(&mut target, text);
    }
    base.url(target)
}

/// Appends a parameter to a path and query.
pub(super) fn append_query(target: &mut String, name: &str, value: &str) {
    append(target, "");
    encode_into(target, name, is_unreserved);
    target.push('=');
    encode_into(target, value, is_unreserved);
}

/// Appends a parameter that is encoded already.
fn append(target: &mut String, text: &str) {
    target.push(if target.contains('?') { '&' } else { '?' });
    target.push_str(text);
}
