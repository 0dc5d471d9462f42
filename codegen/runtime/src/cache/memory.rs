//! A cache in the memory of the program. Everything is `#[inline]`: most programs have no cache, and never compile it.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Cache, Stored};

/// What an entry takes beside its texts, roughly.
const OVERHEAD: usize = 256;

/// Keeps answers in memory, within a limit: those that were not asked for the longest go first.
pub struct MemoryCache {
    limit: usize,
    entries: Mutex<Entries>,
}

#[derive(Default)]
struct Entries {
    /// The answers, each with when it was last asked for.
    by_key: BTreeMap<String, (u64, Stored)>,
    bytes: usize,
    now: u64,
}

impl MemoryCache {
    /// One that keeps about as many bytes as this at most.
    #[must_use]
    #[inline]
    pub fn new(bytes: usize) -> Self {
        Self {
            limit: bytes,
            entries: Mutex::default(),
        }
    }

    #[inline]
    fn entries(&self) -> MutexGuard<'_, Entries> {
        // Nothing can fail while it is held.
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Cache for MemoryCache {
    #[inline]
    fn get(&self, key: &str) -> Option<Stored> {
        let mut entries = self.entries();
        entries.now += 1;
        let now = entries.now;
        let (asked, stored) = entries.by_key.get_mut(key)?;
        *asked = now;
        Some(stored.clone())
    }

    #[inline]
    fn put(&self, key: &str, stored: Stored) {
        let mut entries = self.entries();
        entries.remove(key);
        let bytes = size(key, &stored);
        if bytes > self.limit {
            return;
        }
        while entries.bytes > self.limit - bytes {
            let oldest = entries.by_key.iter().min_by_key(|(_, (asked, _))| *asked);
            let Some(key) = oldest.map(|(key, _)| key.clone()) else {
                break;
            };
            entries.remove(&key);
        }
        entries.now += 1;
        entries.bytes += bytes;
        let entry = (entries.now, stored);
        entries.by_key.insert(key.to_owned(), entry);
    }
}

impl Entries {
    #[inline]
    fn remove(&mut self, key: &str) {
        if let Some((_, stored)) = self.by_key.remove(key) {
            self.bytes -= size(key, &stored);
        }
    }
}

#[inline]
fn size(key: &str, stored: &Stored) -> usize {
    let headers = stored.headers.iter().chain(&stored.varied);
    let headers = headers.map(|(name, value)| name.as_str().len() + value.len());
    OVERHEAD + key.len() + stored.body.len() + headers.sum::<usize>()
}

/// How full it is, and nothing of what it holds.
impl fmt::Debug for MemoryCache {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let entries = self.entries();
        f.debug_struct("MemoryCache")
            .field("answers", &entries.by_key.len())
            .field("bytes", &entries.bytes)
            .field("limit", &self.limit)
            .finish_non_exhaustive()
    }
}
