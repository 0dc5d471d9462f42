//! Puts the blocks of a text together, and writes them.

use pulldown_cmark::{Alignment, BlockQuoteKind, Event, Tag};

use super::frames::{FrameKind, Frames, Last};
use super::inline::Inline;
use super::table::Table;
use super::{chars, escape, layout, spans, tags};

/// The level of the text's topmost headings: those above it belong to the generator's own sections.
const TOP_HEADING: u8 = 4;

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
    /// Ends the block at hand, and a table that HTML has not closed, and begins another block.
    pub(super) fn begin_block(&mut self, leaf: Leaf) {
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

    /// Code in a paragraph; what looks like it in a code block of HTML is text.
    pub(super) fn code_span(&mut self, read: String) {
        match &mut self.leaf {
            Leaf::Code { text, .. } => text.push_str(&read),
            _ => self.inlines.push(Inline::Code(read)),
        }
    }

    /// HTML: that of a block is read at its end, since a tag may go over several lines.
    pub(super) fn html(&mut self, read: &str) {
        match &mut self.leaf {
            Leaf::Html(html) => html.push_str(read),
            _ => tags::read(self, read),
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
        let frames = &mut self.frames;
        spans::laid_out(std::mem::take(&mut self.inlines), |bits| {
            if bits.is_empty() {
                return;
            }
            if let (FrameKind::List { .. }, origin) = frames.inside() {
                frames.open_item(origin);
            }
            frames.begin(Last::Text);
            let width = layout::WIDTH.saturating_sub(frames.indent());
            for line in layout::lines(bits, width) {
                frames.line(&line);
            }
        });
    }

    /// What is in the paragraph at hand, on one line, with `hard` for a line break.
    fn single_line(&mut self, hard: &str) -> String {
        let inlines = std::mem::take(&mut self.inlines);
        spans::laid_out(inlines, |bits| layout::single_line(bits, hard))
    }

    fn heading(&mut self, level: u8) {
        let text = self.single_line(" ");
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

    pub(super) fn quote_title(&mut self, kind: Option<BlockQuoteKind>) {
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
        if !self.in_table() {
            return self.flush();
        }
        let cell = self.single_line("<br>");
        if let Some(table) = &mut self.table {
            table.cell(&cell);
        }
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
