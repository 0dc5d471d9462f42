//! One call from beginning to end: what is the same for every operation and every transport.

use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;
use http::StatusCode;

use super::answer::Answer;
use super::api::OperationInfo;
use super::client::Setup;
use super::credential::{Carrier, Credentials};
use super::error::{Error, ErrorKind};
use super::message::assemble;
use super::redirect;
use super::request::Request;
use super::sending::Outcome;
use super::transport::{Limits, Transport, TransportError};

/// Makes a call.
pub(super) async fn call(
    setup: Arc<Setup>,
    transport: Arc<dyn Transport>,
    request: Request,
) -> Outcome {
    let info = request.info;
    let timeout = request.timeout.or(setup.timeout);
    let deadline = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
    let message = assemble(request, &setup.base, &setup.headers)?;
    let url = message.uri().clone();
    let carrier = Carrier {
        transport: &*transport,
        deadline,
        max_body_bytes: setup.max_body_bytes,
    };
    match authorized(&setup.credentials, info, message, carrier).await {
        Ok(response) => Ok(Answer::new(info, Some(url), response)),
        Err(error) => Err(error.about(info, Some(url))),
    }
}

/// Sends a message with its credentials, and once more where the server refuses one that can be replaced (RFC 9110,
/// section 15.5.2): it has done nothing then.
async fn authorized(
    credentials: &Credentials,
    info: &'static OperationInfo,
    message: http::Request<Bytes>,
    carrier: Carrier<'_>,
) -> Result<http::Response<Bytes>, Error> {
    let (head, body) = message.into_parts();
    let mut is_second = false;
    loop {
        let mut head = head.clone();
        let given = credentials.attach(info, &mut head, carrier).await?;
        let message = http::Request::from_parts(head, body.clone());
        let response = exchange(message, carrier).await?;
        let is_refused = response.status() == StatusCode::UNAUTHORIZED;
        if is_second || !is_refused || !given.is_replaced(response.headers()) {
            return Ok(response);
        }
        is_second = true;
    }
}

/// Sends a message, and again where it is redirected.
async fn exchange(
    mut message: http::Request<Bytes>,
    carrier: Carrier<'_>,
) -> Result<http::Response<Bytes>, Error> {
    let mut redirects = 0;
    loop {
        let limits = carrier.limits();
        let response = carrier.transport.send(message.clone(), limits).await?;
        // Not every transport keeps to the limit.
        if response.body().len() > limits.max_body_bytes {
            return Err(too_large(limits).into());
        }
        match redirect::target(&message, &response) {
            Some(target) if redirects < redirect::LIMIT => *message.uri_mut() = target,
            _ => return Ok(response),
        }
        redirects += 1;
    }
}

/// The error of an answer that passes the limit.
pub(super) fn too_large(limits: Limits) -> TransportError {
    let limit = limits.max_body_bytes;
    TransportError::new(
        ErrorKind::BodyTooLarge,
        format!("more than {limit} bytes (`ClientBuilder::max_body_bytes` sets the limit)"),
    )
}
