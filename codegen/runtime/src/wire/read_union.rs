//! Reading unions: finding out which case a value is of.

use std::mem;
use std::ptr;

use serde::de::Error as _;
use serde_json::{Error, Value};

use super::Union;
use super::choice::Choice;
use super::held::{Held, Place};
use super::trail::Trail;

/// Reads a value that is held into a union.
///
/// What a value inside is of is found out once, however often it is read. So the time that reading takes is bounded by
/// the size of the value, times the depth of unions in it, times the number of cases that a union has.
pub(super) fn read_union(union: &mut dyn Union, trail: &mut Trail, value: &Value) -> Result<(), Error> {
    Held::new(trail).read_union(union, value)
}

impl Held<'_> {
    pub(super) fn read_union(&mut self, union: &mut dyn Union, value: &Value) -> Result<(), Error> {
        let place = (ptr::from_ref(value), union.id());
        // A union that is one of its own cases would go round for ever.
        let mut same = self.open.iter().rev().take_while(|open| open.0 == place.0);
        if same.any(|open| *open == place) {
            return Err(Error::custom("the union is a case of itself"));
        }
        self.open.push(place);
        let outcome = self.read_case(union, place, value);
        self.open.pop();
        outcome
    }

    fn read_case(&mut self, union: &mut dyn Union, place: Place, value: &Value) -> Result<(), Error> {
        let cases = union.cases();
        let known = self.choices.get(&place).cloned();
        match known.unwrap_or_else(|| Choice::of(value, cases)) {
            Choice::Certain(case) => self.read(union.choose(case), value),
            Choice::Among(among, others) => {
                let (choice, is_read) = self.try_each(union, [&among, &others], value);
                self.choices.insert(place, choice);
                if is_read {
                    return Ok(());
                }
                // Once more, now that it is known.
                self.read_case(union, place, value)
            }
            Choice::None(_) if cases.open => {
                self.lost += 1;
                self.read(union.choose(cases.cases.len()), value)
            }
            Choice::None(why) => Err(Error::custom(why)),
        }
    }

    /// The case of the first lot that loses least of a value, or else one of the second that loses nothing; and whether
    /// it has been read as that one last.
    fn try_each(&mut self, union: &mut dyn Union, lots: [&[usize]; 2], value: &Value) -> (Choice, bool) {
        let mut best: Option<(usize, usize)> = None;
        let mut failures = Vec::new();
        let [likely, others] = lots;
        for &case in likely {
            match self.attempt(union, case, value) {
                Ok(0) => return (Choice::Certain(case), true),
                Ok(lost) if best.is_none_or(|(least, _)| lost < least) => {
                    best = Some((lost, case));
                }
                Ok(_) => {}
                Err(failure) => failures.push(failure),
            }
        }
        if best.is_none() {
            for &case in others {
                if self.attempt(union, case, value) == Ok(0) {
                    return (Choice::Certain(case), true);
                }
            }
        }
        let choice = best.map_or_else(
            || Choice::None(format!("fits no case: {}", failures.join("; "))),
            |(_, case)| Choice::Certain(case),
        );
        (choice, false)
    }

    /// Reads a value as one case: how much that loses, or why it fails.
    fn attempt(&mut self, union: &mut dyn Union, case: usize, value: &Value) -> Result<usize, String> {
        const SHOWN: usize = 160;
        let (before, mark) = (self.lost, self.trail.mark());
        let outcome = self.read(union.choose(case), value);
        let lost = mem::replace(&mut self.lost, before) - before;
        outcome.map(|()| lost).map_err(|error| {
            let path = self.trail.cut(mark);
            let failure = if path == "." {
                error.to_string()
            } else {
                format!("{path}: {error}")
            };
            // What fails inside may itself tell of all that has been tried.
            failure.chars().take(SHOWN).collect()
        })
    }
}
