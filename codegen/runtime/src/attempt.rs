//! What is seen of calls from outside.

use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

use super::api::OperationInfo;
use super::error::ErrorKind;

/// One attempt of a call, and what it came to: for logs and metrics, by `ClientBuilder::on_attempt`.
///
/// It holds nothing that is secret, nor the values of parameters. An attempt includes the redirects that it follows,
/// and the request that is sent again with another credential.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Attempt {
    /// The operation: its name, its method, and its path as a template.
    pub operation: &'static OperationInfo,
    /// Which attempt it was; the first is 1.
    pub number: u32,
    /// The status of the answer, where there was one.
    pub status: Option<StatusCode>,
    /// Why there was no answer.
    pub error: Option<ErrorKind>,
    /// How long it took.
    pub elapsed: Duration,
    /// After how long another is made; none where this was the last.
    pub next: Option<Duration>,
}

/// Who wants to know.
pub(super) type Hook = Arc<dyn Fn(&Attempt) + Send + Sync>;
