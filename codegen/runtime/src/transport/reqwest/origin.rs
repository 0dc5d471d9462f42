//! Where messages go: the same origin for all of a client's, as a rule, and so read once.

use std::sync::OnceLock;

use http::Uri;
use reqwest::{Body, Error, Request, Url};

/// The origin of the first message, with its path: as much room as others need, once theirs takes its place.
#[derive(Default)]
pub(super) struct Origin(OnceLock<Url>);

impl Origin {
    /// A message as reqwest takes it.
    pub(super) fn request(&self, message: http::Request<Body>) -> Result<Request, Error> {
        // What a layer has noted down beside a message goes with it.
        let url = self.url(message.uri()).filter(|_| message.extensions().is_empty());
        let Some(url) = url else {
            let request = Request::try_from(message)?;
            self.0.get_or_init(|| without_query(request.url()));
            return Ok(request);
        };
        let (parts, body) = message.into_parts();
        let mut request = Request::new(parts.method, url);
        *request.headers_mut() = parts.headers;
        *request.body_mut() = Some(body);
        *request.version_mut() = parts.version;
        Ok(request)
    }

    /// The URL of a message, if what it begins with is known.
    fn url(&self, uri: &Uri) -> Option<Url> {
        let origin = self.0.get()?;
        let is_there = uri.scheme_str() == Some(origin.scheme()) && uri.authority()?.as_str() == origin.authority();
        is_there.then(|| {
            let mut url = origin.clone();
            url.set_path(uri.path());
            url.set_query(uri.query());
            url
        })
    }
}

/// The query may hold an API key.
fn without_query(url: &Url) -> Url {
    let mut origin = url.clone();
    origin.set_query(None);
    origin
}
