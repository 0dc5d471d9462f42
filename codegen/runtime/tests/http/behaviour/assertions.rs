//! What must be true after a case.

use super::cases::{Any, Caps};
use crate::support::server::Received;
use codegen_runtime::serde_json::Value;
use codegen_runtime::{Called, Error, ErrorKind};

/// What the call came to, or that of the last page.
#[derive(Debug)]
pub(super) struct Outcome {
    result: Called<Any>,
    /// The items on all pages.
    items: Vec<Value>,
}

impl Outcome {
    pub(super) fn of(result: Called<Any>) -> Self {
        let page = result.as_ref().ok();
        let items = page.and_then(|page| page.as_array().cloned());
        Self {
            items: items.unwrap_or_default(),
            result,
        }
    }

    /// As many pages as there are, or as are needed.
    pub(super) fn of_pages(caps: Caps, mut next: impl FnMut() -> Option<Called<Any>>) -> Self {
        let mut all = Self::of(next().unwrap());
        while all.result.is_ok() && all.items.len() < caps.items {
            let Some(page) = next() else { break };
            let page = Self::of(page);
            all.items.extend(page.items);
            all.result = page.result;
        }
        all
    }

    /// A member of what the suite makes of a list: its length, and the id of its last item.
    fn summary(&self, name: &str) -> Option<Value> {
        match name {
            "project_count" => Some(self.items.len().into()),
            "last_project_id" => self.items.last()?.get("id").cloned(),
            _ => None,
        }
    }
}

/// Whether an assertion is true, or why it is not.
pub(super) fn check(assertion: &Value, all: &Outcome, received: &[Received]) -> Result<(), String> {
    let outcome = &all.result;
    let kind = assertion["type"].as_str().unwrap();
    let expected = &assertion["expected"];
    let path = assertion["path"].as_str().unwrap_or_default();
    let is_true = match kind {
        "requestCount" => received.len() as u64 == expected.as_u64().unwrap(),
        "delayBetweenRequests" => delays(assertion, received),
        "statusCode" => u64::from(status(outcome)) == expected.as_u64().unwrap(),
        "noError" => outcome.is_ok(),
        "responseBody" => {
            let body = outcome.as_ref().ok().map(|response| &**response);
            let part = |body, key| Value::get(body, key);
            let found = body.and_then(|body| path.split('.').try_fold(body, part));
            found.cloned().or_else(|| all.summary(path)).as_ref() == Some(expected)
        }
        "responseMeta" => {
            let total = outcome.as_ref().unwrap().headers().get("x-total-count");
            let total = total.map_or(0, |total| total.to_str().unwrap().parse::<u64>().unwrap());
            path == "totalCount" && total == expected.as_u64().unwrap()
        }
        "requestPath" => {
            let index = usize::try_from(assertion["index"].as_u64().unwrap()).unwrap();
            let target = received.get(index).map_or("", |request| &request.target);
            target.split('?').next() == expected.as_str()
        }
        "urlOrigin" => is_error(outcome, |error| {
            expected == "rejected" && error.kind() == ErrorKind::PageElsewhere
        }),
        "headerPresent" => header(assertion, path, received).is_some(),
        "headerInjected" => header(assertion, path, received) == expected.as_str(),
        "errorType" => is_error(outcome, |error| {
            expected == "network" && error.status().is_none() && error.kind() != ErrorKind::Configuration
        }),
        "errorCode" => is_error(outcome, |error| is_called(error, expected.as_str().unwrap())),
        "errorField" => is_error(outcome, |error| field(error, path) == *expected),
        other => return Err(format!("no such assertion is known: {other}")),
    };
    if is_true {
        Ok(())
    } else {
        Err(format!("{assertion}: {outcome:?}, {} requests", received.len()))
    }
}

fn is_error(outcome: &Called<Any>, is_true: impl Fn(&Error<Value>) -> bool) -> bool {
    outcome.as_ref().is_err_and(is_true)
}

fn status(outcome: &Called<Any>) -> u16 {
    let status = match outcome {
        Ok(response) => Some(response.status()),
        Err(error) => error.status(),
    };
    status.map_or(0, |status| status.as_u16())
}

/// Whether there is a wait, and it is long enough: that behind this request, or each.
fn delays(assertion: &Value, received: &[Received]) -> bool {
    let least = u128::from(assertion["min"].as_u64().unwrap());
    let gaps = received.windows(2);
    let gaps: Vec<_> = gaps
        .map(|pair| pair[1].at.duration_since(pair[0].at).as_millis())
        .collect();
    match assertion["index"].as_u64() {
        Some(index) => gaps[usize::try_from(index).unwrap()] >= least,
        None => !gaps.is_empty() && gaps.iter().all(|gap| *gap >= least),
    }
}

fn header<'a>(assertion: &Value, name: &str, received: &'a [Received]) -> Option<&'a str> {
    let index = assertion["index"].as_u64().unwrap_or_default();
    let request = received.get(usize::try_from(index).unwrap())?;
    request.header(&name.to_ascii_lowercase())
}

/// The suite's names for failures, as what this client says of them.
fn is_called(error: &Error<Value>, name: &str) -> bool {
    let code = error.status().map_or(0, |status| status.as_u16());
    match name {
        "auth_required" => error.is_unauthorized(),
        "forbidden" => error.is_forbidden(),
        "not_found" => error.is_not_found(),
        "validation" => error.kind() == ErrorKind::Api && [400, 422].contains(&code),
        "rate_limit" => error.is_retryable() && code == 429,
        "api_error" => error.is_server_error(),
        _ => false,
    }
}

fn field(error: &Error<Value>, name: &str) -> Value {
    match name {
        "httpStatus" => error.status().map(|status| status.as_u16()).into(),
        "retryable" => error.is_retryable().into(),
        "requestId" => error.request_id().into(),
        _ => Value::Null,
    }
}
