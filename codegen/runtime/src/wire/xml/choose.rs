//! Unions in XML: finding out which case an element is of.

use std::any::TypeId;
use std::collections::BTreeMap;
use std::ptr;

use serde::de::Error as _;
use serde_json::Error;

use super::super::{Case, Cases, Kinds, Union};
use super::read::Walk;
use super::tree::Node;

/// An element, by its address, as a union.
type Place = (*const Node, TypeId);

/// What has been found out of unions.
#[derive(Default)]
pub(super) struct Choices {
    /// The case of each, or that there is none, so that the time that reading takes is bounded as that of JSON is.
    known: BTreeMap<Place, Option<usize>>,
    /// The unions that are being read, from the outside in.
    open: Vec<Place>,
}

impl Walk {
    /// Reads an element as the case that its tag says, or else as the first that loses nothing, or else least.
    pub(super) fn read_union(&mut self, union: &mut dyn Union, node: &Node) -> Result<(), Error> {
        let place = (ptr::from_ref(node), union.id());
        if self.choices.open.contains(&place) {
            return Err(Error::custom("the union is a case of itself"));
        }
        self.choices.open.push(place);
        let outcome = match self.choose(union, place, node) {
            Some(case) => self.read(union.choose(case), node),
            None if union.cases().open => {
                self.lost += 1;
                self.read(union.choose(union.cases().cases.len()), node)
            }
            None => Err(Error::custom("fits no case")),
        };
        self.choices.open.pop();
        outcome
    }

    /// The case that an element is of, if there is one.
    fn choose(&mut self, union: &mut dyn Union, place: Place, node: &Node) -> Option<usize> {
        if let Some(case) = self.choices.known.get(&place) {
            return *case;
        }
        let mut best: Option<(usize, usize)> = None;
        for case in candidates(union.cases(), node) {
            let (before, mark) = (self.lost, self.trail.mark());
            let outcome = self.read(union.choose(case), node);
            let lost = std::mem::replace(&mut self.lost, before) - before;
            if outcome.is_err() {
                self.trail.cut(mark);
                self.failed = None;
            } else if best.is_none_or(|(least, _)| lost < least) {
                best = Some((lost, case));
            }
            if best.is_some_and(|(least, _)| least == 0) {
                break;
            }
        }
        let case = best.map(|(_, case)| case);
        // A text costs no time to speak of, and may stand where another one stood before.
        if !node.parts.is_empty() {
            self.choices.known.insert(place, case);
        }
        case
    }
}

/// The cases that an element may be of, those first that say most: a text is of a case that takes any text last.
fn candidates(cases: &'static Cases, node: &Node) -> Vec<usize> {
    if let Some(tag) = &cases.tag
        && let Some(found) = member(node, tag.member)
    {
        let of_tag = tag.values.iter().filter(|(value, _)| *value == found);
        return of_tag.map(|(_, case)| *case).collect();
    }
    let kinds = if node.is_nil {
        Kinds::NULL
    } else if node.parts.is_empty() {
        // A list or an object may be empty.
        Kinds::ANY
    } else {
        Kinds::LIST.or(Kinds::OBJECT)
    };
    let all = cases.cases.iter().enumerate();
    let mut fit: Vec<_> = all
        .filter(|(_, case)| case.kinds.meets(kinds) && fits(case, node))
        .collect();
    fit.sort_by_key(|(_, case)| case.kinds.meets(Kinds::TEXT) && case.texts.is_empty());
    fit.into_iter().map(|(index, _)| index).collect()
}

fn fits(case: &Case, node: &Node) -> bool {
    let constant = |(name, text): &(&str, &str)| member(node, name) == Some(*text);
    let is_listed = || case.texts.contains(&node.text.trim());
    case.constants.iter().all(constant) && (!node.parts.is_empty() || case.texts.is_empty() || is_listed())
}

/// The text of a member.
fn member<'n>(node: &'n Node, name: &str) -> Option<&'n str> {
    let part = node.parts.iter().find(|part| part.name == name)?;
    Some(part.text.trim())
}
