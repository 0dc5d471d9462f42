//! Streams of JSON values.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::task::{Context, Poll};

use super::super::answer::Answer;
use super::super::body::Body;
use super::super::error::Error;
use super::super::wire::{DecodeError, Slot, from_json};
use super::items::Items;
use super::texts::{Text, Texts};
use super::{BlockingIter, ByteStream};

/// Values that come one after the other: a JSON text on each line, or each behind a record separator (RFC 7464).
///
/// A value that is not as described is an error, behind which the next one follows. As with a [`ByteStream`], an answer
/// of `send` is awaited, and one of `send_blocking` is waited for.
pub struct JsonLines<T> {
    items: Items<Texts>,
    of: PhantomData<fn() -> T>,
}

impl<T: Slot> JsonLines<T> {
    /// The values of a body that has one on each line: JSON Lines, NDJSON.
    #[must_use]
    pub fn lines(body: Body) -> Self {
        Self::of_lines(ByteStream::new(body))
    }

    /// The values of a body that is a JSON text sequence (`application/json-seq`).
    #[must_use]
    pub fn sequence(body: Body) -> Self {
        Self::of_sequence(ByteStream::new(body))
    }

    /// The next value, as soon as it is there; none at the end.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        if let Err(error) = self.items.bytes.may_be_awaited() {
            return Some(Err(error));
        }
        poll_fn(|context| self.poll_next(context)).await
    }

    /// As [`next`](JsonLines::next), for programs that wait.
    pub fn next_blocking(&mut self) -> Option<Result<T, Error>> {
        let text = if let Some(text) = self.items.take() {
            Ok(text)
        } else {
            let way = self.items.bytes.origin.way.clone();
            way.wait_for(poll_fn(|context| self.items.poll_next(context)))?
        };
        Some(text.and_then(|text| self.decode(&text)))
    }

    /// As [`next`](JsonLines::next), for whoever makes a stream of another kind of it.
    pub fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        let text = self.items.poll_next(context);
        text.map(|text| text.map(|text| text.and_then(|text| self.decode(&text))))
    }

    pub(in super::super) fn of_lines(bytes: ByteStream) -> Self {
        Self::new(bytes, Texts::lines())
    }

    pub(in super::super) fn of_sequence(bytes: ByteStream) -> Self {
        Self::new(bytes, Texts::sequence())
    }

    fn new(bytes: ByteStream, texts: Texts) -> Self {
        Self {
            items: Items::new(bytes, texts),
            of: PhantomData,
        }
    }

    fn decode(&self, text: &Text) -> Result<T, Error> {
        let value = if text.is_cut {
            let start = String::from_utf8_lossy(&text.bytes);
            Err(DecodeError::of_text(&start, "the text may be cut short".to_owned()))
        } else {
            from_json(&text.bytes)
        };
        value.map_err(|error| self.items.bytes.origin.failure(Error::from_item(error)))
    }
}

/// For programs that wait.
impl<T: Slot> IntoIterator for JsonLines<T> {
    type Item = Result<T, Error>;
    type IntoIter = BlockingIter<Self>;

    fn into_iter(self) -> BlockingIter<Self> {
        BlockingIter(self)
    }
}

impl<T: Slot> Iterator for BlockingIter<JsonLines<T>> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next_blocking()
    }
}

/// Nothing of what it holds.
impl<T> fmt::Debug for JsonLines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonLines")
            .field("bytes", &self.items.bytes)
            .finish_non_exhaustive()
    }
}

impl Answer {
    /// The body as values that come one after the other, one on each line.
    ///
    /// # Errors
    ///
    /// Where it is compressed, and the transport does not undo that.
    #[inline]
    pub fn json_lines<T: Slot>(&self) -> Result<JsonLines<T>, DecodeError> {
        Ok(JsonLines::of_lines(self.plain_stream()?))
    }

    /// The body as values that come one after the other, each behind a record separator.
    ///
    /// # Errors
    ///
    /// Where it is compressed, and the transport does not undo that.
    #[inline]
    pub fn json_sequence<T: Slot>(&self) -> Result<JsonLines<T>, DecodeError> {
        Ok(JsonLines::of_sequence(self.plain_stream()?))
    }

    fn plain_stream(&self) -> Result<ByteStream, DecodeError> {
        self.check_coding()?;
        Ok(self.stream_and_call().0)
    }
}
