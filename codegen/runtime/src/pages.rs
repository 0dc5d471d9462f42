//! Lists that come page by page.

mod link;
mod macros;
mod next;
mod paging;
mod walk;

use std::future::poll_fn;
use std::marker::PhantomData;
use std::task::{Context, Poll, ready};
use std::vec;

pub use self::macros::paged;
pub use self::paging::{PagedBy, Paging};
use self::walk::Walk;
use super::blocking::park_until;
use super::client::Client;
use super::error::Error;
use super::operation::{Called, Operation, finish};
use super::sending::Outcome;
use super::stream::BlockingIter;
use super::wire::Slot;

/// An operation whose answer is a page of a list.
pub trait Paged: Operation<Output: Slot> {
    /// What the list holds.
    type Item;

    /// How the next page is found.
    const PAGING: &'static Paging;

    /// What takes the items out of a page, if it has any.
    const ITEMS: fn(Self::Output) -> Option<Vec<Self::Item>>;
}

/// The pages of a list, one after the other.
///
/// A page is asked for when it is wanted, by a call of its own with its own retries and timeouts. Nothing follows an error,
/// be it of a page or about where the next one is.
#[derive(Debug)]
#[must_use = "nothing is sent until a page is asked for"]
pub struct Pages<O> {
    walk: Walk,
    of: PhantomData<fn() -> O>,
}

impl<O: Paged> Pages<O> {
    #[doc(hidden)]
    #[inline]
    pub fn new(operation: O, client: &Client) -> Self {
        Self {
            walk: Walk::new(client, operation.into_request(), O::PAGING),
            of: PhantomData,
        }
    }

    /// The same, for programs that wait.
    #[doc(hidden)]
    #[must_use]
    pub fn waited_for(mut self) -> BlockingIter<Self> {
        self.walk.waits = true;
        BlockingIter(self)
    }

    /// Ends after so many pages, whether there are more or not.
    pub fn at_most_pages(mut self, most: usize) -> Self {
        self.walk.left = most;
        self
    }

    /// The next page; none at the end, and after an error.
    pub async fn next(&mut self) -> Option<Called<O>> {
        poll_fn(|context| self.poll_next(context)).await
    }

    /// As [`next`](Self::next), for whoever makes a stream of another kind of it.
    #[inline]
    pub fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Called<O>>> {
        let answer = ready!(self.walk.poll_answer(context));
        Poll::Ready(answer.map(|answer| self.read(answer)))
    }

    #[inline]
    fn read(&mut self, outcome: Outcome) -> Called<O> {
        let answer = outcome.map_err(Error::typed)?;
        let url = answer.url.clone().unwrap_or_default();
        let page = finish(answer, O::decode)?;
        self.walk.turn(&url, page.headers(), &*page);
        Ok(page)
    }
}

/// The items on the [`Pages`] of a list, one after the other; a page is asked for when an item of it is wanted.
#[derive(Debug)]
#[must_use = "nothing is sent until an item is asked for"]
pub struct Items<O: Paged> {
    pages: Pages<O>,
    held: vec::IntoIter<O::Item>,
}

/// An item, or why there is none.
type Got<O> = Result<<O as Paged>::Item, Error<<O as Operation>::ErrorBody>>;

impl<O: Paged> Items<O> {
    #[doc(hidden)]
    #[inline]
    pub fn new(operation: O, client: &Client) -> Self {
        Self {
            pages: Pages::new(operation, client),
            held: Vec::new().into_iter(),
        }
    }

    /// The same, for programs that wait.
    #[doc(hidden)]
    #[must_use]
    pub fn waited_for(mut self) -> BlockingIter<Self> {
        self.pages.walk.waits = true;
        BlockingIter(self)
    }

    /// Ends after so many pages, whether there are more or not.
    pub fn at_most_pages(mut self, most: usize) -> Self {
        self.pages.walk.left = most;
        self
    }

    /// The next item; none at the end, and after an error.
    pub async fn next(&mut self) -> Option<Got<O>> {
        poll_fn(|context| self.poll_next(context)).await
    }

    /// As [`next`](Self::next), for whoever makes a stream of another kind of it.
    pub fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Got<O>>> {
        loop {
            if let Some(item) = self.held.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll_next(context)) {
                Some(Ok(page)) => {
                    self.held = (O::ITEMS)(page.into_inner()).unwrap_or_default().into_iter();
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

// What is waited for is there when it is asked for.

impl<O: Paged> Iterator for BlockingIter<Pages<O>> {
    type Item = Called<O>;

    #[inline]
    fn next(&mut self) -> Option<Called<O>> {
        park_until(self.0.next())
    }
}

impl<O: Paged> Iterator for BlockingIter<Items<O>> {
    type Item = Got<O>;

    #[inline]
    fn next(&mut self) -> Option<Got<O>> {
        park_until(self.0.next())
    }
}
