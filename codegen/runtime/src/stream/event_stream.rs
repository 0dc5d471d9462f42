//! Streams of events, as servers send them (`text/event-stream`).

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::task::{Context, Poll};
use std::time::Duration;

use super::super::answer::Answer;
use super::super::body::Body;
use super::super::error::Error;
use super::super::wire::{DecodeError, Slot, from_json};
use super::event_source::EventSource;
use super::events::RawEvent;
use super::{BlockingIter, ByteStream};

/// Events that come one after the other, whose data is JSON for a `T`.
///
/// As with a [`ByteStream`], an answer of `send` is awaited, and one of `send_blocking` is waited for.
pub struct EventStream<T> {
    source: EventSource,
    of: PhantomData<fn() -> T>,
}

/// One event of a stream.
pub struct Event<T> {
    raw: RawEvent,
    of: PhantomData<fn() -> T>,
}

impl<T: Slot> Event<T> {
    /// The data as JSON.
    ///
    /// # Errors
    ///
    /// Where it is no JSON text, as the `[DONE]` that some servers end with, or not one that the type can hold.
    pub fn json(&self) -> Result<T, DecodeError> {
        from_json(self.raw.data.as_bytes())
    }
}

impl<T> Event<T> {
    fn new(raw: RawEvent) -> Self {
        Self { raw, of: PhantomData }
    }

    /// What kind of event it is; `message` where the stream does not say.
    #[must_use]
    pub fn event(&self) -> &str {
        &self.raw.event
    }

    /// The data as it came, its lines joined.
    #[must_use]
    pub fn data(&self) -> &str {
        &self.raw.data
    }

    /// The last id that the stream has given, here or before; empty where there is none.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.raw.id
    }

    /// How long the server asks to wait before the stream is continued, where it says so with this event.
    #[must_use]
    pub fn retry(&self) -> Option<Duration> {
        self.raw.retry
    }
}

impl<T> EventStream<T> {
    /// The events of a body.
    #[must_use]
    pub fn new(body: Body) -> Self {
        Self::of(EventSource::new(ByteStream::new(body), None))
    }

    pub(in super::super) fn of(source: EventSource) -> Self {
        Self {
            source,
            of: PhantomData,
        }
    }

    /// Continues the stream where the connection ends or breaks: the request is sent again with the id of the last event
    /// (`Last-Event-ID`), after the time that the server asks for, or three seconds.
    ///
    /// It ends for good where the server answers otherwise than with such a stream, and where this many attempts in a
    /// row bring no event.
    #[must_use]
    pub fn reconnecting(mut self, attempts: u32) -> Self {
        self.source.attempts = attempts;
        self
    }

    /// The id of the last event, from which on the stream could be continued; empty where there is none.
    #[must_use]
    pub fn last_event_id(&self) -> &str {
        self.source.last_event_id()
    }

    /// The next event, as soon as it is there; none at the end.
    pub async fn next(&mut self) -> Option<Result<Event<T>, Error>> {
        if let Err(error) = self.source.may_be_awaited() {
            return Some(Err(error));
        }
        poll_fn(|context| self.poll_next(context)).await
    }

    /// As [`next`](EventStream::next), for programs that wait.
    pub fn next_blocking(&mut self) -> Option<Result<Event<T>, Error>> {
        let raw = self.source.next_blocking()?;
        Some(raw.map(Event::new))
    }

    /// As [`next`](EventStream::next), for whoever makes a stream of another kind of it.
    pub fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Event<T>, Error>>> {
        let raw = self.source.poll_next(context);
        raw.map(|raw| raw.map(|raw| raw.map(Event::new)))
    }
}

/// For programs that wait.
impl<T> IntoIterator for EventStream<T> {
    type Item = Result<Event<T>, Error>;
    type IntoIter = BlockingIter<Self>;

    fn into_iter(self) -> BlockingIter<Self> {
        BlockingIter(self)
    }
}

impl<T> Iterator for BlockingIter<EventStream<T>> {
    type Item = Result<Event<T>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next_blocking()
    }
}

impl<T> Clone for Event<T> {
    fn clone(&self) -> Self {
        Self::new(self.raw.clone())
    }
}

/// Its data may be a secret, and is left out.
impl<T> fmt::Debug for Event<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Event")
            .field("event", &self.raw.event)
            .field("id", &self.raw.id)
            .field("retry", &self.raw.retry)
            .finish_non_exhaustive()
    }
}

/// Nothing of what it holds.
impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream")
            .field("last_event_id", &self.last_event_id())
            .finish_non_exhaustive()
    }
}

impl Answer {
    /// The body as events that come one after the other.
    ///
    /// # Errors
    ///
    /// Where the answer says that it is something else, which would hold no events and no sign of that.
    #[inline]
    pub fn events<T>(&self) -> Result<EventStream<T>, DecodeError> {
        self.event_source().map(EventStream::of)
    }
}
