//! From a request to the HTTP message that is sent.

use http::header::CONTENT_LENGTH;
use http::{HeaderMap, HeaderValue, Method, Uri};

use super::base_url::BaseUrl;
use super::body::Body;
use super::content::Content;
use super::error::{Error, ErrorKind};
use super::header;
use super::path;
use super::percent::{encode_into, is_unreserved};
use super::request::Request;
use super::server;

/// The message of a request, without a credential.
pub(super) fn assemble(request: Request, base: &BaseUrl, defaults: &HeaderMap) -> Result<http::Request<Body>, Error> {
    let info = request.parts.info;
    build(request, base, defaults).map_err(|error| error.about(info, None))
}

fn build(request: Request, base: &BaseUrl, defaults: &HeaderMap) -> Result<http::Request<Body>, Error> {
    let invalid = |message| Error::new(ErrorKind::InvalidRequest, message);
    #[cfg(feature = "forms")]
    let request = request.rewritten();
    let base = server::base_url(&request, base).map_err(|message| Error::new(ErrorKind::Configuration, message))?;
    if let Some(fault) = request.parts.fault {
        return Err(invalid(fault));
    }
    let uri = uri_of(&request, &base).map_err(invalid)?;
    let mut headers = header::merge(&request, defaults).map_err(invalid)?;
    // Some servers and proxies refuse such a request that does not say that it is empty, and not all transports say it.
    if request.parts.body.is_none() && [Method::POST, Method::PUT, Method::PATCH].contains(&request.parts.info.method) {
        headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
    let body = request.parts.body.map(Content::into_body).transpose();
    let mut message = http::Request::new(body.map_err(invalid)?.unwrap_or_default());
    *message.method_mut() = request.parts.info.method.clone();
    *message.uri_mut() = uri;
    *message.headers_mut() = headers;
    Ok(message)
}

fn uri_of(request: &Request, base: &BaseUrl) -> Result<Uri, String> {
    #[cfg(feature = "pages")]
    if let Some(url) = &request.parts.url {
        return Ok(url.clone());
    }
    let mut target = path::expand(request.parts.info.path, &request.parts.path)?;
    for (_, text) in &request.parts.query {
        append(&mut target, text);
    }
    base.join(&target)
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
