//! Retries: what is sent again, after how long, and how often.
//!
//! Nothing here sends or waits: it is decided from what an attempt came to, so that it is the same for every transport.

mod backoff;
mod budget;
mod fault;
mod policy;
mod retry_after;

pub(super) use self::budget::Budget;
pub(super) use self::fault::Fault;
pub use self::policy::RetryPolicy;
pub(super) use self::retry_after::{now, retry_after};
