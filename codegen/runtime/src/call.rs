//! One call from beginning to end: what is the same for every operation and every transport.

use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;
use http::request;

use super::answer::Answer;
use super::body::Body;
use super::client::Setup;
use super::error::Error;
use super::message::assemble;
use super::redirect;
use super::request::Request;
use super::sending::Outcome;
use super::transport::{Limits, Transport};

/// Makes a call.
pub(super) async fn call(
    setup: Arc<Setup>,
    transport: Arc<dyn Transport>,
    request: Request,
) -> Outcome {
    let info = request.info;
    let timeout = request.timeout.or(setup.timeout);
    let deadline = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
    let (parts, body) = assemble(request, &setup.base, &setup.headers)?.into_parts();
    let url = parts.uri.clone();
    let mut head = http::Request::from_parts(parts, Bytes::new());
    let outcome = match setup.credentials.attach(info, &mut head).await {
        Ok(()) => exchange(&setup, &*transport, (head.into_parts().0, body), deadline).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(response) => Ok(Answer::new(info, Some(url), response)),
        Err(error) => Err(error.about(info, Some(url))),
    }
}

/// Sends a message, and again where it is redirected.
async fn exchange(
    setup: &Setup,
    transport: &dyn Transport,
    (mut parts, mut body): (request::Parts, Body),
    deadline: Option<Instant>,
) -> Result<http::Response<Bytes>, Error> {
    let mut redirects = 0;
    loop {
        let timeout = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        let limits = Limits {
            timeout,
            max_body_bytes: setup.max_body_bytes,
            streamed: false,
        };
        // What is read once cannot be sent again.
        let again = body.as_bytes().cloned();
        let message = http::Request::from_parts(parts.clone(), body);
        let response = transport.send(message, limits).await?;
        match (redirect::target(&parts, &response), again) {
            (Some(target), Some(bytes)) if redirects < redirect::LIMIT => {
                parts.uri = target;
                body = bytes.into();
            }
            _ => {
                let (parts, body) = response.into_parts();
                let body = body.into_bytes_within(limits.max_body_bytes).await?;
                return Ok(http::Response::from_parts(parts, body));
            }
        }
        redirects += 1;
    }
}
