//! Where the pieces of a streamed body come from.

use std::io::{self, ErrorKind, Read};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;

use super::super::error::BoxError;

/// How much is read of a reader at once.
const CHUNK_BYTES: usize = 64 << 10;

/// A stream of pieces, of whatever type.
pub(super) trait Source: Send {
    fn poll_piece(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>>;
}

impl<B> Source for B
where
    B: http_body::Body<Data = Bytes> + Send,
    B::Error: Into<BoxError>,
{
    fn poll_piece(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        loop {
            let chunk = match ready!(self.as_mut().poll_frame(context)) {
                Some(Ok(frame)) => match frame.into_data() {
                    // One that is empty says nothing, and would end a chunked message.
                    Ok(chunk) if chunk.is_empty() => continue,
                    Ok(chunk) => Some(Ok(chunk)),
                    Err(_trailers) => continue,
                },
                Some(Err(error)) => Some(Err(error.into())),
                None => None,
            };
            return Poll::Ready(chunk);
        }
    }
}

/// Pieces that a function gives.
pub(super) struct FromPoll<F>(pub(super) F);

/// The function is called, never pinned.
impl<F> Unpin for FromPoll<F> {}

impl<F, E> http_body::Body for FromPoll<F>
where
    F: FnMut(&mut Context<'_>) -> Poll<Option<Result<Bytes, E>>>,
{
    type Data = Bytes;
    type Error = E;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, E>>> {
        (self.0)(context).map(|chunk| chunk.map(|chunk| chunk.map(http_body::Frame::data)))
    }
}

/// The next piece of a reader; none at its end.
pub(super) fn read_chunk(reader: &mut dyn Read) -> io::Result<Option<Bytes>> {
    let mut buffer = vec![0; CHUNK_BYTES];
    loop {
        match reader.read(&mut buffer) {
            Ok(0) => return Ok(None),
            Ok(length) => {
                buffer.truncate(length);
                return Ok(Some(buffer.into()));
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
