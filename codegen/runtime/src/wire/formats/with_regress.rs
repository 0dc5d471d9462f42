//! Patterns, in the language of ECMA-262 (JSON Schema Validation 2020-12, section 6.3.3), by `regress`.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, RwLock};

use regress::Regex;

/// Patterns that have been asked for, which are as many as the description has; none where one cannot be read.
type Known = BTreeMap<&'static str, Option<Arc<Regex>>>;

static KNOWN: LazyLock<RwLock<Known>> = LazyLock::new(RwLock::default);

/// Whether a text has what the pattern describes somewhere in it; any has where the pattern cannot be read.
///
/// The time that this takes has no bound for a pattern that can match one text in many ways, as `(a+)+$` can.
#[must_use]
pub fn matches(pattern: &'static str, text: &str) -> bool {
    regex(pattern).is_none_or(|regex| regex.find(text).is_some())
}

fn regex(pattern: &'static str) -> Option<Arc<Regex>> {
    let known = KNOWN.read().ok()?.get(pattern).cloned();
    known.unwrap_or_else(|| {
        // JSON Schema asks for Unicode; people also write what is only right without, such as `\-`.
        let read = Regex::with_flags(pattern, "u").or_else(|_| Regex::new(pattern));
        let regex = read.ok().map(Arc::new);
        KNOWN.write().ok()?.insert(pattern, regex.clone());
        regex
    })
}
