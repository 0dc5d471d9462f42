//! The way from page to page: what is the same for every operation, so that it is compiled once.

use std::fmt;
use std::future::ready;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{HeaderMap, Uri};

use super::super::client::Client;
use super::super::error::{Error, ErrorKind};
use super::super::request::Request;
use super::super::sending::{BoxFuture, Outcome};
use super::super::wire::Slot;
use super::next::{Count, Page};
use super::paging::{PagedBy, Paging};

/// How many pages are remembered at most, to notice one that comes again.
const MOST_REMEMBERED: usize = 1_000;

/// A list on its way, page by page.
pub(super) struct Walk {
    client: Client,
    paging: &'static Paging,
    /// What asks for the next page.
    request: Request,
    /// Whether there is one, or why it cannot be asked for.
    ahead: Option<Result<(), Error>>,
    /// The call that is under way.
    call: Option<BoxFuture<'static, Outcome>>,
    /// Whether calls are waited for.
    pub(super) waits: bool,
    /// How many pages may still be asked for.
    pub(super) left: usize,
    count: Count,
    /// The pages that were asked for.
    known: Vec<String>,
    /// The page before, where pages are asked for by number.
    before: Option<Bytes>,
}

impl Walk {
    pub(super) fn new(client: &Client, request: Request, paging: &'static Paging) -> Self {
        Self {
            client: client.clone(),
            paging,
            request,
            ahead: Some(Ok(())),
            call: None,
            waits: false,
            left: usize::MAX,
            count: Count::default(),
            known: Vec::new(),
            before: None,
        }
    }

    /// The answer that holds the next page; none at the end, and after an error.
    pub(super) fn poll_answer(&mut self, context: &mut Context<'_>) -> Poll<Option<Outcome>> {
        let Some(mut call) = self.call.take().or_else(|| self.ask()) else {
            return Poll::Ready(None);
        };
        let outcome = call.as_mut().poll(context);
        if outcome.is_pending() {
            self.call = Some(call);
        }
        outcome.map(|outcome| Some(self.another(outcome)))
    }

    /// A page, unless it is the one before: a server that does not look at the number would give it for ever.
    fn another(&mut self, outcome: Outcome) -> Outcome {
        let answer = outcome?;
        if matches!(self.paging.by, PagedBy::Page | PagedBy::Offset) {
            let before = self.before.replace(answer.body.clone());
            if before.is_some_and(|before| before == answer.body) {
                let error = Error::new(ErrorKind::PageLoop, "the page is the same as the one before");
                return Err(error.about(answer.info, answer.url).after(answer.attempts));
            }
        }
        Ok(answer)
    }

    /// Asks for the next page, which is the last one unless it says otherwise.
    fn ask(&mut self) -> Option<BoxFuture<'static, Outcome>> {
        self.left = self.left.checked_sub(1)?;
        let request = self.request.clone();
        Some(match self.ahead.take()? {
            Err(error) => Box::pin(ready(Err(error))),
            Ok(()) if self.waits => Box::pin(ready(self.client.call_blocking(request, None))),
            Ok(()) => self.client.start(request, None),
        })
    }

    /// Looks for the page that follows another.
    pub(super) fn turn(&mut self, url: &Uri, headers: &HeaderMap, body: &dyn Slot) {
        self.know(url.to_string());
        let page = Page {
            asked: &self.request,
            url,
            headers,
            body,
        };
        let next = self.paging.next(&page, &mut self.count).transpose();
        let next = next.map(|next| {
            let (request, name) = next?;
            self.request = request;
            let message = "the next page is said to be one that was there before";
            let is_new = self.know(name);
            is_new
                .then_some(())
                .ok_or_else(|| Error::new(ErrorKind::PageLoop, message))
        });
        let about = |error: Error| error.about(self.request.parts.info, Some(url.clone()));
        self.ahead = next.map(|next| next.map_err(about));
    }

    /// Remembers a page, unless it is known.
    fn know(&mut self, name: String) -> bool {
        if self.known.len() >= MOST_REMEMBERED {
            // Circles are no longer than that.
            self.known.clear();
        }
        let is_new = !self.known.contains(&name);
        if is_new {
            self.known.push(name);
        }
        is_new
    }
}

/// Where it has come to.
impl fmt::Debug for Walk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.request.fmt(f)
    }
}
