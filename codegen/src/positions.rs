//! Where the nodes of a text are: one pass over the text, made only when there is something to report.

mod json;
mod yaml;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

pub(crate) use self::yaml::nesting_problem;
use crate::pointer::JsonPointer;
use crate::source::{Format, Source};

/// Where a node is, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Position {
    /// Its key, if it is a member of an object.
    pub(crate) key: Option<Range<usize>>,
    /// The whole of it.
    pub(crate) value: Range<usize>,
    /// Whether it is neither an array nor an object.
    pub(crate) is_scalar: bool,
}

/// The positions of some nodes.
#[derive(Debug)]
pub(crate) struct Positions {
    /// The pointers asked for, as a tree of tokens; the root comes first.
    nodes: Vec<Wanted>,
}

#[derive(Debug, Default)]
struct Wanted {
    children: BTreeMap<String, usize>,
    position: Option<Position>,
}

impl Positions {
    /// Looks for the nodes that `pointers` lead to.
    pub(crate) fn find<'a>(
        source: &Source,
        pointers: impl IntoIterator<Item = &'a JsonPointer>,
    ) -> Self {
        let mut positions = Self {
            nodes: vec![Wanted::default()],
        };
        for pointer in pointers {
            positions.want(pointer);
        }
        let mut finder = Finder {
            nodes: positions.nodes,
            frames: Vec::new(),
        };
        scan(source, &mut finder);
        Self {
            nodes: finder.nodes,
        }
    }

    /// The position of a node, or of the nearest one above it that is in the text; and whether it is the node itself.
    pub(crate) fn nearest(&self, pointer: &JsonPointer) -> Option<(&Position, bool)> {
        let mut node = &self.nodes[0];
        let mut nearest = node.position.as_ref();
        let mut is_exact = true;
        for token in pointer.tokens() {
            match node.children.get(&*token).map(|&child| &self.nodes[child]) {
                Some(child) if child.position.is_some() => {
                    nearest = child.position.as_ref();
                    node = child;
                }
                _ => {
                    is_exact = false;
                    break;
                }
            }
        }
        nearest.map(|position| (position, is_exact))
    }

    fn want(&mut self, pointer: &JsonPointer) {
        let mut at = 0;
        for token in pointer.tokens() {
            let next = self.nodes.len();
            let child = *self.nodes[at]
                .children
                .entry(token.into_owned())
                .or_insert(next);
            if child == next {
                self.nodes.push(Wanted::default());
            }
            at = child;
        }
    }
}

/// A key that an object has twice.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct DuplicateKey {
    /// The member.
    pub(crate) pointer: JsonPointer,
    /// The later one of the two keys, in bytes.
    pub(crate) key: Range<usize>,
}

/// Every key of a text that its object has already.
pub(crate) fn duplicate_keys(source: &Source) -> Vec<DuplicateKey> {
    let mut search = DuplicateSearch::default();
    scan(source, &mut search);
    search.found
}

fn scan(source: &Source, events: &mut impl Events) {
    match source.format() {
        Format::Json => json::scan(source.text(), events),
        Format::Yaml => yaml::scan(source.text(), events),
        Format::Toml => {}
    }
}

/// What a scan tells, in document order. Ranges are in bytes.
trait Events {
    /// The key of the member that comes next.
    fn key(&mut self, name: &str, span: Range<usize>);
    /// A value that is neither an array nor an object.
    fn scalar(&mut self, span: Range<usize>);
    /// The start of an array or object.
    fn open(&mut self, nesting: Nesting, start: usize);
    /// The end of the array or object that was opened last.
    fn close(&mut self, end: usize);
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Nesting {
    Array,
    Object,
}

/// Notes the positions of the nodes that are wanted.
struct Finder {
    nodes: Vec<Wanted>,
    frames: Vec<Frame>,
}

/// An array or object that is being read.
struct Frame {
    /// The wanted node it is, if it is one.
    node: Option<usize>,
    nesting: Nesting,
    /// How many elements there have been.
    count: usize,
    /// The key of the member to come, if that member is wanted.
    key: Option<(usize, Range<usize>)>,
}

impl Finder {
    /// The wanted node that the value which begins now is, with its key.
    fn begin(&mut self) -> Option<(usize, Option<Range<usize>>)> {
        let Some(frame) = self.frames.last_mut() else {
            return Some((0, None));
        };
        if frame.nesting == Nesting::Object {
            return frame.key.take().map(|(node, key)| (node, Some(key)));
        }
        let index = frame.count;
        frame.count += 1;
        let children = &self.nodes[frame.node?].children;
        if children.is_empty() {
            return None;
        }
        children.get(&index.to_string()).map(|&node| (node, None))
    }
}

impl Events for Finder {
    fn key(&mut self, name: &str, span: Range<usize>) {
        if let Some(frame) = self.frames.last_mut() {
            let child = frame
                .node
                .and_then(|node| self.nodes[node].children.get(name));
            frame.key = child.map(|&child| (child, span));
        }
    }

    fn scalar(&mut self, span: Range<usize>) {
        if let Some((node, key)) = self.begin() {
            self.nodes[node].position = Some(Position {
                key,
                value: span,
                is_scalar: true,
            });
        }
    }

    fn open(&mut self, nesting: Nesting, start: usize) {
        let begun = self.begin();
        let node = begun.as_ref().map(|(node, _)| *node);
        if let Some((node, key)) = begun {
            let position = Position {
                key,
                value: start..start,
                is_scalar: false,
            };
            self.nodes[node].position = Some(position);
        }
        self.frames.push(Frame {
            node,
            nesting,
            count: 0,
            key: None,
        });
    }

    fn close(&mut self, end: usize) {
        let node = self.frames.pop().and_then(|frame| frame.node);
        if let Some(position) = node.and_then(|node| self.nodes[node].position.as_mut()) {
            position.value.end = end.max(position.value.start);
        }
    }
}

/// Notes keys that come twice.
#[derive(Default)]
struct DuplicateSearch {
    found: Vec<DuplicateKey>,
    /// For each array or object being read: the token of the value to come, and the keys so far.
    frames: Vec<(String, usize, BTreeSet<String>)>,
}

impl DuplicateSearch {
    fn next_element(&mut self) {
        if let Some((token, count, _)) = self.frames.last_mut()
            && *count < usize::MAX
        {
            *token = count.to_string();
            *count += 1;
        }
    }
}

impl Events for DuplicateSearch {
    fn key(&mut self, name: &str, span: Range<usize>) {
        let Some((token, _, keys)) = self.frames.last_mut() else {
            return;
        };
        name.clone_into(token);
        if !keys.insert(name.to_owned()) {
            let tokens = self.frames.iter().map(|(token, ..)| token);
            let pointer = JsonPointer::root().extended(tokens);
            self.found.push(DuplicateKey { pointer, key: span });
        }
    }

    fn scalar(&mut self, _span: Range<usize>) {
        self.next_element();
    }

    fn open(&mut self, nesting: Nesting, _start: usize) {
        self.next_element();
        // Objects do not count: their tokens are their keys.
        let count = if nesting == Nesting::Array {
            0
        } else {
            usize::MAX
        };
        self.frames.push((String::new(), count, BTreeSet::new()));
    }

    fn close(&mut self, _end: usize) {
        self.frames.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text at a node's key and value.
    fn excerpt(source: &Source, pointer: &str) -> (String, String, bool) {
        let pointer = JsonPointer::parse(pointer).unwrap();
        let positions = Positions::find(source, [&pointer]);
        let (position, is_exact) = positions.nearest(&pointer).unwrap();
        let text = |span: &Range<usize>| source.text()[span.clone()].to_owned();
        (
            position.key.as_ref().map(text).unwrap_or_default(),
            text(&position.value),
            is_exact,
        )
    }

    #[test]
    fn finds_keys_and_values() {
        let yaml = "# é\na: 1\nb: &x\n  - k: 'v'\n    'q/r': [é, {z: \"w\"}]\nc: *x\n200: ~\n? [1, 2]\n: no\n\"d\": |\n  text\n";
        let json = "{\t\"a\" : 1,\r\n\"b\":[ {\"k\": \"v\",\"q/r\":[\"\\\"é\", {\"z\":\"w\" } ]}],\"c\\u0041\":null, \"200\":-1e5}";
        let closer = "a: {\n  b: 1\n}\nc:\n  d: [\n  ]\n  e: é\n";
        let cases = [
            (closer, "/c/e", "e", "é", true),
            (yaml, "/a", "a", "1", true),
            (yaml, "/b/0/k", "k", "'v'", true),
            (yaml, "/b/0/q~1r/1/z", "z", "\"w\"", true),
            (yaml, "/b/0/q~1r/0", "", "é", true),
            (yaml, "/c", "c", "*x", true),
            (yaml, "/c/0/k", "c", "*x", false),
            (yaml, "/200", "200", "~", true),
            (yaml, "/b/0/q~1r/7", "'q/r'", "[é, {z: \"w\"}]", false),
            (json, "/a", "\"a\"", "1", true),
            (json, "/b/0/q~1r/1/z", "\"z\"", "\"w\"", true),
            (
                json,
                "/b/0/q~1r",
                "\"q/r\"",
                "[\"\\\"é\", {\"z\":\"w\" } ]",
                true,
            ),
            (json, "/cA", "\"c\\u0041\"", "null", true),
            (json, "/200", "\"200\"", "-1e5", true),
            (
                json,
                "/b/1",
                "\"b\"",
                "[ {\"k\": \"v\",\"q/r\":[\"\\\"é\", {\"z\":\"w\" } ]}]",
                false,
            ),
        ];
        for (text, pointer, key, value, is_exact) in cases {
            let found = excerpt(&Source::new("-", text), pointer);
            assert_eq!(
                found,
                (key.to_owned(), value.to_owned(), is_exact),
                "{pointer}"
            );
        }
    }

    #[test]
    fn finds_duplicate_keys() {
        let cases = [
            (
                "{\"a\":[1,{\"b\":1,\"b\":2}],\"c\":{\"a\":1}}",
                "#/a/1/b",
                15..18,
            ),
            ("a:\n- 1\n- b: 1\n  b: 2\n", "#/a/1/b", 16..17),
        ];
        for (text, pointer, key) in cases {
            let found = duplicate_keys(&Source::new("-", text));
            assert_eq!(
                found,
                [DuplicateKey {
                    pointer: JsonPointer::parse(pointer).unwrap(),
                    key
                }]
            );
        }
    }
}
