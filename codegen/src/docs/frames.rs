//! Writes lines inside of lists and quotes: what stands before each line, and where blank lines are.

/// How deep lists and quotes may nest; what is deeper is written at this depth, so that no line gets long.
const DEEPEST: usize = 12;

/// The lines written so far, and the lists and quotes that the next one is inside of.
#[derive(Debug)]
pub(super) struct Frames {
    lines: Vec<String>,
    /// Never empty: the first is the text itself.
    stack: Vec<Frame>,
    prefixes: Vec<Prefix>,
    /// A blank line is due before the next line.
    blank: bool,
}

#[derive(Debug)]
struct Frame {
    kind: FrameKind,
    origin: Origin,
    /// Whether the frame has a prefix of its own.
    prefixed: bool,
    last: Last,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FrameKind {
    Text,
    Quote,
    List {
        next: Option<u64>,
        loose: bool,
        alternate: bool,
    },
    Item,
}

/// What opened a frame: an end of HTML never closes what Markdown opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    Markdown,
    Html,
}

#[derive(Debug)]
struct Prefix {
    /// What stands before the first line, as long as that is not written.
    marker: Option<String>,
    rest: String,
}

/// What the last thing inside of a frame was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Last {
    Nothing,
    Text,
    Code,
    Other,
    List { ordered: bool, alternate: bool },
}

impl Frames {
    pub(super) fn new() -> Self {
        let text = Frame {
            kind: FrameKind::Text,
            origin: Origin::Markdown,
            prefixed: false,
            last: Last::Nothing,
        };
        Self {
            lines: Vec::new(),
            stack: vec![text],
            prefixes: Vec::new(),
            blank: false,
        }
    }

    pub(super) fn into_lines(self) -> Vec<String> {
        self.lines
    }

    /// Begins a block inside of the innermost frame, after a blank line unless Markdown can do without.
    pub(super) fn begin(&mut self, block: Last) {
        let tight = self.is_tight();
        let last = &mut self.innermost().last;
        let separate = match (*last, block) {
            (Last::Nothing, _) => false,
            (Last::Text, Last::Code | Last::List { .. }) => !tight,
            _ => true,
        };
        *last = block;
        self.blank |= separate;
    }

    /// Writes a line, behind what belongs before it.
    pub(super) fn line(&mut self, text: &str) {
        if self.blank && !self.lines.is_empty() {
            let begun = self
                .prefixes
                .iter()
                .take_while(|prefix| prefix.marker.is_none());
            let blank: String = begun.map(|prefix| prefix.rest.as_str()).collect();
            self.lines.push(blank.trim_end().to_owned());
        }
        self.blank = false;
        let mut line = String::new();
        for prefix in &mut self.prefixes {
            line.push_str(prefix.marker.take().as_deref().unwrap_or(&prefix.rest));
        }
        line.push_str(text);
        line.truncate(line.trim_end().len());
        self.lines.push(line);
    }

    /// How many columns stand before each line.
    pub(super) fn indent(&self) -> usize {
        self.prefixes.iter().map(|prefix| prefix.rest.len()).sum()
    }

    pub(super) fn open_quote(&mut self, origin: Origin) {
        self.begin(Last::Other);
        self.open(FrameKind::Quote, origin, "> ", "> ");
    }

    /// Opens a list, numbered from `start` if that is given.
    pub(super) fn open_list(&mut self, start: Option<u64>, origin: Origin) {
        let ordered = start.is_some();
        let before = self.innermost().last;
        let alternate = before
            == Last::List {
                ordered,
                alternate: false,
            };
        self.begin(Last::List { ordered, alternate });
        // Right after text, Markdown takes only a 1 for the begin of a list.
        self.blank |= before == Last::Text && start.is_some_and(|start| start != 1);
        let kind = FrameKind::List {
            next: start,
            loose: false,
            alternate,
        };
        self.stack.push(Frame {
            kind,
            origin,
            prefixed: false,
            last: Last::Nothing,
        });
    }

    /// Opens the next item of the list that is the innermost frame.
    pub(super) fn open_item(&mut self, origin: Origin) {
        let FrameKind::List {
            next,
            loose,
            alternate,
        } = &mut self.innermost().kind
        else {
            return;
        };
        let marker = match (next.as_mut(), &alternate) {
            (None, false) => "- ".to_owned(),
            (None, true) => "+ ".to_owned(),
            (Some(number), alternate) => {
                let marker = format!("{number}{} ", if **alternate { ')' } else { '.' });
                *number = (*number + 1).min(MAX_NUMBER);
                marker
            }
        };
        let loose = *loose;
        if self.innermost().last != Last::Nothing {
            self.blank = loose;
        }
        self.innermost().last = Last::Other;
        let rest = " ".repeat(marker.len());
        self.open(FrameKind::Item, origin, &marker, &rest);
    }

    /// Says that there is a blank line between the items of the innermost list.
    pub(super) fn loosen(&mut self) {
        if let [.., list, item] = self.stack.as_mut_slice()
            && item.kind == FrameKind::Item
            && let FrameKind::List { loose, .. } = &mut list.kind
        {
            *loose = true;
        }
    }

    /// Closes the innermost frame that Markdown opened, and those of HTML in it.
    pub(super) fn close_markdown(&mut self) {
        while self.stack.len() > 1 {
            if self.pop() == Origin::Markdown {
                break;
            }
        }
    }

    /// Closes the innermost frame of HTML for which `is` holds, and those in it; none if Markdown's is in between.
    pub(super) fn close_html(&mut self, is: impl Fn(FrameKind) -> bool) {
        let open = self
            .stack
            .iter()
            .rev()
            .take_while(|frame| frame.origin == Origin::Html);
        if let Some(depth) = open.map(|frame| frame.kind).position(is) {
            for _ in 0..=depth {
                self.pop();
            }
        }
    }

    /// The innermost frame's kind and origin.
    pub(super) fn inside(&self) -> (FrameKind, Origin) {
        self.stack
            .last()
            .map_or((FrameKind::Text, Origin::Markdown), |frame| {
                (frame.kind, frame.origin)
            })
    }

    /// Whether another frame of HTML may be opened.
    pub(super) fn has_room(&self) -> bool {
        self.stack.len() < 2 * DEEPEST
    }

    fn open(&mut self, kind: FrameKind, origin: Origin, marker: &str, rest: &str) {
        let prefixed = self.prefixes.len() < DEEPEST;
        if prefixed {
            self.prefixes.push(Prefix {
                marker: Some(marker.to_owned()),
                rest: rest.to_owned(),
            });
        }
        self.stack.push(Frame {
            kind,
            origin,
            prefixed,
            last: Last::Nothing,
        });
    }

    fn pop(&mut self) -> Origin {
        let Some(frame) = self.stack.pop() else {
            return Origin::Markdown;
        };
        if frame.prefixed {
            self.prefixes.pop();
        }
        frame.origin
    }

    fn innermost(&mut self) -> &mut Frame {
        self.stack
            .last_mut()
            .expect("the first frame is never closed")
    }

    fn is_tight(&self) -> bool {
        matches!(self.stack.as_slice(), [.., list, item]
            if item.kind == FrameKind::Item && matches!(list.kind, FrameKind::List { loose: false, .. }))
    }
}

/// The largest number that Markdown takes for that of an item.
const MAX_NUMBER: u64 = 999_999_999;
