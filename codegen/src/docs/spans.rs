//! Writes the inside of a paragraph: text, code spans, links and emphasis.

use std::borrow::Cow;

use super::inline::{Bit, Inline, Kind, Mark};
use super::words::{self, Part};
use super::{delimiters, escape, pairs};

/// What `lay_out` makes of the Markdown for the inside of a paragraph.
pub(super) fn laid_out<T>(inlines: Vec<Inline>, lay_out: impl FnOnce(&[Bit<'_>]) -> T) -> T {
    // Dropping one pair joins the text beside it and changes what stands beside the next.
    const ATTEMPTS: usize = 3;
    let mut inlines = pairs::pair(inlines);
    for _ in 0..ATTEMPTS {
        let bits = write(&inlines);
        let broken = delimiters::broken(&bits);
        if broken.is_empty() {
            return lay_out(&bits);
        }
        inlines = pairs::without(inlines, |pair, _| broken.contains(&pair));
    }
    let inlines = pairs::without(inlines, |_, kind| kind != Kind::Link);
    lay_out(&write(&inlines))
}

fn write(inlines: &[Inline]) -> Vec<Bit<'_>> {
    let mut spans = Spans::default();
    for inline in inlines {
        spans.write(inline);
    }
    while spans.bits.pop_if(|bit| bit.is_blank()).is_some() {}
    spans.bits
}

#[derive(Default)]
struct Spans<'a> {
    bits: Vec<Bit<'a>>,
    open: Vec<Opened<'a>>,
    /// How many marks were begun so far.
    marks: usize,
}

/// A mark that was begun.
enum Opened<'a> {
    Delimited(usize, &'static str),
    /// The place of the link's bracket in `bits`, and the address.
    Link(usize, &'a str),
}

impl<'a> Spans<'a> {
    fn write(&mut self, inline: &'a Inline) {
        match inline {
            Inline::Text(text) => self.text(text),
            Inline::Code(code) => self.code(code),
            Inline::Open(mark) => self.open(mark),
            Inline::Close(_) => self.close(),
            Inline::SoftBreak => self.blank(Bit::SoftBreak),
            Inline::HardBreak => self.blank(Bit::HardBreak),
        }
    }

    fn text(&mut self, text: &'a str) {
        let mut pieces = text.split(char::is_whitespace).peekable();
        while let Some(piece) = pieces.next() {
            let ends = pieces.peek().is_none();
            match piece {
                "" => {}
                // Nothing begins with these if a blank follows.
                "<" | "<=" if !ends => self.solid(Cow::Borrowed(piece)),
                _ if self.in_link() => self.link_piece(piece),
                _ => self.piece(piece),
            }
            if !ends {
                self.blank(Bit::Space);
            }
        }
    }

    fn link_piece(&mut self, piece: &'a str) {
        self.solid(match words::link_text(piece) {
            Cow::Borrowed(text) => escape::text(text),
            Cow::Owned(text) => Cow::Owned(escape::text(&text).into_owned()),
        });
    }

    fn piece(&mut self, piece: &'a str) {
        if words::is_plain(piece) {
            return self.bits.push(Bit::Solid(Cow::Borrowed(piece)));
        }
        for part in words::parts(piece) {
            match part {
                Part::Text("") => {}
                Part::Text(text) => self.solid(escape::text(text)),
                Part::Code(code) => self.code(code),
                Part::Url(url) => self.owned(format!("<{url}>")),
            }
        }
    }

    /// `[^` would begin a footnote.
    fn solid(&mut self, mut text: Cow<'a, str>) {
        if text.starts_with('^') && self.bits.last().is_some_and(is_bracket) {
            text.to_mut().insert(0, '\\');
        }
        self.bits.push(Bit::Solid(text));
    }

    fn owned(&mut self, text: String) {
        self.bits.push(Bit::Solid(Cow::Owned(text)));
    }

    fn code(&mut self, code: &'a str) {
        let code = if code.contains(['\n', '\t']) {
            Cow::Owned(code.replace(['\n', '\t'], " "))
        } else {
            Cow::Borrowed(code)
        };
        if code.trim().is_empty() {
            self.blank(Bit::Space);
        } else if let Some(Bit::Code(before)) = self.bits.last_mut() {
            before.to_mut().push_str(&code);
        } else {
            self.bits.push(Bit::Code(code));
        }
    }

    /// Adds a blank: outside of marks, one at a time, and a break rather than a space.
    fn blank(&mut self, blank: Bit<'a>) {
        let marks = self
            .bits
            .iter()
            .rev()
            .take_while(|bit| matches!(bit, Bit::Open(..)))
            .count();
        let at = self.bits.len() - marks;
        match self.bits[..at].last() {
            Some(Bit::Space) => self.bits[at - 1] = blank,
            Some(Bit::SoftBreak) if blank == Bit::HardBreak => self.bits[at - 1] = blank,
            Some(before) if !before.is_blank() && !is_bracket(before) => {
                self.bits.insert(at, blank);
            }
            _ => {}
        }
    }

    fn in_link(&self) -> bool {
        self.open
            .iter()
            .any(|opened| matches!(opened, Opened::Link(..)))
    }

    fn open(&mut self, mark: &'a Mark) {
        let delimiter = match (mark.kind, &mark.address) {
            (_, Some(address)) => return self.open_link(address),
            (Kind::Emphasis, _) => "*",
            (Kind::Strong, _) => "**",
            _ => "~~",
        };
        self.open.push(Opened::Delimited(self.marks, delimiter));
        self.bits.push(Bit::Open(self.marks, delimiter));
        self.marks += 1;
    }

    fn open_link(&mut self, address: &'a str) {
        if let Some(Bit::Solid(before)) = self.bits.last_mut()
            && before.ends_with('!')
        {
            // `![` would begin an image.
            let mark = before.len() - 1;
            before.to_mut().insert(mark, '\\');
        }
        self.open.push(Opened::Link(self.bits.len(), address));
        self.bits.push(Bit::Solid(Cow::Borrowed("[")));
        self.marks += 1;
    }

    fn close(&mut self) {
        match self.open.pop() {
            None => {}
            Some(Opened::Delimited(pair, delimiter)) => {
                let blank = self.bits.pop_if(|bit| bit.is_blank());
                self.bits.push(Bit::Close(pair, delimiter));
                self.bits.extend(blank);
            }
            Some(Opened::Link(start, address)) => self.close_link(start, address),
        }
    }

    fn close_link(&mut self, start: usize, address: &str) {
        let blank = self.bits.pop_if(|bit| bit.is_blank());
        match &self.bits[start + 1..] {
            [] => self.bits[start] = Bit::Solid(Cow::Owned(format!("<{address}>"))),
            [Bit::Solid(text)] if escape::text(address) == *text => {
                self.bits.pop();
                self.bits[start] = Bit::Solid(Cow::Owned(format!("<{address}>")));
            }
            _ if address.contains(['(', ')']) => {
                self.owned(format!("](<{address}>)"));
            }
            _ => self.owned(format!("]({address})")),
        }
        self.bits.extend(blank);
    }
}

fn is_bracket(bit: &Bit<'_>) -> bool {
    matches!(bit, Bit::Solid(text) if text == "[")
}
