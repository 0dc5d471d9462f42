//! Reads the events of the Markdown parser.

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::frames::Origin;
use super::inline::{Inline, Kind, Mark};
use super::reader::{Leaf, Reader};

/// The languages that code blocks keep. All others become `text`, since rustdoc compiles some and warns of others.
const LANGUAGES: &[&str] = &[
    "bash", "console", "http", "json", "sh", "shell", "text", "xml", "yaml",
];

impl Reader {
    pub(super) fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text),
            Event::Code(code) => self.code_span(code.into_string()),
            Event::Html(html) | Event::InlineHtml(html) => self.html(&html),
            Event::SoftBreak => self.inline(Inline::SoftBreak),
            Event::HardBreak => self.hard_break(),
            Event::Rule => self.rule(),
            Event::TaskListMarker(done) => self.text(if done { "☑ " } else { "☐ " }),
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.text(&text);
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => {
                self.end_table();
                self.frames.loosen();
            }
            Tag::Heading { level, .. } => self.begin_block(Leaf::Heading(level as u8)),
            Tag::BlockQuote(kind) => {
                self.end_table();
                self.frames.open_quote(Origin::Markdown);
                self.quote_title(kind);
            }
            Tag::CodeBlock(kind) => self.begin_block(Leaf::Code {
                language: language(&kind),
                text: String::new(),
            }),
            Tag::HtmlBlock => self.begin_block(Leaf::Html(String::new())),
            Tag::List(start) => {
                self.end_table();
                self.frames.open_list(start, Origin::Markdown);
            }
            Tag::Item => {
                self.end_table();
                self.frames.open_item(Origin::Markdown);
            }
            Tag::Table(alignments) => self.begin_table(alignments),
            Tag::TableHead | Tag::TableRow => self.begin_row(),
            Tag::Emphasis => self.open(Kind::Emphasis),
            Tag::Strong => self.open(Kind::Strong),
            Tag::Strikethrough => self.open(Kind::Strike),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.inline(Inline::Open(Mark::link(Some(dest_url.into_string()))));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::HtmlBlock => {
                self.end_table();
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item => {
                self.end_table();
                self.frames.close_markdown();
            }
            TagEnd::Table => self.end_table(),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Emphasis => self.inline(Inline::Close(Kind::Emphasis)),
            TagEnd::Strong => self.inline(Inline::Close(Kind::Strong)),
            TagEnd::Strikethrough => self.inline(Inline::Close(Kind::Strike)),
            TagEnd::Link | TagEnd::Image => self.inline(Inline::Close(Kind::Link)),
            _ => {}
        }
    }

    fn open(&mut self, kind: Kind) {
        self.inline(Inline::Open(Mark::new(kind)));
    }
}

fn language(kind: &CodeBlockKind<'_>) -> &'static str {
    let CodeBlockKind::Fenced(info) = kind else {
        return "text";
    };
    let first = info
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    let known = LANGUAGES
        .iter()
        .find(|language| language.eq_ignore_ascii_case(first));
    known.copied().unwrap_or("text")
}
