//! Writes the inside of a paragraph: text, code spans, links and emphasis.

use super::inline::{Bit, Inline, Kind, Mark};
use super::words::{self, Part};
use super::{chars, delimiters, escape, pairs};

/// The Markdown for the inside of a paragraph.
pub(super) fn bits(inlines: Vec<Inline>) -> Vec<Bit> {
    let mut spans = Spans::default();
    for inline in pairs::pair(inlines) {
        spans.write(inline);
    }
    let is_blank =
        |bit: &mut Bit| bit.is_blank() || matches!(bit, Bit::Solid(text) if text.trim().is_empty());
    while spans.bits.pop_if(is_blank).is_some() {}
    delimiters::settle(spans.bits)
}

#[derive(Default)]
struct Spans {
    bits: Vec<Bit>,
    open: Vec<Opened>,
    /// How many pairs of delimiters there are so far.
    pairs: usize,
}

/// A mark that was begun, and how.
enum Opened {
    /// By nothing: it is inside its like.
    Unwritten,
    Delimited(Kind, usize, &'static str),
    /// The place of the link's bracket in `bits`, and the address.
    Link(usize, String),
}

impl Spans {
    fn write(&mut self, inline: Inline) {
        match inline {
            Inline::Text(text) => self.text(&chars::tidy(&text)),
            Inline::Code(code) => self.code(&chars::tidy(&code)),
            Inline::Open {
                mark: Mark::Link(url),
                ..
            } => self.open_link(url.unwrap_or_default()),
            Inline::Open {
                mark: Mark::Delimited(kind),
                ..
            } => self.open_delimited(kind),
            Inline::Close(_) => self.close(),
            Inline::SoftBreak => self.blank(Bit::SoftBreak),
            Inline::HardBreak => self.blank(Bit::HardBreak),
        }
    }

    fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let end = if c.is_whitespace() {
                c.len_utf8()
            } else {
                rest.find(char::is_whitespace).unwrap_or(rest.len())
            };
            let (piece, after) = rest.split_at(end);
            match c {
                ' ' | '\t' | '\n' => self.blank(Bit::Space),
                c if c.is_whitespace() => self.bits.push(Bit::Solid(piece.to_owned())),
                _ if self.in_link() => self.solid(&escape::text(&words::link_text(piece))),
                _ => self.piece(piece),
            }
            rest = after;
        }
    }

    fn piece(&mut self, piece: &str) {
        for part in words::parts(piece) {
            match part {
                Part::Text("") => {}
                Part::Text(text) => self.solid(&escape::text(text)),
                Part::Code(code) => self.code(code),
                Part::Url(url) => self.bits.push(Bit::Solid(format!("<{url}>"))),
            }
        }
    }

    /// `[^` would begin a footnote.
    fn solid(&mut self, text: &str) {
        let footnote = text.starts_with('^') && self.bits.last().is_some_and(is_bracket);
        self.bits.push(Bit::Solid(if footnote {
            format!("\\{text}")
        } else {
            text.to_owned()
        }));
    }

    fn code(&mut self, code: &str) {
        let code = code.replace(['\n', '\t'], " ");
        if code.trim().is_empty() {
            self.blank(Bit::Space);
        } else if let Some(Bit::Code(before)) = self.bits.last_mut() {
            before.push_str(&code);
        } else {
            self.bits.push(Bit::Code(code));
        }
    }

    /// Adds a blank: outside of marks, one at a time, and a break rather than a space.
    fn blank(&mut self, blank: Bit) {
        let marks = self
            .bits
            .iter()
            .rev()
            .take_while(|bit| matches!(bit, Bit::Open(..)))
            .count();
        let at = self.bits.len() - marks;
        match self.bits[..at].last() {
            None => {}
            Some(before) if is_bracket(before) => {}
            Some(Bit::Space) => self.bits[at - 1] = blank,
            Some(Bit::SoftBreak) if blank == Bit::HardBreak => self.bits[at - 1] = blank,
            Some(Bit::SoftBreak | Bit::HardBreak) => {}
            Some(_) => self.bits.insert(at, blank),
        }
    }

    fn in_link(&self) -> bool {
        self.open
            .iter()
            .any(|opened| matches!(opened, Opened::Link(..)))
    }

    fn open_link(&mut self, address: String) {
        if let Some(Bit::Solid(before)) = self.bits.last_mut()
            && before.ends_with('!')
        {
            // `![` would begin an image.
            before.insert(before.len() - 1, '\\');
        }
        self.open.push(Opened::Link(self.bits.len(), address));
        self.bits.push(Bit::Solid("[".to_owned()));
    }

    fn open_delimited(&mut self, kind: Kind) {
        let delimiter = match kind {
            Kind::Emphasis => "*",
            Kind::Strong => "**",
            _ => "~~",
        };
        let nested =
            |opened: &Opened| matches!(opened, Opened::Delimited(other, ..) if *other == kind);
        if self.open.iter().any(nested) {
            self.open.push(Opened::Unwritten);
            return;
        }
        self.open
            .push(Opened::Delimited(kind, self.pairs, delimiter));
        self.bits.push(Bit::Open(self.pairs, delimiter));
        self.pairs += 1;
    }

    fn close(&mut self) {
        match self.open.pop() {
            None | Some(Opened::Unwritten) => {}
            Some(Opened::Delimited(_, pair, delimiter)) => {
                if self.bits.last() == Some(&Bit::Open(pair, delimiter)) {
                    self.bits.pop();
                    return;
                }
                let blank = self.bits.pop_if(|bit| bit.is_blank());
                self.bits.push(Bit::Close(pair, delimiter));
                self.bits.extend(blank);
            }
            Some(Opened::Link(start, address)) => self.close_link(start, &address),
        }
    }

    fn close_link(&mut self, start: usize, address: &str) {
        let blank = self.bits.pop_if(|bit| bit.is_blank());
        match &self.bits[start + 1..] {
            [] => self.bits[start] = Bit::Solid(format!("<{address}>")),
            [Bit::Solid(text)] if *text == escape::text(address) => {
                self.bits.pop();
                self.bits[start] = Bit::Solid(format!("<{address}>"));
            }
            _ if address.contains(['(', ')']) => {
                self.bits.push(Bit::Solid(format!("](<{address}>)")))
            }
            _ => self.bits.push(Bit::Solid(format!("]({address})"))),
        }
        self.bits.extend(blank);
    }
}

fn is_bracket(bit: &Bit) -> bool {
    matches!(bit, Bit::Solid(text) if text == "[")
}
