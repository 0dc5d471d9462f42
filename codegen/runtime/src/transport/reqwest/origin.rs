//! Where messages go: the same origin for all of a client's, as a rule, and so read once.

use std::sync::OnceLock;

use http::Uri;
use http::uri::{Authority, Scheme};
use reqwest::{Body, Error, Request, Url};

/// The origin of the first message, as a message and as reqwest has it.
#[derive(Default)]
pub(super) struct Origin(OnceLock<(Scheme, Authority, Url)>);

impl Origin {
    /// A message as reqwest takes it.
    pub(super) fn request(&self, message: http::Request<Body>) -> Result<Request, Error> {
        // What a layer has noted down beside a message goes with it.
        let url = self.url(message.uri()).filter(|_| message.extensions().is_empty());
        let Some(url) = url else {
            let uri = message.uri().clone();
            let request = Request::try_from(message)?;
            self.learn(&uri, request.url());
            return Ok(request);
        };
        let (parts, body) = message.into_parts();
        let mut request = Request::new(parts.method, url);
        *request.headers_mut() = parts.headers;
        *request.body_mut() = Some(body);
        *request.version_mut() = parts.version;
        Ok(request)
    }

    fn learn(&self, uri: &Uri, url: &Url) {
        let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
            return;
        };
        self.0.get_or_init(|| {
            let mut origin = url.clone();
            origin.set_path("");
            // It may hold an API key.
            origin.set_query(None);
            (scheme.clone(), authority.clone(), origin)
        });
    }

    /// The URL of a message, if what it begins with is known.
    fn url(&self, uri: &Uri) -> Option<Url> {
        let (scheme, authority, origin) = self.0.get()?;
        let is_there = |own: &Authority| own.as_str() == authority.as_str();
        (uri.scheme() == Some(scheme) && uri.authority().is_some_and(is_there)).then(|| {
            let mut url = origin.clone();
            url.set_path(uri.path());
            url.set_query(uri.query());
            url
        })
    }
}
