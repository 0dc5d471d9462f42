//! Writes tables.

use pulldown_cmark::Alignment;

/// A table whose cells are written one after the other.
#[derive(Debug, Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(super) fn new(alignments: Vec<Alignment>) -> Self {
        Self {
            alignments,
            rows: Vec::new(),
        }
    }

    pub(super) fn begin_row(&mut self) {
        self.rows.push(Vec::new());
    }

    /// Adds a cell to the row that was begun last.
    pub(super) fn cell(&mut self, text: &str) {
        if self.rows.is_empty() {
            self.begin_row();
        }
        if let Some(row) = self.rows.last_mut() {
            row.push(text.replace('|', "\\|"));
        }
    }

    /// The lines of the table; the first row is its head.
    pub(super) fn lines(&self) -> Vec<String> {
        let rows: Vec<_> = self.rows.iter().filter(|row| !row.is_empty()).collect();
        let Some((head, body)) = rows.split_first() else {
            return Vec::new();
        };
        let columns = head.len();
        let rules = (0..columns).map(|column| match self.alignments.get(column) {
            None | Some(Alignment::None) => "---",
            Some(Alignment::Left) => ":--",
            Some(Alignment::Center) => ":-:",
            Some(Alignment::Right) => "--:",
        });
        let mut lines = vec![row(head.iter().map(String::as_str)), row(rules)];
        lines.extend(
            body.iter()
                .map(|cells| row(cells.iter().map(String::as_str).take(columns))),
        );
        lines
    }
}

fn row<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let mut line = String::from("|");
    for cell in cells {
        line.push(' ');
        line.push_str(cell);
        line.push_str(if cell.is_empty() { "|" } else { " |" });
    }
    line
}
