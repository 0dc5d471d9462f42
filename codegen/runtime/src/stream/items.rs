//! A stream of bytes, and what it is split into.

use std::collections::VecDeque;
use std::task::{Context, Poll, ready};

use super::super::error::{Error, ErrorKind};
use super::super::transport::TransportError;
use super::super::wire::DecodeError;
use super::ByteStream;
use super::split::Split;

/// What a stream is split into, read as it comes.
pub(super) struct Items<S: Split> {
    pub(super) bytes: ByteStream,
    pub(super) split: S,
    /// Those that are not yet taken.
    complete: VecDeque<S::Item>,
    /// Nothing more comes.
    has_ended: bool,
}

impl<S: Split> Items<S> {
    pub(super) fn new(bytes: ByteStream, split: S) -> Self {
        Self {
            bytes,
            split,
            complete: VecDeque::new(),
            has_ended: false,
        }
    }

    /// The next item, if it has come already: what waits for items looks here first, because waiting itself takes time.
    pub(super) fn take(&mut self) -> Option<S::Item> {
        self.complete.pop_front()
    }

    /// The next item; none at the end, and after an error.
    pub(super) fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<S::Item, Error>>> {
        loop {
            if let Some(item) = self.take() {
                return Poll::Ready(Some(Ok(item)));
            }
            if self.has_ended {
                return Poll::Ready(None);
            }
            let limit = self.bytes.origin.max_item_bytes;
            if self.split.kept() > limit {
                let error = TransportError::too_large(limit).into();
                let error = self.bytes.origin.failure(error);
                return self.fail(error);
            }
            match ready!(self.bytes.poll_next(context)) {
                Some(Ok(piece)) => self.split.feed(&piece, &mut self.complete),
                Some(Err(error)) => return self.fail(error),
                None => {
                    self.has_ended = true;
                    self.split.finish(&mut self.complete);
                }
            }
        }
    }

    fn fail(&mut self, error: Error) -> Poll<Option<Result<S::Item, Error>>> {
        self.has_ended = true;
        Poll::Ready(Some(Err(error)))
    }
}

impl Error {
    /// The error of an item of a stream that is not as described.
    pub(super) fn from_item(mismatch: DecodeError) -> Self {
        let mut error = Self::new(ErrorKind::Decode, "an item of the stream is not as described");
        error.details.source = Some(mismatch.clone().into());
        error.details.mismatch = Some(mismatch);
        error
    }
}
