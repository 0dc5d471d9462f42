//! A schema with everything that its `allOf` brings in: what several schemas assert together.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::assertions::{Assertions, Choice, JsonType};
use crate::diagnostics::{Code, Diagnostic};
use crate::pointer::JsonPointer;
use crate::resolve::Resolver;

/// How deep `allOf` may stand in `allOf`.
const MAX_DEPTH: usize = 64;

/// Where assertions come from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Origin {
    /// A schema with everything that it refers to.
    Schema(JsonPointer),
    /// What a schema asserts by itself.
    Own(JsonPointer),
    /// One of several schemas.
    Choice(Choice),
    /// One type of several.
    Type(JsonType),
}

/// Everything that a value has to meet.
#[derive(Debug, Default)]
pub(super) struct Whole {
    /// What asserts it, the most general first.
    pub(super) origins: Vec<Origin>,
    /// What each schema among the origins asserts by itself.
    pub(super) parts: Vec<Rc<Assertions>>,
    /// The choices among the origins.
    pub(super) choices: Vec<Choice>,
    /// The members that must be there, where that is not simply what the parts say.
    pub(super) demanded: Option<Vec<String>>,
    /// The types that the origins leave.
    pub(super) narrowed: Option<JsonType>,
}

impl Whole {
    /// What tells it from all others, whatever it was put together from.
    pub(super) fn key(&self) -> BTreeSet<Origin> {
        self.origins.iter().cloned().collect()
    }
}

/// Follows every `allOf`; the reason where that leads nowhere.
pub(super) fn expand(resolver: &mut Resolver<'_>, origins: &[Origin]) -> Result<Whole, String> {
    let mut expansion = Expansion {
        resolver,
        whole: Whole::default(),
        seen: BTreeSet::new(),
        holders: Vec::new(),
    };
    for origin in origins {
        match origin {
            Origin::Schema(place) => expansion.schema(place)?,
            Origin::Own(place) => expansion.own(place)?,
            Origin::Choice(choice) => expansion.choice(choice),
            Origin::Type(ty) => {
                expansion.whole.narrowed = Some(*ty);
                expansion.whole.origins.push(origin.clone());
            }
        }
    }
    Ok(expansion.whole)
}

struct Expansion<'a, 'r> {
    resolver: &'a mut Resolver<'r>,
    whole: Whole,
    /// What was added: two branches of an `allOf` may lead to one schema.
    seen: BTreeSet<JsonPointer>,
    /// The schemas that are being followed.
    holders: Vec<JsonPointer>,
}

impl Expansion<'_, '_> {
    fn schema(&mut self, place: &JsonPointer) -> Result<(), String> {
        let id = match self.resolver.find(place) {
            Ok(found) => found.place,
            Err(error) => {
                let reason = error.into_diagnostic();
                let message = reason.message().to_owned();
                self.resolver.warn(reason);
                return Err(message);
            }
        };
        if self.holders.contains(&id) {
            self.resolver.warn(cycle(&id));
            return Ok(());
        }
        if self.seen.contains(&id) {
            return Ok(());
        }
        if self.holders.len() >= MAX_DEPTH {
            return Err(format!("its `allOf` nests more than {MAX_DEPTH} deep"));
        }
        let assertions = self.resolver.assertions(&id)?;
        self.holders.push(id.clone());
        let mut parts = assertions.all_of.iter();
        parts.try_for_each(|part| self.schema(part))?;
        self.holders.pop();
        self.own(&id)?;
        for choice in &assertions.choices {
            self.choice(choice);
        }
        Ok(())
    }

    fn own(&mut self, id: &JsonPointer) -> Result<(), String> {
        if self.seen.insert(id.clone()) {
            self.whole.parts.push(self.resolver.assertions(id)?);
            self.whole.origins.push(Origin::Own(id.clone()));
        }
        Ok(())
    }

    fn choice(&mut self, choice: &Choice) {
        if !self.whole.choices.contains(choice) {
            self.whole.choices.push(choice.clone());
            self.whole.origins.push(Origin::Choice(choice.clone()));
        }
    }
}

fn cycle(id: &JsonPointer) -> Diagnostic {
    Diagnostic::warning(
        Code::ReferenceCycle,
        "the `allOf` of this schema leads back to itself",
    )
    .at(id)
    .help("take one of the references away")
}
