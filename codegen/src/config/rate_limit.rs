//! How the headers are called that tell of rate limits.

use serde::Deserialize;

/// Names of headers; one that is not given is called as is usual: `x-ratelimit-remaining` and so on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct RateLimitHeaders {
    /// How many requests are taken in one period.
    pub limit: Option<String>,
    /// How many are left.
    pub remaining: Option<String>,
    /// How many are not.
    pub used: Option<String>,
    /// When the next period begins.
    pub reset: Option<String>,
    /// What the limit is for.
    pub resource: Option<String>,
}

impl RateLimitHeaders {
    /// The names that are given, each with what its header tells.
    pub(crate) fn given(&self) -> Vec<(String, String)> {
        let all = [
            ("limit", &self.limit),
            ("remaining", &self.remaining),
            ("used", &self.used),
            ("reset", &self.reset),
            ("resource", &self.resource),
        ];
        let given = all
            .into_iter()
            .filter_map(|(told, name)| Some((told.to_owned(), name.clone()?)));
        given.collect()
    }
}
