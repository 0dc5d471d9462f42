//! Where in a document an error happened.

use std::fmt::Write as _;

/// The way to the value that could not be read, collected from the inside out while the error travels up.
///
/// Nothing is done, and nothing allocated, as long as there is no error.
#[derive(Default)]
pub(super) struct Trail {
    steps: Vec<Step>,
}

enum Step {
    Name(String),
    Index(usize),
}

impl Trail {
    pub(super) fn name(&mut self, name: &str) {
        self.steps.push(Step::Name(name.to_owned()));
    }

    pub(super) fn index(&mut self, index: usize) {
        self.steps.push(Step::Index(index));
    }

    /// How long the way is by now, to [cut](Trail::cut) it there.
    pub(super) fn mark(&self) -> usize {
        self.steps.len()
    }

    /// Forgets the way from a mark on: what has failed is not what counts. Gives that part as text.
    pub(super) fn cut(&mut self, mark: usize) -> String {
        let path = path(self.steps.get(mark..).unwrap_or_default());
        self.steps.truncate(mark);
        path
    }

    /// The way as text, such as `repositories[0].owner.id`; `.` is the whole document.
    pub(super) fn path(&self) -> String {
        path(&self.steps)
    }
}

fn path(steps: &[Step]) -> String {
    let mut path = String::new();
    for step in steps.iter().rev() {
        // Writing to a `String` cannot fail.
        let _ = match step {
            Step::Index(index) => write!(path, "[{index}]"),
            Step::Name(name) if !is_plain(name) => write!(path, "[{name:?}]"),
            Step::Name(name) if path.is_empty() => write!(path, "{name}"),
            Step::Name(name) => write!(path, ".{name}"),
        };
    }
    if path.is_empty() {
        path.push('.');
    }
    path
}

/// Whether a name can stand in a path without quotes.
fn is_plain(name: &str) -> bool {
    !name.is_empty() && !name.contains(['.', '[', ']', '"', ' ']) && !name.contains(char::is_control)
}
