//! The call that a scenario asks for, from the request that it expects.

use std::collections::BTreeMap;

use codegen_proof::percent_decoded;
use serde_json::{Map, Value, json};

use super::scenarios::Row;
use crate::arguments::{self, Shape};
use crate::client::Call;
use crate::description::{Description, Node, Operation, Parameter};

/// Headers that are no parameters (`OpenAPI` specification, section Parameter Object).
const NO_PARAMETERS: [&str; 3] = ["accept", "content-type", "authorization"];

/// Why there is no call of a row that is of no operation.
pub(super) const NO_OPERATION: &str = "no operation has the method and the path";

/// A call that can be made.
pub(super) struct Prepared(pub(super) Call);

/// The call of a row, unless the description has no such operation, or not all of its parameters.
pub(super) fn prepare(
    description: &Description,
    row: &Row,
    origin: &str,
) -> Result<Prepared, String> {
    let operations = description.operations();
    let mut found = operations
        .iter()
        .filter(|it| it.method == row.method)
        .filter_map(|it| Some((it, matched(&it.path, &row.uri)?)));
    // The more of the path is in the description, the better.
    let Some((operation, found)) = found
        .by_ref()
        .min_by_key(|(_, it)| (it.prefix.len(), it.values.len()))
    else {
        return Err(NO_OPERATION.to_owned());
    };
    let row = Request {
        description,
        row,
        operation,
    };
    let mut arguments = BTreeMap::new();
    row.parameters(&found.values, &mut arguments)?;
    row.body(&mut arguments);
    if let Some(accept) = row.row.headers.get("accept") {
        arguments.insert("accept".to_owned(), accept.clone());
    }
    Ok(Prepared(Call {
        operation: operation.name.clone(),
        arguments,
        credentials: row.credentials(),
        base: (!found.prefix.is_empty()).then(|| format!("{origin}{}", found.prefix)),
    }))
}

struct Request<'a> {
    description: &'a Description,
    row: &'a Row,
    operation: &'a Operation<'a>,
}

impl Request<'_> {
    fn parameters(
        &self,
        path: &BTreeMap<String, String>,
        into: &mut BTreeMap<String, Value>,
    ) -> Result<(), String> {
        let mut query = self.row.query.clone();
        let parameters = &self.operation.parameters;
        // An object that is exploded has what no other parameter is called.
        let (last, first): (Vec<_>, Vec<_>) = parameters
            .iter()
            .partition(|it| it.location == "query" && self.is_exploded_object(it));
        for parameter in first.into_iter().chain(last) {
            let value = match &*parameter.location {
                "path" => path
                    .get(&parameter.name)
                    .map(|text| arguments::of_path(self.description, parameter, text)),
                "query" => self.of_query(parameter, &mut query),
                "header" => {
                    let name = parameter.name.to_lowercase();
                    let value = self.row.headers.get(&name);
                    value.map(|value| arguments::parameter(self.description, parameter, value))
                }
                _ => None,
            };
            let value = value.or_else(|| {
                let is_needed = parameter.is_required
                    && !(parameter.location == "header"
                        && NO_PARAMETERS.contains(&&*parameter.name.to_lowercase()));
                is_needed.then(|| self.filler(parameter))
            });
            if let Some(value) = value {
                into.insert(format!("{}/{}", parameter.location, parameter.name), value);
            }
        }
        match query.keys().next() {
            Some(name) => Err(format!("there is no query parameter `{name}`")),
            None => Ok(()),
        }
    }

    fn is_exploded_object(&self, parameter: &Parameter<'_>) -> bool {
        let schema = parameter.schema.as_ref();
        parameter.explode
            && schema.is_some_and(|it| arguments::shape(self.description, it) == Shape::Object)
    }

    fn of_query(&self, parameter: &Parameter<'_>, query: &mut Map<String, Value>) -> Option<Value> {
        let wire = if self.is_exploded_object(parameter) {
            Value::Object(std::mem::take(query))
        } else {
            query.remove(&parameter.name)?
        };
        Some(arguments::parameter(self.description, parameter, &wire))
    }

    /// What the server does not look at, but has to be there.
    fn filler(&self, parameter: &Parameter<'_>) -> Value {
        let schema = parameter.schema.as_ref();
        schema.map_or_else(|| "text".into(), |schema| self.made(schema))
    }

    /// The least that a schema describes.
    fn made(&self, schema: &Node<'_>) -> Value {
        let node = self.description.resolved(schema.clone());
        let said = ["const", "default"].map(|key| node.value.get(key));
        let listed = node.value.get("enum").and_then(|list| list.get(0));
        if let Some(said) = said.into_iter().flatten().chain(listed).next() {
            return said.clone();
        }
        let required = node.get("required");
        let required = required.iter().flat_map(Node::items);
        let members = required.filter_map(|name| {
            let name = name.value.as_str()?;
            let schema = node.get("properties")?.get(name)?;
            Some((name.to_owned(), self.made(&schema)))
        });
        match arguments::shape(self.description, schema) {
            Shape::Array => json!([]),
            Shape::Object => Value::Object(members.collect()),
            Shape::Number => json!(1),
            Shape::Boolean => json!(true),
            Shape::Text | Shape::Any => match node.text("format") {
                Some("date-time") => "2022-08-26T14:38:00Z".into(),
                Some("uuid") => "2378d9bc-1726-11ee-be56-0242ac120002".into(),
                _ => "text".into(),
            },
        }
    }

    fn body(&self, into: &mut BTreeMap<String, Value>) {
        let Some(body) = &self.operation.body else {
            return;
        };
        let mut content = body.content.iter();
        let named = content.find(|media| media.name == self.row.body_type);
        let Some(media) = named.or(body.content.first()) else {
            return;
        };
        into.insert("body/type".to_owned(), media.name.as_str().into());
        if media.name.contains('*') {
            into.insert("content-type".to_owned(), self.row.body_type.clone().into());
        }
        let schema = media.schema.as_ref();
        match &self.row.body {
            Some(wire) if media.name.starts_with("multipart/") => self.parts(schema, wire, into),
            Some(wire) => {
                into.insert("body".to_owned(), wire.clone());
            }
            // The server does not look at it.
            None if body.is_required => {
                let value = schema.map_or(Value::Null, |schema| self.made(schema));
                into.insert("body".to_owned(), value);
            }
            None => {}
        }
    }

    /// Each part as an argument of its own, and all of them as a form: which of both, the client decides.
    fn parts(&self, schema: Option<&Node<'_>>, wire: &Value, into: &mut BTreeMap<String, Value>) {
        let schema = schema.map(|schema| self.description.resolved(schema.clone()));
        let members: Map<String, Value> = wire["parts"].as_object().cloned().unwrap_or_default();
        let object = arguments::value(self.description, schema.as_ref(), &Value::Object(members));
        let mut parts: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        let mut form = Vec::new();
        for (name, value) in object.as_object().into_iter().flatten() {
            form.push(json!({ "part": name, "json": value }));
            into.insert(format!("part/{name}"), value.clone());
        }
        for file in wire["files"].as_array().into_iter().flatten() {
            let name = file["fieldname"].as_str().unwrap_or_default();
            let upload = json!({
                "part": name,
                "content": { "base64": file["bytes_base64"] },
                "name": file["filename"],
                "type": file["mimetype"],
            });
            form.push(upload.clone());
            parts.entry(name.to_owned()).or_default().push(upload);
        }
        for (name, mut files) in parts {
            let value = match &*files {
                [_] => files.remove(0),
                _ => files.into(),
            };
            into.insert(format!("part/{name}"), value);
        }
        into.insert("body".to_owned(), form.into());
    }

    /// The credentials that the headers hold; without any, something for each scheme.
    fn credentials(&self) -> Option<Value> {
        let mut credentials = Map::new();
        for (name, scheme) in self.description.security_schemes() {
            let header = match scheme.text("type") {
                Some("apiKey") => scheme.text("name").unwrap_or_default().to_lowercase(),
                _ => "authorization".to_owned(),
            };
            let value = self.row.headers.get(&header).and_then(Value::as_str);
            let value = value.map(|value| match value.split_once(' ') {
                Some((_, secret)) if header == "authorization" => secret,
                _ => value,
            });
            credentials.extend(value.map(|value| (name, value.into())));
        }
        (!credentials.is_empty()).then_some(Value::Object(credentials))
    }
}

/// How a URI is made of a path: what stands before it, and the values of its variables.
struct Matched {
    prefix: String,
    values: BTreeMap<String, String>,
}

fn matched(path: &str, uri: &str) -> Option<Matched> {
    // What comes before the first variable can stand anywhere: a server may have a path of its own.
    let literal = path.split('{').next().unwrap_or_default();
    let starts = uri.match_indices(literal).map(|(at, _)| at);
    let mut found = starts.filter_map(|at| {
        let (prefix, rest) = uri.split_at(at);
        let values = values(path, rest)?;
        Some(Matched {
            prefix: prefix.to_owned(),
            values,
        })
    });
    found.next()
}

/// The values of the variables of a path.
fn values(path: &str, uri: &str) -> Option<BTreeMap<String, String>> {
    let mut values = BTreeMap::new();
    let mut rest = uri;
    let mut pieces = path.split('{');
    rest = rest.strip_prefix(pieces.next().unwrap_or_default())?;
    for piece in pieces {
        let (name, literal) = piece.split_once('}')?;
        let end = match literal {
            "" => rest.len(),
            literal => rest.find(literal)?,
        };
        let (value, after) = rest.split_at(end);
        if value.is_empty() || value.contains('/') {
            return None;
        }
        values.insert(name.to_owned(), percent_decoded(value));
        rest = after.strip_prefix(literal)?;
    }
    rest.is_empty().then_some(values)
}

#[cfg(test)]
mod tests;
