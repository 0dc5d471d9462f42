//! Where the events of a stream come from: one connection, or one after the other.

use std::future::poll_fn;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use http::{HeaderName, HeaderValue, StatusCode};

use super::super::answer::{Answer, Failure};
use super::super::call::Call;
use super::super::error::{Error, ErrorKind, Untyped};
use super::super::head::essence;
use super::super::sending::{BoxFuture, Outcome};
use super::super::wire::DecodeError;
use super::ByteStream;
use super::events::{Events, RawEvent};
use super::items::Items;

/// What a stream of events is called.
const EVENTS: &str = "text/event-stream";

/// How long to wait before a stream is continued, where the server does not say: as long as browsers do.
const RECONNECTION_TIME: Duration = Duration::from_secs(3);

/// Events, over as many connections as it takes.
pub(in super::super) struct EventSource {
    items: Items<Events>,
    /// The call that the events are an answer to, to be made again.
    call: Option<Call>,
    /// How many times in a row the call is made again.
    pub(super) attempts: u32,
    /// How many times it was since the last event.
    tried: u32,
    /// The call that is being made again.
    pending: Option<BoxFuture<'static, Outcome>>,
}

impl EventSource {
    pub(in super::super) fn new(bytes: ByteStream, call: Option<Call>) -> Self {
        Self {
            items: Items::new(bytes, Events::default()),
            call,
            attempts: 0,
            tried: 0,
            pending: None,
        }
    }

    pub(super) fn last_event_id(&self) -> &str {
        self.items.split.last_id()
    }

    pub(super) fn may_be_awaited(&mut self) -> Result<(), Error> {
        self.items.bytes.may_be_awaited()
    }

    /// As [`poll_next`](EventSource::poll_next), for programs that wait.
    pub(super) fn next_blocking(&mut self) -> Option<Result<RawEvent, Error>> {
        if let Some(event) = self.items.take() {
            self.tried = 0;
            return Some(Ok(event));
        }
        let way = self.items.bytes.origin.way.clone();
        way.wait_for(poll_fn(|context| self.poll_next(context)))
    }

    /// The next event; none at the end, and after an error.
    pub(super) fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<RawEvent, Error>>> {
        loop {
            let end = match &mut self.pending {
                Some(pending) => {
                    let outcome = ready!(pending.as_mut().poll(context));
                    self.pending = None;
                    self.take_up(outcome)
                }
                None => match ready!(self.items.poll_next(context)) {
                    Some(Ok(event)) => {
                        self.tried = 0;
                        return Poll::Ready(Some(Ok(event)));
                    }
                    Some(Err(error)) => self.try_again(Some(error)),
                    None => self.try_again(None),
                },
            };
            if let Err(end) = end {
                self.call = None;
                return Poll::Ready(end.map(Err));
            }
        }
    }

    /// Makes the call again, if that may help against what has ended the stream; or gives that back.
    fn try_again(&mut self, end: Option<Error>) -> Result<(), Option<Error>> {
        match &self.call {
            Some(call) if self.tried < self.attempts && is_passing(end.as_ref()) => {
                let events = &self.items.split;
                let delay = events.reconnection_time().unwrap_or(RECONNECTION_TIME);
                self.pending = Some(call.again(delay, events.last_id()));
                self.tried += 1;
                Ok(())
            }
            _ => Err(end),
        }
    }

    /// Goes on with another answer, if it is such a stream; or gives what ends the stream, if it is an error.
    fn take_up(&mut self, outcome: Outcome) -> Result<(), Option<Error>> {
        let answer = match outcome {
            Ok(answer) => answer,
            Err(error) => return self.try_again(Some(error)),
        };
        if let Some((bytes, _)) = answer.take_stream() {
            if let Err(mismatch) = answer.check_events() {
                let failure: Failure<Untyped> = Failure::Output(mismatch);
                return Err(Some(Error::from_answer(answer, failure)));
            }
            self.items = Items::new(bytes, self.items.split.continued());
            return Ok(());
        }
        // So servers say that there is no more.
        if answer.status() == StatusCode::NO_CONTENT {
            return Err(None);
        }
        let failure: Failure<Untyped> = Failure::Answer {
            body: None,
            mismatch: None,
        };
        Err(Some(Error::from_answer(answer, failure)))
    }
}

/// Whether what has ended a stream may have gone when it is tried again.
fn is_passing(end: Option<&Error>) -> bool {
    end.is_none_or(|error| error.is_connect() || error.is_timeout() || error.kind() == ErrorKind::Interrupted)
}

impl Answer {
    pub(super) fn event_source(&self) -> Result<EventSource, DecodeError> {
        self.check_events()?;
        let (bytes, call) = self.stream_and_call();
        Ok(EventSource::new(bytes, call))
    }

    /// Whether the body can be a stream of events (WHATWG HTML, section 9.2.2).
    fn check_events(&self) -> Result<(), DecodeError> {
        self.check_coding()?;
        let media_type = self.head().media_type().map(essence);
        if media_type.is_none_or(|media_type| media_type.eq_ignore_ascii_case(EVENTS)) {
            return Ok(());
        }
        let message = "expected a stream of events".to_owned();
        Err(DecodeError::of_text("", message))
    }
}

impl Call {
    /// Makes the call later and once more, for what follows this event of the stream that it gave.
    fn again(&self, delay: Duration, last_event_id: &str) -> BoxFuture<'static, Outcome> {
        let mut call = self.clone();
        // What no header can carry is no id that a server would know.
        if let (false, Ok(id)) = (
            last_event_id.is_empty(),
            HeaderValue::from_bytes(last_event_id.as_bytes()),
        ) {
            let name = HeaderName::from_static("last-event-id");
            call.request.parts.headers.insert(name, id);
        }
        Box::pin(async move {
            call.transport.sleep(delay).await;
            call.make().await
        })
    }
}
