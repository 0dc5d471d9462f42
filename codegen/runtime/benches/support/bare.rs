//! The same calls by reqwest alone, as one would write them by hand.

use std::fmt::Display;

use reqwest::header::{ACCEPT, HeaderMap, HeaderValue};
use reqwest::{Client, RequestBuilder};

use super::runners::{API, PER_PAGE, TIMEOUT, TOKEN};

/// What every call carries.
pub(crate) fn headers() -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    for (name, value) in API.headers {
        headers.insert(*name, HeaderValue::from_static(value));
    }
    headers
}

pub(crate) fn client() -> Client {
    install_provider();
    let builder = Client::builder().no_proxy().default_headers(headers());
    let builder = builder.user_agent(API.user_agent).timeout(TIMEOUT);
    builder.build().unwrap()
}

/// Reqwest wants one even where nothing is encrypted.
pub(crate) fn install_provider() {
    // It fails where there is one already.
    let _ = rustls::crypto::ring::default_provider().install_default();
}

pub(crate) fn list_runners(client: &Client, base: &str, enterprise: impl Display) -> RequestBuilder {
    let url = list_url(base, enterprise);
    client.get(url).bearer_auth(TOKEN)
}

pub(crate) fn create_token(client: &Client, base: &str, enterprise: impl Display) -> RequestBuilder {
    let url = token_url(base, enterprise);
    client.post(url).bearer_auth(TOKEN)
}

pub(crate) fn list_url(base: &str, enterprise: impl Display) -> String {
    format!("{base}/enterprises/{enterprise}/actions/runners?per_page={PER_PAGE}")
}

pub(crate) fn token_url(base: &str, enterprise: impl Display) -> String {
    format!("{base}/enterprises/{enterprise}/actions/runners/registration-token")
}
