//! Pairs the begins and ends of marks: Markdown's always match, those of HTML need not.

use std::collections::{BTreeMap, BTreeSet};

use super::inline::{Inline, Kind, Mark};
use super::{chars, escape};

/// The same, with tidy texts, marks that match and nest, neighboring texts joined, and code marks turned into code; links that
/// lead nowhere, and marks inside of their like, are only what is in them.
pub(super) fn pair(inlines: Vec<Inline>) -> Vec<Inline> {
    let fates = fates(&inlines);
    let mut paired = Paired::default();
    for (inline, fate) in inlines.into_iter().zip(fates) {
        paired.push(inline, fate);
    }
    paired.inlines
}

/// Paired marks without some of them, which are numbered in the order of their begins.
pub(super) fn without(inlines: Vec<Inline>, dropped: impl Fn(usize, Kind) -> bool) -> Vec<Inline> {
    let mut paired = Paired::default();
    let mut open = Vec::new();
    let mut begins = 0..;
    for inline in inlines {
        let kept = match &inline {
            Inline::Open(mark) => {
                open.push(!begins.next().is_some_and(|begin| dropped(begin, mark.kind)));
                open.last().copied()
            }
            Inline::Close(_) => open.pop(),
            _ => Some(true),
        };
        if kept == Some(true) {
            paired.push(inline, Fate::Kept);
        }
    }
    paired.inlines
}

/// What becomes of a mark's begin or end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Kept,
    /// Its other end comes, but at a place where it cannot be used.
    Dropped,
    /// It has no other end, so it was perhaps not meant as a tag: shown as text.
    Shown,
}

fn fates(inlines: &[Inline]) -> Vec<Fate> {
    let mut fates: Vec<_> = inlines.iter().map(|_| Fate::Kept).collect();
    let mut ends: BTreeMap<Kind, usize> = BTreeMap::new();
    for inline in inlines {
        if let Inline::Close(kind) = inline {
            *ends.entry(*kind).or_default() += 1;
        }
    }
    let mut open: Vec<(usize, Kind)> = Vec::new();
    let mut opened: BTreeMap<Kind, usize> = BTreeMap::new();
    for (at, inline) in inlines.iter().enumerate() {
        match inline {
            Inline::Open(mark) => {
                open.push((at, mark.kind));
                *opened.entry(mark.kind).or_default() += 1;
            }
            Inline::Close(kind) => {
                *ends.entry(*kind).or_default() -= 1;
                if opened.get(kind).is_none_or(|count| *count == 0) {
                    fates[at] = Fate::Dropped;
                    continue;
                }
                while let Some((begin, other)) = open.pop() {
                    *opened.entry(other).or_default() -= 1;
                    if other == *kind {
                        break;
                    }
                    let ends_later = ends.get(&other).is_some_and(|count| *count > 0);
                    fates[begin] = if ends_later {
                        Fate::Dropped
                    } else {
                        Fate::Shown
                    };
                }
            }
            _ => {}
        }
    }
    for (begin, _) in open {
        fates[begin] = Fate::Shown;
    }
    fates
}

#[derive(Default)]
struct Paired {
    inlines: Vec<Inline>,
    /// How many code marks are open, and the text inside them.
    depth: usize,
    code: String,
    /// Of each open mark, whether it is kept.
    open: Vec<bool>,
    /// The kinds of those that are.
    kept: BTreeSet<Kind>,
}

impl Paired {
    fn push(&mut self, inline: Inline, fate: Fate) {
        match (inline, fate) {
            (Inline::Open(Mark { tag: Some(tag), .. }), Fate::Shown) => {
                self.text(&chars::tidy(&tag));
            }
            (Inline::Open(_) | Inline::Close(_), Fate::Dropped | Fate::Shown) => {}
            (Inline::Open(mark), Fate::Kept) => self.open(mark),
            (Inline::Close(kind), Fate::Kept) => self.close(kind),
            (Inline::Text(text), _) => self.text(&chars::tidy(&text)),
            (Inline::Code(code), _) if self.depth > 0 => self.code.push_str(&chars::tidy(&code)),
            (Inline::Code(code), _) => {
                let code = chars::tidy(&code).into_owned();
                self.inlines.push(Inline::Code(code));
            }
            (_, _) if self.depth > 0 => self.code.push(' '),
            (inline, _) => self.inlines.push(inline),
        }
    }

    /// Keeps a mark that is not in code or in its like; a link, if it leads somewhere.
    fn open(&mut self, mut mark: Mark) {
        mark.address = mark.address.as_deref().and_then(escape::address);
        let useful = match mark.kind {
            Kind::Code => {
                self.depth += 1;
                false
            }
            Kind::Link => mark.address.is_some(),
            Kind::Emphasis | Kind::Strong | Kind::Strike => true,
            Kind::Plain(_) => false,
        };
        let kept = useful && self.depth == 0 && self.kept.insert(mark.kind);
        self.open.push(kept);
        if kept {
            self.inlines.push(Inline::Open(mark));
        }
    }

    fn close(&mut self, kind: Kind) {
        if kind == Kind::Code {
            self.end_code();
        }
        if self.open.pop() == Some(true) {
            self.kept.remove(&kind);
            self.inlines.push(Inline::Close(kind));
        }
    }

    fn text(&mut self, text: &str) {
        if self.depth > 0 {
            self.code.push_str(text);
        } else if let Some(Inline::Text(before)) = self.inlines.last_mut() {
            before.push_str(text);
        } else {
            self.inlines.push(Inline::Text(text.to_owned()));
        }
    }

    fn end_code(&mut self) {
        self.depth -= 1;
        if self.depth == 0 {
            let code = std::mem::take(&mut self.code);
            self.inlines.push(Inline::Code(
                code.split_whitespace().collect::<Vec<_>>().join(" "),
            ));
        }
    }
}
