//! A call under way.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::answer::{Answer, Failure};
use super::error::Error;
use super::operation::finish;
use super::response::Response;

/// A boxed future.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What a call comes to, before it is known as what to read it.
pub(super) type Outcome = Result<Answer, Error>;

/// How an operation reads its answers.
pub(super) type Decode<T, E> = fn(&Answer) -> Result<T, Failure<E>>;

/// A call: a future that gives its [`Response`].
///
/// Nothing happens before it is awaited, and dropping it ends the call.
#[must_use = "nothing is sent until it is awaited"]
pub struct Sending<T, E, H = ()> {
    call: BoxFuture<'static, Outcome>,
    decode: Decode<T, E>,
    declared: PhantomData<fn() -> H>,
}

impl<T, E, H> Sending<T, E, H> {
    #[inline]
    pub(super) fn new(call: BoxFuture<'static, Outcome>, decode: Decode<T, E>) -> Self {
        Self {
            call,
            decode,
            declared: PhantomData,
        }
    }
}

impl<T, E, H> Future for Sending<T, E, H> {
    type Output = Result<Response<T, H>, Error<E>>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Poll::Ready(match ready!(self.call.as_mut().poll(context)) {
            Ok(answer) => finish(answer, self.decode),
            Err(error) => Err(error.typed()),
        })
    }
}

impl<T, E, H> fmt::Debug for Sending<T, E, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sending").finish_non_exhaustive()
    }
}
