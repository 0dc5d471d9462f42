//! One call from beginning to end: what is the same for every operation and every transport.

use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;
use http::{StatusCode, request};

use super::answer::Answer;
use super::api::OperationInfo;
use super::body::Body;
use super::client::Setup;
use super::credential::{Carrier, Credentials};
use super::error::Error;
use super::message::assemble;
use super::redirect;
use super::request::Request;
use super::sending::Outcome;
use super::transport::Transport;

/// Makes a call.
pub(super) async fn call(
    setup: Arc<Setup>,
    transport: Arc<dyn Transport>,
    request: Request,
) -> Outcome {
    let info = request.info;
    let timeout = request.timeout.or(setup.timeout);
    let deadline = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
    let (head, body) = assemble(request, &setup.base, &setup.headers)?.into_parts();
    let url = head.uri.clone();
    let carrier = Carrier {
        transport: &*transport,
        deadline,
        max_body_bytes: setup.max_body_bytes,
    };
    match authorized(&setup.credentials, info, (head, body), carrier).await {
        Ok(response) => Ok(Answer::new(info, Some(url), response)),
        Err(error) => Err(error.about(info, Some(url))),
    }
}

/// Sends a message with its credentials, and once more where the server refuses one that can be replaced (RFC 9110,
/// section 15.5.2): it has done nothing then.
async fn authorized(
    credentials: &Credentials,
    info: &'static OperationInfo,
    (head, mut body): (request::Parts, Body),
    carrier: Carrier<'_>,
) -> Result<http::Response<Bytes>, Error> {
    // What is read once cannot be sent again.
    let mut again = body.as_bytes().cloned();
    loop {
        let mut head = head.clone();
        let given = credentials.attach(info, &mut head, carrier).await?;
        let response = exchange((head, body), carrier).await?;
        let is_refused = response.status() == StatusCode::UNAUTHORIZED;
        match again.take() {
            Some(bytes) if is_refused && given.is_replaced(response.headers()) => {
                body = bytes.into();
            }
            _ => return Ok(response),
        }
    }
}

/// Sends a message, and again where it is redirected.
async fn exchange(
    (mut parts, mut body): (request::Parts, Body),
    carrier: Carrier<'_>,
) -> Result<http::Response<Bytes>, Error> {
    let mut redirects = 0;
    loop {
        let limits = carrier.limits();
        // What is read once cannot be sent again.
        let again = body.as_bytes().cloned();
        let message = http::Request::from_parts(parts.clone(), body);
        let response = carrier.transport.send(message, limits).await?;
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
