//! Values that a call gives, and that are used until shortly before they expire.

use std::fmt;
use std::future::ready;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use super::blocking::park_until;
use super::turns::Turns;

/// Keeps a value that expires, such as a token that a call mints, and has another made when it has to.
///
/// However many callers need it at once, it is made once, and the others wait. Where that fails, the caller that had it
/// made is told, and the next one tries again.
///
/// ```text
/// let token = tokens.get(|| async {
///     let minted = runners::create_registration_token("octo").send(&client).await?.into_inner();
///     Ok::<_, Error>((minted.token, minted.expires_at.into()))
/// });
/// ```
pub struct Expiring<T> {
    kept: Mutex<Option<Kept<T>>>,
    turns: Turns,
    skew: Duration,
}

struct Kept<T> {
    value: T,
    /// When it is no longer used.
    until: Option<Instant>,
}

impl<T: Clone> Expiring<T> {
    /// Keeps nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            kept: Mutex::new(None),
            turns: Turns::default(),
            skew: Duration::from_secs(30),
        }
    }

    /// Sets how long before it expires a value is no longer used: 30 seconds, if not set, so that it does not expire on
    /// its way or by a clock that is fast.
    ///
    /// A value that lives less than twice as long is used for half of its life.
    #[must_use]
    pub fn skew(mut self, skew: Duration) -> Self {
        self.skew = skew;
        self
    }

    /// The value that is kept, or else the one that this makes, with the time when it expires.
    ///
    /// # Errors
    ///
    /// Where no value is made.
    pub async fn get<E, F>(&self, make: impl FnOnce() -> F) -> Result<T, E>
    where
        F: Future<Output = Result<(T, SystemTime), E>>,
    {
        self.get_until(async || {
            let (value, expires_at) = make().await?;
            let left = expires_at.duration_since(SystemTime::now());
            Ok((value, Instant::now().checked_add(left.unwrap_or_default())))
        })
        .await
    }

    /// As [`get`](Self::get), for programs that wait.
    ///
    /// # Errors
    ///
    /// Where no value is made.
    pub fn get_blocking<E>(&self, make: impl FnOnce() -> Result<(T, SystemTime), E>) -> Result<T, E> {
        park_until(self.get(|| ready(make())))
    }

    /// Gives up the value, as where a server has refused it: the next caller has another made.
    pub fn forget(&self) {
        self.forget_if(|_| true);
    }

    /// As [`get`](Self::get), of a value that may never expire.
    pub(super) async fn get_until<E, F>(&self, make: impl FnOnce() -> F) -> Result<T, E>
    where
        F: Future<Output = Result<(T, Option<Instant>), E>>,
    {
        if let Some(value) = self.usable() {
            return Ok(value);
        }
        let _turn = self.turns.next().await;
        // While this caller waited, another may have had one made.
        if let Some(value) = self.usable() {
            return Ok(value);
        }
        let (value, expires_at) = make().await?;
        let now = Instant::now();
        let until = expires_at.and_then(|expires_at| {
            let left = expires_at.saturating_duration_since(now);
            now.checked_add(left.saturating_sub(self.skew.min(left / 2)))
        });
        *self.kept() = Some(Kept {
            value: value.clone(),
            until,
        });
        Ok(value)
    }

    /// The value that is kept, if it can still be used.
    fn usable(&self) -> Option<T> {
        let kept = self.kept();
        let kept = kept.as_ref()?;
        let is_usable = kept.until.is_none_or(|until| Instant::now() < until);
        is_usable.then(|| kept.value.clone())
    }
}

impl<T> Expiring<T> {
    /// Gives up a value of which this is true: another may be there by now.
    pub(super) fn forget_if(&self, is_refused: impl FnOnce(&T) -> bool) {
        let mut kept = self.kept();
        if kept.as_ref().is_some_and(|kept| is_refused(&kept.value)) {
            *kept = None;
        }
    }

    fn kept(&self) -> MutexGuard<'_, Option<Kept<T>>> {
        // Whatever is in it is whole.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T: Clone> Default for Expiring<T> {
    fn default() -> Self {
        Self::new()
    }
}

/// Not the value, which may be a secret.
impl<T> fmt::Debug for Expiring<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Expiring")
            .field("skew", &self.skew)
            .field("is_kept", &self.kept().is_some())
            .finish_non_exhaustive()
    }
}
