//! Splitting a stream into events: `text/event-stream` (WHATWG HTML, section 9.2.6).

use std::collections::VecDeque;
use std::time::Duration;

use super::split::Split;

/// What is called a message where the stream does not say what it is.
const MESSAGE: &str = "message";

/// One event, as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RawEvent {
    pub(super) event: String,
    pub(super) data: String,
    pub(super) id: String,
    pub(super) retry: Option<Duration>,
}

/// Splits a stream into events.
#[derive(Default)]
pub(super) struct Events {
    line: Vec<u8>,
    /// The last byte was a carriage return: a line feed behind it belongs to the same end of a line.
    after_return: bool,
    /// The first line is behind us, which may begin with a byte order mark.
    has_begun: bool,
    event: String,
    data: String,
    retry: Option<Duration>,
    /// How long to wait before the stream is continued, as it was last said.
    reconnection_time: Option<Duration>,
    /// Holds until the stream gives another, also for events that have none of their own.
    id: String,
    /// The id of the last event that is complete.
    last_id: String,
}

impl Events {
    /// The splitter of the stream that continues this one: what holds until another is given goes on.
    pub(super) fn continued(&self) -> Self {
        Self {
            id: self.last_id.clone(),
            last_id: self.last_id.clone(),
            reconnection_time: self.reconnection_time,
            ..Self::default()
        }
    }

    pub(super) fn reconnection_time(&self) -> Option<Duration> {
        self.reconnection_time
    }

    /// The id from which on a stream is to be continued; empty where there is none.
    pub(super) fn last_id(&self) -> &str {
        &self.last_id
    }

    fn end_line(&mut self, items: &mut VecDeque<RawEvent>) {
        let line = std::mem::take(&mut self.line);
        let line = String::from_utf8_lossy(&line);
        let mark = line.strip_prefix('\u{feff}').filter(|_| !self.has_begun);
        let line = mark.unwrap_or(&line);
        self.has_begun = true;
        if line.is_empty() {
            return self.dispatch(items);
        }
        match line.split_once(':') {
            Some((name, value)) => self.field(name, value.strip_prefix(' ').unwrap_or(value)),
            None => self.field(line, ""),
        }
    }

    /// A comment is a field without a name.
    fn field(&mut self, name: &str, value: &str) {
        match name {
            "event" => value.clone_into(&mut self.event),
            "data" => {
                self.data.push_str(value);
                self.data.push('\n');
            }
            "id" if !value.contains('\0') => value.clone_into(&mut self.id),
            "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                if let Ok(milliseconds) = value.parse() {
                    self.retry = Some(Duration::from_millis(milliseconds));
                    self.reconnection_time = self.retry;
                }
            }
            _ => {}
        }
    }

    fn dispatch(&mut self, items: &mut VecDeque<RawEvent>) {
        self.last_id.clone_from(&self.id);
        let event = std::mem::take(&mut self.event);
        let mut data = std::mem::take(&mut self.data);
        let retry = self.retry.take();
        if data.pop().is_none() {
            return;
        }
        items.push_back(RawEvent {
            event: if event.is_empty() { MESSAGE.to_owned() } else { event },
            data,
            id: self.id.clone(),
            retry,
        });
    }
}

impl Split for Events {
    type Item = RawEvent;

    fn feed(&mut self, bytes: &[u8], items: &mut VecDeque<RawEvent>) {
        let mut rest = bytes;
        while let Some((&first, behind)) = rest.split_first() {
            if std::mem::take(&mut self.after_return) && first == b'\n' {
                rest = behind;
                continue;
            }
            let end = rest.iter().position(|byte| b"\r\n".contains(byte));
            let (line, ending) = rest.split_at(end.unwrap_or(rest.len()));
            self.line.extend_from_slice(line);
            let Some((&ending, behind)) = ending.split_first() else {
                return;
            };
            self.after_return = ending == b'\r';
            self.end_line(items);
            rest = behind;
        }
    }

    /// An event that no empty line has ended is none.
    fn finish(&mut self, _: &mut VecDeque<RawEvent>) {}

    fn kept(&self) -> usize {
        self.line.len() + self.data.len() + self.event.len() + self.id.len()
    }
}
