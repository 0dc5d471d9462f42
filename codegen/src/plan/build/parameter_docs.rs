//! What is said about parameters: once about each, however many operations share it.

use super::constraints::Asked;
use super::text;
use super::types::Types;
use crate::model::{Api, Parameter};
use crate::plan::Docs;
use crate::pointer::ByPointer;

/// What is said about every parameter.
pub(super) struct ParameterDocs(ByPointer<Said>);

/// What is said about a parameter.
#[derive(Default)]
struct Said {
    by_itself: Docs,
    in_a_list: Docs,
}

impl ParameterDocs {
    pub(super) fn new(api: &Api, types: &Types<'_>) -> Self {
        let mut all = ByPointer::default();
        for parameter in api.operations.iter().flat_map(|it| &it.parameters) {
            let entry = all.entry(parameter.pointer.clone());
            entry.or_insert_with(|| said(api, types, parameter));
        }
        Self(all)
    }

    /// Where it is a function that sets it.
    pub(super) fn by_itself(&self, parameter: &Parameter) -> Docs {
        self.of(parameter, |said| &said.by_itself)
    }

    /// Where it is one of the arguments of a function.
    pub(super) fn in_a_list(&self, parameter: &Parameter) -> Docs {
        self.of(parameter, |said| &said.in_a_list)
    }

    fn of(&self, parameter: &Parameter, which: fn(&Said) -> &Docs) -> Docs {
        let said = self.0.get(&parameter.pointer);
        said.map(which).cloned().unwrap_or_default()
    }
}

fn said(api: &Api, types: &Types<'_>, parameter: &Parameter) -> Said {
    let schema = parameter.schema.as_ref();
    let aliased = schema.and_then(|id| api.aliased(id));
    let default = aliased.and_then(|schema| schema.about.default.as_ref());
    let asked = schema.map(|id| Asked::of(api, types, id));
    let asked = asked.unwrap_or_default();
    Said {
        by_itself: text::parameter_docs(parameter, default, &asked),
        in_a_list: text::argument_docs(parameter, &asked),
    }
}
