//! A request, before it is known where it goes: pure data.

use std::fmt;
use std::time::Duration;

use http::HeaderMap;

use super::api::OperationInfo;
use super::content::Content;
use super::header;
use super::parameter::ParameterValue;

/// One call of an operation: its parameters, headers and body.
///
/// Nothing fails here: what cannot be sent is kept and reported when the request is sent.
#[derive(Clone)]
pub struct Request {
    pub(super) info: &'static OperationInfo,
    pub(super) path: Vec<(&'static str, String)>,
    pub(super) query: Vec<(&'static str, String)>,
    pub(super) headers: HeaderMap,
    pub(super) body: Option<Content>,
    pub(super) timeout: Option<Duration>,
    /// The first thing that is wrong.
    pub(super) fault: Option<String>,
}

impl Request {
    /// A request without parameters.
    #[must_use]
    pub fn new(info: &'static OperationInfo) -> Self {
        Self {
            info,
            path: Vec::new(),
            query: Vec::new(),
            headers: HeaderMap::new(),
            body: None,
            timeout: None,
            fault: None,
        }
    }

    /// Sets a path parameter.
    #[must_use]
    pub fn path(mut self, name: &'static str, value: &dyn ParameterValue) -> Self {
        self.path.push((name, value.parameter_text().into_owned()));
        self
    }

    /// Sets a query parameter, instead of what it was.
    #[must_use]
    pub fn query(self, name: &'static str, value: &dyn ParameterValue) -> Self {
        self.query_all(name, &[value])
    }

    /// Sets a query parameter that is given once for each of its values.
    #[must_use]
    pub fn query_all(mut self, name: &'static str, values: &[&dyn ParameterValue]) -> Self {
        self.query.retain(|(known, _)| *known != name);
        self.query.extend(
            values
                .iter()
                .map(|value| (name, value.parameter_text().into_owned())),
        );
        self
    }

    /// Sets a header, over those of the client and of the description.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match header::parse(name, value) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            Err(fault) => self.note(fault),
        }
        self
    }

    /// Sets how long the call may take, from connecting to the last byte of the answer.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// The operation that is called.
    #[must_use]
    pub fn info(&self) -> &'static OperationInfo {
        self.info
    }

    pub(super) fn note(&mut self, fault: String) {
        self.fault.get_or_insert(fault);
    }
}

/// Header values and bodies may hold secrets, and are left out.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("operation", &self.info.id)
            .field("path", &self.path)
            .field("query", &self.query)
            .field("headers", &header::names(&self.headers))
            .field("body", &self.body)
            .field("timeout", &self.timeout)
            .field("fault", &self.fault)
            .finish()
    }
}
