//! What a message carries: whole bytes, or a stream of them.

mod source;

use std::fmt;
use std::future::poll_fn;
use std::io::Read;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Frame, SizeHint};

use self::source::{FromPoll, Source, read_chunk};
use super::blocking::{Park, wait_for};
use super::error::{BoxError, ErrorKind};
use super::transport::TransportError;

/// The body of a message: whole bytes, or a stream that is read once and never held as a whole.
///
/// Bytes and texts become one by `From`; [`new`](Body::new), [`from_reader`](Body::from_reader) and
/// [`from_poll`](Body::from_poll) make one of a stream. It is itself an [`http_body::Body`], for transports that take
/// one.
pub struct Body {
    content: Content,
    /// What a failure of the stream is, unless it says so itself.
    failure: ErrorKind,
}

enum Content {
    Whole(Bytes),
    Stream {
        // A lock that is never taken: it lets a body be shared between threads though its source may not be.
        source: Mutex<Pin<Box<dyn Source>>>,
        /// How many bytes are still to come, where that is known.
        rest: Option<u64>,
    },
}

impl Body {
    /// A body that others make, such as that of another message. Its trailers are left out.
    pub fn new<B>(body: B) -> Self
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        let rest = body.size_hint().exact();
        Self::stream(Box::pin(body), rest)
    }

    /// A body that is read as it is sent, such as a file, in pieces of 64 KiB.
    ///
    /// A thread that sends it waits for the reader. That is what `send_blocking` is for; with `send` it suits what can
    /// be read at once, such as files, and no others.
    pub fn from_reader(mut reader: impl Read + Send + 'static) -> Self {
        Self::from_poll(move |_| Poll::Ready(read_chunk(&mut reader).transpose()))
    }

    /// A body made of pieces as they become ready, such as those of any stream: `Body::from_poll(move |context|
    /// stream.as_mut().poll_next(context))`.
    pub fn from_poll<E: Into<BoxError> + 'static>(
        poll: impl FnMut(&mut Context<'_>) -> Poll<Option<Result<Bytes, E>>> + Send + 'static,
    ) -> Self {
        Self::stream(Box::pin(FromPoll(poll)), None)
    }

    /// Says how many bytes a stream has, which is sent ahead as `Content-Length`. Without it, the end is marked behind
    /// the last byte ("chunked").
    ///
    /// A stream that turns out to be longer or shorter fails. Whole bytes have the length that they have.
    #[must_use]
    pub fn with_length(mut self, length: u64) -> Self {
        if let Content::Stream { rest, .. } = &mut self.content {
            *rest = Some(length);
        }
        self
    }

    /// How many bytes are still to be read, where that is known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        match &self.content {
            Content::Whole(bytes) => u64::try_from(bytes.len()).ok(),
            Content::Stream { rest, .. } => *rest,
        }
    }

    /// The bytes, where they are there as a whole and can be sent again.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.content {
            Content::Whole(bytes) => Some(bytes),
            Content::Stream { .. } => None,
        }
    }

    /// Reads the next piece; none at the end.
    ///
    /// # Errors
    ///
    /// Where the stream fails, or is not as long as was said.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        poll_fn(|context| self.poll_chunk(context)).await.transpose()
    }

    /// Reads all of it into memory, however much that is.
    ///
    /// # Errors
    ///
    /// As [`chunk`](Body::chunk).
    pub async fn into_bytes(self) -> Result<Bytes, TransportError> {
        self.into_bytes_within(usize::MAX).await
    }

    /// As [`into_bytes`](Body::into_bytes), for programs that wait.
    ///
    /// # Errors
    ///
    /// As [`chunk`](Body::chunk).
    pub fn into_bytes_blocking(self) -> Result<Bytes, TransportError> {
        wait_for(&Park, self.into_bytes()).unwrap_or_else(|error| Err(TransportError::new(ErrorKind::Transport, error)))
    }

    /// As [`into_bytes`](Body::into_bytes), but stops where the limit is passed.
    pub(super) async fn into_bytes_within(mut self, limit: usize) -> Result<Bytes, TransportError> {
        let fits = |length: u64| usize::try_from(length).is_ok_and(|length| length <= limit);
        if !self.length().is_none_or(fits) {
            return Err(TransportError::too_large(limit));
        }
        if let Content::Whole(bytes) = self.content {
            return Ok(bytes);
        }
        let (mut first, mut whole) = (Bytes::new(), Vec::new());
        while let Some(chunk) = self.chunk().await? {
            if chunk.len() > limit - first.len().max(whole.len()) {
                return Err(TransportError::too_large(limit));
            }
            if first.is_empty() {
                first = chunk;
                continue;
            }
            // What comes in one piece, as most does, is not copied.
            if whole.is_empty() {
                whole.extend_from_slice(&first);
            }
            whole.extend_from_slice(&chunk);
        }
        Ok(if whole.is_empty() { first } else { whole.into() })
    }

    /// Says what a failure of the stream is, unless it says so itself.
    pub(super) fn failing_as(mut self, failure: ErrorKind) -> Self {
        self.failure = failure;
        self
    }

    pub(super) fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        let (source, rest) = match &mut self.content {
            Content::Whole(bytes) => {
                let bytes = std::mem::take(bytes);
                return Poll::Ready((!bytes.is_empty()).then_some(Ok(bytes)));
            }
            Content::Stream { source, rest } => (source, rest),
        };
        let source = source.get_mut().unwrap_or_else(PoisonError::into_inner);
        let chunk = ready!(source.as_mut().poll_piece(context)).transpose();
        let chunk = chunk.and_then(|chunk| counted(chunk, rest));
        let failure = self.failure;
        Poll::Ready(chunk.map_err(|error| TransportError::of(failure, error)).transpose())
    }

    fn stream(source: Pin<Box<dyn Source>>, rest: Option<u64>) -> Self {
        Self {
            content: Content::Stream {
                source: Mutex::new(source),
                rest,
            },
            failure: ErrorKind::Interrupted,
        }
    }
}

/// The next piece, where it fits what was said of the length.
fn counted(chunk: Option<Bytes>, rest: &mut Option<u64>) -> Result<Option<Bytes>, BoxError> {
    let (Some(left), length) = (*rest, chunk.as_ref().map_or(0, Bytes::len)) else {
        return Ok(chunk);
    };
    *rest = left.checked_sub(u64::try_from(length)?);
    match (&chunk, &rest) {
        (_, None) => Err("the body is longer than was said".into()),
        (None, Some(1..)) => Err(format!("the body ends {left} bytes before the length that was said").into()),
        _ => Ok(chunk),
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::from(Bytes::new())
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self {
            content: Content::Whole(bytes),
            failure: ErrorKind::Interrupted,
        }
    }
}

macro_rules! whole {
    ($($ty:ty),*) => {$(
        impl From<$ty> for Body {
            fn from(bytes: $ty) -> Self {
                Self::from(Bytes::from(bytes))
            }
        }
    )*};
}

whole!(Vec<u8>, String, &'static str, &'static [u8]);

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        self.poll_chunk(context)
            .map(|chunk| chunk.map(|chunk| chunk.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.as_bytes().is_some_and(Bytes::is_empty)
    }

    fn size_hint(&self) -> SizeHint {
        self.length().map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

/// How long it is, and nothing of what it holds.
impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.content {
            Content::Whole(_) => "Whole",
            Content::Stream { .. } => "Stream",
        };
        f.debug_struct("Body")
            .field("kind", &format_args!("{kind}"))
            .field("length", &self.length())
            .finish_non_exhaustive()
    }
}
