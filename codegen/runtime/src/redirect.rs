//! Redirects: followed where nobody else learns of the credential, and nothing is sent twice.

use http::header::LOCATION;
use http::{Method, StatusCode, Uri};

use super::reference::resolve;

/// How many redirects are followed.
pub(super) const LIMIT: usize = 5;

/// Where the same message is to be sent instead, on the same origin.
///
/// One that only reads may be after any redirect, any other where the server says that it has done nothing yet (RFC
/// 9110, sections 15.4.8 and 15.4.9). Any other redirect is an answer like any other: it is for the caller to decide.
pub(super) fn target<B>(method: &Method, uri: &Uri, answer: &http::Response<B>) -> Option<Uri> {
    let reads = [Method::GET, Method::HEAD].contains(method);
    let is_followed = match answer.status() {
        StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT => true,
        StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND | StatusCode::SEE_OTHER => reads,
        _ => false,
    };
    if !is_followed {
        return None;
    }
    let location = answer.headers().get(LOCATION)?.to_str().ok()?;
    let target = resolve(uri, location)?;
    (origin(&target)? == origin(uri)?).then_some(target)
}

/// Where a URL leads, without what is called there, which may be a secret.
pub(super) fn place(uri: &Uri) -> Option<String> {
    let (scheme, authority) = (uri.scheme_str()?, uri.authority()?.as_str());
    let host = authority.rsplit('@').next().unwrap_or_default();
    Some(format!("{scheme}://{host}"))
}

/// Scheme, host and port.
pub(super) fn origin(uri: &Uri) -> Option<(String, String, u16)> {
    let scheme = uri.scheme_str()?.to_ascii_lowercase();
    let authority = uri.authority()?;
    // Credentials in a URL from elsewhere are nobody's we know.
    if authority.as_str().contains('@') {
        return None;
    }
    let port = match &authority.as_str()[authority.host().len()..] {
        "" | ":" if scheme == "https" => 443,
        "" | ":" => 80,
        // One that is no number is no other.
        _ => authority.port_u16()?,
    };
    Some((scheme, authority.host().to_ascii_lowercase(), port))
}
