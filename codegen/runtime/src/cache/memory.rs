//! A cache in the memory of the program.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

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
    by_key: BTreeMap<Arc<str>, Entry>,
    /// The keys, by when they were last asked for.
    by_age: BTreeMap<u64, Arc<str>>,
    bytes: usize,
    now: u64,
}

struct Entry {
    stored: Stored,
    asked: u64,
    bytes: usize,
}

impl MemoryCache {
    /// One that keeps about as many bytes as this at most.
    #[must_use]
    pub fn new(bytes: usize) -> Self {
        Self {
            limit: bytes,
            entries: Mutex::default(),
        }
    }

    fn entries(&self) -> MutexGuard<'_, Entries> {
        // Nothing can fail while it is held.
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Cache for MemoryCache {
    fn get(&self, key: &str) -> Option<Stored> {
        let mut entries = self.entries();
        let (key, entry) = entries.take(key)?;
        let stored = entry.stored.clone();
        entries.add(key, entry.stored, entry.bytes);
        Some(stored)
    }

    fn put(&self, key: &str, stored: Stored) {
        let bytes = size(key, &stored);
        let mut entries = self.entries();
        entries.take(key);
        if bytes > self.limit {
            return;
        }
        while entries.bytes > self.limit - bytes {
            let Some((_, oldest)) = entries.by_age.pop_first() else {
                break;
            };
            entries.take(&oldest);
        }
        entries.add(key.into(), stored, bytes);
    }
}

impl Entries {
    /// Takes an entry out.
    fn take(&mut self, key: &str) -> Option<(Arc<str>, Entry)> {
        let (key, entry) = self.by_key.remove_entry(key)?;
        self.by_age.remove(&entry.asked);
        self.bytes -= entry.bytes;
        Some((key, entry))
    }

    /// Puts an entry in as the newest.
    fn add(&mut self, key: Arc<str>, stored: Stored, bytes: usize) {
        self.now += 1;
        let asked = self.now;
        self.bytes += bytes;
        self.by_age.insert(asked, Arc::clone(&key));
        let entry = Entry {
            stored,
            asked,
            bytes,
        };
        self.by_key.insert(key, entry);
    }
}

fn size(key: &str, stored: &Stored) -> usize {
    let headers = stored.headers.iter().chain(&stored.varied);
    let headers = headers.map(|(name, value)| name.as_str().len() + value.len());
    OVERHEAD + key.len() + stored.body.len() + headers.sum::<usize>()
}

/// How full it is, and nothing of what it holds.
impl fmt::Debug for MemoryCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let entries = self.entries();
        f.debug_struct("MemoryCache")
            .field("answers", &entries.by_key.len())
            .field("bytes", &entries.bytes)
            .field("limit", &self.limit)
            .finish_non_exhaustive()
    }
}
