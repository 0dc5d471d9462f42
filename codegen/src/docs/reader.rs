//! Reads the events of the Markdown parser, and writes the blocks that they make up.

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, Tag, TagEnd};

use super::frames::{FrameKind, Frames, Last, Origin};
use super::inline::{Inline, Kind, Mark};
use super::table::Table;
use super::{chars, escape, layout, spans, tags};

/// The level of the text's topmost headings: those above it belong to the generator's own sections.
const TOP_HEADING: u8 = 4;

/// The width that a paragraph is filled to: `/// `, and the indentation of a field, fit beside it into 100 columns.
const WIDTH: usize = 92;

/// The languages that code blocks keep. All others become `text`, since rustdoc compiles some and warns of others.
const LANGUAGES: &[&str] = &[
    "bash", "console", "http", "json", "sh", "shell", "text", "xml", "yaml",
];

/// The lines of documentation for the events of a text.
pub(super) fn read(events: Vec<Event<'_>>) -> Vec<String> {
    let headings = events.iter().filter_map(|event| match event {
        Event::Start(Tag::Heading { level, .. }) => Some(*level as u8),
        _ => None,
    });
    let top = headings.min().unwrap_or(1);
    let mut reader = Reader {
        frames: Frames::new(),
        inlines: Vec::new(),
        leaf: Leaf::Text,
        table: None,
        top,
    };
    for event in events {
        reader.event(event);
    }
    reader.end_table();
    reader.frames.into_lines()
}

/// What has been read of the block at hand, and the blocks that are already written.
pub(super) struct Reader {
    pub(super) frames: Frames,
    inlines: Vec<Inline>,
    leaf: Leaf,
    table: Option<Table>,
    top: u8,
}

/// The kind of the block at hand.
pub(super) enum Leaf {
    Text,
    Heading(u8),
    Code {
        language: &'static str,
        text: String,
    },
    Html(String),
}

impl Reader {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text),
            Event::Code(code) => match &mut self.leaf {
                Leaf::Code { text, .. } => text.push_str(&code),
                _ => self.inlines.push(Inline::Code(code.into_string())),
            },
            Event::Html(html) | Event::InlineHtml(html) => match &mut self.leaf {
                Leaf::Html(text) => text.push_str(&html),
                _ => tags::read(self, &html),
            },
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

    /// Ends the block at hand, and a table that HTML has not closed, and begins another block.
    fn begin_block(&mut self, leaf: Leaf) {
        self.end_table();
        self.leaf = leaf;
    }

    /// Ends the block at hand, and begins another.
    pub(super) fn begin(&mut self, leaf: Leaf) {
        self.flush();
        self.leaf = leaf;
    }

    pub(super) fn text(&mut self, read: &str) {
        match &mut self.leaf {
            Leaf::Code { text, .. } => text.push_str(read),
            _ => self.inlines.push(Inline::Text(read.to_owned())),
        }
    }

    pub(super) fn inline(&mut self, inline: Inline) {
        match (&mut self.leaf, inline) {
            (Leaf::Code { text, .. }, Inline::SoftBreak) => text.push('\n'),
            (Leaf::Code { .. }, _) => {}
            (_, inline) => self.inlines.push(inline),
        }
    }

    /// A second break in a row ends the paragraph.
    pub(super) fn hard_break(&mut self) {
        let is_blank =
            |inline: &&Inline| matches!(inline, Inline::Text(text) if text.trim().is_empty());
        let before = self.inlines.iter().rev().find(|inline| !is_blank(inline));
        match (&mut self.leaf, before) {
            (Leaf::Code { text, .. }, _) => text.push('\n'),
            (_, None) => {}
            (_, Some(Inline::HardBreak)) if self.table.is_some() => {}
            (_, Some(Inline::HardBreak)) => self.flush(),
            _ => self.inlines.push(Inline::HardBreak),
        }
    }

    pub(super) fn rule(&mut self) {
        self.flush();
        self.frames.begin(Last::Other);
        self.frames.line("***");
    }

    /// Writes the block at hand; what follows is plain text.
    pub(super) fn flush(&mut self) {
        if self.in_table() {
            return self.hard_break();
        }
        match std::mem::replace(&mut self.leaf, Leaf::Text) {
            Leaf::Text => self.paragraph(),
            Leaf::Heading(level) => self.heading(level),
            Leaf::Code { language, text } => self.code(language, &text),
            Leaf::Html(html) => {
                tags::read(self, &html);
                self.flush();
            }
        }
    }

    fn paragraph(&mut self) {
        let bits = spans::bits(std::mem::take(&mut self.inlines));
        if bits.is_empty() {
            return;
        }
        if let (FrameKind::List { .. }, origin) = self.frames.inside() {
            self.frames.open_item(origin);
        }
        self.frames.begin(Last::Text);
        let width = WIDTH.saturating_sub(self.frames.indent());
        for line in layout::lines(&bits, width) {
            self.frames.line(&line);
        }
    }

    fn heading(&mut self, level: u8) {
        let text = layout::single_line(&spans::bits(std::mem::take(&mut self.inlines)), " ");
        if text.is_empty() {
            return;
        }
        let level = (level.saturating_sub(self.top) + TOP_HEADING).min(6);
        // A `#` at the end would be taken for the end of the heading's own.
        let text = text
            .strip_suffix('#')
            .map_or(text.clone(), |text| format!("{text}\\#"));
        self.frames.begin(Last::Other);
        self.frames
            .line(&format!("{} {text}", "#".repeat(level.into())));
    }

    fn code(&mut self, language: &str, text: &str) {
        let text = chars::tidy(text).replace('\t', "    ");
        let lines: Vec<_> = text.lines().map(str::trim_end).collect();
        let is_blank = |line: &&&str| line.is_empty();
        let first = lines.iter().take_while(is_blank).count();
        let last = lines.len() - lines.iter().rev().take_while(is_blank).count();
        let Some(lines) = lines.get(first..last).filter(|lines| !lines.is_empty()) else {
            return;
        };
        let fence = "`".repeat((escape::longest_run(&text) + 1).max(3));
        self.frames.begin(Last::Code);
        self.frames.line(&format!("{fence}{language}"));
        for line in lines {
            self.frames.line(line);
        }
        self.frames.line(&fence);
    }

    fn quote_title(&mut self, kind: Option<BlockQuoteKind>) {
        let title = match kind {
            None => return,
            Some(BlockQuoteKind::Note) => "Note",
            Some(BlockQuoteKind::Tip) => "Tip",
            Some(BlockQuoteKind::Important) => "Important",
            Some(BlockQuoteKind::Warning) => "Warning",
            Some(BlockQuoteKind::Caution) => "Caution",
        };
        self.frames.begin(Last::Text);
        self.frames.line(&format!("**{title}**"));
    }

    fn open(&mut self, kind: Kind) {
        self.inline(Inline::Open(Mark::new(kind)));
    }

    pub(super) fn in_table(&self) -> bool {
        self.table.is_some()
    }

    pub(super) fn begin_table(&mut self, alignments: Vec<Alignment>) {
        self.end_table();
        self.table = Some(Table::new(alignments));
    }

    pub(super) fn begin_row(&mut self) {
        if self.in_table() {
            self.end_open_cell();
        }
        match &mut self.table {
            Some(table) => table.begin_row(),
            None => self.flush(),
        }
    }

    /// Ends the cell at hand, if there is anything in it.
    pub(super) fn end_open_cell(&mut self) {
        if self
            .inlines
            .iter()
            .any(|inline| !matches!(inline, Inline::Text(text) if text.trim().is_empty()))
        {
            self.end_cell();
        }
    }

    pub(super) fn end_cell(&mut self) {
        let Some(table) = &mut self.table else {
            return self.flush();
        };
        let bits = spans::bits(std::mem::take(&mut self.inlines));
        table.cell(&layout::single_line(&bits, "<br>"));
    }

    /// Ends the block at hand, and the table that it is in, if there is one.
    pub(super) fn end_table(&mut self) {
        if self.in_table() {
            self.end_open_cell();
        }
        if let Some(table) = self.table.take() {
            let lines = table.lines();
            if !lines.is_empty() {
                self.frames.begin(Last::Other);
            }
            for line in lines {
                self.frames.line(&line);
            }
        }
        self.flush();
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
