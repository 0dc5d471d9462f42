//! Pairs the begins and ends of marks: Markdown's always match, those of HTML need not.

use std::collections::BTreeMap;

use super::escape;
use super::inline::{Inline, Kind, Mark};

/// The same, with marks that match and nest, neighboring texts joined, and code marks turned into code;
/// links that lead nowhere are only their text.
pub(super) fn pair(inlines: Vec<Inline>) -> Vec<Inline> {
    let fates = fates(&inlines);
    let mut paired = Paired::default();
    for (inline, fate) in inlines.into_iter().zip(fates) {
        paired.push(inline, fate);
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
            Inline::Open { mark, .. } => {
                open.push((at, mark.kind()));
                *opened.entry(mark.kind()).or_default() += 1;
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
    /// Of each open link, whether it is kept.
    links: Vec<bool>,
    /// Whether one of them is.
    linked: bool,
}

impl Paired {
    fn push(&mut self, inline: Inline, fate: Fate) {
        match (inline, fate) {
            (Inline::Open { raw: Some(raw), .. }, Fate::Shown) => self.text(&raw),
            (Inline::Open { .. } | Inline::Close(_), Fate::Dropped | Fate::Shown) => {}
            (
                Inline::Open {
                    mark: Mark::Delimited(Kind::Code),
                    ..
                },
                _,
            ) => self.depth += 1,
            (Inline::Close(Kind::Code), _) => self.end_code(),
            (
                Inline::Open {
                    mark: Mark::Delimited(Kind::Plain(_)),
                    ..
                }
                | Inline::Close(Kind::Plain(_)),
                _,
            ) => {}
            (
                Inline::Open {
                    mark: Mark::Link(url),
                    ..
                },
                _,
            ) => self.open_link(url),
            (Inline::Close(Kind::Link), _) => self.close_link(),
            (Inline::Text(text), _) => self.text(&text),
            (Inline::Code(code), _) if self.depth > 0 => self.code.push_str(&code),
            (Inline::SoftBreak | Inline::HardBreak, _) if self.depth > 0 => self.code.push(' '),
            (_, _) if self.depth > 0 => {}
            (inline, _) => self.inlines.push(inline),
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

    /// Keeps a link that leads somewhere, and is not in another one.
    fn open_link(&mut self, url: Option<String>) {
        let address = url.as_deref().and_then(escape::address);
        let kept = address.is_some() && !self.linked && self.depth == 0;
        self.links.push(kept);
        if kept {
            self.linked = true;
            self.inlines.push(Inline::Open {
                mark: Mark::Link(address),
                raw: None,
            });
        }
    }

    fn close_link(&mut self) {
        if self.links.pop() == Some(true) {
            self.linked = false;
            self.inlines.push(Inline::Close(Kind::Link));
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
