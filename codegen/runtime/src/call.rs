//! One call from beginning to end: what is the same for every operation and every transport.

use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;

use super::answer::Answer;
use super::client::Setup;
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
    let mut message = assemble(request, &setup.base, &setup.headers)?;
    let url = message.uri().clone();
    let outcome = match setup.credentials.attach(info, &mut message).await {
        Ok(()) => exchange(&setup, &*transport, message, deadline).await,
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
    mut message: http::Request<Bytes>,
    deadline: Option<Instant>,
) -> Result<http::Response<Bytes>, Error> {
    let mut redirects = 0;
    loop {
        let timeout = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        let limits = Limits {
            timeout,
            max_body_bytes: setup.max_body_bytes,
        };
        let response = transport.send(message.clone(), limits).await?;
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
