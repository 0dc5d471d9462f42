//! Which operation a call is of, by its method and path.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::OnceLock;

use serde_json::{Deserializer, Value};

use super::super::path::next_variable;
use super::super::percent::{encode_into, is_path_literal};
use super::call::decoded;
use super::description::Description;

/// Every operation, the most specific first: `/runners/downloads` before `/runners/{runner_id}`.
pub(super) struct Routes {
    routes: Vec<Route>,
    /// The paths that servers have: the longest first, then none at all, then those that have variables.
    prefixes: Vec<Vec<Segment>>,
}

/// An operation.
pub(super) struct Route {
    /// Its method and path, as the description has them.
    pub(super) name: String,
    segments: Vec<Segment>,
    /// What else is said about it, which is read when it is first needed: there may be a thousand.
    text: &'static str,
    entry: OnceLock<Value>,
}

/// What stands between two slashes of a path template.
enum Segment {
    /// A text.
    Literal(String),
    /// Variables, each behind a text, and the text behind the last.
    Variables(Vec<(String, String)>, String),
}

/// The parameters of a path, decoded, by name.
pub(super) type Parameters = Vec<(String, String)>;

impl Routes {
    pub(super) fn new(description: &Description) -> Self {
        let lines = description.operations.lines();
        let mut routes: Vec<_> = lines.filter_map(Route::of_line).collect();
        routes.sort_by_cached_key(|route| {
            let ranks = route.segments.iter().map(Segment::rank);
            ranks.collect::<Vec<_>>()
        });
        let paths: BTreeSet<_> = description.servers.iter().map(|url| path_of(url)).chain([""]).collect();
        let mut prefixes: Vec<_> = paths.into_iter().map(segments).collect();
        prefixes.sort_by_key(|prefix| {
            let ranks = prefix.iter().map(Segment::rank);
            (ranks.max(), Reverse(prefix.len()))
        });
        Self { routes, prefixes }
    }

    /// The number of the operation with this method and path template.
    pub(super) fn of(&self, name: &str) -> Option<usize> {
        self.routes.iter().position(|route| route.name == name)
    }

    pub(super) fn get(&self, number: usize) -> Option<&Route> {
        self.routes.get(number)
    }

    /// The number of the operation that a call is of, and the parameters in its path; or why it is of none.
    pub(super) fn find(&self, method: &str, path: &str) -> Result<(usize, Parameters), String> {
        let path: Vec<_> = path.trim_start_matches('/').split('/').collect();
        let mut others = BTreeSet::new();
        for prefix in &self.prefixes {
            let Some(rest) = path.get(prefix.len()..) else {
                continue;
            };
            if matched(prefix, path.get(..prefix.len()).unwrap_or_default()).is_none() {
                continue;
            }
            for (number, route) in self.routes.iter().enumerate() {
                let Some(parameters) = matched(&route.segments, rest) else {
                    continue;
                };
                if route.method() == method {
                    return Ok((number, parameters));
                }
                others.insert(route.method());
            }
        }
        if others.is_empty() {
            return Err("the description has no operation with this path".to_owned());
        }
        let others: Vec<_> = others.into_iter().collect();
        Err(format!(
            "the description has no operation with this method; the path is for {}",
            others.join(", ")
        ))
    }
}

impl Route {
    /// Reads a member of the object of all operations.
    fn of_line(line: &'static str) -> Option<Self> {
        let mut names = Deserializer::from_str(line).into_iter::<String>();
        let name = names.next()?.ok()?;
        let text = line.get(names.byte_offset()..)?.trim_start();
        let text = text.strip_prefix(':')?.trim_end_matches(',');
        let (_, path) = name.split_once(' ')?;
        Some(Self {
            segments: segments(path),
            text,
            entry: OnceLock::new(),
            name,
        })
    }

    fn method(&self) -> &str {
        self.name.split(' ').next().unwrap_or_default()
    }

    /// What the description says about it.
    pub(super) fn entry(&self) -> &Value {
        let read = || serde_json::from_str(self.text).unwrap_or_default();
        self.entry.get_or_init(read)
    }
}

fn segments(path: &str) -> Vec<Segment> {
    let path = path.strip_prefix('/').unwrap_or(path);
    if path.is_empty() {
        return Vec::new();
    }
    path.split('/').map(Segment::of).collect()
}

impl Segment {
    fn of(text: &str) -> Self {
        let mut variables = Vec::new();
        let mut rest = text;
        while let Some((literal, name, tail)) = next_variable(rest) {
            variables.push((encoded(literal), name.to_owned()));
            rest = tail;
        }
        if variables.is_empty() {
            return Self::Literal(decoded(text));
        }
        Self::Variables(variables, encoded(rest))
    }

    /// The less it leaves open, the less is its rank.
    fn rank(&self) -> (bool, Reverse<usize>) {
        match self {
            Self::Literal(_) => (false, Reverse(0)),
            Self::Variables(variables, last) => {
                let literals = variables.iter().map(|(literal, _)| literal.len());
                (true, Reverse(literals.sum::<usize>() + last.len()))
            }
        }
    }

    /// The values of its variables; none where the text does not fit.
    fn values(&self, text: &str) -> Option<Parameters> {
        match self {
            Self::Literal(literal) => (decoded(text) == *literal).then(Vec::new),
            Self::Variables(variables, last) => {
                let mut values = Vec::new();
                let mut rest = text.strip_suffix(last.as_str())?;
                for (at, (literal, name)) in variables.iter().enumerate() {
                    rest = rest.strip_prefix(literal.as_str())?;
                    let end = match variables.get(at + 1) {
                        // Two variables with nothing between them cannot be told apart.
                        Some((next, _)) if !next.is_empty() => rest.find(next.as_str())?,
                        _ => rest.len(),
                    };
                    let (value, tail) = rest.split_at(end);
                    values.push((name.clone(), decoded(value)));
                    rest = tail;
                }
                (!text.is_empty()).then_some(values)
            }
        }
    }
}

fn matched(segments: &[Segment], path: &[&str]) -> Option<Parameters> {
    // The root has no segments, and still a slash.
    let path = if path == [""] { &[] } else { path };
    if segments.len() != path.len() {
        return None;
    }
    let mut parameters = Vec::new();
    for (segment, text) in segments.iter().zip(path) {
        parameters.extend(segment.values(text)?);
    }
    Some(parameters)
}

fn encoded(literal: &str) -> String {
    let mut text = String::with_capacity(literal.len());
    encode_into(&mut text, literal, is_path_literal);
    text
}

/// The path of a server's URL, which may have variables in it.
fn path_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = rest.find('/').map_or("", |start| &rest[start..]);
    path.trim_end_matches('/')
}
