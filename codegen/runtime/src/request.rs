//! A request, before it is known where it goes: pure data.

use std::fmt;
use std::time::Duration;

use http::HeaderMap;
#[cfg(feature = "pages")]
use http::Uri;

use super::api::OperationInfo;
use super::base_url::BaseUrl;
use super::content::Content;
use super::header;
use super::parameter::{Location, Parameter, ParameterValue, encode};
use super::retry::RetryPolicy;
#[cfg(feature = "forms")]
use super::rewriting::Rewriting;

/// One call of an operation: its parameters, headers and body.
///
/// Nothing fails here: what cannot be sent is kept and reported when the request is sent.
#[derive(Clone)]
pub struct Request {
    // A request goes by value through every setter, and each operation has its own: one word is moved, not all parts.
    pub(super) parts: Box<Parts>,
}

/// What a request consists of.
#[derive(Clone)]
pub(super) struct Parts {
    pub(super) info: &'static OperationInfo,
    /// The parameters of the path, each with its text, encoded; those of the query and of cookies with their names in it.
    pub(super) path: Vec<(&'static str, String)>,
    pub(super) query: Vec<(&'static str, String)>,
    pub(super) cookies: Vec<(&'static str, String)>,
    pub(super) headers: HeaderMap,
    pub(super) body: Option<Content>,
    #[cfg(feature = "forms")]
    /// What the body is written as, where that is not as it was given.
    pub(super) rewriting: Option<Rewriting>,
    pub(super) timeout: Option<Duration>,
    /// Where it goes, if not where the client and the description say.
    pub(super) base: Option<BaseUrl>,
    #[cfg(feature = "pages")]
    /// The whole URL, where a page before has said it.
    pub(super) url: Option<Uri>,
    pub(super) attempt_timeout: Option<Duration>,
    pub(super) retry: Option<RetryPolicy>,
    /// The first thing that is wrong.
    pub(super) fault: Option<String>,
}

impl Request {
    /// A request without parameters.
    #[must_use]
    pub fn new(info: &'static OperationInfo) -> Self {
        let parts = Parts {
            info,
            path: Vec::new(),
            query: Vec::new(),
            cookies: Vec::new(),
            headers: HeaderMap::new(),
            body: None,
            #[cfg(feature = "forms")]
            rewriting: None,
            timeout: None,
            base: None,
            #[cfg(feature = "pages")]
            url: None,
            attempt_timeout: None,
            retry: None,
            fault: None,
        };
        Self { parts: Box::new(parts) }
    }

    /// Sets a path parameter, instead of what it was. It must have a value.
    #[inline]
    #[must_use]
    pub fn path(self, parameter: impl Into<Parameter>, value: &dyn ParameterValue) -> Self {
        self.set(Location::Path, parameter.into(), value)
    }

    /// Sets a query parameter, instead of what it was; without a value, it is not sent.
    #[inline]
    #[must_use]
    pub fn query(self, parameter: impl Into<Parameter>, value: &dyn ParameterValue) -> Self {
        self.set(Location::Query, parameter.into(), value)
    }

    /// Sets a parameter in a cookie, instead of what it was; without a value, it is not sent.
    ///
    /// It goes beside the cookies that a credential or [`header`](Self::header) sets.
    #[inline]
    #[must_use]
    pub fn cookie(self, parameter: impl Into<Parameter>, value: &dyn ParameterValue) -> Self {
        self.set(Location::Cookie, parameter.into(), value)
    }

    /// Sets a parameter in a header, instead of what it was; without a value, what stands in its place is that of the
    /// client or of the description.
    #[inline]
    #[must_use]
    pub fn header_parameter(self, parameter: impl Into<Parameter>, value: &dyn ParameterValue) -> Self {
        self.set(Location::Header, parameter.into(), value)
    }

    /// Sets a header, over those of the client and of the description.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.set_header(name, Some(value));
        self
    }

    /// Changes the request: a call in the middle of a chain of calls.
    #[inline]
    #[must_use]
    pub fn with(self, change: impl FnOnce(Self) -> Self) -> Self {
        change(self)
    }

    /// Sets how long the call may take, from connecting to the last byte of the answer, with all its attempts.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.parts.timeout = Some(timeout);
        self
    }

    /// Sets where this request goes, over the client's server and the operation's own.
    ///
    /// Its credential goes there as well.
    #[must_use]
    pub fn base_url(mut self, base: impl Into<BaseUrl>) -> Self {
        self.parts.base = Some(base.into());
        self
    }

    /// Sets how long one attempt may take.
    #[must_use]
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.parts.attempt_timeout = Some(timeout);
        self
    }

    /// Sets how the call is retried.
    #[must_use]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.parts.retry = Some(policy);
        self
    }

    /// The operation that is called.
    #[must_use]
    pub fn info(&self) -> &'static OperationInfo {
        self.parts.info
    }

    #[cfg(feature = "pages")]
    /// What a query parameter was set to, if that is a number.
    pub(super) fn query_number(&self, name: &str) -> Option<u64> {
        let mut query = self.parts.query.iter();
        let (_, text) = query.find(|(known, _)| *known == name)?;
        text.rsplit('=').next()?.parse().ok()
    }

    fn set(mut self, location: Location, parameter: Parameter, value: &dyn ParameterValue) -> Self {
        let name = parameter.name();
        match (location, encode(parameter, location, value.view())) {
            (_, Err(fault)) => self.note(fault),
            (Location::Path, Ok(text)) => replace(&mut self.parts.path, name, text),
            (Location::Query, Ok(text)) => replace(&mut self.parts.query, name, text),
            (Location::Cookie, Ok(text)) => replace(&mut self.parts.cookies, name, text),
            (Location::Header, Ok(text)) => self.set_header(name, text.as_deref()),
        }
        self
    }

    pub(super) fn set_header(&mut self, name: &str, value: Option<&str>) {
        match (header::parse(name, value.unwrap_or_default()), value) {
            (Ok((name, value)), Some(_)) => {
                self.parts.headers.insert(name, value);
            }
            (Ok((name, _)), None) => {
                self.parts.headers.remove(name);
            }
            (Err(fault), _) => self.note(fault),
        }
    }

    pub(super) fn note(&mut self, fault: String) {
        self.parts.fault.get_or_insert(fault);
    }
}

/// Puts the text of a parameter in place of what it was.
fn replace(parameters: &mut Vec<(&'static str, String)>, name: &'static str, text: Option<String>) {
    parameters.retain(|(known, _)| *known != name);
    parameters.extend(text.map(|text| (name, text)));
}

/// The values of headers and cookies, and bodies, may hold secrets, and are left out.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cookies: Vec<_> = self.parts.cookies.iter().map(|(name, _)| name).collect();
        f.debug_struct("Request")
            .field("operation", &self.parts.info.id)
            .field("path", &self.parts.path)
            .field("query", &self.parts.query)
            .field("cookies", &cookies)
            .field("headers", &header::names(&self.parts.headers))
            .field("body", &self.parts.body)
            .field("timeout", &self.parts.timeout)
            .field("base", &self.parts.base)
            .field("attempt_timeout", &self.parts.attempt_timeout)
            .field("retry", &self.parts.retry)
            .field("fault", &self.parts.fault)
            .finish_non_exhaustive()
    }
}
