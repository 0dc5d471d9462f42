//! What the tags of HTML become: Markdown for what documentation has too, nothing for mere layout, text for the rest.

use super::frames::{FrameKind, Origin};
use super::html::{self, Tag, Token};
use super::inline::{Inline, Kind, Mark};
use super::reader::{Leaf, Reader};

/// What an element is to documentation.
#[derive(Clone, Copy)]
enum Element {
    Mark(Kind),
    /// A block of its own, of which only the end of the paragraph remains.
    Block,
    List(Option<u64>),
    Item,
    Quote,
    Heading(u8),
    Preformatted,
    Break,
    Rule,
    Image,
    Table,
    Row,
    Cell,
}

/// Reads a piece of HTML.
pub(super) fn read(reader: &mut Reader, html: &str) {
    for token in html::tokens(html) {
        match token {
            Token::Text(text) => reader.text(&html::decode(text)),
            Token::Begin(tag) => match element(tag.name) {
                Some(element) => begin(reader, element, &tag),
                None => reader.text(tag.raw),
            },
            Token::End(tag) => match element(tag.name) {
                Some(element) => end(reader, element),
                None => reader.text(tag.raw),
            },
        }
    }
}

fn element(name: &str) -> Option<Element> {
    let name = name.to_ascii_lowercase();
    Some(match name.as_str() {
        "b" | "strong" => Element::Mark(Kind::Strong),
        "i" | "em" | "var" | "cite" | "dfn" => Element::Mark(Kind::Emphasis),
        "s" | "del" | "strike" => Element::Mark(Kind::Strike),
        "code" | "tt" | "kbd" | "samp" => Element::Mark(Kind::Code),
        "a" => Element::Mark(Kind::Link),
        "span" | "font" | "u" | "small" | "big" | "sub" | "sup" | "mark" | "label" | "abbr"
        | "nobr" | "fullname" => Element::Mark(Kind::Plain(plain(&name))),
        "p" | "div" | "section" | "article" | "header" | "footer" | "center" | "dl" | "dt"
        | "dd" | "details" | "summary" | "figure" | "figcaption" | "caption" | "note"
        | "important" | "par" | "thead" | "tbody" | "tfoot" => Element::Block,
        "ul" => Element::List(None),
        "ol" => Element::List(Some(1)),
        "li" => Element::Item,
        "blockquote" => Element::Quote,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Element::Heading(name.as_bytes()[1] - b'0'),
        "pre" => Element::Preformatted,
        "br" => Element::Break,
        "hr" => Element::Rule,
        "img" => Element::Image,
        "table" => Element::Table,
        "tr" => Element::Row,
        "td" | "th" => Element::Cell,
        _ => return None,
    })
}

fn begin(reader: &mut Reader, element: Element, tag: &Tag<'_>) {
    match element {
        Element::Mark(kind) => {
            let address = tag.attribute("href").filter(|_| kind == Kind::Link);
            reader.inline(Inline::Open(Mark {
                kind,
                address,
                tag: Some(tag.raw.to_owned()),
            }));
        }
        Element::Break => reader.hard_break(),
        Element::Image => {
            reader.inline(Inline::Open(Mark::link(tag.attribute("src"))));
            reader.text(&tag.attribute("alt").unwrap_or_default());
            reader.inline(Inline::Close(Kind::Link));
        }
        Element::Row => reader.begin_row(),
        Element::Cell => reader.end_open_cell(),
        _ if reader.in_table() => reader.hard_break(),
        Element::Table => reader.begin_table(Vec::new()),
        Element::Rule => reader.rule(),
        Element::Preformatted => reader.begin(Leaf::Code {
            language: "text",
            text: String::new(),
        }),
        Element::Heading(level) => reader.begin(Leaf::Heading(level)),
        Element::Block => reader.begin(Leaf::Text),
        Element::Quote | Element::List(_) | Element::Item => open(reader, element),
    }
}

fn open(reader: &mut Reader, element: Element) {
    reader.flush();
    let frames = &mut reader.frames;
    if !frames.has_room() {
        return;
    }
    match element {
        Element::Quote => frames.open_quote(Origin::Html),
        Element::List(start) => frames.open_list(start, Origin::Html),
        _ => {
            if frames.inside() == (FrameKind::Item, Origin::Html) {
                frames.close_html(|kind| kind == FrameKind::Item);
            }
            if !matches!(frames.inside().0, FrameKind::List { .. }) {
                frames.open_list(None, Origin::Html);
            }
            frames.open_item(Origin::Html);
        }
    }
}

fn end(reader: &mut Reader, element: Element) {
    match element {
        Element::Mark(kind) => reader.inline(Inline::Close(kind)),
        Element::Break => reader.hard_break(),
        Element::Image => {}
        Element::Cell => reader.end_cell(),
        Element::Row => reader.end_open_cell(),
        Element::Table => reader.end_table(),
        _ if reader.in_table() => reader.hard_break(),
        Element::Rule | Element::Block | Element::Heading(_) | Element::Preformatted => {
            reader.flush();
        }
        Element::Quote | Element::List(_) | Element::Item => {
            reader.flush();
            reader.frames.close_html(|kind| match element {
                Element::Quote => kind == FrameKind::Quote,
                Element::Item => kind == FrameKind::Item,
                _ => matches!(kind, FrameKind::List { .. }),
            });
        }
    }
}

/// The name as one that lives as long as the program.
fn plain(name: &str) -> &'static str {
    const PLAIN: &[&str] = &[
        "span", "font", "u", "small", "big", "sub", "sup", "mark", "label", "abbr", "nobr",
        "fullname",
    ];
    PLAIN
        .iter()
        .find(|plain| **plain == name)
        .copied()
        .unwrap_or_default()
}
