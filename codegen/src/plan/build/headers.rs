//! Headers that successes declare: one type for all operations that declare the same.

use indexmap::IndexMap;

use super::arms;
use super::types::Types;
use crate::model::{self, Operation};
use crate::names::{Ident, Scope};
use crate::plan::{Header, HeaderSet, Type};

/// The sets of headers that are known so far.
#[derive(Default)]
pub(super) struct HeaderSets {
    sets: Vec<HeaderSet>,
    scope: Scope,
}

impl HeaderSets {
    /// The headers that the successes of an operation declare, if any do.
    pub(super) fn of(
        &mut self,
        types: &Types<'_>,
        operation: &Operation,
        request: &Ident,
    ) -> Option<Ident> {
        let headers = declared(types, operation);
        if headers.is_empty() {
            return None;
        }
        if let Some(known) = self.sets.iter().find(|set| is_same(&set.headers, &headers)) {
            return Some(known.name.clone());
        }
        let names: Vec<_> = headers.iter().map(|it| it.wire_name.as_str()).collect();
        let name = self.scope.allocate(&[
            words(&names).map_or_else(
                || request.suffixed("Headers"),
                |words| Ident::pascal(&words),
            ),
            request.suffixed("Headers"),
        ]);
        let spans: Vec<_> = names
            .iter()
            .map(|name| crate::docs::code_span(name))
            .collect();
        self.sets.push(HeaderSet {
            docs: vec![format!("What answers declare of {}.", spans.join(", "))],
            name: name.clone(),
            headers,
        });
        Some(name)
    }

    /// All of them, in the order in which they are first declared.
    pub(super) fn into_sets(self) -> Vec<HeaderSet> {
        self.sets
    }
}

fn is_same(one: &[Header], other: &[Header]) -> bool {
    let is_same = |(one, other): (&Header, &Header)| {
        let asked = |header: &Header| (header.ty.clone(), header.required);
        one.wire_name.eq_ignore_ascii_case(&other.wire_name) && asked(one) == asked(other)
    };
    one.len() == other.len() && one.iter().zip(other).all(is_same)
}

/// The headers of all successes; one that not all of them must have may be missing.
fn declared(types: &Types<'_>, operation: &Operation) -> Vec<Header> {
    let successes = operation.responses.iter();
    let successes = successes.filter(|it| arms::is_success(operation, it.status));
    let mut found: IndexMap<String, (&model::Header, usize)> = IndexMap::new();
    let mut responses = 0;
    for response in successes {
        responses += 1;
        for header in response
            .headers
            .iter()
            .filter(|header| is_declared(&header.name))
        {
            let entry = found.entry(header.name.to_ascii_lowercase());
            entry.or_insert((header, 0)).1 += usize::from(header.required);
        }
    }
    let mut scope = Scope::default();
    let headers = found.into_values().map(|(header, times)| {
        let required = times == responses;
        let ty = ty(types, header);
        let is_list = matches!(ty, Type::Vec(_));
        Header {
            ident: scope.allocate(&[Ident::snake(&header.name)]),
            wire_name: header.name.clone(),
            docs: crate::docs::markdown(header.description.as_deref().unwrap_or_default()),
            // An empty list says that there is none.
            ty: if required || is_list {
                ty
            } else {
                Type::Option(Box::new(ty))
            },
            required,
        }
    });
    headers.collect()
}

/// `Content-Type` says what the body is, and is not declared (`OpenAPI` specification, section Response Object).
fn is_declared(name: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(is_token) && !name.eq_ignore_ascii_case("content-type")
}

/// What a header holds: what no text can be read as is the text.
fn ty(types: &Types<'_>, header: &model::Header) -> Type {
    if header.name.eq_ignore_ascii_case("set-cookie") {
        return Type::Vec(Box::new(Type::String));
    }
    if let Some(media_type) = &header.media_type {
        let is_json = model::essence(media_type).contains("json");
        return if is_json { Type::Value } else { Type::String };
    }
    match header.schema.as_ref().map(|schema| types.place(schema).ty) {
        Some(Type::Vec(items)) if is_single(&items) => Type::Vec(items),
        Some(Type::Vec(_)) => Type::Vec(Box::new(Type::String)),
        Some(ty) if is_single(&ty) => ty,
        _ => Type::String,
    }
}

fn is_single(ty: &Type) -> bool {
    *ty == Type::String || ty.is_scalar()
}

/// What a set is called after its headers: `Link`, or what several have in common.
fn words(names: &[&str]) -> Option<String> {
    let first = names.first()?;
    let mut common: Vec<_> = first.split('-').collect();
    for name in names.iter().skip(1) {
        let same = common.iter().zip(name.split('-'));
        let same = same.take_while(|(one, other)| one.eq_ignore_ascii_case(other));
        let length = same.count();
        common.truncate(length);
    }
    if common
        .first()
        .is_some_and(|part| part.eq_ignore_ascii_case("x"))
    {
        common.remove(0);
    }
    match (common.as_slice(), names) {
        ([], [one, two]) => Some(format!("{one} {two} headers")),
        ([], _) => None,
        (common, _) => Some(format!("{} headers", common.join(" "))),
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn a_set_is_called_after_its_headers() {
        let table: [(&[&str], Option<&str>); 6] = [
            (&["Link"], Some("Link headers")),
            (&["X-Total-Count"], Some("Total Count headers")),
            (&["X-Rate-Limit", "x-rate-remaining"], Some("Rate headers")),
            (&["Location", "Link"], Some("Location Link headers")),
            (&["X-A", "X-B", "X-C"], None),
            (&["A", "B", "C"], None),
        ];
        for (names, expected) in table {
            assert_eq!(words(names).as_deref(), expected, "{names:?}");
        }
    }
}
