//! Writes the inside of a paragraph: text, code spans, links and emphasis.

use super::inline::{Bit, Inline, Kind, Mark};
use super::words::{self, Part};
use super::{chars, delimiters, escape, pairs};

/// The Markdown for the inside of a paragraph.
pub(super) fn bits(inlines: Vec<Inline>) -> Vec<Bit> {
    // Dropping one pair joins the text beside it and changes what stands beside the next.
    const ATTEMPTS: usize = 3;
    let mut inlines = pairs::pair(inlines);
    for _ in 0..ATTEMPTS {
        let bits = write(&inlines);
        let broken = delimiters::broken(&bits);
        if broken.is_empty() {
            return bits;
        }
        inlines = pairs::without(inlines, |pair, _| broken.contains(&pair));
    }
    write(&pairs::without(inlines, |_, kind| kind != Kind::Link))
}

fn write(inlines: &[Inline]) -> Vec<Bit> {
    let mut spans = Spans::default();
    for inline in inlines {
        spans.write(inline);
    }
    while spans.bits.pop_if(|bit| bit.is_blank()).is_some() {}
    spans.bits
}

#[derive(Default)]
struct Spans<'a> {
    bits: Vec<Bit>,
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
            Inline::Text(text) => self.text(&chars::tidy(text)),
            Inline::Code(code) => self.code(&chars::tidy(code)),
            Inline::Open(mark) => self.open(mark),
            Inline::Close(_) => self.close(),
            Inline::SoftBreak => self.blank(Bit::SoftBreak),
            Inline::HardBreak => self.blank(Bit::HardBreak),
        }
    }

    fn text(&mut self, text: &str) {
        let mut pieces = text.split(char::is_whitespace).peekable();
        while let Some(piece) = pieces.next() {
            let ends = pieces.peek().is_none();
            match piece {
                "" => {}
                // Nothing begins with these if a blank follows.
                "<" | "<=" if !ends => self.solid(piece),
                _ if self.in_link() => self.solid(&escape::text(&words::link_text(piece))),
                _ => self.piece(piece),
            }
            if !ends {
                self.blank(Bit::Space);
            }
        }
    }

    fn piece(&mut self, piece: &str) {
        if words::is_plain(piece) {
            return self.bits.push(Bit::Solid(piece.to_owned()));
        }
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
            before.insert(before.len() - 1, '\\');
        }
        self.open.push(Opened::Link(self.bits.len(), address));
        self.bits.push(Bit::Solid("[".to_owned()));
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
            [] => self.bits[start] = Bit::Solid(format!("<{address}>")),
            [Bit::Solid(text)] if escape::text(address) == text.as_str() => {
                self.bits.pop();
                self.bits[start] = Bit::Solid(format!("<{address}>"));
            }
            _ if address.contains(['(', ')']) => {
                self.bits.push(Bit::Solid(format!("](<{address}>)")));
            }
            _ => self.bits.push(Bit::Solid(format!("]({address})"))),
        }
        self.bits.extend(blank);
    }
}

fn is_bracket(bit: &Bit) -> bool {
    matches!(bit, Bit::Solid(text) if text == "[")
}
